import { type Bytes, DAY, Dec, MINUTE, SECOND, utf8 } from "@testudo/base";
import type { DuplicateVoteEvidence } from "@testudo/comet";
import { fromTimestamp, toDuration } from "@testudo/proto";
import { QuerySupplyOfRequest, QuerySupplyOfResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  QueryDelegationRequest,
  QueryDelegationResponse,
  QueryDelegatorUnbondingDelegationsRequest,
  QueryDelegatorUnbondingDelegationsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { InfractionParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  namesOn,
  removeConsumer,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import {
  type Coordinator,
  createCoordinator,
  type LaunchOptions,
  launchOnHub,
  type TestConsumer,
} from "@testudo/testkit/coordinator";
import {
  consumerOnHub,
  createConsumerChain,
  phaseOnHub,
  powersOn,
  TOKEN,
} from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { headerOf } from "@testudo/testkit/link";
import {
  doubleVote,
  evidenceOf,
  forgeVote,
  submitDoubleVoting,
} from "@testudo/testkit/misbehaviour";
import {
  delegate,
  redelegate,
  signingInfoOn,
  undelegate,
  validatorOn,
} from "@testudo/testkit/staking-messages";
import { effectOf } from "@testudo/testkit/state-dump";
import {
  type TestAccount,
  type TestConsKey,
  type TestValidator,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import { attributesOf, type TestChain, type TxResult } from "@testudo/testkit/test-chain";

const dora = testAccount("dora");
const eve = testAccount("eve");
const [_alice, bob, carol, dave] = [
  testValidator("alice"),
  testValidator("bob"),
  testValidator("carol"),
  testValidator("dave"),
];

function setUp(launch: LaunchOptions = {}) {
  const net = createCoordinator({ accounts: ["dora", "eve"], afterBlock: checkInvariants });
  const consumer = net.launch(launch);
  consumer.chain.next(3);
  return { net, hub: net.hub, consumer, chain: consumer.chain };
}

/** The message of somebody who saw a double vote. */
function accuse(
  { hub, consumer }: { readonly hub: TestChain; readonly consumer: TestConsumer },
  evidence: DuplicateVoteEvidence,
  changes: { readonly consumerId?: string; readonly submitter?: TestAccount } = {},
) {
  const { chain } = consumer;
  return submitDoubleVoting({
    hub,
    submitter: eve,
    consumerId: consumer.id,
    evidence,
    header: headerOf(chain, { revisionNumber: 1n, revisionHeight: 1n }),
    ...changes,
  });
}

const tokens = (hub: TestChain, validator: TestValidator) =>
  BigInt(validatorOn(hub, validator).tokens);

const supply = (hub: TestChain) =>
  BigInt(
    hub.query("/cosmos.bank.v1beta1.Query/SupplyOf", QuerySupplyOfRequest, QuerySupplyOfResponse, {
      denom: "stake",
    }).amount.amount,
  );

/** Delivers, and tells what the supply has less than it would have after a block without the message. */
async function burnedBy(hub: TestChain, message: ReturnType<typeof accuse>) {
  const snapshot = hub.snapshot();
  hub.next();
  const without = supply(hub);
  await hub.restore(snapshot);
  const result = hub.send(eve, message);
  return { result, burned: without - supply(hub) };
}

const DOUBLE_SIGN = (fraction: string, jail: bigint, tombstone: boolean): InfractionParameters => ({
  doubleSign: {
    slashFraction: utf8(Dec.fromText(fraction).toAtomicsText()),
    jailDuration: toDuration(jail),
    tombstone,
  },
});

/** Where most cases begin. */
let usual: ReturnType<typeof setUp> & { readonly start: ReturnType<Coordinator["snapshot"]> };
beforeAll(() => {
  const world = setUp();
  usual = { ...world, start: world.net.snapshot() };
});
beforeEach(() => usual.net.restore(usual.start));

describe("a double vote on a consumer", () => {
  it("ccv 11.108, faults 92 costs 5 percent, jail and tombstone on the hub, once", async () => {
    const world = usual;
    const { net, hub, consumer, chain } = world;
    const message = accuse(world, doubleVote(chain, carol.consensus.address));

    const { result, burned } = await burnedBy(hub, message);

    // 5 percent of 200 tokens
    expect(burned).toBe(10n * TOKEN);
    expect(validatorOn(hub, carol)).toMatchObject({ jailed: true, tokens: String(190n * TOKEN) });
    expect(signingInfoOn(hub, carol.consensus.address)).toMatchObject({ tombstoned: true });
    expect(attributesOf(result.events, "submit_consumer_double_voting", "consumer_id")).toEqual([
      consumer.id,
    ]);

    net.epoch();
    expect(powersOn(hub)).toEqual({ alice: 400n, bob: 300n, dave: 100n });
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n, dave: 100n });
    checkReplication(hub, chain, consumer.id);

    const again = await effectOf(hub, hub.sign(eve, [message]));
    expect(again.result).toMatchObject({ codespace: "undefined", code: 1 });
    expect(again.changed).toHaveLength(1); // eve's sequence
    const other = accuse(
      world,
      evidenceOf(chain, [
        forgeVote(chain, carol.consensus.address, { height: 2n, label: "this" }),
        forgeVote(chain, carol.consensus.address, { height: 2n, label: "that" }),
      ]),
    );
    expect(hub.deliver(eve, other).code).not.toBe(0);
    expect(tokens(hub, carol)).toBe(190n * TOKEN);
  });

  it("ccv 11.113, faults 38 costs every undelegation and redelegation its 5 percent, and the validator 5 percent of its present power", async () => {
    const world = usual;
    const { hub, chain } = world;
    hub.send(dora, delegate(hub, dora, bob, 100n * TOKEN)); // bob: 400
    hub.send(dora, undelegate(hub, dora, bob, 40n * TOKEN)); // bob: 360
    hub.send(dora, redelegate(hub, dora, { from: bob, to: carol, amount: 20n * TOKEN })); // bob: 340, carol: 220
    expect([tokens(hub, bob), tokens(hub, carol)]).toEqual([340n * TOKEN, 220n * TOKEN]);

    const { burned } = await burnedBy(hub, accuse(world, doubleVote(chain, bob.consensus.address)));

    // 5 percent of 340 + 40 + 20: 20 in all, of which 2 come from the undelegation, 1 from what moved to carol.
    expect(burned).toBe(20n * TOKEN);
    expect(tokens(hub, bob)).toBe(323n * TOKEN);
    expect(tokens(hub, carol)).toBe(219n * TOKEN);
    const { unbondingResponses } = hub.query(
      "/cosmos.staking.v1beta1.Query/DelegatorUnbondingDelegations",
      QueryDelegatorUnbondingDelegationsRequest,
      QueryDelegatorUnbondingDelegationsResponse,
      { delegatorAddr: namesOn(hub, dora).account, pagination: undefined },
    );
    expect(unbondingResponses[0]!.entries[0]).toMatchObject({
      initialBalance: String(40n * TOKEN),
      balance: String(38n * TOKEN),
    });
    const { delegationResponse } = hub.query(
      "/cosmos.staking.v1beta1.Query/Delegation",
      QueryDelegationRequest,
      QueryDelegationResponse,
      { delegatorAddr: namesOn(hub, dora).account, validatorAddr: namesOn(hub, carol).operator },
    );
    expect(delegationResponse?.balance.amount).toBe(String(19n * TOKEN));
  });

  it("ccv 11.111 counts while the consumer is stopped, and not after its deletion", () => {
    const world = usual;
    const { hub, chain, consumer } = world;
    hub.send(dora, removeConsumer(hub, dora, consumer.id));
    hub.send(eve, accuse(world, doubleVote(chain, carol.consensus.address)));
    expect(tokens(hub, carol)).toBe(190n * TOKEN);

    hub.clock.advance(21n * DAY);
    hub.next(2);
    expect(phaseOnHub(hub, consumer.id)).toBe("DELETED");
    expect(hub.deliver(eve, accuse(world, doubleVote(chain, bob.consensus.address)))).toMatchObject(
      { codespace: "CCV", code: 16 },
    );
    expect(tokens(hub, bob)).toBe(300n * TOKEN);
  });

  it("ccv 11.112 with an assigned key, also an old one until it is pruned", () => {
    const keys = [testConsKey("first"), testConsKey("second")] as const;
    const world = setUp({ keys: { carol: keys[0], dave: testConsKey("dave's") } });
    const { net, hub, chain, consumer } = world;
    chain.addKey(keys[1].seed);
    const old = doubleVote(chain, keys[0].address);
    const oldOfDave = doubleVote(chain, testConsKey("dave's").address);
    const header = headerOf(chain, { revisionNumber: 1n, revisionHeight: 1n });
    const message = (evidence: DuplicateVoteEvidence) =>
      submitDoubleVoting({ hub, submitter: eve, consumerId: consumer.id, evidence, header });

    hub.send(carol, assignKey(hub, carol, consumer.id, keys[1].pubKey));
    const { height } = hub.send(
      dave,
      assignKey(hub, dave, consumer.id, testConsKey("dave's next").pubKey),
    );
    chain.addKey(testConsKey("dave's next").seed);
    net.epoch();
    hub.send(eve, message(old));
    expect(tokens(hub, carol)).toBe(190n * TOKEN);
    expect(signingInfoOn(hub, carol.consensus.address).tombstoned).toBe(true);

    // ccv 11.128: to the nanosecond
    hub.clock.set(hub.made(height).header.time + 21n * DAY - SECOND);
    hub.next();
    const snapshot = hub.height;
    expect(snapshot).toBeGreaterThan(height);
    hub.next();
    expect(hub.deliver(eve, message(oldOfDave))).toMatchObject({ codespace: "slashing", code: 2 });
    expect(tokens(hub, dave)).toBe(100n * TOKEN);
  });

  it("ccv 11.118, D5 is punished as the consumer says; without a tombstone the same evidence works again", () => {
    const world = setUp({ infractions: DOUBLE_SIGN("0.1", 7n * MINUTE, false) });
    const { hub, chain } = world;
    const message = accuse(world, doubleVote(chain, carol.consensus.address));
    const { height } = hub.send(eve, message);

    expect(tokens(hub, carol)).toBe(180n * TOKEN);
    const info = signingInfoOn(hub, carol.consensus.address);
    expect(info.tombstoned).toBe(false);
    expect(fromTimestamp(info.jailedUntil)).toBe(hub.made(height).header.time + 7n * MINUTE);

    // Out of the set by now, carol has no power that would be slashed.
    hub.send(eve, message);
    expect(tokens(hub, carol)).toBe(180n * TOKEN);
  });

  it("ccv 11.119 follows changed parameters one unbonding period later, and not if they are taken back", () => {
    const world = usual;
    const { net, hub, consumer } = world;
    const fraction = () =>
      consumerOnHub(hub, consumer.id).infractionParameters!.doubleSign!.slashFraction;
    const before = fraction();
    const change = (infractionParameters: InfractionParameters) =>
      hub.send(dora, updateConsumer(hub, dora, consumer.id, { infractionParameters }));

    const first = change(DOUBLE_SIGN("0.2", MINUTE, true));
    change(DOUBLE_SIGN("0.05", (1n << 63n) - 1n, true)); // what it was: nothing is queued any more
    hub.clock.set(hub.made(first.height).header.time + 22n * DAY);
    hub.next();
    expect(fraction()).toEqual(before);

    const second = change(DOUBLE_SIGN("0.2", MINUTE, true));
    const due = hub.made(second.height).header.time + 21n * DAY;
    hub.clock.set(due - 1n);
    hub.next();
    expect(fraction()).toEqual(before);
    hub.clock.set(due);
    hub.next();
    expect(fraction()).toEqual(utf8("200000000000000000"));
    expect(net.consumers).toHaveLength(1);
  });

  it("faults 84 on two consumers is one fault: the tombstone stops the second slash", () => {
    const world = usual;
    const { net, hub, chain } = world;
    const second = net.launch({ chainId: "second-1" });
    second.chain.next();
    hub.send(eve, accuse(world, doubleVote(chain, carol.consensus.address)));
    const again = accuse(
      { hub, consumer: second },
      doubleVote(second.chain, carol.consensus.address),
    );

    expect(hub.deliver(eve, again)).toMatchObject({ codespace: "undefined", code: 1 });
    expect(tokens(hub, carol)).toBe(190n * TOKEN);
  });
});

describe("evidence that is none", () => {
  const address = carol.consensus.address;
  type Forgery = (chain: TestChain) => DuplicateVoteEvidence;
  const votes =
    (a: Parameters<typeof forgeVote>[2], b: Parameters<typeof forgeVote>[2]): Forgery =>
    (chain) =>
      evidenceOf(chain, [forgeVote(chain, address, a), forgeVote(chain, address, b)]);
  const damaged =
    (which: "voteA" | "voteB", change: (signature: Bytes) => Bytes): Forgery =>
    (chain) => {
      const evidence = doubleVote(chain, address);
      return {
        ...evidence,
        [which]: { ...evidence[which], signature: change(evidence[which].signature) },
      };
    };

  const table: readonly [string, Forgery, { codespace: string; code: number }][] = [
    [
      "a damaged signature",
      damaged("voteA", (s) => s.map((byte, i) => (i === 9 ? byte ^ 1 : byte))),
      { codespace: "undefined", code: 1 },
    ],
    [
      "a damaged second signature",
      damaged("voteB", (s) => s.map((byte) => byte ^ 255)),
      { codespace: "undefined", code: 1 },
    ],
    ["no signature", damaged("voteB", () => new Uint8Array()), { codespace: "provider", code: 48 }],
    [
      "votes on another chain",
      votes({ label: "a", chainId: "other-1" }, { label: "b", chainId: "other-1" }),
      { codespace: "undefined", code: 1 },
    ],
    [
      "different heights",
      votes({ label: "a", height: 2n }, { label: "b", height: 3n }),
      { codespace: "CCV", code: 16 },
    ],
    [
      "different rounds (faults 94)",
      votes({ label: "a", round: 0 }, { label: "b", round: 1 }),
      { codespace: "CCV", code: 16 },
    ],
    ["one block", votes({ label: "a" }, { label: "a" }), { codespace: "provider", code: 48 }],
    [
      "votes in the wrong order",
      (chain) => {
        const { voteA, voteB, ...rest } = doubleVote(chain, address);
        return { ...rest, voteA: voteB, voteB: voteA };
      },
      { codespace: "provider", code: 48 },
    ],
    [
      "a prevote and a precommit",
      (chain) => {
        const evidence = doubleVote(chain, address);
        return { ...evidence, voteB: { ...evidence.voteB, type: 1 } };
      },
      { codespace: "CCV", code: 16 },
    ],
    [
      "votes of two validators",
      (chain) => {
        const evidence = doubleVote(chain, address);
        return {
          ...evidence,
          voteB: { ...evidence.voteB, validatorAddress: bob.consensus.address },
        };
      },
      { codespace: "CCV", code: 16 },
    ],
  ];

  it.each(table)(
    "ccv 11.109, faults 91: %s is refused and nothing happens",
    async (_why, forge, refusal) => {
      const { hub, chain } = usual;
      const { result, changed } = await effectOf(hub, hub.sign(eve, [accuse(usual, forge(chain))]));

      expect(result).toMatchObject(refusal);
      // The sequence, or nothing at all where the message alone shows it.
      expect(changed).toHaveLength(refusal.codespace === "provider" ? 0 : 1);
      expect(tokens(hub, carol)).toBe(200n * TOKEN);
    },
  );

  it("ccv 11.110, faults 93 from below the consumer's first height is too old; at that height it counts", () => {
    const { hub } = createCoordinator({ accounts: ["dora", "eve"] });
    const initialHeight = { revisionNumber: 1n, revisionHeight: 10n };
    const id = launchOnHub(hub, { init: { initialHeight } });
    const chain = createConsumerChain({ hub, consumerId: id });
    const header = headerOf(chain, { revisionNumber: 1n, revisionHeight: 1n });
    const at = (height: bigint) => {
      const evidence = votes({ label: "a", height }, { label: "b", height })(chain);
      return submitDoubleVoting({ hub, submitter: eve, consumerId: id, evidence, header });
    };

    expect(hub.deliver(eve, at(9n))).toMatchObject({ codespace: "CCV", code: 16 });
    expect(tokens(hub, carol)).toBe(200n * TOKEN);
    hub.send(eve, at(10n));
    expect(tokens(hub, carol)).toBe(190n * TOKEN);
  });

  it.each([
    { why: "an unknown consumer", consumerId: "7", codespace: "CCV", code: 16 },
    { why: "no consumer id", consumerId: "x", codespace: "provider", code: 48 },
  ])("ccv 11.111 against $why is refused", ({ consumerId, codespace, code }) => {
    const { hub, chain } = usual;
    expect(
      hub.deliver(eve, accuse(usual, doubleVote(chain, address), { consumerId })),
    ).toMatchObject({ codespace, code });
  });

  it("faults 97 of a stranger's key finds no validator", () => {
    const { hub, consumer, chain } = usual;
    const stranger: TestConsKey = testConsKey("stranger");
    chain.addKey(stranger.seed);
    const evidence = evidenceOf(chain, [
      { ...forgeVote(chain, stranger.address, { label: "a" }), validatorIndex: 0 },
      { ...forgeVote(chain, stranger.address, { label: "b" }), validatorIndex: 0 },
    ]);
    // The header only lends the key: a set of one's own making does.
    const header = headerOf(chain, { revisionNumber: 1n, revisionHeight: 1n });
    const [member] = header.validatorSet!.validators;
    const forged = { ...member!, address: stranger.address, pubKey: { ed25519: stranger.pubKey } };
    const result: TxResult = hub.deliver(
      eve,
      submitDoubleVoting({
        hub,
        submitter: eve,
        consumerId: consumer.id,
        evidence,
        header: {
          ...header,
          validatorSet: { validators: [forged], proposer: forged, totalVotingPower: 0n },
        },
      }),
    );
    expect(result).toMatchObject({ codespace: "slashing", code: 2 });
  });
});
