import { Packet } from "@testudo/proto/ibc/core/channel/v2";
import { v2AsyncPacketKey, v2PacketKey } from "../host/paths.ts";
import { bytes, message, records } from "../state.ts";

/** What stands under a v2 receipt key. */
export const RECEIPT_V2 = Uint8Array.of(2);

/** The packet records of IBC v2, by client id and sequence. */
export const state = {
  commitments: records(
    (clientId: string, sequence: bigint) => v2PacketKey(clientId, "commitment", sequence),
    bytes,
  ),
  receipts: records(
    (clientId: string, sequence: bigint) => v2PacketKey(clientId, "receipt", sequence),
    bytes,
  ),
  acknowledgements: records(
    (clientId: string, sequence: bigint) => v2PacketKey(clientId, "acknowledgement", sequence),
    bytes,
  ),
  asyncPackets: records(v2AsyncPacketKey, message(Packet)),
};
