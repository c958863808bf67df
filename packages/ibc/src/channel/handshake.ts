import { assert } from "@testudo/base";
import {
  type Channel,
  type Counterparty,
  type Order,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  type ConnectionEnd,
  State as ConnectionState,
} from "@testudo/proto/ibc/core/connection/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { connectionErrors } from "../connection/errors.ts";
import type { Proof } from "../connection/verify.ts";
import { formatChannelId } from "../host/identifiers.ts";
import type { ChannelKey } from "../host/paths.ts";
import { channelErrors } from "./errors.ts";
import { emitHandshakeStep, emitOpenInit, emitOpenTry } from "./events.ts";
import type { ChannelNeeds } from "./needs.ts";
import { orderName, stateName } from "./order.ts";
import { state } from "./state.ts";

/** What both opening steps say about the channel to be. */
export interface OpeningTerms {
  readonly portId: string;
  readonly order: Order;
  readonly connectionHops: readonly string[];
  readonly counterparty: Counterparty;
}

/** Opening and closing of channels, without the application's part (ICS-04). */
export type Handshakes = ReturnType<typeof createHandshakes>;

/** The check* functions verify and the write* functions store: the application's callback stands between them. */
export function createHandshakes({ client, connection }: ChannelNeeds) {
  /**
   * Takes a channel id for a proposal. The connection need not be open yet.
   *
   * @throws connection/3, connection/9, client/29
   */
  function checkOpenInit(ctx: Ctx, terms: OpeningTerms): string {
    const end = connection.requireEnd(ctx, firstHop(terms.connectionHops));
    requireOrderSupported(end, terms.order);
    requireActiveClient(ctx, end.clientId);
    return takeChannelId(ctx);
  }

  function writeOpenInit(ctx: Ctx, key: ChannelKey, terms: OpeningTerms, version: string): void {
    const end = newEnd(State.STATE_INIT, terms, version);
    state.channels.set(ctx, end, key);
    writeFirstSequences(ctx, key);
    emitOpenInit(ctx, key, end);
  }

  /**
   * Takes a channel id for an answer to a proposal that the counterparty stored.
   *
   * @throws channel/15, connection/3, connection/6, connection/9, and what proof verification refuses
   */
  function checkOpenTry(
    ctx: Ctx,
    terms: OpeningTerms & { readonly counterpartyVersion: string } & Proof,
  ): string {
    if (terms.connectionHops.length !== 1) {
      throw channelErrors.tooManyConnectionHops(`expected 1, got ${terms.connectionHops.length}`);
    }
    const channelId = takeChannelId(ctx);
    const end = connection.requireOpen(ctx, firstHop(terms.connectionHops));
    requireOrderSupported(end, terms.order);
    connection.verify.channelState(ctx, end, terms, {
      ...terms.counterparty,
      end: {
        state: State.STATE_INIT,
        ordering: terms.order,
        counterparty: { portId: terms.portId, channelId: "" },
        connectionHops: [end.counterparty.connectionId],
        version: terms.counterpartyVersion,
      },
    });
    return channelId;
  }

  function writeOpenTry(ctx: Ctx, key: ChannelKey, terms: OpeningTerms, version: string): void {
    // Unlike INIT, the sequences come before the end: visible where gas runs out.
    writeFirstSequences(ctx, key);
    const end = newEnd(State.STATE_TRYOPEN, terms, version);
    state.channels.set(ctx, end, key);
    emitOpenTry(ctx, key, end);
  }

  /** @throws channel/3, channel/5, connection/3, connection/6, and what proof verification refuses */
  function checkOpenAck(
    ctx: Ctx,
    key: ChannelKey,
    answer: {
      readonly counterpartyChannelId: string;
      readonly counterpartyVersion: string;
    } & Proof,
  ): void {
    const channel = requireChannel(ctx, key);
    requireState(channel, State.STATE_INIT);
    const end = connection.requireOpen(ctx, firstHop(channel.connectionHops));
    connection.verify.channelState(ctx, end, answer, {
      portId: channel.counterparty.portId,
      channelId: answer.counterpartyChannelId,
      end: counterpartyEnd(key, channel, end, State.STATE_TRYOPEN, answer.counterpartyVersion),
    });
  }

  function writeOpenAck(
    ctx: Ctx,
    key: ChannelKey,
    answer: { readonly counterpartyChannelId: string; readonly counterpartyVersion: string },
  ): void {
    const channel = existingChannel(ctx, key);
    const open: Channel = {
      ...channel,
      state: State.STATE_OPEN,
      version: answer.counterpartyVersion,
      counterparty: { ...channel.counterparty, channelId: answer.counterpartyChannelId },
    };
    state.channels.set(ctx, open, key);
    emitHandshakeStep(ctx, "open_ack", key, open);
  }

  /** @throws channel/3, channel/5, connection/3, connection/6, and what proof verification refuses */
  function checkOpenConfirm(ctx: Ctx, key: ChannelKey, proof: Proof): void {
    const channel = requireChannel(ctx, key);
    requireState(channel, State.STATE_TRYOPEN);
    verifyCounterparty(ctx, key, channel, State.STATE_OPEN, proof);
  }

  function writeOpenConfirm(ctx: Ctx, key: ChannelKey): void {
    const open: Channel = { ...existingChannel(ctx, key), state: State.STATE_OPEN };
    state.channels.set(ctx, open, key);
    emitHandshakeStep(ctx, "open_confirm", key, open);
  }

  /**
   * Closes the own end.
   *
   * @throws channel/3, channel/5 when already closed, connection/3, client/29, connection/6
   */
  function closeInit(ctx: Ctx, key: ChannelKey): void {
    const channel = requireChannel(ctx, key);
    requireNotClosed(channel);
    const end = connection.requireEnd(ctx, firstHop(channel.connectionHops));
    requireActiveClient(ctx, end.clientId);
    if (end.state !== ConnectionState.STATE_OPEN) {
      throw connectionErrors.invalidConnectionState(
        `connection state is not OPEN (got ${end.state})`,
      );
    }
    close(ctx, key, channel, "close_init");
  }

  /**
   * Closes the own end because the counterparty closed its end.
   *
   * @throws channel/3, channel/5, connection/3, connection/6, and what proof verification refuses
   */
  function closeConfirm(ctx: Ctx, key: ChannelKey, proof: Proof): void {
    const channel = requireChannel(ctx, key);
    requireNotClosed(channel);
    verifyCounterparty(ctx, key, channel, State.STATE_CLOSED, proof);
    close(ctx, key, channel, "close_confirm");
  }

  function verifyCounterparty(
    ctx: Ctx,
    key: ChannelKey,
    channel: Channel,
    wanted: State,
    proof: Proof,
  ): void {
    const end = connection.requireOpen(ctx, firstHop(channel.connectionHops));
    connection.verify.channelState(ctx, end, proof, {
      ...channel.counterparty,
      end: counterpartyEnd(key, channel, end, wanted, channel.version),
    });
  }

  function requireActiveClient(ctx: Ctx, clientId: string): void {
    const status = client.status(ctx, clientId);
    if (status !== "Active") {
      throw clientErrors.clientNotActive(`client (${clientId}) status is ${status}`);
    }
  }

  return {
    checkOpenInit,
    writeOpenInit,
    checkOpenTry,
    writeOpenTry,
    checkOpenAck,
    writeOpenAck,
    checkOpenConfirm,
    writeOpenConfirm,
    closeInit,
    closeConfirm,
  };
}

