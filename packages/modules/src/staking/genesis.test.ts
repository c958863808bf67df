import { AppError, toHex } from "@testudo/base";
import {
  GenesisState,
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { Panic } from "@testudo/runtime";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { exportGenesis as exportBank, initGenesis as initBank } from "../bank/genesis.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";

const [alice, bob, carol] = ["alice", "bob", "carol"].map(testAccount);
const carolAcc = testAddresses.acc.toText(carol!);
const [aliceVal, bobVal] = [alice, bob].map((address) => testAddresses.val.toText(address!));
const coin = (amount: string) => ({ denom: "stake", amount });

/** A chain with stake of every kind: bonded, unbonding, moving. */
function busyChain() {
  const coins = [{ denom: "stake", amount: 1_000_000_000n }];
  const chain = createStakeChain({
    accounts: [alice!, bob!, carol!].map((address) => ({ address, coins })),
  });
  for (const owner of [alice!, bob!]) chain.createValidator(owner, 50_000_000n);
  chain.nextBlock();
  const stake = { delegatorAddress: carolAcc, validatorAddress: aliceVal! };
  chain.send(MsgDelegate, MsgDelegateResponse, { ...stake, amount: coin("9000000") });
  chain.send(MsgUndelegate, MsgUndelegateResponse, { ...stake, amount: coin("2000000") });
  chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
    delegatorAddress: carolAcc,
    validatorSrcAddress: aliceVal!,
    validatorDstAddress: bobVal!,
    amount: coin("3000000"),
  });
  chain.nextBlock();
  return chain;
}

describe("staking genesis", () => {
  it("continues a chain where it was exported", () => {
    const old = busyChain();
    const exported = exportGenesis(old.staking, old.ctx);
    const next = createStakeChain();
    initBank(next.bank, next.ctx, exportBank(old.bank, old.ctx));

    const updates = initGenesis(next.staking, next, next.ctx, exported);

    expect(updates.map(({ power }) => power).sort()).toEqual([53n, 54n]);
    expect(exportGenesis(next.staking, next.ctx)).toEqual(exported);
    // Only what a genesis does not carry is missing: unbonding ids, their indexes, the updates of the last block.
    const keys = (chain: typeof old) =>
      Array.from(chain.state.store("staking").iterate(), ([key]) => toHex(key)).filter(
        (key) => !/^(37|38|39|61)/.test(key),
      );
    expect(keys(next)).toEqual(keys(old));
  });

  it("runs the hooks of creation unless the chain was exported", () => {
    const old = busyChain();
    const genesis = GenesisState.fromJSON(exportGenesis(old.staking, old.ctx));
    const created = (exported: boolean) => {
      const next = createStakeChain();
      let count = 0;
      next.hooks.push({
        afterValidatorCreated: () => {
          count += 1;
        },
      });
      initBank(next.bank, next.ctx, exportBank(old.bank, old.ctx));
      initGenesis(next.staking, next, next.ctx, GenesisState.toJSON({ ...genesis, exported }));
      return count;
    };

    expect(created(true)).toBe(0);
    expect(created(false)).toBe(2);
  });

  it("panics when the pools do not hold what is staked", () => {
    const old = busyChain();
    const next = createStakeChain();

    expect(() =>
      initGenesis(next.staking, next, next.ctx, exportGenesis(old.staking, old.ctx)),
    ).toThrow(Panic);
  });

  const good = () => {
    const { staking, ctx } = busyChain();
    return GenesisState.fromJSON(exportGenesis(staking, ctx));
  };
  const withFirst = (change: (validator: Validator) => Validator) => {
    const genesis = good();
    const [first, ...others] = genesis.validators;
    return { ...genesis, validators: [change(first!), ...others] };
  };

  it.each([
    {
      why: "a key stands twice",
      genesis: () => {
        const genesis = good();
        return { ...genesis, validators: [...genesis.validators, genesis.validators[0]!] };
      },
    },
    {
      why: "a bonded validator is jailed",
      genesis: () => withFirst((v) => ({ ...v, jailed: true })),
    },
    {
      why: "a bonded validator has no shares",
      genesis: () => withFirst((v) => ({ ...v, delegatorShares: "0" })),
    },
    {
      why: "a parameter is bad",
      genesis: () => ({ ...good(), params: { ...good().params, maxEntries: 0 } }),
    },
  ])("is refused when $why", ({ genesis }) => {
    expect(() => validateGenesis(GenesisState.toJSON(genesis()))).toThrow(AppError);
  });

  it("is fine by default", () => {
    expect(() => validateGenesis(defaultGenesis())).not.toThrow();
  });
});
