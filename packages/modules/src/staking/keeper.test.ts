import { fromTimestamp } from "@testudo/proto";
import {
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { errors } from "./errors.ts";
import { consAddressOf, isBonded, isUnbonded, isUnbonding } from "./validator.ts";

const [alice, bob, carol] = ["alice", "bob", "carol"].map(testAccount);
const carolAcc = testAddresses.acc.toText(carol!);
const coin = (amount: string) => ({ denom: "stake", amount });

function setUp(params = {}) {
  const coins = [{ denom: "stake", amount: 1_000_000_000n }];
  const chain = createStakeChain({
    accounts: [alice!, bob!, carol!].map((address) => ({ address, coins })),
    params,
  });
  const operators = [
    chain.createValidator(alice!, 20_000_000n),
    chain.createValidator(bob!, 10_000_000n),
  ];
  chain.nextBlock({ height: 2n });
  const record = (index: number) => chain.staking.requireValidator(chain.ctx, operators[index]!);
  const delegate = (index: number, amount: string) =>
    chain.send(MsgDelegate, MsgDelegateResponse, {
      delegatorAddress: carolAcc,
      validatorAddress: testAddresses.val.toText(operators[index]!),
      amount: coin(amount),
    });
  return { ...chain, now: () => chain.ctx, operators, record, delegate };
}

describe("the bonded set", () => {
  it("holds the validators with the most tokens and tells only changes", () => {
    const chain = setUp({ maxValidators: 1 });
    expect([chain.record(0), chain.record(1)].map(isBonded)).toEqual([true, false]);

    chain.delegate(1, "15000000");
    const updates = chain.nextBlock({ height: 3n });

    expect(updates.map(({ power }) => power)).toEqual([25n, 0n]);
    expect(isUnbonding(chain.record(0))).toBe(true);
    expect(chain.nextBlock({ height: 4n })).toEqual([]);
    expect(chain.staking.getLastTotalPower(chain.now())).toBe(25n);
    expect(chain.staking.totalBondedTokens(chain.now())).toBe(25_000_000n);
  });

  it("prefers the lower operator address of equals", () => {
    const chain = setUp({ maxValidators: 1 });
    chain.delegate(1, "10000000");
    chain.nextBlock({ height: 3n });

    const [first, second] = chain.operators.map((operator) => testAddresses.val.toText(operator));
    const lower = Buffer.compare(
      Buffer.from(chain.operators[0]!),
      Buffer.from(chain.operators[1]!),
    );
    const bonded = chain.staking.bondedValidatorsByPower(chain.now());
    expect(bonded.map(({ operatorAddress }) => operatorAddress)).toEqual([
      lower < 0 ? first : second,
    ]);
  });

  it("never bonds a validator with less than one unit of power", () => {
    const coins = [{ denom: "stake", amount: 1_000_000_000n }];
    const chain = createStakeChain({ accounts: [{ address: alice!, coins }] });
    chain.createValidator(alice!, 999_999n);

    expect(chain.nextBlock()).toEqual([]);
  });

  it("lets a validator go for good once it has unbonded without shares", () => {
    const chain = setUp();
    chain.send(MsgUndelegate, MsgUndelegateResponse, {
      delegatorAddress: testAddresses.acc.toText(bob!),
      validatorAddress: testAddresses.val.toText(bob!),
      amount: coin("10000000"),
    });
    chain.nextBlock({ height: 3n });
    const leaving = chain.record(1);
    const due = fromTimestamp(leaving.unbondingTime);

    chain.nextBlock({ height: 4n, time: due - 1n });
    chain.nextBlock({ height: 5n, time: due });
    expect(isUnbonding(chain.record(1))).toBe(true);
    chain.nextBlock({ height: 6n });

    expect(chain.staking.validator(chain.now(), chain.operators[1]!)).toBeUndefined();
    expect(chain.staking.validatorByConsAddr(chain.now(), consAddressOf(leaving))).toBeUndefined();
  });
});

describe("holding an unbonding", () => {
  function withUnbondings() {
    const chain = setUp();
    chain.delegate(0, "8000000");
    const [source, destination] = chain.operators.map((operator) =>
      testAddresses.val.toText(operator),
    );
    chain.send(MsgUndelegate, MsgUndelegateResponse, {
      delegatorAddress: carolAcc,
      validatorAddress: source!,
      amount: coin("3000000"),
    });
    chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
      delegatorAddress: carolAcc,
      validatorSrcAddress: source!,
      validatorDstAddress: destination!,
      amount: coin("2000000"),
    });
    chain.staking.jail(chain.now(), consAddressOf(chain.record(0)));
    chain.nextBlock({ height: 3n });
    return chain;
  }
  const late = 100_000_000_000n;

  it("stops all three kinds until it is released", () => {
    const chain = withUnbondings();
    const { staking, now } = chain;
    for (const id of [1n, 2n, 3n]) staking.putUnbondingOnHold(now(), id);

    chain.nextBlock({ height: 4n, time: late });
    chain.nextBlock({ height: 5n });
    expect([...staking.unbondingDelegations(now())]).toHaveLength(1);
    expect([...staking.redelegations(now())]).toHaveLength(1);
    expect(isUnbonding(chain.record(0))).toBe(true);

    for (const id of [1n, 2n, 3n]) staking.unbondingCanComplete(now(), id);
    expect([...staking.unbondingDelegations(now())]).toEqual([]);
    expect([...staking.redelegations(now())]).toEqual([]);
    chain.nextBlock({ height: 6n });
    expect(isUnbonded(chain.record(0))).toBe(true);
  });

  it("takes as many releases as there were holds, and no more", () => {
    const { staking, now } = withUnbondings();

    staking.putUnbondingOnHold(now(), 1n);
    staking.unbondingCanComplete(now(), 1n);

    expect(() => staking.unbondingCanComplete(now(), 1n)).toThrow(
      matching(errors.onHoldCountNegative),
    );
    expect(() => staking.putUnbondingOnHold(now(), 9n)).toThrow(matching(errors.noUnbondingType));
  });
});

describe("historical info", () => {
  it("keeps as many heights as the parameter says, and catches up when it falls", () => {
    const { staking, nextBlock, now } = setUp({ historicalEntries: 3 });
    const known = () =>
      Array.from({ length: 12 }, (_, height) => BigInt(height)).filter(
        (height) => staking.historicalInfo(now(), height) !== undefined,
      );
    for (let height = 3n; height <= 8n; height += 1n) {
      staking.trackHistoricalInfo(now());
      nextBlock({ height });
    }
    staking.trackHistoricalInfo(now());
    expect(known()).toEqual([6n, 7n, 8n]);

    staking.setParams(now(), { ...staking.params(now()), historicalEntries: 1 });
    nextBlock({ height: 9n });
    staking.trackHistoricalInfo(now());
    expect(known()).toEqual([9n]);

    // With nothing to keep, the walk down ends at once at the height itself, which has no record.
    staking.setParams(now(), { ...staking.params(now()), historicalEntries: 0 });
    nextBlock({ height: 10n });
    staking.trackHistoricalInfo(now());
    expect(known()).toEqual([9n]);
  });

  it("lists the set as consensus orders it", () => {
    const { staking, now, operators } = setUp();
    staking.trackHistoricalInfo(now());

    const info = staking.historicalInfo(now(), 2n);

    expect(info?.valset.map(({ operatorAddress }) => operatorAddress)).toEqual(
      operators.map((operator) => testAddresses.val.toText(operator)),
    );
    expect(info?.header.height).toBe(2n);
  });
});
