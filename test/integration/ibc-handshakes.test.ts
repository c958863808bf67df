import { toHex, utf8 } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { commitmentErrors } from "@testudo/ibc/commitment";
import { connectionErrors } from "@testudo/ibc/connection";
import {
  channelEndPath,
  connectionPath,
  hostErrors,
  ibcErrors,
  LOCALHOST_CONNECTION_ID,
} from "@testudo/ibc/host";
import { SENTINEL_PROOF } from "@testudo/ibc/localhost";
import { portErrors } from "@testudo/ibc/port";
import { transferErrors } from "@testudo/ibc/transfer";
import {
  type Channel,
  MsgChannelCloseConfirm,
  MsgChannelCloseConfirmResponse,
  MsgChannelCloseInit,
  MsgChannelCloseInitResponse,
  MsgChannelOpenAck,
  MsgChannelOpenAckResponse,
  MsgChannelOpenInit,
  MsgChannelOpenInitResponse,
  MsgChannelOpenTry,
  MsgChannelOpenTryResponse,
  Order,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgConnectionOpenAck,
  MsgConnectionOpenAckResponse,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenConfirmResponse,
  MsgConnectionOpenInit,
  MsgConnectionOpenInitResponse,
  MsgConnectionOpenTry,
  MsgConnectionOpenTryResponse,
  type Version,
} from "@testudo/proto/ibc/core/connection/v1";
import { createIbcChain, type IbcChain } from "@testudo/testkit/ibc-chain";
import { createMockApplication, MOCK_VERSION } from "@testudo/testkit/ibc-mock";
import { createClient, openConnection, openPath, relayerOn, sync } from "@testudo/testkit/ibc-path";
import { matching } from "@testudo/testkit/matching";

const CLIENT = "07-tendermint-0";
const BOTH = ["ORDER_ORDERED", "ORDER_UNORDERED"];
const DEPRECATED = {
  proofClient: utf8("ignored"),
  proofConsensus: utf8("ignored"),
  consensusHeight: { revisionNumber: 7n, revisionHeight: 7n },
  hostConsensusStateProof: utf8("ignored"),
};

function setUp() {
  const [mockA, mockB] = [createMockApplication(), createMockApplication()];
  const a = createIbcChain({ chainId: "testchain1", ports: { mock: mockA.module } });
  const b = createIbcChain({ chainId: "testchain2", ports: { mock: mockB.module } });
  createClient(a, b);
  createClient(b, a);
  return { a, b, mockA, mockB };
}

function initConnection(chain: IbcChain, changes: Partial<MsgConnectionOpenInit> = {}) {
  return chain.deliver(MsgConnectionOpenInit, MsgConnectionOpenInitResponse, {
    clientId: CLIENT,
    counterparty: { clientId: CLIENT, connectionId: "", prefix: { keyPrefix: utf8("ibc") } },
    version: undefined,
    delayPeriod: 0n,
    signer: relayerOn(chain),
    ...changes,
  });
}

function initChannel(
  chain: IbcChain,
  changes: Partial<Channel> & { portId?: string; signer?: string } = {},
) {
  const { portId = "mock", signer = relayerOn(chain), ...channel } = changes;
  return chain.deliver(MsgChannelOpenInit, MsgChannelOpenInitResponse, {
    portId,
    channel: {
      state: State.STATE_INIT,
      ordering: Order.ORDER_UNORDERED,
      counterparty: { portId: "mock", channelId: "" },
      connectionHops: ["connection-0"],
      version: "",
      ...channel,
    },
    signer,
  });
}

