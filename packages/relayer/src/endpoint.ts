import type { ChainClient, TxSender } from "@testudo/client";
import { type Height, height as makeHeight, parseChainRevision } from "@testudo/ibc/host";
import { unpackAs } from "@testudo/proto";
import {
  type IdentifiedChannel,
  QueryConnectionChannelsRequest,
  QueryConnectionChannelsResponse,
  QueryNextSequenceReceiveRequest,
  QueryNextSequenceReceiveResponse,
  QueryPacketCommitmentsRequest,
  QueryPacketCommitmentsResponse,
  QueryUnreceivedAcksRequest,
  QueryUnreceivedAcksResponse,
  QueryUnreceivedPacketsRequest,
  QueryUnreceivedPacketsResponse,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryClientStateRequest,
  QueryClientStateResponse,
  QueryConsensusStateHeightsRequest,
  QueryConsensusStateHeightsResponse,
  QueryConsensusStateRequest,
  QueryConsensusStateResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  type IdentifiedConnection,
  QueryConnectionsRequest,
  QueryConnectionsResponse,
} from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";

/** A chain that the relayer reads and writes: public RPC and an account that pays. */
export interface RelayChain {
  readonly chainId: string;
  readonly client: ChainClient;
  readonly sender: TxSender;
}

/** A port and a channel on one chain. */
export interface ChannelEnd {
  readonly portId: string;
  readonly channelId: string;
}

/** The IBC side of a chain. */
export type Endpoint = ReturnType<typeof createEndpoint>;

/** Entries of one page; more are fetched page by page. */
const PAGE_LIMIT = 100n;

export function createEndpoint(chain: RelayChain) {
  const { client, sender, chainId } = chain;
  const revision = parseChainRevision(chainId);

  /** Walks the pages of a list query. */
  async function allPages<T>(
    read: (key: Uint8Array) => Promise<{ items: readonly T[]; nextKey: Uint8Array }>,
  ): Promise<readonly T[]> {
    const found: T[] = [];
    let key = new Uint8Array();
    do {
      const page = await read(key);
      found.push(...page.items);
      key = Uint8Array.from(page.nextKey);
    } while (key.length > 0);
    return found;
  }
  const pageRequest = (key: Uint8Array) => ({
    key,
    offset: 0n,
    limit: PAGE_LIMIT,
    countTotal: false,
    reverse: false,
  });

  return {
    chainId,
    client,
    sender,
    signer: sender.signer.addressText,
    heightOf: (revisionHeight: bigint): Height => makeHeight(revision, revisionHeight),

    async clientState(clientId: string): Promise<ClientState> {
      const { clientState } = await client.query(
        "/ibc.core.client.v1.Query/ClientState",
        { request: QueryClientStateRequest, response: QueryClientStateResponse },
        { clientId },
      );
      const state = clientState && unpackAs(ClientState, clientState);
      if (state === undefined)
        throw new Error(`client ${clientId} on ${chainId} is no 07-tendermint`);
      return state;
    },

    async consensusState(clientId: string, at: Height): Promise<ConsensusState> {
      const { consensusState } = await client.query(
        "/ibc.core.client.v1.Query/ConsensusState",
        { request: QueryConsensusStateRequest, response: QueryConsensusStateResponse },
        {
          clientId,
          revisionNumber: at.revisionNumber,
          revisionHeight: at.revisionHeight,
          latestHeight: false,
        },
      );
      const state = consensusState && unpackAs(ConsensusState, consensusState);
      if (state === undefined) throw new Error(`no consensus state of ${clientId} on ${chainId}`);
      return state;
    },

    consensusHeights: (clientId: string): Promise<readonly Height[]> =>
      allPages(async (key) => {
        const answer = await client.query(
          "/ibc.core.client.v1.Query/ConsensusStateHeights",
          {
            request: QueryConsensusStateHeightsRequest,
            response: QueryConsensusStateHeightsResponse,
          },
          { clientId, pagination: pageRequest(key) },
        );
        return {
          items: answer.consensusStateHeights,
          nextKey: answer.pagination?.nextKey ?? new Uint8Array(),
        };
      }),

    connections: (): Promise<readonly IdentifiedConnection[]> =>
      allPages(async (key) => {
        const answer = await client.query(
          "/ibc.core.connection.v1.Query/Connections",
          { request: QueryConnectionsRequest, response: QueryConnectionsResponse },
          { pagination: pageRequest(key) },
        );
        return {
          items: answer.connections,
          nextKey: answer.pagination?.nextKey ?? new Uint8Array(),
        };
      }),

    channels: (connection: string): Promise<readonly IdentifiedChannel[]> =>
      allPages(async (key) => {
        const answer = await client.query(
          "/ibc.core.channel.v1.Query/ConnectionChannels",
          { request: QueryConnectionChannelsRequest, response: QueryConnectionChannelsResponse },
          { connection, pagination: pageRequest(key) },
        );
        return { items: answer.channels, nextKey: answer.pagination?.nextKey ?? new Uint8Array() };
      }),

    /** Sequences with a commitment at a height, ascending. */
    async committed({ portId, channelId }: ChannelEnd, height: bigint): Promise<readonly bigint[]> {
      const states = await allPages(async (key) => {
        const answer = await client.query(
          "/ibc.core.channel.v1.Query/PacketCommitments",
          { request: QueryPacketCommitmentsRequest, response: QueryPacketCommitmentsResponse },
          { portId, channelId, pagination: pageRequest(key) },
          { height },
        );
        return {
          items: answer.commitments,
          nextKey: answer.pagination?.nextKey ?? new Uint8Array(),
        };
      });
      return states.map(({ sequence }) => sequence).sort(ascending);
    },

    /** Of these sequences, those that have not been received here. */
    async unreceived(
      { portId, channelId }: ChannelEnd,
      sequences: readonly bigint[],
    ): Promise<readonly bigint[]> {
      if (sequences.length === 0) return [];
      const answer = await client.query(
        "/ibc.core.channel.v1.Query/UnreceivedPackets",
        { request: QueryUnreceivedPacketsRequest, response: QueryUnreceivedPacketsResponse },
        { portId, channelId, packetCommitmentSequences: sequences },
      );
      return [...answer.sequences].sort(ascending);
    },

    /** Of these sequences, those whose acknowledgement has not come back here. */
    async unacknowledged(
      { portId, channelId }: ChannelEnd,
      sequences: readonly bigint[],
    ): Promise<readonly bigint[]> {
      if (sequences.length === 0) return [];
      const answer = await client.query(
        "/ibc.core.channel.v1.Query/UnreceivedAcks",
        { request: QueryUnreceivedAcksRequest, response: QueryUnreceivedAcksResponse },
        { portId, channelId, packetAckSequences: sequences },
      );
      return [...answer.sequences].sort(ascending);
    },

    async nextSequenceReceive({ portId, channelId }: ChannelEnd, height: bigint): Promise<bigint> {
      const answer = await client.query(
        "/ibc.core.channel.v1.Query/NextSequenceReceive",
        { request: QueryNextSequenceReceiveRequest, response: QueryNextSequenceReceiveResponse },
        { portId, channelId },
        { height },
      );
      return answer.nextSequenceReceive;
    },
  };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
