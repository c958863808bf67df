import {
  type AccAddress,
  accAddress,
  type Coin,
  createAddressCodec,
  DAY,
  SECOND,
  utf8,
} from "@testudo/base";
import { signedHeaderToProto, validatorSetToProto } from "@testudo/comet";
import { moduleAddress, sha256 } from "@testudo/crypto";
import { createIbcCore, createIbcModule } from "@testudo/ibc";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { type Height, parseChainRevision } from "@testudo/ibc/host";
import type { IbcModule } from "@testudo/ibc/port";
import {
  createTransferIbcModule,
  createTransferKeeper,
  createTransferModule,
} from "@testudo/ibc/transfer";
import { createAccountKeeper, FEE_COLLECTOR } from "@testudo/modules/auth";
import { createBankKeeper } from "@testudo/modules/bank";
import { createUpgradeKeeper } from "@testudo/modules/upgrade";
import { type MessageType, packAny, toDuration, toTimestamp } from "@testudo/proto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import type {
  ClientState,
  ConsensusState,
  Header,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  type Ctx,
  createCtx,
  createGasMeter,
  createMessageRouter,
  createQueryRouter,
  type Event,
  type ExecMode,
  onBranch,
} from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { createLightChain } from "./light-chain.ts";

/** What a delivered message left behind. */
export interface Delivered<Res> {
  readonly response: Res;
  readonly events: readonly Event[];
  readonly gas: bigint;
}

/** How an IBC test chain starts. */
export interface IbcChainOptions {
  readonly chainId: string;
  /** Voting powers of the validators that sign its headers. */
  readonly powers?: readonly bigint[];
  readonly accounts?: readonly { readonly address: AccAddress; readonly coins: readonly Coin[] }[];
  /** Accounts that no message may send to. */
  readonly blocked?: readonly AccAddress[];
  /** Applications beside `transfer`, by port. */
  readonly ports?: Readonly<Record<string, IbcModule>>;
  /** Parts of the `ibc` genesis that differ from the default. */
  readonly genesis?: (defaults: unknown) => unknown;
}

/** A chain with auth, bank, IBC core and transfers over a real store, whose headers real keys sign. */
export type IbcChain = ReturnType<typeof createIbcChain>;

const STORES = ["acc", "bank", "ibc", "transfer", "upgrade"];
const GENESIS_TIME = 1_700_000_000n * SECOND;
const GAS_LIMIT = 100_000_000n;

/** An account that nobody else has. */
export function ibcAccount(name: string): AccAddress {
  return accAddress(sha256(utf8(name)).slice(0, 20));
}