describe("proposing a connection", () => {
  it("stores the default version when none is given, and charges what the reference does", () => {
    const { a } = setUp();
    const { events, gas } = initConnection(a);
    expect(gas).toBe(19521n);
    expect(events.map(({ type }) => type)).toEqual(["connection_open_init", "message"]);
    expect(a.core.connection.connection(a.ctx, "connection-0")?.versions).toEqual([
      { identifier: "1", features: BOTH },
    ]);
    initConnection(a);
    expect(a.core.connection.clientConnections(a.ctx, CLIENT)).toEqual([
      "connection-0",
      "connection-1",
    ]);
  });

  it.each<[string, Partial<MsgConnectionOpenInit>, { codespace: string; code: number }]>([
    [
      "an unsupported version",
      { version: { identifier: "2", features: BOTH } },
      connectionErrors.invalidVersion,
    ],
    [
      "a version without features",
      { version: { identifier: "1", features: [] } },
      connectionErrors.invalidVersion,
    ],
    [
      "a blank version",
      { version: { identifier: " ", features: BOTH } },
      connectionErrors.invalidVersion,
    ],
    ["the localhost client", { clientId: "09-localhost-0" }, clientErrors.invalidClientType],
    ["an unknown client", { clientId: "07-tendermint-9" }, clientErrors.clientNotActive],
    ["a client of no type", { clientId: "nobody" }, clientErrors.clientNotActive],
    ["a short client id", { clientId: "abc" }, hostErrors.invalidId],
    ["a bad signer", { signer: "cosmos1" }, ibcErrors.invalidAddress],
    [
      "a counterparty connection",
      {
        counterparty: {
          clientId: CLIENT,
          connectionId: "connection-0",
          prefix: { keyPrefix: utf8("ibc") },
        },
      },
      connectionErrors.invalidCounterparty,
    ],
    [
      "an empty prefix",
      {
        counterparty: {
          clientId: CLIENT,
          connectionId: "",
          prefix: { keyPrefix: new Uint8Array() },
        },
      },
      connectionErrors.invalidCounterparty,
    ],
  ])("refuses %s", (_why, changes, error) => {
    const { a } = setUp();
    expect(() => initConnection(a, changes)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });
});

describe("answering a connection proposal", () => {
  function tryConnection(a: IbcChain, b: IbcChain, changes: Partial<MsgConnectionOpenTry> = {}) {
    const { proof, proofHeight } = a.prove(connectionPath("connection-0"));
    return b.deliver(MsgConnectionOpenTry, MsgConnectionOpenTryResponse, {
      clientId: CLIENT,
      previousConnectionId: "",
      counterparty: {
        clientId: CLIENT,
        connectionId: "connection-0",
        prefix: { keyPrefix: utf8("ibc") },
      },
      delayPeriod: 0n,
      counterpartyVersions: [{ identifier: "1", features: BOTH }],
      proofInit: proof,
      proofHeight,
      ...DEPRECATED,
      signer: relayerOn(b),
      ...changes,
    });
  }

  function proposed(version?: Version) {
    const { a, b } = setUp();
    initConnection(a, { version });
    sync(a, b, CLIENT);
    return { a, b };
  }

  it("keeps the features of both in own order and ignores deprecated fields", () => {
    const version = { identifier: "1", features: ["ORDER_UNORDERED"] };
    const { a, b } = proposed(version);
    const { events } = tryConnection(a, b, { counterpartyVersions: [version] });
    expect(events[0]?.type).toBe("connection_open_try");
    const end = b.core.connection.connection(b.ctx, "connection-0");
    expect(end).toMatchObject({ state: 2, versions: [version] });
  });

  it.each<[string, Partial<MsgConnectionOpenTry>, { codespace: string; code: number }]>([
    [
      "versions without a common one",
      { counterpartyVersions: [{ identifier: "9", features: BOTH }] },
      connectionErrors.versionNegotiationFailed,
    ],
    ["no versions", { counterpartyVersions: [] }, ibcErrors.invalidVersion],
    [
      "101 versions",
      {
        counterpartyVersions: Array.from({ length: 101 }, () => ({
          identifier: "1",
          features: BOTH,
        })),
      },
      ibcErrors.invalidVersion,
    ],
    ["an empty proof", { proofInit: new Uint8Array() }, commitmentErrors.invalidProof],
    ["a proof that is none", { proofInit: utf8("no proof") }, commitmentErrors.invalidProof],
    ["another delay than proposed", { delayPeriod: 1n }, commitmentErrors.invalidProof],
    [
      "a proof height above the client",
      { proofHeight: { revisionNumber: 0n, revisionHeight: 99n } },
      ibcErrors.invalidHeight,
    ],
    [
      "a proof height without a state",
      { proofHeight: { revisionNumber: 0n, revisionHeight: 0n } },
      clientErrors.consensusStateNotFound,
    ],
  ])("refuses %s", (_why, changes, error) => {
    const { a, b } = proposed();
    expect(() => tryConnection(a, b, changes)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
    expect(b.core.connection.connection(b.ctx, "connection-0")).toBeUndefined();
  });
});

describe("completing a connection", () => {
  it("opens an end in INIT or TRYOPEN only", () => {
    const { a, b } = setUp();
    const { a: idA, b: idB } = openConnection({ a, b, clients: { a: CLIENT, b: CLIENT } });
    const proof = utf8("any");
    const proofHeight = b.latestHeight();
    const ack = (connectionId: string, version: Version | undefined) => () =>
      a.deliver(MsgConnectionOpenAck, MsgConnectionOpenAckResponse, {
        connectionId,
        counterpartyConnectionId: idB,
        version,
        proofTry: proof,
        proofHeight,
        ...DEPRECATED,
        signer: relayerOn(a),
      });
    const known = { identifier: "1", features: BOTH };
    expect(ack(idA, known)).toThrow(matching(connectionErrors.invalidConnectionState));
    expect(ack("connection-9", known)).toThrow(matching(connectionErrors.connectionNotFound));
    expect(ack("connection-x", known)).toThrow(
      matching(connectionErrors.invalidConnectionIdentifier),
    );
    expect(ack(idA, undefined)).toThrow(matching(connectionErrors.invalidVersion));
    initConnection(a);
    const other = { identifier: "2", features: BOTH };
    expect(ack("connection-1", other)).toThrow(matching(connectionErrors.invalidConnectionState));
    const confirm = () =>
      a.deliver(MsgConnectionOpenConfirm, MsgConnectionOpenConfirmResponse, {
        connectionId: "connection-1",
        proofAck: proof,
        proofHeight,
        signer: relayerOn(a),
      });
    expect(confirm).toThrow(matching(connectionErrors.invalidConnectionState));
  });
});

describe("proposing a channel", () => {
  it("works on a connection in INIT, with one counter for all ports", () => {
    const { a } = setUp();
    initConnection(a);
    const mock = initChannel(a);
    const transfer = initChannel(a, { portId: "transfer" });
    expect(mock.response).toEqual({ channelId: "channel-0", version: MOCK_VERSION });
    expect(transfer.response).toEqual({ channelId: "channel-1", version: "ics20-1" });
    expect(a.core.channel.nextSequenceSend(a.ctx, "mock", "channel-0")).toBe(1n);
  });

  it.each<[string, Parameters<typeof initChannel>[1], { codespace: string; code: number }]>([
    ["an unknown port", { portId: "nothere" }, portErrors.invalidRoute],
    ["a port that contains a name", { portId: "mytransferx" }, portErrors.invalidPort],
    [
      "an ordered transfer channel",
      { portId: "transfer", ordering: Order.ORDER_ORDERED },
      channelErrors.invalidChannelOrdering,
    ],
    [
      "another transfer version",
      { portId: "transfer", version: "ics20-2" },
      transferErrors.invalidVersion,
    ],
    [
      "no ordering",
      { ordering: Order.ORDER_NONE_UNSPECIFIED },
      channelErrors.invalidChannelOrdering,
    ],
    ["another state", { state: State.STATE_OPEN }, channelErrors.invalidChannelState],
    [
      "two hops",
      { connectionHops: ["connection-0", "connection-0"] },
      channelErrors.tooManyConnectionHops,
    ],
    [
      "an unknown connection",
      { connectionHops: ["connection-9"] },
      connectionErrors.connectionNotFound,
    ],
    [
      "a counterparty channel",
      { counterparty: { portId: "mock", channelId: "channel-0" } },
      channelErrors.invalidCounterparty,
    ],
  ])("refuses %s", (_why, changes, error) => {
    const { a } = setUp();
    initConnection(a);
    expect(() => initChannel(a, changes)).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });

  it("charges what the reference does", () => {
    const { a, b } = setUp();
    openConnection({ a, b, clients: { a: CLIENT, b: CLIENT } });
    const counterparty = { portId: "transfer", channelId: "" };
    expect(initChannel(a, { portId: "transfer", counterparty }).gas).toBe(26155n);
  });

  it("refuses an order that the connection's version does not list", () => {
    const { a } = setUp();
    initConnection(a, { version: { identifier: "1", features: ["ORDER_ORDERED"] } });
    expect(() => initChannel(a)).toThrow(matching(connectionErrors.invalidVersion));
    expect(() => initChannel(a, { ordering: Order.ORDER_ORDERED })).not.toThrow();
  });
});

describe("opening and closing a channel", () => {
  it("asks the application before the end is written at first, and after it later", () => {
    const { a, b, mockA, mockB } = setUp();
    openPath({ a, b, order: Order.ORDER_ORDERED, portId: "mock", version: "" });
    expect(mockA.calls).toEqual(["onChanOpenInit", "onChanOpenAck"]);
    expect(mockB.calls).toEqual(["onChanOpenTry", "onChanOpenConfirm"]);
  });

  it("answers a try with version before channel id", () => {
    const bytes = MsgChannelOpenTryResponse.encode({ version: "v", channelId: "channel-1" });
    expect(toHex(bytes)).toBe(`0a01761209${toHex(utf8("channel-1"))}`);
    const init = MsgChannelOpenInitResponse.encode({ version: "v", channelId: "channel-1" });
    expect(toHex(init)).toBe(`0a09${toHex(utf8("channel-1"))}120176`);
  });

  it("acknowledges only a channel in INIT", () => {
    const { a, b } = setUp();
    const path = openPath({ a, b, order: Order.ORDER_UNORDERED, portId: "mock", version: "" });
    const ack = () =>
      a.deliver(MsgChannelOpenAck, MsgChannelOpenAckResponse, {
        portId: "mock",
        channelId: path.a.channelId,
        counterpartyChannelId: path.b.channelId,
        counterpartyVersion: MOCK_VERSION,
        proofTry: utf8("any"),
        proofHeight: b.latestHeight(),
        signer: relayerOn(a),
      });
    expect(ack).toThrow(matching(channelErrors.invalidChannelState));
  });

  it("closes one end, proves it, and closes the other", () => {
    const { a, b, mockA } = setUp();
    const path = openPath({ a, b, order: Order.ORDER_ORDERED, portId: "mock", version: "" });
    const closeInit = () =>
      a.deliver(MsgChannelCloseInit, MsgChannelCloseInitResponse, {
        portId: "mock",
        channelId: path.a.channelId,
        signer: relayerOn(a),
      });
    expect(closeInit().events.map(({ type }) => type)).toEqual(["channel_close_init", "message"]);
    expect(mockA.calls.at(-1)).toBe("onChanCloseInit");
    expect(closeInit).toThrow(matching(channelErrors.invalidChannelState));
    const closeConfirm = () => {
      const { proof, proofHeight } = a.prove(channelEndPath(path.a));
      return b.deliver(MsgChannelCloseConfirm, MsgChannelCloseConfirmResponse, {
        portId: "mock",
        channelId: path.b.channelId,
        proofInit: proof,
        proofHeight,
        signer: relayerOn(b),
      });
    };
    sync(a, b, path.b.clientId);
    expect(closeConfirm().events[0]?.type).toBe("channel_close_confirm");
    expect(closeConfirm).toThrow(matching(channelErrors.invalidChannelState));
  });

  it("never lets a user close a transfer channel", () => {
    const { a, b } = setUp();
    const path = openPath({ a, b, order: Order.ORDER_UNORDERED });
    expect(() =>
      a.deliver(MsgChannelCloseInit, MsgChannelCloseInitResponse, {
        portId: "transfer",
        channelId: path.a.channelId,
        signer: relayerOn(a),
      }),
    ).toThrow(matching(ibcErrors.invalidRequest));
  });

  it("leaves nothing behind when the application refuses", () => {
    const { a, mockA } = setUp();
    initConnection(a);
    mockA.refuse = { callback: "onChanOpenInit", error: ibcErrors.logic("not today") };
    expect(() => initChannel(a)).toThrow(matching(ibcErrors.logic));
    expect(initChannel(a, { portId: "transfer" }).response.channelId).toBe("channel-0");
  });
});

describe("the localhost connection", () => {
  function localTry(a: IbcChain, proofInit: Uint8Array, counterpartyChannel = "channel-0") {
    return a.deliver(MsgChannelOpenTry, MsgChannelOpenTryResponse, {
      portId: "mock",
      previousChannelId: "",
      channel: {
        state: State.STATE_TRYOPEN,
        ordering: Order.ORDER_UNORDERED,
        counterparty: { portId: "mock", channelId: counterpartyChannel },
        connectionHops: [LOCALHOST_CONNECTION_ID],
        version: "",
      },
      counterpartyVersion: MOCK_VERSION,
      proofInit,
      proofHeight: { revisionNumber: 0n, revisionHeight: 0n },
      signer: relayerOn(a),
    });
  }

  it("opens channels with one byte as proof, against the state of this moment", () => {
    const { a } = setUp();
    initChannel(a, { connectionHops: [LOCALHOST_CONNECTION_ID] });
    expect(localTry(a, SENTINEL_PROOF).response.channelId).toBe("channel-1");
    expect(() => localTry(a, SENTINEL_PROOF, "channel-7")).toThrow(
      matching(clientErrors.failedMembershipVerification),
    );
    expect(() => localTry(a, Uint8Array.of(2))).toThrow(matching(commitmentErrors.invalidProof));
  });
});
