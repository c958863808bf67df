import { toHex, utf8 } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import {
  Order,
  QueryChannelsRequest,
  QueryChannelsResponse,
  QueryNextSequenceReceiveRequest,
  QueryNextSequenceReceiveResponse,
  QueryPacketCommitmentRequest,
  QueryPacketCommitmentResponse,
  QueryPacketCommitmentsRequest,
  QueryPacketCommitmentsResponse,
  QueryUnreceivedAcksRequest,
  QueryUnreceivedAcksResponse,
  QueryUnreceivedPacketsRequest,
  QueryUnreceivedPacketsResponse,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryClientStatesRequest,
  QueryClientStatesResponse,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
  QueryConsensusStateHeightsRequest,
  QueryConsensusStateHeightsResponse,
  QueryConsensusStateRequest,
  QueryConsensusStateResponse,
  QueryVerifyMembershipRequest,
  QueryVerifyMembershipResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  QueryConnectionsRequest,
  QueryConnectionsResponse,
} from "@testudo/proto/ibc/core/connection/v1";
import { createCtx } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { createIbcChain } from "@testudo/testkit/ibc-chain";
import { createMockApplication } from "@testudo/testkit/ibc-mock";
import { createClient, openPath, updateClient } from "@testudo/testkit/ibc-path";

const LOCALHOST =
  "0a0e30392d6c6f63616c686f73742d3012230a0131120d4f524445525f4f524445524544120f4f524445525f554e4f5244455245441803222d0a0e30392d6c6f63616c686f73742d301214636f6e6e656374696f6e2d6c6f63616c686f73741a050a03696263";

/** A genesis as free JSON, to be taken apart in tests. */
type Loose = Record<string, Record<string, unknown>>;

function loose(json: unknown): Loose {
  return JSON.parse(JSON.stringify(json)) as Loose;
}

function entries(chain: ReturnType<typeof createIbcChain>, store: string): [string, string][] {
  return Array.from(chain.ctx.store(store).iterate(), ([key, value]) => [
    new TextDecoder("latin1").decode(key),
    toHex(value),
  ]);
}

