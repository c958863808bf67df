import {
  type AccAddress,
  ADDRESS_LENGTH_MAX,
  type AddressCodec,
  accAddress,
  bech32Decode,
  plainError,
  sdkErrors,
} from "@testudo/base";
import type { FieldDescriptor, MessageType } from "@testudo/proto";

/**
 * The addresses that must sign a message, as its schema names the fields (`cosmos.msg.v1.signer`). A field may be a
 * message or a list, which then name their own.
 *
 * @throws sdk/35 for the prefix of another chain, sdk/9 for a wrong length, undefined/1 for text that is no address
 */
export function messageSigners(
  addresses: AddressCodec,
  type: MessageType<unknown>,
  message: unknown,
): AccAddress[] {
  const { descriptor } = type;
  return (descriptor.signers ?? []).flatMap((name) => {
    const field = descriptor.fields.find((candidate) => candidate.name === name);
    if (field === undefined)
      throw plainError(`field ${name} not found in message ${type.typeName}`);
    const value = property(message, field.key);
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => signersIn(addresses, field, one));
  });
}

function signersIn(addresses: AddressCodec, field: FieldDescriptor, value: unknown): AccAddress[] {
  if (field.kind === "message") return messageSigners(addresses, field.message(), value ?? {});
  const text = typeof value === "string" ? value : "";
  return [signerAddress(prefixOf(addresses, field), text)];
}

/** Operators sign under the text form of a validator; the schemas name these fields alike in all modules. */
function prefixOf(addresses: AddressCodec, field: FieldDescriptor): string {
  return field.name.startsWith("validator_addr") ? addresses.val.prefix : addresses.acc.prefix;
}

/** Reads an address as the SDK's `Bech32Codec` does: its errors differ from those of other readers. */
export function signerAddress(prefix: string, text: string): AccAddress {
  if (text.trim() === "") throw plainError("empty address string is not allowed");
  const decoded = decode(text);
  if (decoded.prefix !== prefix) {
    throw sdkErrors.logic(
      `hrp does not match bech32 prefix: expected '${prefix}' got '${decoded.prefix}'`,
    );
  }
  const { length } = decoded.bytes;
  if (length === 0) throw sdkErrors.unknownAddress("addresses cannot be empty");
  if (length > ADDRESS_LENGTH_MAX) {
    throw sdkErrors.unknownAddress(`address max length is ${ADDRESS_LENGTH_MAX}, got ${length}`);
  }
  return accAddress(decoded.bytes);
}

function decode(text: string) {
  try {
    return bech32Decode(text);
  } catch (error) {
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}

function property(message: unknown, key: string): unknown {
  return typeof message === "object" && message !== null ? Reflect.get(message, key) : undefined;
}
