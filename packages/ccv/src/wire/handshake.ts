import { fromUtf8, utf8 } from "@testudo/base";
import { HandshakeMetadata } from "@testudo/proto/interchain_security/ccv/v1";
import { ccvErrors } from "./errors.ts";

/** The channel version that the provider answers a handshake with: binary protobuf taken for text. */
export function encodeHandshakeMetadata(metadata: HandshakeMetadata): string {
  return fromUtf8(HandshakeMetadata.encode(metadata));
}

/** @throws CCV/8 */
export function decodeHandshakeMetadata(version: string): HandshakeMetadata {
  try {
    return HandshakeMetadata.decode(utf8(version));
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    throw ccvErrors.invalidHandshakeMetadata(
      `error unmarshalling ibc-ack metadata: \n${complaint}`,
      error,
    );
  }
}