describe("genesis", () => {
  it("leaves exactly six records of core and two of transfer", () => {
    const chain = createIbcChain({ chainId: "testchain1" });
    const zero = "0000000000000000";
    expect(entries(chain, "ibc")).toEqual([
      ["clientParams", "0a012a"],
      ["connectionParams", "0880d88ee16f"],
      ["connections/connection-localhost", LOCALHOST],
      ["nextChannelSequence", zero],
      ["nextClientSequence", zero],
      ["nextConnectionSequence", zero],
    ]);
    expect(entries(chain, "transfer")).toEqual([
      ["\x01", toHex(utf8("transfer"))],
      ["params", "08011001"],
    ]);
  });

  it("says the defaults as the binaries do", () => {
    const { ibcModule, transferModule } = createIbcChain({ chainId: "testchain1" });
    expect(ibcModule.defaultGenesis?.()).toEqual({
      client_genesis: {
        clients: [],
        clients_consensus: [],
        clients_metadata: [],
        params: { allowed_clients: ["*"] },
        create_localhost: false,
        next_client_sequence: "0",
      },
      connection_genesis: {
        connections: [],
        client_connection_paths: [],
        next_connection_sequence: "0",
        params: { max_expected_time_per_block: "30000000000" },
      },
      channel_genesis: {
        channels: [],
        acknowledgements: [],
        commitments: [],
        receipts: [],
        send_sequences: [],
        recv_sequences: [],
        ack_sequences: [],
        next_channel_sequence: "0",
      },
      client_v2_genesis: { counterparty_infos: [] },
      channel_v2_genesis: {
        acknowledgements: [],
        commitments: [],
        receipts: [],
        async_packets: [],
        send_sequences: [],
      },
    });
    expect(transferModule.defaultGenesis?.()).toEqual({
      port_id: "transfer",
      denoms: [],
      params: { send_enabled: true, receive_enabled: true },
      total_escrowed: [],
    });
  });

  it("comes back from an export as it was, and makes the same state", () => {
    const mock = createMockApplication();
    const a = createIbcChain({ chainId: "testchain1", ports: { mock: mock.module } });
    const b = createIbcChain({ chainId: "testchain2", ports: { mock: mock.module } });
    const path = openPath({ a, b, order: Order.ORDER_ORDERED, portId: "mock", version: "" });
    a.core.channel.sendPacket(a.ctx, {
      sourcePort: "mock",
      sourceChannel: path.a.channelId,
      timeoutHeight: { revisionNumber: 0n, revisionHeight: 999n },
      timeoutTimestamp: 0n,
      data: utf8("data"),
    });
    const exported = a.ibcModule.exportGenesis?.(a.ctx) as JsonValue;
    expect(() => a.ibcModule.validateGenesis?.(exported)).not.toThrow();

    const again = createIbcChain({ chainId: "testchain1", genesis: () => exported });

    expect(entries(again, "ibc")).toEqual(entries(a, "ibc"));
    expect(again.ibcModule.exportGenesis?.(again.ctx)).toEqual(exported);
    const lists = loose(exported).client_genesis!.clients_metadata as {
      client_metadata: { key: string }[];
    }[];
    const keys = lists[0]!.client_metadata.map(({ key }) => atob(key));
    expect(keys).toEqual(expect.arrayContaining(["connections", "creator"]));
  });

  it("rewrites the localhost connection and ignores what receipts hold", () => {
    const chain = createIbcChain({
      chainId: "testchain1",
      genesis(defaults) {
        const genesis = loose(defaults);
        genesis.connection_genesis!.connections = [
          {
            id: "connection-localhost",
            client_id: "07-tendermint-0",
            versions: [],
            state: "STATE_INIT",
            counterparty: { client_id: "", connection_id: "", prefix: { key_prefix: "" } },
            delay_period: "9",
          },
        ];
        const receipt = { sequence: "1", data: "/////w==" };
        genesis.channel_genesis!.receipts = [
          { port_id: "mock", channel_id: "channel-0", ...receipt },
        ];
        genesis.channel_v2_genesis!.receipts = [{ client_id: "07-tendermint-0", ...receipt }];
        return genesis;
      },
    });
    const stored = new Map(entries(chain, "ibc"));
    expect(stored.get("connections/connection-localhost")).toBe(LOCALHOST);
    expect(stored.get("receipts/ports/mock/channels/channel-0/sequences/1")).toBe("01");
    expect(stored.get("07-tendermint-0\x02\0\0\0\0\0\0\0\x01")).toBe("02");
  });

  it.each([
    { id: 3, next: "3", ok: false },
    { id: 3, next: "4", ok: true },
    { id: 0, next: "0", ok: true },
  ])("client $id with next sequence $next: $ok", ({ id, next, ok }) => {
    const a = createIbcChain({ chainId: "testchain1" });
    const b = createIbcChain({ chainId: "testchain2" });
    for (let i = 0; i <= id; i++) createClient(a, b);
    const genesis = loose(a.ibcModule.exportGenesis?.(a.ctx));
    genesis.client_genesis!.next_client_sequence = next;
    const validate = () => a.ibcModule.validateGenesis?.(genesis as unknown as JsonValue);
    if (ok) expect(validate).not.toThrow();
    else expect(validate).toThrow("must be greater than the maximum sequence");
  });

  it("writes vouchers for transfer and bank, and no record for a total of zero", () => {
    const chain = createIbcChain({ chainId: "testchain1" });
    const { transferModule, bank } = chain;
    const state = createMemoryMultiStore(["acc", "bank", "ibc", "transfer"]).branch();
    const ctx = createCtx({ state });
    transferModule.initGenesis?.(ctx, {
      port_id: "transfer",
      denoms: [{ base: "stake", trace: [{ port_id: "transfer", channel_id: "channel-0" }] }],
      params: { send_enabled: true, receive_enabled: true },
      total_escrowed: [
        { denom: "stake", amount: "0" },
        { denom: "uatom", amount: "7" },
      ],
    });
    const stored = Array.from(ctx.store("transfer").iterate(), ([, value]) => toHex(value));
    expect(stored).toEqual([
      toHex(utf8("transfer")),
      "0a057374616b651a150a087472616e7366657212096368616e6e656c2d30",
      "08011001",
      "0a0137",
    ]);
    expect(bank.allDenomMetadata(ctx)).toHaveLength(1);
    expect(transferModule.exportGenesis?.(ctx)).toMatchObject({
      total_escrowed: [{ denom: "uatom", amount: "7" }],
    });
  });
});

