import { fromHex, utf8 } from "@testudo/base";
import { attributeOf, type ChainClient, type ChainEvent, ClientError } from "@testudo/client";
import {
  nextSequenceRecvPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
  parseHeight,
  ZERO_HEIGHT,
} from "@testudo/ibc/host";
import { packAny } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type IdentifiedChannel,
  MsgAcknowledgement,
  MsgRecvPacket,
  MsgTimeout,
  MsgTimeoutOnClose,
  Order,
  type Packet,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import type { ChannelEnd, Endpoint } from "./endpoint.ts";
import { clientOn, type Side } from "./handshake.ts";
import { submitProofs } from "./submit.ts";

/** One direction of a channel: packets go from `source` to `target`, acknowledgements and timeouts back. */
export interface Lane {
  readonly source: Side;
  readonly target: Side;
  readonly sourceEnd: IdentifiedChannel;
  readonly targetEnd: IdentifiedChannel;
}

/** Packets in one transaction at most: keeps it below the size and gas limits of a block. */
const BATCH_LIMIT = 30;
const STORE = "ibc";

/**
 * Delivers what waits in one direction: packets to the target, or their acknowledgements and timeouts to the source.
 *
 * Only what the tip can prove is looked at; newer packets come with the next block.
 *
 * @returns whether a transaction was sent
 */
export async function relayLane(lane: Lane): Promise<boolean> {
  const { source, target, sourceEnd, targetEnd } = lane;
  const sourceTip = (await source.endpoint.client.status()).latestHeight;
  if (sourceTip < 2n) return false;
  const committed = await source.endpoint.committed(sourceEnd, sourceTip - 1n);
  if (committed.length === 0) return false;
  const unreceived = await target.endpoint.unreceived(targetEnd, committed);

  const packets = await findPackets(source.endpoint, sourceEnd, unreceived);
  const [expired, deliverable] = await splitExpired(lane, packets);
  let hasSent = false;
  if (deliverable.length > 0 && targetEnd.state === State.STATE_OPEN) {
    hasSent = (await receive(lane, deliverable.slice(0, BATCH_LIMIT))) || hasSent;
  }
  const isClosed = targetEnd.state === State.STATE_CLOSED;
  const timedOut = isClosed ? packets : expired;
  if (timedOut.length > 0) hasSent = (await timeOut(lane, timedOut, isClosed)) || hasSent;

  const received = committed.filter((sequence) => !unreceived.includes(sequence));
  if (received.length > 0) {
    hasSent = (await acknowledge(lane, received.slice(0, BATCH_LIMIT))) || hasSent;
  }
  return hasSent;
}

async function receive(lane: Lane, packets: readonly Packet[]): Promise<boolean> {
  const { source, target, sourceEnd } = lane;
  const tx = await submitProofs(clientOn(target, source), ({ queryHeight, proofHeight }) =>
    Promise.all(
      packets.map(async (packet) => {
        const path = packetCommitmentPath(sourceEnd, packet.sequence);
        const { proof } = await source.endpoint.client.provenValue(STORE, utf8(path), queryHeight);
        return packAny(MsgRecvPacket, {
          packet,
          proofCommitment: proof,
          proofHeight,
          signer: target.endpoint.signer,
        });
      }),
    ),
  );
  return tx !== undefined;
}

async function acknowledge(lane: Lane, sequences: readonly bigint[]): Promise<boolean> {
  const { source, target, sourceEnd, targetEnd } = lane;
  const open = await source.endpoint.unacknowledged(sourceEnd, sequences);
  if (open.length === 0) return false;
  const tx = await submitProofs(
    clientOn(source, target),
    async ({ queryHeight, proofHeight }): Promise<readonly Any[]> => {
      const messages: Any[] = [];
      for (const sequence of open) {
        const key = utf8(packetAcknowledgementPath(targetEnd, sequence));
        const proven = await target.endpoint.client.provenValue(STORE, key, queryHeight);
        if (proven.value === undefined) continue;
        const found = await findAcknowledgement(target.endpoint, targetEnd, sequence);
        if (found === undefined) continue;
        messages.push(
          packAny(MsgAcknowledgement, {
            packet: found.packet,
            acknowledgement: found.acknowledgement,
            proofAcked: proven.proof,
            proofHeight,
            signer: source.endpoint.signer,
          }),
        );
      }
      return messages;
    },
  );
  return tx !== undefined;
}

