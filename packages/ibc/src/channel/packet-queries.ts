import { fromUtf8 } from "@testudo/base";
import {
  Order,
  type PacketState,
  QueryNextSequenceReceiveRequest,
  QueryNextSequenceReceiveResponse,
  QueryNextSequenceSendRequest,
  QueryNextSequenceSendResponse,
  QueryPacketAcknowledgementRequest,
  QueryPacketAcknowledgementResponse,
  QueryPacketAcknowledgementsRequest,
  QueryPacketAcknowledgementsResponse,
  QueryPacketCommitmentRequest,
  QueryPacketCommitmentResponse,
  QueryPacketCommitmentsRequest,
  QueryPacketCommitmentsResponse,
  QueryPacketReceiptRequest,
  QueryPacketReceiptResponse,
  QueryUnreceivedAcksRequest,
  QueryUnreceivedAcksResponse,
  QueryUnreceivedPacketsRequest,
  QueryUnreceivedPacketsResponse,
} from "@testudo/proto/ibc/core/channel/v1";
import { type Ctx, GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import {
  type ChannelKey,
  packetAcknowledgementPrefix,
  packetCommitmentPrefix,
} from "../host/paths.ts";
import { parseUint64 } from "../host/uint64.ts";
import { invalidArgument, NO_PROOF, notFound, pageBelow } from "../query-answers.ts";
import { selfHeight } from "../self-height.ts";
import { channelErrors } from "./errors.ts";
import { orderName } from "./order.ts";
import { checkChannelArguments, requireChannel } from "./queries.ts";
import { state } from "./state.ts";

const SERVICE = "/ibc.core.channel.v1.Query";

/** What service `ibc.core.channel.v1.Query` tells about packets. Lists are in key text order: 1, 10, 11, 2. */
export function createPacketQueries(): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/PacketCommitment`,
      QueryPacketCommitmentRequest,
      QueryPacketCommitmentResponse,
      (ctx, key) => {
        requirePacket(ctx, key);
        const commitment = state.commitments.get(ctx, key, key.sequence);
        if (commitment === undefined) throw hashNotFound("commitment");
        return { commitment, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketCommitments`,
      QueryPacketCommitmentsRequest,
      QueryPacketCommitmentsResponse,
      (ctx, key) => {
        requireExisting(ctx, key);
        const prefix = packetCommitmentPrefix(key);
        const { items, pagination } = pageBelow(ctx, prefix, key.pagination, packetState(key));
        return { commitments: items, pagination, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketReceipt`,
      QueryPacketReceiptRequest,
      QueryPacketReceiptResponse,
      (ctx, key) => {
        requirePacket(ctx, key);
        const received = state.receipts.get(ctx, key, key.sequence) !== undefined;
        return { received, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketAcknowledgement`,
      QueryPacketAcknowledgementRequest,
      QueryPacketAcknowledgementResponse,
      (ctx, key) => {
        requirePacket(ctx, key);
        const acknowledgement = state.acknowledgements.get(ctx, key, key.sequence);
        if (acknowledgement === undefined) throw hashNotFound("acknowledgement");
        return { acknowledgement, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketAcknowledgements`,
      QueryPacketAcknowledgementsRequest,
      QueryPacketAcknowledgementsResponse,
      (ctx, request) => {
        requireExisting(ctx, request);
        const { portId, channelId, packetCommitmentSequences: wanted } = request;
        const height = selfHeight(ctx);
        if (wanted.length > 0) {
          const acknowledgements = wanted.flatMap((sequence) => {
            const data = state.acknowledgements.get(ctx, request, sequence);
            return data === undefined ? [] : [{ portId, channelId, sequence, data }];
          });
          return { acknowledgements, pagination: undefined, height };
        }
        const { items, pagination } = pageBelow(
          ctx,
          packetAcknowledgementPrefix(request),
          request.pagination,
          packetState(request),
        );
        return { acknowledgements: items, pagination, height };
      },
    ),
    query(
      `${SERVICE}/UnreceivedPackets`,
      QueryUnreceivedPacketsRequest,
      QueryUnreceivedPacketsResponse,
      (ctx, request) => {
        const isUnreceived = unreceivedTest(ctx, request);
        const sequences = request.packetCommitmentSequences.filter((sequence, index) => {
          requireSequence(sequence, index);
          return isUnreceived(sequence);
        });
        return { sequences, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/UnreceivedAcks`,
      QueryUnreceivedAcksRequest,
      QueryUnreceivedAcksResponse,
      (ctx, request) => {
        requireExisting(ctx, request);
        // An acknowledged packet has lost its commitment.
        const sequences = request.packetAckSequences.filter((sequence, index) => {
          requireSequence(sequence, index);
          return state.commitments.get(ctx, request, sequence) !== undefined;
        });
        return { sequences, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/NextSequenceReceive`,
      QueryNextSequenceReceiveRequest,
      QueryNextSequenceReceiveResponse,
      (ctx, key) => {
        const { ordering } = requireChannel(ctx, key);
        return {
          nextSequenceReceive:
            ordering === Order.ORDER_UNORDERED ? 0n : requireNextSequenceRecv(ctx, key),
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/NextSequenceSend`,
      QueryNextSequenceSendRequest,
      QueryNextSequenceSendResponse,
      (ctx, key) => {
        checkChannelArguments(key);
        const nextSequenceSend = state.nextSequenceSend.get(ctx, key);
        if (nextSequenceSend === undefined) {
          throw notFound(channelErrors.sequenceSendNotFound, nameOf(key));
        }
        return { nextSequenceSend, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
  ];
}

/** Whether a packet did not arrive on the channel: no receipt, or at or after the next one in order. */
function unreceivedTest(ctx: Ctx, key: ChannelKey): (sequence: bigint) => boolean {
  const { ordering } = requireChannel(ctx, key);
  if (ordering === Order.ORDER_UNORDERED) {
    return (sequence) => state.receipts.get(ctx, key, sequence) === undefined;
  }
  if (ordering === Order.ORDER_ORDERED) {
    const next = requireNextSequenceRecv(ctx, key);
    return (sequence) => sequence >= next;
  }
  throw invalidArgument(
    channelErrors.invalidChannelOrdering(`channel order ${orderName(ordering)} is not supported`)
      .message,
  );
}

function requireNextSequenceRecv(ctx: Ctx, key: ChannelKey): bigint {
  const next = state.nextSequenceRecv.get(ctx, key);
  if (next === undefined) throw notFound(channelErrors.sequenceReceiveNotFound, nameOf(key));
  return next;
}

function requirePacket(ctx: Ctx, key: ChannelKey & { readonly sequence: bigint }): void {
  checkChannelArguments(key);
  if (key.sequence === 0n) throw invalidArgument("packet sequence cannot be 0");
  requireExisting(ctx, key);
}

function requireExisting(ctx: Ctx, key: ChannelKey): void {
  checkChannelArguments(key);
  if (!state.channels.has(ctx, key)) {
    throw notFound(
      channelErrors.channelNotFound,
      `port ID (${key.portId}) channel ID (${key.channelId})`,
    );
  }
}

function requireSequence(sequence: bigint, index: number): void {
  if (sequence === 0n) throw invalidArgument(`packet sequence ${index} cannot be 0`);
}

function packetState({ portId, channelId }: ChannelKey) {
  return (key: Uint8Array, data: Uint8Array): PacketState => {
    const text = fromUtf8(key);
    const sequence = parseUint64(text.slice(text.lastIndexOf("/") + 1)) ?? 0n;
    return { portId, channelId, sequence, data };
  };
}

function hashNotFound(what: string) {
  return grpcError(GrpcCode.NOT_FOUND, `packet ${what} hash not found`);
}

function nameOf({ portId, channelId }: ChannelKey): string {
  return `port-id: ${portId}, channel-id ${channelId}`;
}