describe("queries", () => {
  const CHANNEL = "/ibc.core.channel.v1.Query";
  const CLIENT = "/ibc.core.client.v1.Query";

  function setUp(order: Order) {
    const mock = createMockApplication();
    const a = createIbcChain({ chainId: "testchain1", ports: { mock: mock.module } });
    const b = createIbcChain({ chainId: "testchain2", ports: { mock: mock.module } });
    const path = openPath({ a, b, order, portId: "mock", version: "" });
    for (let i = 0; i < 12; i++) {
      a.core.channel.sendPacket(a.ctx, {
        sourcePort: "mock",
        sourceChannel: path.a.channelId,
        timeoutHeight: { revisionNumber: 0n, revisionHeight: 999n },
        timeoutTimestamp: 0n,
        data: utf8("data"),
      });
    }
    return { ...path, ids: { portId: "mock", channelId: path.a.channelId } };
  }

  it("lists commitments in key text order, page by page", () => {
    const { a, ids } = setUp(Order.ORDER_UNORDERED);
    const list = (key: Uint8Array) =>
      a.chain.ask(
        `${CHANNEL}/PacketCommitments`,
        QueryPacketCommitmentsRequest,
        QueryPacketCommitmentsResponse,
        {
          ...ids,
          pagination: { key, offset: 0n, limit: 5n, countTotal: false, reverse: false },
        },
      );
    const first = list(new Uint8Array());
    expect(first.commitments.map(({ sequence }) => sequence)).toEqual([1n, 10n, 11n, 12n, 2n]);
    expect(first.pagination?.nextKey).toEqual(utf8("/3"));
    const second = list(utf8("/3"));
    expect(second.commitments[0]?.sequence).toBe(3n);
    expect(first.height).toEqual(a.chain.latestHeight());
  });

  it("tells unreceived packets and acknowledgements on both kinds of channel", () => {
    for (const order of [Order.ORDER_UNORDERED, Order.ORDER_ORDERED]) {
      const { a, ids } = setUp(order);
      const packets = (packetCommitmentSequences: bigint[]) =>
        a.chain.ask(
          `${CHANNEL}/UnreceivedPackets`,
          QueryUnreceivedPacketsRequest,
          QueryUnreceivedPacketsResponse,
          {
            ...ids,
            packetCommitmentSequences,
          },
        ).sequences;
      expect(packets([1n, 2n])).toEqual([1n, 2n]);
      expect(() => packets([0n])).toThrow(expect.objectContaining({ grpcCode: 3 }));
      const acks = a.chain.ask(
        `${CHANNEL}/UnreceivedAcks`,
        QueryUnreceivedAcksRequest,
        QueryUnreceivedAcksResponse,
        {
          ...ids,
          packetAckSequences: [1n, 99n],
        },
      );
      expect(acks.sequences).toEqual([1n]);
      const next = a.chain.ask(
        `${CHANNEL}/NextSequenceReceive`,
        QueryNextSequenceReceiveRequest,
        QueryNextSequenceReceiveResponse,
        ids,
      );
      expect(next.nextSequenceReceive).toBe(order === Order.ORDER_UNORDERED ? 0n : 1n);
    }
  });

  it("answers NotFound and InvalidArgument as the reference does", () => {
    const { a, ids } = setUp(Order.ORDER_UNORDERED);
    const commitment = (changes: object) =>
      a.chain.ask(
        `${CHANNEL}/PacketCommitment`,
        QueryPacketCommitmentRequest,
        QueryPacketCommitmentResponse,
        {
          ...ids,
          sequence: 1n,
          ...changes,
        },
      );
    expect(commitment({}).proof).toEqual(new Uint8Array());
    expect(() => commitment({ sequence: 0n })).toThrow("packet sequence cannot be 0");
    expect(() => commitment({ sequence: 99n })).toThrow("packet commitment hash not found");
    expect(() => commitment({ channelId: "channel-9" })).toThrow(
      "port ID (mock) channel ID (channel-9): channel not found",
    );
    expect(() => commitment({ channelId: "x" })).toThrow(expect.objectContaining({ grpcCode: 3 }));
  });

  it("lists channels, and connections with the localhost one", () => {
    const { a } = setUp(Order.ORDER_UNORDERED);
    const page = { pagination: undefined };
    const { channels } = a.chain.ask(
      `${CHANNEL}/Channels`,
      QueryChannelsRequest,
      QueryChannelsResponse,
      page,
    );
    expect(channels.map(({ portId, channelId }) => [portId, channelId])).toEqual([
      ["mock", "channel-0"],
    ]);
    const { connections, pagination } = a.chain.ask(
      "/ibc.core.connection.v1.Query/Connections",
      QueryConnectionsRequest,
      QueryConnectionsResponse,
      page,
    );
    expect(connections.map(({ id }) => id)).toEqual(["connection-0", "connection-localhost"]);
    expect(pagination?.total).toBe(2n);
  });

  it("knows the five states of a client", () => {
    const { a, b } = setUp(Order.ORDER_UNORDERED);
    const status = (clientId: string) =>
      a.chain.ask(`${CLIENT}/ClientStatus`, QueryClientStatusRequest, QueryClientStatusResponse, {
        clientId,
      }).status;
    const { client } = a.chain.core;
    expect(status("07-tendermint-0")).toBe("Active");
    expect(status("07-tendermint-8")).toBe("Unknown");
    expect(status("nobody")).toBe("Unauthorized");
    createClient(a.chain, b.chain);
    client
      .route(a.chain.ctx, "07-tendermint-1")
      .updateStateOnMisbehaviour(a.chain.ctx, "07-tendermint-1");
    expect(status("07-tendermint-1")).toBe("Frozen");
    a.chain.nextBlock({ seconds: 15n * 86_400n });
    expect(status("07-tendermint-0")).toBe("Expired");
  });

  it("lists client states by id and consensus heights in key text order", () => {
    const a = createIbcChain({ chainId: "testchain1" });
    const b = createIbcChain({ chainId: "testchain2" });
    createClient(a, b);
    for (let i = 0; i < 10; i++) {
      a.nextBlock();
      b.nextBlock();
      if (i !== 4) updateClient(a, "07-tendermint-0", b);
    }
    const { consensusStateHeights } = a.ask(
      `${CLIENT}/ConsensusStateHeights`,
      QueryConsensusStateHeightsRequest,
      QueryConsensusStateHeightsResponse,
      { clientId: "07-tendermint-0", pagination: undefined },
    );
    expect(consensusStateHeights.map(({ revisionHeight }) => revisionHeight)).toEqual([
      1n,
      10n,
      11n,
      2n,
      3n,
      4n,
      5n,
      7n,
      8n,
      9n,
    ]);
    const { clientStates } = a.ask(
      `${CLIENT}/ClientStates`,
      QueryClientStatesRequest,
      QueryClientStatesResponse,
      {
        pagination: undefined,
      },
    );
    expect(clientStates.map(({ clientId }) => clientId)).toEqual(["07-tendermint-0"]);
    const consensus = (revisionHeight: bigint, latestHeight: boolean) =>
      a.ask(`${CLIENT}/ConsensusState`, QueryConsensusStateRequest, QueryConsensusStateResponse, {
        clientId: "07-tendermint-0",
        revisionNumber: 0n,
        revisionHeight,
        latestHeight,
      }).consensusState;
    expect(consensus(0n, true)).toEqual(consensus(11n, false));
    expect(() => consensus(0n, false)).toThrow(expect.objectContaining({ grpcCode: 3 }));
    expect(() => consensus(6n, false)).toThrow(expect.objectContaining({ grpcCode: 5 }));
  });

  it("verifies a proof for other modules, with a failure as an answer", () => {
    const { a, b } = setUp(Order.ORDER_UNORDERED);
    const { proof, proofHeight } = b.chain.prove("clientParams");
    const verify = (value: Uint8Array, clientId = "07-tendermint-0") =>
      a.chain.ask(
        `${CLIENT}/VerifyMembership`,
        QueryVerifyMembershipRequest,
        QueryVerifyMembershipResponse,
        {
          clientId,
          proof,
          proofHeight,
          value,
          timeDelay: 0n,
          blockDelay: 0n,
          merklePath: { keyPath: [utf8("ibc"), utf8("clientParams")] },
        },
      ).success;
    expect(verify(Uint8Array.of(0x0a, 1, 0x2a))).toBe(true);
    expect(verify(Uint8Array.of(0x0a, 1, 0x2b))).toBe(false);
    expect(() => verify(Uint8Array.of(1), "09-localhost-0")).toThrow(
      expect.objectContaining({ grpcCode: 3 }),
    );
  });
});
