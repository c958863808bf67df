import { DAY, SECOND } from "@testudo/base";
import { toDuration } from "@testudo/proto";
import {
  type MsgCreateConsumer,
  type MsgUpdateConsumer,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  createConsumer,
  initParams,
  namesOn,
  optIn,
  optOut,
  powerShaping,
  removeConsumer,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import { launchOnHub, registerConsumer } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { consumerOnHub, createHub, phaseOnHub } from "@testudo/testkit/hub";
import { accountKey, effectOf } from "@testudo/testkit/state-dump";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import type { Snapshot, TestChain, TxResult } from "@testudo/testkit/test-chain";

const dora = testAccount("dora");
const eve = testAccount("eve");
const alice = testValidator("alice");

/** No case needs another hub; what a case leaves behind is taken back. */
let hub: TestChain;
let start: Snapshot;
beforeAll(() => {
  hub = setUp();
  start = hub.snapshot();
});
beforeEach(() => hub.restore(start));

function setUp() {
  return createHub({ accounts: ["dora", "eve"], appState: QUICK_GOV });
}

describe("creating a consumer", () => {
  it("ccv 11.12, 11.13 counts ids up, also for one chain id twice, and never gives one again", () => {
    expect([
      registerConsumer(hub),
      registerConsumer(hub),
      registerConsumer(hub, { chainId: "other-1" }),
    ]).toEqual(["0", "1", "2"]);

    launchOnHub(hub); // 3
    hub.send(dora, removeConsumer(hub, dora, "3"));
    hub.clock.advance(21n * DAY);
    hub.next(2);

    expect(phaseOnHub(hub, "3")).toBe("DELETED");
    expect(registerConsumer(hub)).toBe("4");
  });

  it("ccv 11.14 takes defaults when only metadata is given", () => {
    const id = registerConsumer(hub, {
      initializationParameters: undefined,
      powerShapingParameters: undefined,
    });

    expect(consumerOnHub(hub, id)).toMatchObject({
      phase: "CONSUMER_PHASE_REGISTERED",
      ownerAddress: namesOn(hub, dora).account,
      initParams: {
        initialHeight: { revisionNumber: 1n, revisionHeight: 1n },
        unbondingPeriod: toDuration(20n * DAY),
        ccvTimeoutPeriod: toDuration(28n * DAY),
        historicalEntries: 10_000n,
      },
      powerShapingParams: { topN: 0, validatorsPowerCap: 0, allowInactiveVals: false },
      infractionParameters: {
        doubleSign: { tombstone: true },
        downtime: { tombstone: false, jailDuration: toDuration(600n * SECOND) },
      },
    });
  });

  it("ccv 11.16, 11.35 waits without a spawn time, is queued with one, and says so", () => {
    const waiting = hub.send(dora, createConsumer(hub, dora));
    const spawnTime = hub.clock.now() + DAY;
    const queued = hub.send(
      dora,
      createConsumer(hub, dora, { initializationParameters: initParams({ spawnTime }) }),
    );

    expect(phaseOnHub(hub, "0")).toBe("REGISTERED");
    expect(phaseOnHub(hub, "1")).toBe("INITIALIZED");
    const attributes = ({ events }: TxResult) =>
      events.find(({ type }) => type === "create_consumer")?.attributes.map(({ key }) => key);
    expect(attributes(waiting)).toEqual([
      "module",
      "consumer_id",
      "consumer_chain_id",
      "consumer_name",
      "submitter_address",
      "consumer_owner",
      "consumer_phase",
      "msg_index",
    ]);
    expect(attributes(queued)?.slice(5, 8)).toEqual([
      "consumer_owner",
      "consumer_spawn_time",
      "consumer_phase",
    ]);
  });

  const addresses = (n: number) =>
    Array(n).fill(setUp().addresses.cons.toText(alice.consensus.address as never));
  const refusals: readonly [string, Partial<MsgCreateConsumer>, string, number][] = [
    ["11.17 a blank chain id", { chainId: "  " }, "provider", 44],
    [
      "11.17, faults 67: a chain id of 51 bytes",
      { chainId: `${"x".repeat(49)}-1` },
      "provider",
      44,
    ],
    ["11.18, faults 68: stride-1", { chainId: "stride-1" }, "provider", 44],
    ["11.18, faults 68: neutron-1", { chainId: "neutron-1" }, "provider", 44],
    [
      "11.17 a blank name",
      { metadata: { name: " ", description: "d", metadata: "m" } },
      "provider",
      44,
    ],
    [
      "11.17 a name of 51 bytes",
      { metadata: { name: "é".repeat(26), description: "d", metadata: "m" } },
      "provider",
      44,
    ],
    [
      "11.17 a description of 10,001 bytes",
      { metadata: { name: "n", description: "d".repeat(10_001), metadata: "m" } },
      "provider",
      44,
    ],
    [
      "11.17 metadata of 256 bytes",
      { metadata: { name: "n", description: "d", metadata: "m".repeat(256) } },
      "provider",
      44,
    ],
    [
      "11.19, faults 67: a Top N",
      { powerShapingParameters: powerShaping({ topN: 50 }) },
      "undefined",
      1,
    ],
    [
      "11.20, faults 67: a power cap of 101",
      { powerShapingParameters: powerShaping({ validatorsPowerCap: 101 }) },
      "provider",
      44,
    ],
    [
      "11.20 an allowlist that names an operator",
      { powerShapingParameters: powerShaping({ allowlist: ["cosmosvaloper1x"] }) },
      "provider",
      44,
    ],
    [
      "11.20, faults 67: a denylist of 1,001",
      { powerShapingParameters: powerShaping({ denylist: addresses(1001) }) },
      "provider",
      44,
    ],
    [
      "11.21 four reward denoms",
      { allowlistedRewardDenoms: { denoms: ["aaa", "bbb", "ccc", "ddd"] } },
      "provider",
      44,
    ],
    [
      "11.21 a malformed voucher",
      { allowlistedRewardDenoms: { denoms: ["ibc/12"] } },
      "provider",
      44,
    ],
    [
      "11.22 an initial height of zero",
      {
        initializationParameters: initParams({
          initialHeight: { revisionNumber: 0n, revisionHeight: 0n },
        }),
      },
      "provider",
      44,
    ],
    [
      "11.22 an unbonding period of zero",
      { initializationParameters: initParams({ unbondingPeriod: toDuration(0n) }) },
      "provider",
      44,
    ],
    [
      "11.22 a CCV timeout of zero",
      { initializationParameters: initParams({ ccvTimeoutPeriod: toDuration(0n) }) },
      "provider",
      44,
    ],
    [
      "11.22 a transfer timeout of zero",
      { initializationParameters: initParams({ transferTimeoutPeriod: toDuration(0n) }) },
      "provider",
      44,
    ],
    [
      "11.22 no historical entries",
      { initializationParameters: initParams({ historicalEntries: 0n }) },
      "provider",
      44,
    ],
    [
      "11.22 no blocks per transmission",
      { initializationParameters: initParams({ blocksPerDistributionTransmission: 0n }) },
      "provider",
      44,
    ],
  ];

  it.each(refusals)(
    "ccv %s: refused before the ante chain",
    async (_why, changes, codespace, code) => {
      const { result, changed } = await effectOf(
        hub,
        hub.sign(dora, [createConsumer(hub, dora, changes)]),
      );

      expect(result).toMatchObject({ codespace, code });
      expect(changed).toEqual([]);
      hub.next();
    },
  );

  it.each([
    {
      why: "11.15 another revision and no parameters",
      changes: { chainId: "consumer-2", initializationParameters: undefined },
    },
    { why: "11.23 a revision that is not the chain id's", changes: { chainId: "consumer-2" } },
  ])("ccv $why: refused in the handler", async ({ changes }) => {
    const { result, changed } = await effectOf(
      hub,
      hub.sign(dora, [createConsumer(hub, dora, changes)]),
    );

    expect(result).toMatchObject({ codespace: "provider", code: 30 });
    expect(changed).toEqual([accountKey(dora)]); // the sequence
  });
});

describe("updating a consumer", () => {
  it("ccv 11.24, faults 80 is for the owner alone, and a new owner takes over at once", () => {
    const id = registerConsumer(hub);
    const refused = { codespace: "provider", code: 25 };
    expect(hub.deliver(eve, updateConsumer(hub, eve, id))).toMatchObject(refused);

    hub.send(dora, updateConsumer(hub, dora, id, { newOwnerAddress: namesOn(hub, eve).account }));

    expect(hub.deliver(dora, updateConsumer(hub, dora, id))).toMatchObject(refused);
    hub.send(eve, updateConsumer(hub, eve, id));
  });

  it("ccv 11.26 refuses init params (45) and a chain id (27) once it runs", () => {
    const id = launchOnHub(hub);
    const update = (changes: Partial<MsgUpdateConsumer>) =>
      hub.deliver(dora, updateConsumer(hub, dora, id, changes));

    expect(update({ initializationParameters: initParams() })).toMatchObject({ code: 45 });
    expect(update({ newChainId: "renamed-1" })).toMatchObject({ code: 27 });
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("ccv 11.25 refuses a new owner that is no account (38)", () => {
    const id = registerConsumer(hub);
    expect(
      hub.deliver(dora, updateConsumer(hub, dora, id, { newOwnerAddress: "cosmos1nobody" })),
    ).toMatchObject({ codespace: "provider", code: 38 });
    expect(consumerOnHub(hub, id).ownerAddress).toBe(namesOn(hub, dora).account);
  });

  it.each([
    {
      why: "11.17 a blank name",
      changes: { metadata: { name: " ", description: "d", metadata: "m" } },
    },
    { why: "11.17 a chain id of 51 bytes", changes: { newChainId: `${"x".repeat(49)}-1` } },
    { why: "11.18 neutron-1", changes: { newChainId: "neutron-1" } },
    { why: "11.18 stride-1", changes: { newChainId: "stride-1" } },
    { why: "11.19 a Top 1", changes: { powerShapingParameters: powerShaping({ topN: 1 }) } },
    { why: "11.19 a Top 49", changes: { powerShapingParameters: powerShaping({ topN: 49 }) } },
    { why: "11.19 a Top 101", changes: { powerShapingParameters: powerShaping({ topN: 101 }) } },
    {
      why: "11.20 a power cap of 101",
      changes: { powerShapingParameters: powerShaping({ validatorsPowerCap: 101 }) },
    },
    {
      why: "11.21 four reward denoms",
      changes: { allowlistedRewardDenoms: { denoms: ["aaa", "bbb", "ccc", "ddd"] } },
    },
    {
      why: "11.22 no historical entries",
      changes: { initializationParameters: initParams({ historicalEntries: 0n }) },
    },
  ])("ccv $why: refused in an update, and nothing changes", async ({ changes }) => {
    const id = registerConsumer(hub);
    const tx = hub.sign(dora, [updateConsumer(hub, dora, id, changes)]);
    const { result, changed } = await effectOf(hub, tx);
    expect(result).toMatchObject({ codespace: "provider", code: 45 });
    expect(changed.filter((key) => key.startsWith("provider/"))).toEqual([]);
  });

  it("ccv 11.19 takes a Top 50 and a Top 100 from governance, 11.20 a power cap of 100", () => {
    const id = launchOnHub(hub);
    hub.send(dora, updateConsumer(hub, dora, id, { newOwnerAddress: govOn(hub) }));
    for (const changes of [{ topN: 50 }, { topN: 100, validatorsPowerCap: 100 }]) {
      const { typeUrl, value } = updateConsumer(hub, dora, id, {
        owner: govOn(hub),
        powerShapingParameters: powerShaping(changes),
      });
      passProposal(hub, [{ typeUrl, value }]);
      expect(consumerOnHub(hub, id).powerShapingParams).toMatchObject(changes);
    }
  });

  it("ccv 11.27 leaves the queue when its spawn time is taken back", () => {
    const spawnTime = hub.clock.now() + 100n * SECOND;
    const id = registerConsumer(hub, { initializationParameters: initParams({ spawnTime }) });
    hub.send(alice, optIn(hub, alice, id));

    hub.send(dora, updateConsumer(hub, dora, id, { initializationParameters: initParams() }));

    expect(phaseOnHub(hub, id)).toBe("REGISTERED");
    hub.clock.advance(200n * SECOND);
    hub.next(2);
    expect(phaseOnHub(hub, id)).toBe("REGISTERED");
  });

  it("ccv 11.28 launches at the new spawn time only", () => {
    const early = hub.clock.now() + 100n * SECOND;
    const late = early + 100n * SECOND;
    const id = registerConsumer(hub, {
      initializationParameters: initParams({ spawnTime: early }),
    });
    hub.send(alice, optIn(hub, alice, id));
    hub.send(
      dora,
      updateConsumer(hub, dora, id, { initializationParameters: initParams({ spawnTime: late }) }),
    );

    hub.clock.set(early + SECOND);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("INITIALIZED");
    hub.clock.set(late);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("ccv 11.29, 11.30, 11.31 becomes Top N in the hands of governance and leaves them only as Opt In", () => {
    const id = launchOnHub(hub, { validators: ["alice"] });
    const topN = { powerShapingParameters: powerShaping({ topN: 80 }) };
    expect(hub.deliver(dora, updateConsumer(hub, dora, id, topN))).toMatchObject({
      codespace: "provider",
      code: 39,
    });
    hub.send(dora, updateConsumer(hub, dora, id, { newOwnerAddress: govOn(hub) }));
    const asGov = (changes: Partial<MsgUpdateConsumer>) => {
      const { typeUrl, value } = updateConsumer(hub, dora, id, { owner: govOn(hub), ...changes });
      return [{ typeUrl, value }];
    };
    const minPower = () =>
      hub.query(
        "/interchain_security.ccv.provider.v1.Query/QueryConsumerChains",
        QueryConsumerChainsRequest,
        QueryConsumerChainsResponse,
        { phase: 0, pagination: undefined },
      ).chains[0]!.minPowerInTopN;
    expect(minPower()).toBe(-1n);

    passProposal(hub, asGov(topN));
    // Powers 400, 300, 200, 100: the first three make 90 of 100, the first two only 70.
    expect(minPower()).toBe(200n);
    const bob = testValidator("bob");
    const dave = testValidator("dave");
    expect(hub.deliver(bob, optOut(hub, bob, id))).toMatchObject({
      codespace: "provider",
      code: 20,
    }); // ccv 11.50
    hub.send(dave, optOut(hub, dave, id));

    expect(() => passProposal(hub, asGov({ newOwnerAddress: namesOn(hub, dora).account }))).toThrow(
      /Top N/i,
    );
    passProposal(
      hub,
      asGov({
        newOwnerAddress: namesOn(hub, dora).account,
        powerShapingParameters: powerShaping(),
      }),
    );
    expect(minPower()).toBe(-1n);
    expect(consumerOnHub(hub, id).ownerAddress).toBe(namesOn(hub, dora).account);
  });

  it("ccv 11.32 leaves what is not named and replaces what is, whole", () => {
    const id = registerConsumer(hub, {
      powerShapingParameters: powerShaping({ validatorsPowerCap: 34, minStake: 7n }),
    });
    const before = consumerOnHub(hub, id);

    hub.send(dora, updateConsumer(hub, dora, id));
    expect(consumerOnHub(hub, id)).toEqual(before);

    hub.send(
      dora,
      updateConsumer(hub, dora, id, {
        powerShapingParameters: powerShaping({ validatorSetCap: 3 }),
      }),
    );
    expect(consumerOnHub(hub, id)).toEqual({
      ...before,
      powerShapingParams: powerShaping({ validatorSetCap: 3 }),
    });
  });

  it.each([
    { why: "an unknown consumer", id: "9", codespace: "provider", code: 27 },
    { why: "faults 66: no id", id: "", codespace: "provider", code: 45 },
    { why: "faults 66: a negative id", id: "-1", codespace: "provider", code: 45 },
    { why: "faults 66: 2^64", id: "18446744073709551616", codespace: "provider", code: 45 },
    { why: "faults 66: letters", id: "one", codespace: "provider", code: 45 },
  ])("ccv 11.33 refuses $why", ({ id, codespace, code }) => {
    expect(hub.deliver(dora, updateConsumer(hub, dora, id))).toMatchObject({ codespace, code });
  });

  it("ccv 11.33 refuses one that is stopped, and one that is deleted", () => {
    const id = launchOnHub(hub);
    const refused = { codespace: "provider", code: 27 };
    hub.send(dora, removeConsumer(hub, dora, id));
    expect(hub.deliver(dora, updateConsumer(hub, dora, id))).toMatchObject(refused);

    hub.clock.advance(21n * DAY);
    hub.next(2);
    expect(phaseOnHub(hub, id)).toBe("DELETED");
    expect(hub.deliver(dora, updateConsumer(hub, dora, id))).toMatchObject(refused);
  });
});
