import { type AccAddress, accAddress, concatBytes, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { ICS20_VERSION } from "./packet-data.ts";

const ADDRESS_LENGTH = 20;

/** The account that holds what left over a channel end (ADR-028 style, with the version as type). */
export function escrowAddress(portId: string, channelId: string): AccAddress {
  const preimage = concatBytes(
    utf8(ICS20_VERSION),
    Uint8Array.of(0),
    utf8(`${portId}/${channelId}`),
  );
  return accAddress(sha256(preimage).slice(0, ADDRESS_LENGTH));
}