async function timeOut(
  lane: Lane,
  packets: readonly Packet[],
  isClosed: boolean,
): Promise<boolean> {
  const { source, target, sourceEnd, targetEnd } = lane;
  const isOrdered = sourceEnd.ordering === Order.ORDER_ORDERED;
  // On an ordered channel only the next expected packet can time out, and its timeout closes the channel.
  const chosen = packets.slice(0, isOrdered ? 1 : BATCH_LIMIT);
  const tx = await submitProofs(
    clientOn(source, target),
    async ({ queryHeight, proofHeight }): Promise<readonly Any[]> => {
      const { client } = target.endpoint;
      const next = isOrdered
        ? await target.endpoint.nextSequenceReceive(targetEnd, queryHeight)
        : 0n;
      const closed = isClosed
        ? await client.provenValue(
            STORE,
            utf8(`channelEnds/ports/${targetEnd.portId}/channels/${targetEnd.channelId}`),
            queryHeight,
          )
        : undefined;
      const messages: Any[] = [];
      for (const packet of chosen) {
        const path = isOrdered
          ? nextSequenceRecvPath(targetEnd)
          : packetReceiptPath(targetEnd, packet.sequence);
        const { proof } = await client.provenValue(STORE, utf8(path), queryHeight);
        const common = {
          packet,
          proofUnreceived: proof,
          proofHeight,
          nextSequenceRecv: isOrdered ? next : packet.sequence,
          signer: source.endpoint.signer,
        };
        messages.push(
          closed === undefined
            ? packAny(MsgTimeout, common)
            : packAny(
                MsgTimeoutOnClose,
                MsgTimeoutOnClose.create({ ...common, proofClose: closed.proof }),
              ),
        );
      }
      return messages;
    },
  );
  return tx !== undefined;
}

/** Packets that the target would refuse as expired, and the others. */
async function splitExpired(
  { target }: Lane,
  packets: readonly Packet[],
): Promise<readonly [expired: readonly Packet[], deliverable: readonly Packet[]]> {
  if (packets.length === 0) return [[], []];
  const tip = await target.endpoint.client.status();
  const isExpired = ({ timeoutHeight, timeoutTimestamp }: Packet) =>
    (timeoutTimestamp !== 0n && tip.latestTime >= timeoutTimestamp) ||
    (timeoutHeight.revisionHeight !== 0n && tip.latestHeight >= timeoutHeight.revisionHeight);
  return [packets.filter(isExpired), packets.filter((packet) => !isExpired(packet))];
}

/** Packets as their `send_packet` events describe them, in the order of the sequences. */
async function findPackets(
  { client }: Endpoint,
  end: ChannelEnd,
  sequences: readonly bigint[],
): Promise<readonly Packet[]> {
  return Promise.all(
    sequences.map(async (sequence) => {
      const event = await findPacketEvent(client, "send_packet", "src", end, sequence);
      if (event === undefined) {
        throw new ClientError(
          `no send_packet event for ${end.portId}/${end.channelId} sequence ${sequence}: has the node pruned or not indexed it?`,
        );
      }
      return packetFromEvent(event);
    }),
  );
}

async function findAcknowledgement(
  { client }: Endpoint,
  end: ChannelEnd,
  sequence: bigint,
): Promise<{ readonly packet: Packet; readonly acknowledgement: Uint8Array } | undefined> {
  const event = await findPacketEvent(client, "write_acknowledgement", "dst", end, sequence);
  const hex = event && attributeOf(event, "packet_ack_hex");
  if (event === undefined || hex === undefined) return undefined;
  return { packet: packetFromEvent(event), acknowledgement: fromHex(hex.toLowerCase()) };
}

/** The event of a packet, be it of a transaction or of a block. */
async function findPacketEvent(
  client: ChainClient,
  type: "send_packet" | "write_acknowledgement",
  side: "src" | "dst",
  { portId, channelId }: ChannelEnd,
  sequence: bigint,
): Promise<ChainEvent | undefined> {
  const conditions = [
    `${type}.packet_${side}_channel='${channelId}'`,
    `${type}.packet_${side}_port='${portId}'`,
    `${type}.packet_sequence='${sequence}'`,
  ];
  const query = conditions.join(" AND ");
  const matches = (event: ChainEvent) =>
    event.type === type &&
    attributeOf(event, `packet_${side}_channel`) === channelId &&
    attributeOf(event, `packet_${side}_port`) === portId &&
    attributeOf(event, "packet_sequence") === String(sequence);

  for (const height of await client.blockSearch(query)) {
    const { events } = await client.blockResults(height);
    const found = events.find(matches);
    if (found !== undefined) return found;
  }
  for (const tx of await client.txSearch(query)) {
    const found = tx.result.events.find(matches);
    if (found !== undefined) return found;
  }
  return undefined;
}

function packetFromEvent(event: ChainEvent): Packet {
  const need = (key: string): string => {
    const value = attributeOf(event, key);
    if (value === undefined) throw new ClientError(`event ${event.type} has no attribute ${key}`);
    return value;
  };
  const hex = attributeOf(event, "packet_data_hex");
  return {
    sequence: BigInt(need("packet_sequence")),
    sourcePort: need("packet_src_port"),
    sourceChannel: need("packet_src_channel"),
    destinationPort: need("packet_dst_port"),
    destinationChannel: need("packet_dst_channel"),
    // Chains before ibc-go v10 give the data as text alone.
    data: hex === undefined ? utf8(need("packet_data")) : fromHex(hex.toLowerCase()),
    timeoutHeight: parseHeight(need("packet_timeout_height")) ?? ZERO_HEIGHT,
    timeoutTimestamp: BigInt(need("packet_timeout_timestamp")),
  };
}
