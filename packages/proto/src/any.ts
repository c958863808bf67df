/** Messages inside a google.protobuf.Any. */
import type { MessageType } from "./descriptor.ts";
import type { Any } from "./gen/google/protobuf.ts";
import { messageByTypeUrl } from "./type-index.ts";
import { WireError } from "./wire-error.ts";

/** A message of a type that is only known at run time. */
export interface UnpackedAny {
  readonly type: MessageType<unknown>;
  readonly value: unknown;
}

export function packAny<T>(type: MessageType<T>, message: T): Any {
  return { typeUrl: type.typeUrl, value: type.encode(message) };
}

/** @throws WireError for a type URL nobody knows and for bytes that are no such message */
export function unpackAny(any: Any): UnpackedAny {
  const type = messageByTypeUrl(any.typeUrl);
  if (type === undefined)
    throw new WireError(`unknown type "${any.typeUrl}"`, "google.protobuf.Any.type_url");
  return { type, value: type.decode(any.value) };
}

/** What the Any holds if it holds a `type`. @throws WireError for bytes that are no such message */
export function unpackAs<T>(type: MessageType<T>, any: Any): T | undefined {
  return any.typeUrl === type.typeUrl ? type.decode(any.value) : undefined;
}
