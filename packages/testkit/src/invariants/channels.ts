import { fromUtf8, prefixEnd, readUint64BE, utf8 } from "@testudo/base";
import { escrowAddress } from "@testudo/ibc/transfer";
import { Channel, Order, State } from "@testudo/proto/ibc/core/channel/v1";
import { bank, transfer } from "./stored.ts";
import type { StateView } from "./view.ts";

/** What a chain stores about one end of a channel. */
export interface ChannelRecords {
  readonly portId: string;
  readonly channelId: string;
  readonly end: Channel;
  readonly nextSend: bigint;
  readonly nextReceive: bigint;
  readonly nextAck: bigint;
  /** Sequences of packets that wait for an answer, ascending. */
  readonly committed: readonly bigint[];
  readonly received: readonly bigint[];
  readonly answered: readonly bigint[];
}

/** All channels of a chain. */
export function* channelsOf(view: StateView): Generator<ChannelRecords> {
  for (const [path, bytes] of records(view, "channelEnds/ports/")) {
    const [portId = "", , channelId = ""] = path.split("/");
    const at = `ports/${portId}/channels/${channelId}`;
    yield {
      portId,
      channelId,
      end: Channel.decode(bytes),
      nextSend: counter(view, `nextSequenceSend/${at}`),
      nextReceive: counter(view, `nextSequenceRecv/${at}`),
      nextAck: counter(view, `nextSequenceAck/${at}`),
      committed: sequences(view, `commitments/${at}/sequences/`),
      received: sequences(view, `receipts/${at}/sequences/`),
      answered: sequences(view, `acks/${at}/sequences/`),
    };
  }
}

/**
 * Packet sequences: what waits for an answer was sent, what was answered was received, and on an ordered channel
 * neither has a gap.
 */
export function* packetSequences(view: StateView): Generator<string> {
  for (const channel of channelsOf(view)) {
    const name = `packet sequences: ${channel.portId}/${channel.channelId}`;
    const { nextSend, nextReceive, nextAck, committed, received, answered } = channel;
    if (committed.some((sequence) => sequence < 1n || sequence >= nextSend)) {
      yield `${name} waits for ${committed} and sent up to ${nextSend}`;
    }
    if (channel.end.ordering === Order.ORDER_ORDERED) {
      if (received.length > 0) yield `${name} is ordered and has receipts`;
      if (!isRun(answered, 1n, nextReceive)) {
        yield `${name} answered ${answered} and received up to ${nextReceive}`;
      }
      const isOpen = channel.end.state === State.STATE_OPEN;
      if (isOpen && !isRun(committed, nextAck, nextSend)) {
        yield `${name} waits for ${committed}, heard up to ${nextAck} and sent up to ${nextSend}`;
      }
    } else {
      if (nextReceive !== 1n) yield `${name} is unordered and counts up to ${nextReceive}`;
      if (received.join() !== answered.join()) {
        yield `${name} received ${received} and answered ${answered}`;
      }
    }
  }
}

/** Escrow: what left over channels lies on their accounts. */
export function* escrow(view: StateView): Generator<string> {
  const held = new Map<string, bigint>();
  for (const { portId, channelId } of channelsOf(view)) {
    if (portId !== "transfer") continue;
    const account = escrowAddress(portId, channelId);
    for (const [[, denom], amount] of bank.balances.entries(view, { prefix: [account] })) {
      held.set(denom, (held.get(denom) ?? 0n) + amount);
    }
  }
  const total = new Map(
    [...transfer.totalEscrow.entries(view)].map(([denom, { int }]) => [denom, BigInt(int)]),
  );
  for (const denom of new Set([...held.keys(), ...total.keys()])) {
    // Anybody may send coins to an escrow account, so it may hold more.
    if ((held.get(denom) ?? 0n) < (total.get(denom) ?? 0n)) {
      yield `escrow: accounts hold ${held.get(denom) ?? 0n}${denom}, ${total.get(denom)} left`;
    }
  }
}

function isRun(list: readonly bigint[], from: bigint, to: bigint): boolean {
  return BigInt(list.length) === to - from && list.every((one, i) => one === from + BigInt(i));
}

function counter(view: StateView, path: string): bigint {
  const stored = view.store("ibc").get(utf8(path));
  return stored === undefined ? 0n : readUint64BE(stored);
}

function sequences(view: StateView, prefix: string): bigint[] {
  const found = [...records(view, prefix)].map(([path]) => BigInt(path));
  return found.sort((a, b) => Number(a > b) - Number(a < b));
}

function* records(view: StateView, prefix: string): Generator<readonly [string, Uint8Array]> {
  const start = utf8(prefix);
  for (const [path, bytes] of view.store("ibc").iterate({ start, end: prefixEnd(start) })) {
    yield [fromUtf8(path).slice(prefix.length), bytes];
  }
}
