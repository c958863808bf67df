import { Channel } from "@testudo/proto/ibc/core/channel/v1";
import {
  channelEndPath,
  NEXT_CHANNEL_SEQUENCE_PATH,
  nextSequenceAckPath,
  nextSequenceRecvPath,
  nextSequenceSendPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
  recvStartSequencePath,
} from "../host/paths.ts";
import { bytes, message, records, singleton, uint64 } from "../state.ts";

/** The records of ICS-04. One sequence counter serves the channels of all ports. */
export const state = {
  nextChannelSequence: singleton(NEXT_CHANNEL_SEQUENCE_PATH, uint64),
  channels: records(channelEndPath, message(Channel)),
  nextSequenceSend: records(nextSequenceSendPath, uint64),
  /** Written as 1 for unordered channels too, and never changed there. */
  nextSequenceRecv: records(nextSequenceRecvPath, uint64),
  nextSequenceAck: records(nextSequenceAckPath, uint64),
  commitments: records(packetCommitmentPath, bytes),
  receipts: records(packetReceiptPath, bytes),
  acknowledgements: records(packetAcknowledgementPath, bytes),
  /** Left over from channel upgrades: nothing writes it any more, but its reads cost gas. */
  recvStartSequence: records(recvStartSequencePath, uint64),
};
