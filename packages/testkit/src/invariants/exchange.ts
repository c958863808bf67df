import { Order } from "@testudo/proto/ibc/core/channel/v1";
import { type ChannelRecords, channelsOf } from "./channels.ts";
import type { StateView } from "./view.ts";

/**
 * Exchange: of the two ends of a channel neither has received what the other did not send, nor heard an answer that the
 * other did not give.
 */
export function* exchange(
  views: readonly [StateView, StateView],
  channel: {
    readonly ports: readonly [string, string];
    readonly ids: readonly [string, string];
  },
): Generator<string> {
  const { ports, ids } = channel;
  const [a, b] = views.map((view, side) =>
    [...channelsOf(view)].find(
      ({ portId, channelId }) => portId === ports[side] && channelId === ids[side],
    ),
  );
  if (a === undefined || b === undefined) return;
  yield* directionFaults(a, b);
  yield* directionFaults(b, a);
}

function* directionFaults(from: ChannelRecords, to: ChannelRecords): Generator<string> {
  const name = `exchange: ${from.portId}/${from.channelId}`;
  const isOrdered = from.end.ordering === Order.ORDER_ORDERED;
  const received = isOrdered ? to.nextReceive - 1n : (to.received.at(-1) ?? 0n);
  if (received >= from.nextSend) yield `${name} sent below ${from.nextSend}, ${received} arrived`;
  if (!isOrdered) return;
  if (from.nextAck > to.nextReceive) {
    yield `${name} heard answers below ${from.nextAck}, given below ${to.nextReceive}`;
  }
  const open = from.committed.filter((sequence) => sequence < from.nextAck);
  if (open.length > 0) yield `${name} waits for ${open} after their answers`;
}
