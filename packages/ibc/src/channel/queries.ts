import { fromUtf8 } from "@testudo/base";
import { packAny } from "@testudo/proto";
import {
  type Channel,
  QueryChannelClientStateRequest,
  QueryChannelClientStateResponse,
  QueryChannelConsensusStateRequest,
  QueryChannelConsensusStateResponse,
  QueryChannelRequest,
  QueryChannelResponse,
  QueryChannelsRequest,
  QueryChannelsResponse,
  QueryConnectionChannelsRequest,
  QueryConnectionChannelsResponse,
} from "@testudo/proto/ibc/core/channel/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, type QueryRoute, query } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { connectionErrors } from "../connection/errors.ts";
import { checkChannelId, checkConnectionId, checkPortId } from "../host/identifiers.ts";
import type { ChannelKey } from "../host/paths.ts";
import {
  checkArguments,
  filteredPageBelow,
  NO_PROOF,
  notFound,
  pageBelow,
} from "../query-answers.ts";
import { selfHeight } from "../self-height.ts";
import { channelErrors } from "./errors.ts";
import { identifiedChannel } from "./genesis.ts";
import { firstHop } from "./handshake.ts";
import type { ChannelNeeds } from "./needs.ts";
import { state } from "./state.ts";

const SERVICE = "/ibc.core.channel.v1.Query";

/** What service `ibc.core.channel.v1.Query` tells about channels and the clients below them. */
export function createChannelQueries({ client, connection }: ChannelNeeds): readonly QueryRoute[] {
  /** The client below a channel. */
  function clientOf(ctx: Ctx, channel: Channel): string {
    const connectionId = firstHop(channel.connectionHops);
    const end = connection.connection(ctx, connectionId);
    if (end === undefined) {
      throw notFound(connectionErrors.connectionNotFound, `connection-id: ${connectionId}`);
    }
    return end.clientId;
  }

  return [
    query(`${SERVICE}/Channel`, QueryChannelRequest, QueryChannelResponse, (ctx, key) => ({
      channel: requireChannel(ctx, key),
      proof: NO_PROOF,
      proofHeight: selfHeight(ctx),
    })),
    query(
      `${SERVICE}/Channels`,
      QueryChannelsRequest,
      QueryChannelsResponse,
      (ctx, { pagination: page }) => {
        const { items, pagination } = pageBelow(ctx, "channelEnds", page, (key, value) =>
          identifiedChannel(fromUtf8(key), value),
        );
        return { channels: items, pagination, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/ConnectionChannels`,
      QueryConnectionChannelsRequest,
      QueryConnectionChannelsResponse,
      (ctx, { connection: connectionId, pagination: page }) => {
        checkArguments(() => checkConnectionId(connectionId));
        const { items, pagination } = filteredPageBelow(ctx, "channelEnds", page, (key, value) => {
          const channel = identifiedChannel(fromUtf8(key), value);
          return channel.connectionHops[0] === connectionId ? channel : undefined;
        });
        return { channels: items, pagination, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/ChannelClientState`,
      QueryChannelClientStateRequest,
      QueryChannelClientStateResponse,
      (ctx, key) => {
        checkChannelArguments(key);
        const channel = state.channels.get(ctx, key);
        if (channel === undefined) {
          // This query's text has one colon more than those of its neighbours.
          const place = `port-id: ${key.portId}, channel-id: ${key.channelId}`;
          throw notFound(channelErrors.channelNotFound, place);
        }
        const clientId = clientOf(ctx, channel);
        const found = client.clientState(ctx, clientId);
        if (found === undefined) {
          throw notFound(clientErrors.clientNotFound, `client-id: ${clientId}`);
        }
        return {
          identifiedClientState: { clientId, clientState: packAny(ClientState, found) },
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/ChannelConsensusState`,
      QueryChannelConsensusStateRequest,
      QueryChannelConsensusStateResponse,
      (ctx, { portId, channelId, revisionNumber, revisionHeight }) => {
        const clientId = clientOf(ctx, requireChannel(ctx, { portId, channelId }));
        const height = { revisionNumber, revisionHeight };
        const found = client.consensusState(ctx, clientId, height);
        if (found === undefined) {
          throw notFound(clientErrors.consensusStateNotFound, `client-id: ${clientId}`);
        }
        return {
          consensusState: packAny(ConsensusState, found),
          clientId,
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
  ];
}

/** The channel that a query is about, or the status that says why there is none. */
export function requireChannel(ctx: Ctx, { portId, channelId }: ChannelKey): Channel {
  checkChannelArguments({ portId, channelId });
  const channel = state.channels.get(ctx, { portId, channelId });
  if (channel === undefined) {
    throw notFound(channelErrors.channelNotFound, `port-id: ${portId}, channel-id ${channelId}`);
  }
  return channel;
}

/** Refuses malformed ids with `InvalidArgument`. */
export function checkChannelArguments({ portId, channelId }: ChannelKey): void {
  checkArguments(() => {
    checkPortId(portId);
    checkChannelId(channelId);
  });
}
