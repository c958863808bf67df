import { createAddressCodec, Dec, silentLogger } from "@testudo/base";
import { BondStatus } from "@testudo/proto/cosmos/staking/v1beta1";
import { createCtx, Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores } from "@testudo/testkit/stake-chain";
import { errors as stakingErrors } from "../staking/errors.ts";
import { beginBlock } from "./blockers.ts";
import { createEvidenceKeeper, DOUBLE_SIGN_JAIL_END } from "./keeper.ts";

const address = new Uint8Array(20).fill(3);
const accusation = {
  type: 1,
  address,
  power: 5n,
  height: 10n,
  time: 1_000n,
  totalVotingPower: 9n,
};

function setUp({
  operatorAddress = "operator",
  status = BondStatus.BOND_STATUS_BONDED as number,
  jailed = false,
  known = true,
  key = true,
  info = true,
  height = 20n,
  time = 1_100n,
} = {}) {
  const calls: string[] = [];
  let tombstoned = false;
  const ctx = createCtx({
    state: plainStores(),
    height,
    time,
    misbehavior: [accusation],
    consensusParams: {
      block: undefined,
      evidence: { maxAgeNumBlocks: 10n, maxAgeDuration: { seconds: 0n, nanos: 100 }, maxBytes: 0n },
      validator: undefined,
      version: undefined,
      abci: undefined,
    },
  });
  const evidence = createEvidenceKeeper({
    addresses: createAddressCodec("cosmos"),
    logger: silentLogger,
    staking: {
      validatorByConsAddr: () => (known ? { operatorAddress, jailed, status } : undefined),
    },
    slashing: {
      pubKey: () => (key ? { typeUrl: "", value: address } : undefined),
      hasSigningInfo: () => info,
      isTombstoned: () => tombstoned,
      slashFractionDoubleSign: () => Dec.fromText("0.05"),
      slashWithInfractionReason: (_, __, { power, distributionHeight }) =>
        void calls.push(`slash ${distributionHeight} ${power}`),
      jail: () => void calls.push("jail"),
      jailUntil: (_, __, until) => void calls.push(`until ${until === DOUBLE_SIGN_JAIL_END}`),
      tombstone() {
        tombstoned = true;
        calls.push("tombstone");
      },
    },
  });
  return { ctx, evidence, calls };
}

describe("evidence", () => {
  it("slashes, jails for good and records an equivocation once", () => {
    const { ctx, evidence, calls } = setUp();

    beginBlock(ctx, evidence);
    beginBlock(ctx, evidence);

    expect(calls).toEqual(["slash 9 5", "jail", "until true", "tombstone"]);
    expect(evidence.allEvidence(ctx)).toHaveLength(1);
  });

  it.each([
    { why: "it is one block short of old", height: 20n, time: 9_999n },
    { why: "it is one nanosecond short of old", height: 99n, time: 1_100n },
  ])("punishes when $why", (age) => {
    const { ctx, evidence, calls } = setUp(age);

    beginBlock(ctx, evidence);

    expect(calls).not.toEqual([]);
  });

  it.each([
    { why: "it is too old by both measures", height: 21n, time: 1_101n },
    { why: "the validator has left", status: BondStatus.BOND_STATUS_UNBONDED },
    { why: "its key is not known", key: false },
  ])("does nothing when $why", (options) => {
    const { ctx, evidence, calls } = setUp(options);

    beginBlock(ctx, evidence);

    expect(calls).toEqual([]);
    expect(evidence.allEvidence(ctx)).toEqual([]);
  });

  it("asks for no key where validators have no operators, as on a consumer", () => {
    const { ctx, evidence, calls } = setUp({ operatorAddress: "", key: false, jailed: true });

    beginBlock(ctx, evidence);

    expect(calls).toEqual(["slash 9 5", "until true", "tombstone"]);
  });

  it("stops the chain on an unknown validator or one without signing info", () => {
    const unknown = setUp({ known: false });
    const blank = setUp({ info: false });

    expect(() => beginBlock(unknown.ctx, unknown.evidence)).toThrow(
      matching(stakingErrors.noValidatorFound),
    );
    expect(() => beginBlock(blank.ctx, blank.evidence)).toThrow(Panic);
  });
});
