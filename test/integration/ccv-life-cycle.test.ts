import { DAY, SECOND } from "@testudo/base";
import { toDuration } from "@testudo/proto";
import {
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
  QueryConsumerIdFromClientIdRequest,
  QueryConsumerIdFromClientIdResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import {
  createConsumer,
  initParams,
  namesOn,
  optIn,
  powerShaping,
  removeConsumer,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import { launchOnHub, registerConsumer } from "@testudo/testkit/coordinator";
import { QUICK_GOV } from "@testudo/testkit/governance";
import {
  consumerGenesisOf,
  consumerOnHub,
  createConsumerChain,
  createHub,
  phaseOnHub,
} from "@testudo/testkit/hub";
import { clientStateOf } from "@testudo/testkit/link";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import { attributesOf } from "@testudo/testkit/test-chain";

const dora = testAccount("dora");
const eve = testAccount("eve");
const alice = testValidator("alice");

function setUp() {
  return createHub({ accounts: ["dora", "eve"], appState: QUICK_GOV });
}

describe("launching", () => {
  it("ccv 11.36 happens in the first block at or after the spawn time, to the nanosecond", () => {
    const hub = setUp();
    const spawnTime = hub.clock.now() + 100n * SECOND;
    const id = registerConsumer(hub, { initializationParameters: initParams({ spawnTime }) });
    hub.send(alice, optIn(hub, alice, id));

    hub.clock.set(spawnTime - 1n);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("INITIALIZED");
    hub.clock.set(spawnTime);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("ccv 11.36 happens in the next block when the spawn time has passed already", () => {
    const hub = setUp();
    const id = registerConsumer(hub);
    hub.send(alice, optIn(hub, alice, id));
    const spawnTime = hub.clock.now() - DAY;
    hub.send(
      dora,
      updateConsumer(hub, dora, id, { initializationParameters: initParams({ spawnTime }) }),
    );
    expect(phaseOnHub(hub, id)).toBe("INITIALIZED");
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("ccv 11.37, 11.39, faults 69 fails without anybody opted in, forgets the spawn time and harms no other", () => {
    const hub = setUp();
    const spawnTime = hub.clock.now() + 10n * SECOND;
    const parameters = { initializationParameters: initParams({ spawnTime }) };
    const [empty, other] = [registerConsumer(hub, parameters), registerConsumer(hub, parameters)];
    hub.send(alice, optIn(hub, alice, other, testConsKey("spare").pubKey));

    hub.clock.set(spawnTime);
    hub.next();

    expect(phaseOnHub(hub, other)).toBe("LAUNCHED");
    expect(consumerOnHub(hub, empty)).toMatchObject({
      phase: "CONSUMER_PHASE_REGISTERED",
      clientId: "",
    });
    expect(consumerOnHub(hub, empty).initParams?.spawnTime).toEqual({
      seconds: -62_135_596_800n,
      nanos: 0,
    });

    // It may try again.
    hub.send(alice, optIn(hub, alice, empty));
    hub.send(
      dora,
      updateConsumer(hub, dora, empty, { initializationParameters: initParams({ spawnTime: 1n }) }),
    );
    hub.next();
    expect(phaseOnHub(hub, empty)).toBe("LAUNCHED");
  });

  it("ccv 11.38 fails when only inactive validators opted in", () => {
    const hub = createHub({
      appState: {
        provider: { params: { blocks_per_epoch: "5", max_provider_consensus_validators: "3" } },
      },
    });
    const dave = testValidator("dave"); // the fourth
    const spawnTime = hub.clock.now() + 10n * SECOND;
    const id = registerConsumer(hub, {
      initializationParameters: initParams({ spawnTime }),
      powerShapingParameters: powerShaping({ allowInactiveVals: true }),
    });
    hub.send(dave, optIn(hub, dave, id));

    hub.clock.set(spawnTime);
    hub.next();

    expect(hub.state.nextValidators.size).toBe(3); // ccv 11.62
    expect(phaseOnHub(hub, id)).toBe("REGISTERED");
  });

  it("ccv 11.41 offers the genesis from the launch to the deletion", () => {
    const hub = setUp();
    const genesis = (id: string) =>
      hub.query(
        "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
        QueryConsumerGenesisRequest,
        QueryConsumerGenesisResponse,
        { consumerId: id },
      ).genesisState;
    registerConsumer(hub);
    expect(() => genesis("0")).toThrow(/NotFound/);

    const id = launchOnHub(hub);
    expect(
      genesis(id)
        .provider.initialValSet.map(({ power }) => power)
        .sort(),
    ).toEqual([100n, 200n, 300n, 400n]);

    hub.send(dora, removeConsumer(hub, dora, id));
    expect(genesis(id).newChain).toBe(true);
    hub.clock.advance(21n * DAY);
    hub.next(2);
    expect(phaseOnHub(hub, id)).toBe("DELETED");
    expect(() => genesis(id)).toThrow(/NotFound/);
  });

  it("ccv 11.154 offers the bare genesis, which the consumer takes as app_state.ccvconsumer as it is", () => {
    const hub = setUp();
    const id = launchOnHub(hub);
    const { genesisState } = hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
      QueryConsumerGenesisRequest,
      QueryConsumerGenesisResponse,
      { consumerId: id },
    );
    const printed = ConsumerGenesisState.toJSON(genesisState);
    expect(Object.keys(Object(printed))).toEqual([
      "params",
      "provider",
      "new_chain",
      "preCCV",
      "connection_id",
    ]);

    const genesis = consumerGenesisOf({ hub, consumerId: id });
    const { ccvconsumer } = JSON.parse(genesis.appState ?? "");
    expect(ccvconsumer).toEqual(printed);
    expect(createConsumerChain({ hub, consumerId: id }).height).toBe(1n);
  });

  it("ccv 11.42, 11.43, 11.46 makes a client of the new chain, and a genesis with a client of the hub", () => {
    const hub = setUp();
    const id = launchOnHub(hub, { chainId: "consumer-1" });
    const launched = hub.height;
    const { clientId } = consumerOnHub(hub, id);

    expect(clientStateOf(hub, clientId)).toMatchObject({
      chainId: "consumer-1",
      latestHeight: { revisionNumber: 1n, revisionHeight: 1n },
      unbondingPeriod: toDuration(20n * DAY),
      // 20 days by 0.66
      trustingPeriod: toDuration(1_140_480n * SECOND),
    });
    expect(
      hub.query(
        "/interchain_security.ccv.provider.v1.Query/QueryConsumerIdFromClientId",
        QueryConsumerIdFromClientIdRequest,
        QueryConsumerIdFromClientIdResponse,
        { clientId },
      ).consumerId,
    ).toBe(id);

    const { genesisState } = hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
      QueryConsumerGenesisRequest,
      QueryConsumerGenesisResponse,
      { consumerId: id },
    );
    expect(ConsumerGenesisState.fromJSON(ConsumerGenesisState.toJSON(genesisState))).toEqual(
      genesisState,
    );
    const { header } = hub.made(launched);
    expect(genesisState.provider.clientState).toMatchObject({
      chainId: "hub-1",
      latestHeight: { revisionNumber: 1n, revisionHeight: launched },
      unbondingPeriod: toDuration(21n * DAY),
      // 21 days by 0.66
      trustingPeriod: toDuration(1_197_504n * SECOND),
    });
    expect(genesisState.provider.consensusState).toMatchObject({
      root: { hash: header.appHash },
      nextValidatorsHash: header.nextValidatorsHash,
    });
  });

  it("ccv 11.40, faults 70 launches at most 200 in a block, the rest in the next", () => {
    const hub = setUp();
    const spawnTime = hub.clock.now() + 100n * SECOND;
    const message = createConsumer(hub, dora, {
      initializationParameters: initParams({ spawnTime }),
    });
    const ids = [...Array(203).keys()].map(String);
    hub.send(dora, Array(203).fill(message), { gasLimit: 1_000_000_000n });
    hub.send(
      alice,
      ids.map((id) => optIn(hub, alice, id)),
      { gasLimit: 1_000_000_000n },
    );

    const launched = () => {
      hub.clock.set(hub.clock.now() > spawnTime ? hub.clock.now() : spawnTime);
      const { result } = hub.block();
      return attributesOf(result.events, "consumer_client_created", "consumer_id");
    };
    expect(launched()).toEqual(ids.slice(0, 200));
    expect(launched()).toEqual(ids.slice(200));
  });

  it("D1 a rename that no longer fits the initial height is refused, and never halts the hub", () => {
    const hub = setUp();
    const spawnTime = hub.clock.now() + 100n * SECOND;
    const id = registerConsumer(hub, { initializationParameters: initParams({ spawnTime }) });
    hub.deliver(dora, updateConsumer(hub, dora, id, { newChainId: "consumer-7" }));
    hub.deliver(dora, updateConsumer(hub, dora, id, { newChainId: "x-99999999999999999999" }));

    hub.clock.set(spawnTime);
    hub.next(2);
    expect(phaseOnHub(hub, id)).toBe("REGISTERED");
  });
});

describe("removing", () => {
  it("ccv 11.34, 11.143, 11.145, faults 81, 83 stops a running consumer and deletes it one unbonding period later", () => {
    const hub = setUp();
    const waiting = registerConsumer(hub);
    const id = launchOnHub(hub, { keys: { alice: testConsKey("alice on consumer") } });
    const refused = { codespace: "provider", code: 27 };
    expect(hub.deliver(dora, removeConsumer(hub, dora, waiting))).toMatchObject(refused);
    expect(hub.deliver(eve, removeConsumer(hub, eve, id))).toMatchObject({
      codespace: "provider",
      code: 25,
    });
    expect(hub.deliver(dora, removeConsumer(hub, dora, "x"))).toMatchObject({
      codespace: "CCV",
      code: 19,
    });

    const { height } = hub.send(dora, removeConsumer(hub, dora, id));
    const stoppedAt = hub.made(height).header.time;

    expect(phaseOnHub(hub, id)).toBe("STOPPED");
    expect(hub.deliver(dora, removeConsumer(hub, dora, id))).toMatchObject(refused);
    hub.clock.set(stoppedAt + 21n * DAY - 1n);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("STOPPED");
    hub.clock.set(stoppedAt + 21n * DAY);
    hub.next();
    expect(consumerOnHub(hub, id)).toMatchObject({
      phase: "CONSUMER_PHASE_DELETED",
      chainId: "consumer-1",
      ownerAddress: namesOn(hub, dora).account,
      metadata: { name: "consumer" },
      clientId: "",
    });

    // Of its keys, only descriptions are left; the id is the tail of each.
    const left = [...hub.store.store("provider").iterate()]
      .map(([key]) => key)
      .filter((key) => new TextDecoder().decode(key).endsWith(id) && key.length > 2)
      .map((key) => key[0]!);
    expect(left.sort((a, b) => a - b)).toEqual([44, 45, 46, 47, 48, 49, 57]);
  });
});