/** @throws channel/3 */
export function requireChannel(ctx: Ctx, key: ChannelKey): Channel {
  const channel = state.channels.get(ctx, key);
  if (channel === undefined) {
    throw channelErrors.channelNotFound(`port ID (${key.portId}) channel ID (${key.channelId})`);
  }
  return channel;
}

/** @throws channel/5 unless the channel is in the wanted state */
export function requireState(channel: Channel, wanted: State): void {
  if (channel.state !== wanted) {
    throw channelErrors.invalidChannelState(
      `channel state is not ${stateName(wanted)} (got ${stateName(channel.state)})`,
    );
  }
}

/** The end that the counterparty must hold for a channel of ours. */
export function counterpartyEnd(
  key: ChannelKey,
  channel: Channel,
  connectionEnd: ConnectionEnd,
  wanted: State,
  version: string,
): Channel {
  return {
    state: wanted,
    ordering: channel.ordering,
    counterparty: { portId: key.portId, channelId: key.channelId },
    connectionHops: [connectionEnd.counterparty.connectionId],
    version,
  };
}

/** Channels over more than one connection do not exist. */
export function firstHop(hops: readonly string[]): string {
  const [hop] = hops;
  assert(hop !== undefined, "channel without a connection hop");
  return hop;
}

function existingChannel(ctx: Ctx, key: ChannelKey): Channel {
  const channel = state.channels.get(ctx, key);
  assert(channel !== undefined, `channel ${key.portId}/${key.channelId} vanished in its handshake`);
  return channel;
}

function requireNotClosed(channel: Channel): void {
  if (channel.state === State.STATE_CLOSED) {
    throw channelErrors.invalidChannelState("channel is already CLOSED");
  }
}

function requireOrderSupported({ versions }: ConnectionEnd, order: Order): void {
  const [version] = versions;
  if (version === undefined || versions.length !== 1) {
    throw connectionErrors.invalidVersion(
      "single version must be negotiated on connection before opening channel",
    );
  }
  if (!version.features.includes(orderName(order))) {
    throw connectionErrors.invalidVersion(
      `connection version ${version.identifier} does not support channel ordering: ${orderName(order)}`,
    );
  }
}

function takeChannelId(ctx: Ctx): string {
  const sequence = state.nextChannelSequence.get(ctx);
  state.nextChannelSequence.set(ctx, sequence + 1n);
  return formatChannelId(sequence);
}

function newEnd(channelState: State, terms: OpeningTerms, version: string): Channel {
  return {
    state: channelState,
    ordering: terms.order,
    counterparty: terms.counterparty,
    connectionHops: terms.connectionHops,
    version,
  };
}

function writeFirstSequences(ctx: Ctx, key: ChannelKey): void {
  state.nextSequenceSend.set(ctx, 1n, key);
  state.nextSequenceRecv.set(ctx, 1n, key);
  state.nextSequenceAck.set(ctx, 1n, key);
}

function close(
  ctx: Ctx,
  key: ChannelKey,
  channel: Channel,
  step: "close_init" | "close_confirm",
): void {
  const closed: Channel = { ...channel, state: State.STATE_CLOSED };
  state.channels.set(ctx, closed, key);
  emitHandshakeStep(ctx, step, key, closed);
}
