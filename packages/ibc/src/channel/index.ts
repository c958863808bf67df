export {
  ackFromJson,
  ackToJson,
  errorAcknowledgement,
  errorAcknowledgementWithCodespace,
  resultAcknowledgement,
} from "./acknowledgement.ts";
export { channelErrors, channelV2Errors } from "./errors.ts";
export type { OpeningTerms } from "./handshake.ts";
export { type ChannelKeeper, createChannelKeeper } from "./keeper.ts";
export { orderName, stateName } from "./order.ts";
export { MAX_PACKET_DATA, validatePacket } from "./packet.ts";
export type { OutgoingPacket, PacketOutcome } from "./packets.ts";
