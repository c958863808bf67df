import { readUint64BE } from "@testudo/base";
import {
  type PacketState,
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
} from "@testudo/proto/ibc/core/channel/v2";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { channelV2Errors } from "../channel/errors.ts";
import { state as clientState } from "../client/state.ts";
import { checkClientId } from "../host/identifiers.ts";
import { v2PacketPrefix } from "../host/paths.ts";
import {
  checkArguments,
  invalidArgument,
  NO_PROOF,
  notFound,
  pageBelow,
} from "../query-answers.ts";
import { selfHeight } from "../self-height.ts";
import { state } from "./state.ts";

const SERVICE = "/ibc.core.channel.v2.Query";

/** Service `ibc.core.channel.v2.Query`. */
export function createChannelV2Queries(): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/NextSequenceSend`,
      QueryNextSequenceSendRequest,
      QueryNextSequenceSendResponse,
      (ctx, { clientId }) => {
        requireClientId(clientId);
        const nextSequenceSend = clientState.nextSequenceSendV2.get(ctx, clientId);
        if (nextSequenceSend === undefined) {
          throw notFound(channelV2Errors.sequenceSendNotFound, `client-id ${clientId}`);
        }
        return { nextSequenceSend, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketCommitment`,
      QueryPacketCommitmentRequest,
      QueryPacketCommitmentResponse,
      (ctx, { clientId, sequence }) => {
        requirePacket(clientId, sequence);
        const commitment = state.commitments.get(ctx, clientId, sequence);
        if (commitment === undefined) throw hashNotFound("commitment");
        return { commitment, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketCommitments`,
      QueryPacketCommitmentsRequest,
      QueryPacketCommitmentsResponse,
      (ctx, { clientId, pagination: page }) => {
        requireClientId(clientId);
        const prefix = v2PacketPrefix(clientId, "commitment");
        const { items, pagination } = pageBelow(ctx, prefix, page, packetState(clientId));
        return { commitments: items, pagination, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketAcknowledgement`,
      QueryPacketAcknowledgementRequest,
      QueryPacketAcknowledgementResponse,
      (ctx, { clientId, sequence }) => {
        requirePacket(clientId, sequence);
        const acknowledgement = state.acknowledgements.get(ctx, clientId, sequence);
        if (acknowledgement === undefined) throw hashNotFound("acknowledgement");
        return { acknowledgement, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/PacketAcknowledgements`,
      QueryPacketAcknowledgementsRequest,
      QueryPacketAcknowledgementsResponse,
      (ctx, { clientId, pagination: page, packetCommitmentSequences: wanted }) => {
        requireClientId(clientId);
        const height = selfHeight(ctx);
        if (wanted.length > 0) {
          const acknowledgements = wanted.flatMap((sequence) => {
            const data = state.acknowledgements.get(ctx, clientId, sequence);
            return data === undefined ? [] : [{ clientId, sequence, data }];
          });
          return { acknowledgements, pagination: undefined, height };
        }
        const prefix = v2PacketPrefix(clientId, "acknowledgement");
        const { items, pagination } = pageBelow(ctx, prefix, page, packetState(clientId));
        return { acknowledgements: items, pagination, height };
      },
    ),
    query(
      `${SERVICE}/PacketReceipt`,
      QueryPacketReceiptRequest,
      QueryPacketReceiptResponse,
      (ctx, { clientId, sequence }) => {
        requirePacket(clientId, sequence);
        const received = state.receipts.has(ctx, clientId, sequence);
        return { received, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/UnreceivedPackets`,
      QueryUnreceivedPacketsRequest,
      QueryUnreceivedPacketsResponse,
      (ctx, { clientId, sequences: asked }) => {
        requireClientId(clientId);
        const sequences = asked.filter((sequence, index) => {
          if (sequence === 0n) throw invalidArgument(`packet sequence ${index} cannot be 0`);
          return !state.receipts.has(ctx, clientId, sequence);
        });
        return { sequences, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/UnreceivedAcks`,
      QueryUnreceivedAcksRequest,
      QueryUnreceivedAcksResponse,
      (ctx, { clientId, packetAckSequences: asked }) => {
        requireClientId(clientId);
        const sequences = asked.filter((sequence) => {
          if (sequence === 0n) throw invalidArgument("packet sequence cannot be 0");
          return state.commitments.get(ctx, clientId, sequence) !== undefined;
        });
        return { sequences, height: selfHeight(ctx) };
      },
    ),
  ];
}

function requireClientId(clientId: string): void {
  checkArguments(() => checkClientId(clientId));
}

function requirePacket(clientId: string, sequence: bigint): void {
  requireClientId(clientId);
  if (sequence === 0n) throw invalidArgument("packet sequence cannot be 0");
}

function packetState(clientId: string) {
  return (key: Uint8Array, data: Uint8Array): PacketState => ({
    clientId,
    sequence: readUint64BE(key),
    data,
  });
}

function hashNotFound(what: string) {
  return grpcError(GrpcCode.NOT_FOUND, `packet ${what} hash not found`);
}
