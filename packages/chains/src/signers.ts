import type { AddressCodec } from "@testudo/base";
import { messageByTypeUrl } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import { messageSigners } from "@testudo/runtime";

/** Who must have signed a message that comes inside another one; nobody for a type that does not exist. */
export function signersOf(addresses: AddressCodec): (message: Any) => readonly Uint8Array[] {
  return ({ typeUrl, value }) => {
    const type = messageByTypeUrl(typeUrl);
    return type === undefined ? [] : messageSigners(addresses, type, type.decode(value));
  };
}
