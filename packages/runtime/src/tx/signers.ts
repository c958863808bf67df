import {
  type AccAddress,
  type AddressCodec,
  AppError,
  accAddress,
  plainError,
  type TextCodec,
} from "@testudo/base";
import type { FieldDescriptor, MessageType } from "@testudo/proto";

/** Go reads these types by generated code, which takes texts of any bytes, and all others by their descriptors. */
const GENERATED = "cosmos.";

/**
 * The addresses that must sign a message, as its schema names the fields (`cosmos.msg.v1.signer`). A field may be a
 * message or a list, which then name their own.
 *
 * @throws sdk/35 for the prefix of another chain, sdk/9 for a wrong length, undefined/1 for text that is no address and,
 * in a message that is not of the SDK, for any text that is no UTF-8
 */
export function messageSigners(
  addresses: AddressCodec,
  type: MessageType<unknown>,
  message: unknown,
): AccAddress[] {
  if (!type.typeName.startsWith(GENERATED)) requireUtf8(type, type, message);
  return namedSigners(addresses, type, message);
}

function namedSigners(
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
  if (field.kind === "message") return namedSigners(addresses, field.message(), value ?? {});
  const text = typeof value === "string" ? value : "";
  return [signerAddress(codecOf(addresses, field), text)];
}

/** @throws undefined/1 naming the first text, in the order of the schema, that is no UTF-8 */
function requireUtf8(outer: MessageType<unknown>, type: MessageType<unknown>, message: unknown) {
  for (const field of type.descriptor.fields) {
    if (field.kind !== "string" && field.kind !== "message") continue;
    const value = property(message, field.key);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (field.kind === "message") {
        if (one !== undefined) requireUtf8(outer, field.message(), one);
      } else if (typeof one === "string" && !one.isWellFormed()) {
        const name = `${type.typeName}.${field.name}`;
        throw plainError(
          `cannot unmarshal msg /${outer.typeName}: proto: field ${name} contains invalid UTF-8`,
        );
      }
    }
  }
}

/** Operators sign under the text form of a validator; the schemas name these fields alike in all modules. */
function codecOf(addresses: AddressCodec, field: FieldDescriptor): TextCodec<Uint8Array> {
  return field.name.startsWith("validator_addr") ? addresses.val : addresses.acc;
}

/** @throws undefined/1 for text that is no address, sdk/35, sdk/9 */
export function signerAddress(codec: TextCodec<Uint8Array>, text: string): AccAddress {
  try {
    return accAddress(codec.parse(text));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}

function property(message: unknown, key: string): unknown {
  return typeof message === "object" && message !== null ? Reflect.get(message, key) : undefined;
}
