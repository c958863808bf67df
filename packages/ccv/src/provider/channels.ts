import type { ConsumerId } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { connectionErrors } from "@testudo/ibc/connection";
import type { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { PROVIDER_PORT } from "../wire/names.ts";
import { errors } from "./errors.ts";
import { emitChannelEstablished } from "./events.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Which consumer is at the other end of a channel. */
export type Channels = ReturnType<typeof createChannels>;

export function createChannels({
  client,
  connection,
  channel,
}: Pick<Needs, "client" | "connection" | "channel">) {
  /**
   * Whether whoever opens a channel over these hops is a consumer, by its client, without a channel so far.
   *
   * @throws channel/15, connection/3, client/4, CCV/15, CCV/10, provider/16, CCV/5
   */
  function verifyConsumerChain(ctx: Ctx, hops: readonly string[]): void {
    const connectionId = onlyHop(hops, "must have direct connection to provider chain");
    const { clientId } = underlyingClient(ctx, connectionId);
    const id = state.clientConsumers.require(ctx, clientId, () =>
      ccvErrors.consumerChainNotFound(
        `cannot find consumer id associated with client id: ${clientId}`,
      ),
    );
    const expected = state.clients.require(ctx, id, () =>
      ccvErrors.clientNotFound(`cannot find client for consumer chain ${id}`),
    );
    if (expected !== clientId) {
      throw errors.invalidConsumerClient(
        `CCV channel must be built on top of CCV client. expected ${expected}, got ${clientId}`,
      );
    }
    const existing = state.channels.get(ctx, id);
    if (existing !== undefined) {
      throw ccvErrors.duplicateChannel(
        `CCV channel with ID: ${existing} already created for consumer chain ${id}`,
      );
    }
  }

  /**
   * The handshake is done: the channel becomes the consumer's, and this height its beginning.
   *
   * @throws channel/3, channel/15, connection/3, client/4, provider/35, CCV/5
   */
  function establishChannel(ctx: Ctx, channelId: string): void {
    const end = channel.channel(ctx, PROVIDER_PORT, channelId);
    if (end === undefined) throw channelNotFound(channelId);
    const connectionId = onlyHop(
      end.connectionHops,
      "must have direct connection to consumer chain",
    );
    const { clientId, clientState } = underlyingClient(ctx, connectionId);
    const id = state.clientConsumers.require(ctx, clientId, () =>
      errors.noConsumerId(`cannot find a consumer chain associated for this client: ${clientId}`),
    );
    const existing = state.channels.get(ctx, id);
    if (existing !== undefined) {
      throw ccvErrors.duplicateChannel(
        `CCV channel with ID: ${existing} already created for consumer chain with id ${id}`,
      );
    }
    state.channels.set(ctx, id, channelId);
    state.channelConsumers.set(ctx, channelId, id);
    state.initChainHeights.set(ctx, id, BigInt.asUintN(64, ctx.height));
    emitChannelEstablished(ctx, {
      id,
      chainId: clientState.chainId,
      clientId,
      channelId,
      connectionId,
    });
  }

  /**
   * The consumer whose CCV client is under a channel and that has its CCV channel.
   *
   * @throws channel/3, channel/15, connection/3, client/4, provider/3, provider/4
   */
  function consumerUnder(ctx: Ctx, portId: string, channelId: string): ConsumerId {
    const { clientId } = clientUnder(ctx, portId, channelId);
    const id = state.clientConsumers.require(ctx, clientId, () =>
      errors.unknownConsumerId(`no consumer id for client with id: ${clientId}`),
    );
    if (state.channels.get(ctx, id) === undefined) {
      throw errors.unknownConsumerChannelId(`no CCV channel found for chain with ID: ${id}`);
    }
    return id;
  }

  /** @throws channel/3, channel/15, connection/3, client/4 */
  function clientUnder(ctx: Ctx, portId: string, channelId: string) {
    const end = channel.channel(ctx, portId, channelId);
    if (end === undefined) throw channelNotFound(channelId);
    return underlyingClient(
      ctx,
      onlyHop(end.connectionHops, "must have direct connection to consumer chain"),
    );
  }

  function underlyingClient(
    ctx: Ctx,
    connectionId: string,
  ): { readonly clientId: string; readonly clientState: ClientState } {
    const end = connection.connection(ctx, connectionId);
    if (end === undefined) {
      throw connectionErrors.connectionNotFound(
        `connection not found for connection ID: ${connectionId}`,
      );
    }
    const { clientId } = end;
    const clientState = client.clientState(ctx, clientId);
    if (clientState === undefined) {
      throw clientErrors.clientNotFound(`client not found for client ID: ${clientId}`);
    }
    return { clientId, clientState };
  }

  return { verifyConsumerChain, establishChannel, consumerUnder, clientUnder };
}

function onlyHop(hops: readonly string[], refusal: string): string {
  const [hop] = hops;
  if (hop === undefined || hops.length !== 1) throw channelErrors.tooManyConnectionHops(refusal);
  return hop;
}

function channelNotFound(channelId: string) {
  return channelErrors.channelNotFound(`channel not found for channel ID: ${channelId}`);
}
