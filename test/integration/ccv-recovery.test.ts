import { concatBytes, DAY, utf8 } from "@testudo/base";
import {
  MsgRecoverClient,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
  ValidatorSetChangePackets,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { removeConsumer } from "@testudo/testkit/consumer-messages";
import { createCoordinator, launchOnHub } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { consumerOnHub, phaseOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { clientStateOf, createClient, updateClient } from "@testudo/testkit/link";
import { delegate } from "@testudo/testkit/staking-messages";
import { dumpState } from "@testudo/testkit/state-dump";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const [alice, dave] = [testValidator("alice"), testValidator("dave")];

const statusOf = (hub: TestChain, clientId: string) =>
  hub.query(
    "/ibc.core.client.v1.Query/ClientStatus",
    QueryClientStatusRequest,
    QueryClientStatusResponse,
    { clientId },
  ).status;

const clientsOn = (hub: TestChain) =>
  [...dumpState(hub).keys()].filter((key) => {
    const text = Buffer.from(key.slice("ibc/".length), "hex").toString("latin1");
    return key.startsWith("ibc/") && /^clients\/[^/]+\/clientState$/.test(text);
  }).length;

describe("a client of a consumer that has expired", () => {
  it("ccv 11.71 is recovered by governance; the packets that waited go out with the next epoch", () => {
    const net = createCoordinator({ appState: QUICK_GOV });
    const { hub } = net;
    const { chain, link, ccv, id } = net.launch();
    for (let days = 0n; days < 15n; days += 5n) {
      hub.clock.advance(5n * DAY);
      hub.next();
      chain.next();
      updateClient(chain, link.a.clientId, hub);
    }
    expect(statusOf(hub, link.b.clientId)).toBe("Expired");
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    net.endEpoch();
    hub.send(dora, delegate(hub, dora, dave, TOKEN));
    net.endEpoch();
    expect(ccv.packets("b")).toEqual([]);

    const substitute = createClient(hub, chain, {
      ...clientStateOf(hub, link.b.clientId),
      latestHeight: { revisionNumber: 1n, revisionHeight: chain.height },
    });
    passProposal(hub, [
      message(MsgRecoverClient, {
        subjectClientId: link.b.clientId,
        substituteClientId: substitute,
        signer: govOn(hub),
      }),
    ]);
    expect(statusOf(hub, link.b.clientId)).toBe("Active");
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");

    net.endEpoch();
    expect(ccv.packets("b")).toHaveLength(2);
    ccv.relay();
    chain.next(2);
    expect(powersOn(chain)).toEqual({ alice: 401n, bob: 300n, carol: 200n, dave: 101n });
  });
});

describe("a connection that is there already", () => {
  it("ccv 11.44 serves a later consumer of the same chain once the earlier one is deleted", () => {
    const net = createCoordinator();
    const { hub } = net;
    const { id, link } = net.launch();
    hub.send(dora, removeConsumer(hub, dora, id));
    net.advance(21n * DAY);
    hub.next();
    expect(phaseOnHub(hub, id)).toBe("DELETED");
    const clients = clientsOn(hub);
    expect(clients).toBeGreaterThan(0);

    const again = launchOnHub(hub, { init: { connectionId: link.b.connectionId } });

    expect(consumerOnHub(hub, again).clientId).toBe(link.b.clientId);
    expect(clientsOn(hub)).toBe(clients);
    const { genesisState } = hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
      QueryConsumerGenesisRequest,
      QueryConsumerGenesisResponse,
      { consumerId: again },
    );
    expect(genesisState).toMatchObject({
      newChain: true,
      preCCV: true,
      connectionId: link.a.connectionId,
      provider: { clientState: undefined, consensusState: undefined },
    });
    // A third may not have it as well.
    expect(() => launchOnHub(hub, { init: { connectionId: link.b.connectionId } })).toThrow(
      "CONSUMER_PHASE_REGISTERED",
    );
  });
});

describe("a set update that a consumer refuses", () => {
  it("ccv 11.73, 11.79 stops the consumer when the error comes back; the hub and others go on", () => {
    const net = createCoordinator();
    const { hub } = net;
    const consumer = net.launch();
    const other = net.launch({ chainId: "other-1" });
    hub.tamper(
      "provider",
      concatBytes(Uint8Array.of(17), utf8(consumer.id)),
      ValidatorSetChangePackets.encode({
        list: [{ validatorUpdates: [], valsetUpdateId: 0n, slashAcks: [] }],
      }),
    );
    net.endEpoch();
    expect(consumer.ccv.packets("b")).toHaveLength(1);
    consumer.ccv.relay();

    expect(phaseOnHub(hub, consumer.id)).toBe("STOPPED");
    expect(phaseOnHub(hub, other.id)).toBe("LAUNCHED");
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    net.epoch();
    expect(powersOn(other.chain)).toMatchObject({ alice: 401n });
    expect(powersOn(consumer.chain)).toMatchObject({ alice: 400n });
  });
});
