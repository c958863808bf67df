import { concatBytes, uint64BE, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type { Height } from "./height.ts";

/** What a packet commitment covers. */
export interface CommittedPacket {
  readonly data: Uint8Array;
  readonly timeoutHeight: Height;
  /** Unix nanoseconds, 0 when unset. */
  readonly timeoutTimestamp: bigint;
}

/** The 32 bytes that the sending chain stores for a packet (ICS-04). */
export function commitPacket(packet: CommittedPacket): Uint8Array {
  return sha256(
    concatBytes(
      uint64BE(packet.timeoutTimestamp),
      uint64BE(packet.timeoutHeight.revisionNumber),
      uint64BE(packet.timeoutHeight.revisionHeight),
      sha256(packet.data),
    ),
  );
}

/** The 32 bytes that the receiving chain stores for an acknowledgement (ICS-04). */
export function commitAcknowledgement(acknowledgement: Uint8Array): Uint8Array {
  return sha256(acknowledgement);
}

/** One application's part of a v2 packet. */
export interface CommittedPayload {
  readonly sourcePort: string;
  readonly destinationPort: string;
  readonly version: string;
  readonly encoding: string;
  readonly value: Uint8Array;
}

/** What a v2 packet commitment covers. */
export interface CommittedPacketV2 {
  readonly destinationClient: string;
  /** Unix seconds. */
  readonly timeoutTimestamp: bigint;
  readonly payloads: readonly CommittedPayload[];
}

const V2_VERSION_BYTE = 2;

/** Commitment of an IBC v2 packet. */
export function commitPacketV2(packet: CommittedPacketV2): Uint8Array {
  return sha256(
    concatBytes(
      Uint8Array.of(V2_VERSION_BYTE),
      sha256(utf8(packet.destinationClient)),
      sha256(uint64BE(packet.timeoutTimestamp)),
      sha256(concatBytes(...packet.payloads.map(hashPayload))),
    ),
  );
}

function hashPayload(payload: CommittedPayload): Uint8Array {
  return sha256(
    concatBytes(
      sha256(utf8(payload.sourcePort)),
      sha256(utf8(payload.destinationPort)),
      sha256(utf8(payload.version)),
      sha256(utf8(payload.encoding)),
      sha256(payload.value),
    ),
  );
}

/** Commitment of the applications' answers to an IBC v2 packet. */
export function commitAcknowledgementV2(answers: readonly Uint8Array[]): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(V2_VERSION_BYTE), ...answers.map((a) => sha256(a))));
}
