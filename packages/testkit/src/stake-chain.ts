import {
  type AccAddress,
  accAddress,
  type Coin,
  createAddressCodec,
  silentLogger,
  singleCoin,
  type Time,
  type ValAddress,
  valAddress,
} from "@testudo/base";
import { ed25519Key, ed25519KeyFromSeed, moduleAddress, sha256 } from "@testudo/crypto";
import { createAccountKeeper, FEE_COLLECTOR } from "@testudo/modules/auth";
import { createBankKeeper, createBankModule } from "@testudo/modules/bank";
import {
  BONDED_POOL,
  createStakingKeeper,
  createStakingModule,
  NOT_BONDED_POOL,
  type StakingHooks,
} from "@testudo/modules/staking";
import { type MessageType, toDuration } from "@testudo/proto";
import {
  MsgCreateValidator,
  MsgCreateValidatorResponse,
  type Params,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, createCtx, onBranch } from "@testudo/runtime";
import { createMemoryStore, type KVStore, type StoreReader } from "@testudo/store";

/** What a stake chain starts from. */
export interface StakeChainOptions {
  readonly accounts?: readonly { readonly address: AccAddress; readonly coins: readonly Coin[] }[];
  readonly height?: bigint;
  readonly time?: Time;
  readonly params?: Partial<Params>;
  /** Accounts that no message may send to. */
  readonly blocked?: readonly AccAddress[];
}

/** Accounts, coins and stake of one chain over plain stores, without blocks. */
export type StakeChain = ReturnType<typeof createStakeChain>;

/** Text forms of the test chains. */
export const testAddresses = createAddressCodec("cosmos");

/** An account that nobody else has. */
export function testAccount(name: string): AccAddress {
  return accAddress(sha256(new TextEncoder().encode(name)).subarray(0, 20));
}

/** The account that may change parameters: gov's module account. */
export const testAuthority = testAddresses.acc.toText(moduleAddress("gov"));

/** Real auth, bank and staking keepers; only their stores are plain. */
export function createStakeChain(options: StakeChainOptions = {}) {
  const { accounts = [], height = 1n, time = 0n, params = {}, blocked = [] } = options;
  const state = plainStores();
  let ctx = createCtx({ state, height, time, chainId: "stake-1" });

  const addresses = testAddresses;
  const authority = testAuthority;
  const auth = createAccountKeeper({
    addresses,
    authority,
    modules: [
      { name: FEE_COLLECTOR, permissions: [] },
      { name: "mint", permissions: ["minter"] },
      { name: BONDED_POOL, permissions: ["burner", "staking"] },
      { name: NOT_BONDED_POOL, permissions: ["burner", "staking"] },
    ],
  });
  const bank = createBankKeeper({ addresses, authority, auth, blocked });
  const hooks: StakingHooks[] = [];
  const logger = silentLogger;
  const staking = createStakingKeeper({ addresses, authority, hooks, logger, auth, bank });
  const bankModule = createBankModule(bank);
  const stakingModule = createStakingModule(staking, { auth, bank });
  const routes = [...(bankModule.messages ?? []), ...(stakingModule.messages ?? [])];

  staking.setParams(ctx, {
    unbondingTime: toDuration(100_000_000_000n),
    maxValidators: 100,
    maxEntries: 7,
    historicalEntries: 10,
    bondDenom: "stake",
    minCommissionRate: "0",
    ...params,
  });
  bank.setParams(ctx, { sendEnabled: [], defaultSendEnabled: true });
  const supply = new Map<string, bigint>();
  for (const { address, coins } of accounts) {
    auth.setAccount(ctx, auth.newAccountWithAddress(ctx, address));
    for (const coin of coins) {
      bank.setGenesisBalance(ctx, address, coin);
      supply.set(coin.denom, (supply.get(coin.denom) ?? 0n) + coin.amount);
    }
  }
  for (const [denom, amount] of supply) bank.setSupply(ctx, { denom, amount });

  /** Runs a message on a branch that is kept only if it is not refused. */
  function send<Req, Res>(
    request: MessageType<Req>,
    _response: MessageType<Res>,
    message: Req,
  ): Res {
    const route = routes.find(({ typeUrl }) => typeUrl === request.typeUrl);
    if (route === undefined) throw new Error(`no route for ${request.typeUrl}`);
    const { value, keep } = onBranch(ctx, (on) => route.handle(on, message));
    keep();
    return value as Res;
  }

  /** Makes a validator out of an account that has the coins. */
  function createValidator(owner: AccAddress, amount: bigint): ValAddress {
    const seed = sha256(owner);
    send(MsgCreateValidator, MsgCreateValidatorResponse, {
      description: {
        moniker: "validator",
        identity: "",
        website: "",
        securityContact: "",
        details: "",
      },
      commission: { rate: "0", maxRate: "500000000000000000", maxChangeRate: "10000000000000000" },
      minSelfDelegation: "1",
      delegatorAddress: "",
      validatorAddress: addresses.val.toText(owner),
      pubkey: ed25519Key(ed25519KeyFromSeed(seed).pub).any(),
      value: { denom: "stake", amount: amount.toString() },
    });
    return valAddress(owner);
  }

  return {
    addresses,
    auth,
    bank,
    staking,
    hooks,
    bankModule,
    stakingModule,
    state,
    get ctx(): Ctx {
      return ctx;
    },
    send,
    createValidator,
    /** Ends the block and begins the one at the given height and time. */
    nextBlock(next: { readonly height?: bigint; readonly time?: Time } = {}) {
      const updates = staking.blockValidatorUpdates(ctx);
      ctx = ctx.with({ height: next.height ?? ctx.height + 1n, time: next.time ?? ctx.time });
      return updates;
    },
    stake: (amount: bigint) => singleCoin("stake", amount),
  };
}

/** Stores that spring up when first named. */
export function plainStores(): StoreReader {
  const stores = new Map<string, KVStore>();
  return {
    store(name) {
      const known = stores.get(name) ?? createMemoryStore();
      stores.set(name, known);
      return known;
    },
  };
}