/** Builds the chain and runs its genesis; its first block is open. */
export function createIbcChain(options: IbcChainOptions) {
  const { chainId, powers = [10n, 10n, 10n, 10n], accounts = [], blocked = [] } = options;
  const addresses = createAddressCodec("cosmos");
  const authority = addresses.acc.toText(accAddress(moduleAddress("gov")));
  const light = createLightChain({ chainId, powers, names: chainId });
  const store = createMemoryMultiStore(STORES, { keepVersions: 1000 });

  const auth = createAccountKeeper({
    addresses,
    authority,
    modules: [
      { name: FEE_COLLECTOR, permissions: [] },
      { name: "transfer", permissions: ["minter", "burner"] },
    ],
  });
  const bank = createBankKeeper({ addresses, authority, auth, blocked });
  const upgrade = createUpgradeKeeper({ authority, handlers: new Map() });
  const core = createIbcCore({
    addresses,
    authority,
    upgrade: { ...upgrade, upgradePlan: upgrade.plan },
    ports: () => ports,
  });
  const transferNeeds = {
    addresses,
    authority,
    auth,
    bank,
    channel: core.channel,
    sendPacketV2: core.channelV2.sendPacket,
  };
  const transfer = createTransferKeeper(transferNeeds);
  const ibcModule = createIbcModule(core);
  const transferModule = createTransferModule(transferNeeds, transfer);
  const ports = new Map(
    Object.entries({ transfer: createTransferIbcModule(transfer), ...options.ports }),
  );
  const messages = createMessageRouter([ibcModule, transferModule]);
  const queries = createQueryRouter([ibcModule, transferModule]);

  let height = 1n;
  let time = GENESIS_TIME;
  let block = store.branch();
  let ctx = openBlock("init");
  runGenesis();
  ctx = openBlock("finalize");

  function openBlock(mode: ExecMode): Ctx {
    return createCtx({
      state: block,
      mode,
      header: {
        chainId,
        height,
        time,
        hash: new Uint8Array(),
        appHash: store.appHash,
        nextValidatorsHash: light.validators.hash(),
        proposerAddress: new Uint8Array(),
      },
    });
  }

  function runGenesis(): void {
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
    const defaults = ibcModule.defaultGenesis?.() ?? null;
    const genesis = options.genesis?.(defaults) ?? defaults;
    ibcModule.initGenesis?.(ctx, genesis as typeof defaults);
    transferModule.initGenesis?.(ctx, transferModule.defaultGenesis?.() ?? null);
  }

  /** Commits the open block and opens the next one, `seconds` later. */
  function nextBlock({ seconds = 5n }: { readonly seconds?: bigint } = {}): void {
    block.write();
    store.commit();
    height += 1n;
    time += seconds * SECOND;
    block = store.branch();
    ctx = openBlock("finalize");
    ibcModule.beginBlock?.(ctx);
  }

  /** Runs a message as one transaction would, its stateless check included; a refusal leaves nothing behind. */
  function deliver<Req, Res>(
    request: MessageType<Req>,
    response: MessageType<Res>,
    message: Req,
  ): Delivered<Res> {
    const gas = createGasMeter(GAS_LIMIT);
    const { value, keep } = onBranch(ctx.with({ gas }), (branch) =>
      messages.handle(branch, packAny(request, message)),
    );
    keep();
    return {
      response: response.decode(value.response.value),
      events: value.events,
      gas: gas.consumed,
    };
  }

  /** Answers a gRPC query about the open block's state. */
  function ask<Req, Res>(
    path: string,
    request: MessageType<Req>,
    response: MessageType<Res>,
    question: Req,
  ): Res {
    const answer = queries.handle(ctx, path, request.encode(question));
    if (answer === undefined) throw new RangeError(`nobody answers ${path}`);
    return response.decode(answer);
  }

  /** Revision and height of the open block: what the header that a relayer can fetch now has. */
  function latestHeight(): Height {
    return { revisionNumber: parseChainRevision(chainId), revisionHeight: height };
  }

  /** The open block's header, signed; changes are for forgers. */
  function header(trustedHeight: Height, changes: Parameters<typeof light.header>[1] = {}): Header {
    const signed = light.sign(light.header(height, { time, appHash: store.appHash, ...changes }));
    return {
      signedHeader: signedHeaderToProto(signed),
      validatorSet: validatorSetToProto(light.validators),
      trustedHeight,
      trustedValidators: validatorSetToProto(light.validators),
    };
  }

  /** A client state that a counterparty could create at the open block. */
  function clientState(changes: Partial<ClientState> = {}): ClientState {
    return {
      chainId,
      trustLevel: { numerator: 1n, denominator: 3n },
      trustingPeriod: toDuration(14n * DAY),
      unbondingPeriod: toDuration(21n * DAY),
      maxClockDrift: toDuration(10n * SECOND),
      frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
      latestHeight: latestHeight(),
      proofSpecs: SDK_PROOF_SPECS,
      upgradePath: ["upgrade", "upgradedIBCState"],
      allowUpdateAfterExpiry: false,
      allowUpdateAfterMisbehaviour: false,
      ...changes,
    };
  }

  /** The consensus state of the open block. */
  function consensusState(): ConsensusState {
    return {
      timestamp: toTimestamp(time),
      root: { hash: store.appHash },
      nextValidatorsHash: light.validators.hash(),
    };
  }

  /** Proves a key as of the last committed block; a client needs the open block's header for it. */
  function prove(
    path: string | Uint8Array,
    storeName = "ibc",
  ): { readonly proof: Uint8Array; readonly proofHeight: Height } {
    const key = typeof path === "string" ? utf8(path) : path;
    const { proofOps } = store.prove(storeName, key, store.version);
    const proofs = proofOps.ops.map(({ data }) => CommitmentProof.decode(data));
    return { proof: MerkleProof.encode({ proofs }), proofHeight: latestHeight() };
  }

  return {
    chainId,
    addresses,
    authority,
    auth,
    bank,
    upgrade,
    core,
    transfer,
    ibcModule,
    transferModule,
    light,
    store,
    /** The context of the open block. */
    get ctx(): Ctx {
      return ctx;
    },
    get time(): bigint {
      return time;
    },
    nextBlock,
    deliver,
    ask,
    latestHeight,
    header,
    clientState,
    consensusState,
    prove,
  };
}
