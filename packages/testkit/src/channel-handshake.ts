import { channelEndPath } from "@testudo/ibc/host";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChannelOpenAck,
  MsgChannelOpenConfirm,
  MsgChannelOpenInit,
  MsgChannelOpenTry,
  Order,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import { relayer } from "./hub.ts";
import { type ChannelEnd, freshen, type Link, type LinkEnd, proveOn, relayerOn } from "./link.ts";
import { attributesOf, type TxResult } from "./test-chain.ts";
import { createTestChannel, type TestChannel } from "./test-channel.ts";
import { message } from "./test-tx.ts";

/** What is asked of a channel. */
export interface ChannelOptions {
  readonly order: Order;
  readonly version: string;
  readonly ports: { readonly a: string; readonly b: string };
}

/** The tokens of ICS-20. */
export const TRANSFER: ChannelOptions = {
  order: Order.ORDER_UNORDERED,
  version: "ics20-1",
  ports: { a: "transfer", b: "transfer" },
};

/** Opens a channel over a link, `a` proposing. */
export function openChannel({ a, b }: Link, options: ChannelOptions): TestChannel {
  const init = a.chain.send(relayer, channelInit(a, options));
  const channelId = attributesOf(init.events, "channel_open_init", "channel_id").at(-1)!;
  return finishChannel({ ...a, portId: options.ports.a, channelId }, b, options);
}

/** The proposal of a channel. */
export function channelInit(end: LinkEnd, { order, version, ports }: ChannelOptions): Any {
  return message(MsgChannelOpenInit, {
    portId: ports.a,
    channel: {
      state: State.STATE_INIT,
      ordering: order,
      counterparty: { portId: ports.b, channelId: "" },
      connectionHops: [end.connectionId],
      version,
    },
    signer: relayerOn(end.chain),
  });
}

/** The answer to a channel that is in INIT on the other end. */
export function channelTry(
  a: ChannelEnd,
  b: LinkEnd,
  { order, version, ports }: ChannelOptions,
): Any {
  const { proof, proofHeight } = proveOn(a.chain, channelEndPath(a));
  return message(MsgChannelOpenTry, {
    portId: ports.b,
    previousChannelId: "",
    channel: {
      state: State.STATE_TRYOPEN,
      ordering: order,
      counterparty: { portId: a.portId, channelId: a.channelId },
      connectionHops: [b.connectionId],
      version: "",
    },
    counterpartyVersion: version,
    proofInit: proof,
    proofHeight,
    signer: relayerOn(b.chain),
  });
}

/** Takes a channel that `a` has proposed through the rest of its handshake. */
export function finishChannel(a: ChannelEnd, b: LinkEnd, options: ChannelOptions): TestChannel {
  const end = answerChannel(a, b, options);
  confirmChannel(a, end);
  return createTestChannel(a, end);
}

/** The second and the third step of a handshake: `b` answers, `a` acknowledges. */
export function answerChannel(a: ChannelEnd, b: LinkEnd, options: ChannelOptions): ChannelEnd {
  const updateB = freshen(a.chain, b.chain, b.clientId);
  const answer = b.chain.send(relayer, [...updateB, channelTry(a, b, options)]);
  const idB = attributesOf(answer.events, "channel_open_try", "channel_id")[0]!;
  const version = attributesOf(answer.events, "channel_open_try", "version")[0]!;
  const end: ChannelEnd = { ...b, portId: options.ports.b, channelId: idB };

  const updateA = freshen(b.chain, a.chain, a.clientId);
  const proofTry = proveOn(b.chain, channelEndPath(end));
  a.chain.send(relayer, [
    ...updateA,
    message(MsgChannelOpenAck, {
      portId: a.portId,
      channelId: a.channelId,
      counterpartyChannelId: idB,
      counterpartyVersion: version,
      proofTry: proofTry.proof,
      proofHeight: proofTry.proofHeight,
      signer: relayerOn(a.chain),
    }),
  ]);
  return end;
}

/** The last step of a handshake. */
export function confirmChannel(a: ChannelEnd, b: ChannelEnd): TxResult {
  const update = freshen(a.chain, b.chain, b.clientId);
  const { proof, proofHeight } = proveOn(a.chain, channelEndPath(a));
  return b.chain.deliver(relayer, [
    ...update,
    message(MsgChannelOpenConfirm, {
      portId: b.portId,
      channelId: b.channelId,
      proofAck: proof,
      proofHeight,
      signer: relayerOn(b.chain),
    }),
  ]);
}
