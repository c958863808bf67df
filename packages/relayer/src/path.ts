import type { Logger, Time } from "@testudo/base";
import type { Any } from "@testudo/proto/google/protobuf";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import {
  advanceChannel,
  advanceConnection,
  type ChannelPair,
  channelPairs,
  clientOn,
  initChannel,
  type OpenConnection,
  type Sides,
  type WantedChannel,
} from "./handshake.ts";
import { type ClientRef, refreshTime, updateToTip } from "./light-client.ts";
import { NotYetProvable } from "./not-yet-provable.ts";
import { type Lane, relayLane } from "./packets.ts";
import { submit } from "./submit.ts";

/** What one pass over a path came to. */
export interface PassResult {
  /** Whether a transaction was sent. */
  readonly worked: boolean;
  /** Chains that have to make a block before the path can go on. */
  readonly waitsFor: readonly string[];
}

/** Two chains, their clients of each other, and what is relayed between them. */
export interface Path {
  readonly name: string;
  readonly sides: Sides;
  pass(): Promise<PassResult>;
  /** Updates both clients where their trusting period runs out. */
  refresh(): Promise<boolean>;
  /** Whether the connection and all wanted channels are open on both ends. */
  isOpen(): Promise<boolean>;
  channels(): Promise<readonly ChannelPair[]>;
}

export interface PathOptions {
  readonly sides: Sides;
  /** Channels to open; all others on the same connection are completed and served as well. */
  readonly channels: readonly WantedChannel[];
  readonly logger: Logger;
}

/** A path that knows nothing but what the chains say: a restarted relayer goes on where it was. */
export function createPath({ sides, channels, logger }: PathOptions): Path {
  const { a, b } = sides;
  const name = `${a.endpoint.chainId}/${b.endpoint.chainId}`;
  let connection: OpenConnection | undefined;
  /** When each client is due. Updates only move it, so an early answer is asked for again and no more. */
  const dueTimes = new Map<ClientRef, Time>();
  const refs = [clientOn(a, b), clientOn(b, a)];

  async function isDue(ref: ClientRef): Promise<boolean> {
    const { latestTime } = await ref.on.client.status();
    const known = dueTimes.get(ref);
    if (known !== undefined && latestTime <= known) return false;
    const due = await refreshTime(ref);
    dueTimes.set(ref, due);
    return latestTime > due;
  }

  async function passOnce(): Promise<boolean> {
    if (connection === undefined) {
      connection = await advanceConnection(sides);
      if (connection === undefined) return true;
      logger.info({ path: name, ...connection }, "connection is open");
    }
    const pairs = await channelPairs(sides, connection);
    const missing = channels.find((wanted) => !pairs.some((pair) => isOfKind(pair, wanted)));
    if (missing !== undefined) {
      await initChannel(sides, connection, missing);
      return true;
    }
    let worked = false;
    for (const pair of pairs) {
      worked = (await advanceChannel(sides, connection, pair)) || worked;
      for (const lane of lanesOf(sides, pair)) worked = (await relayLane(lane)) || worked;
    }
    return worked;
  }

  return {
    name,
    sides,

    async pass() {
      try {
        return { worked: await passOnce(), waitsFor: [] };
      } catch (error) {
        if (error instanceof NotYetProvable) return { worked: false, waitsFor: [error.chainId] };
        throw error;
      }
    },

    async refresh() {
      let worked = false;
      for (const ref of refs) {
        if (!(await isDue(ref))) continue;
        const { messages } = await updateToTip(ref).catch(later);
        if (messages.length === 0) continue;
        await submit(ref.on, messages);
        worked = true;
        logger.info(
          { path: name, chain: ref.on.chainId, client: ref.clientId },
          "refreshed client",
        );
      }
      return worked;
    },

    async isOpen() {
      if (connection === undefined) return false;
      const pairs = await channelPairs(sides, connection);
      const isPairOpen = ({ a: ours, b: theirs }: ChannelPair) =>
        ours.state === State.STATE_OPEN && theirs?.state === State.STATE_OPEN;
      return (
        channels.every((wanted) =>
          pairs.some((pair) => isOfKind(pair, wanted) && isPairOpen(pair)),
        ) && pairs.every((pair) => isPairOpen(pair) || pair.a.state === State.STATE_CLOSED)
      );
    },

    channels: async () => (connection === undefined ? [] : channelPairs(sides, connection)),
  };
}

/** A refresh that has to wait for a block is tried again with the next pass. */
function later(error: unknown): { readonly messages: readonly Any[] } {
  if (error instanceof NotYetProvable) return { messages: [] };
  throw error;
}

function isOfKind({ a }: ChannelPair, { aPort, bPort }: WantedChannel): boolean {
  return a.portId === aPort && a.counterparty.portId === bPort;
}

function lanesOf({ a, b }: Sides, { a: aEnd, b: bEnd }: ChannelPair): readonly Lane[] {
  if (bEnd === undefined) return [];
  return [
    { source: a, target: b, sourceEnd: aEnd, targetEnd: bEnd },
    { source: b, target: a, sourceEnd: bEnd, targetEnd: aEnd },
  ];
}
