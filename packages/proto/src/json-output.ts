/** Message to JSON as gogoproto's jsonpb prints it with original names and default values. */
import {
  Dec,
  formatDuration,
  formatTimestampJson,
  fromUtf8,
  fromUtf8Strict,
  SECOND,
  toBase64,
  toHexUpper,
} from "@testudo/base";
import {
  type FieldDescriptor,
  type JsonValue,
  type Message,
  type MessageDescriptor,
  NO_BYTES,
} from "./descriptor.ts";
import { JsonError } from "./json-error.ts";
import { messageByTypeUrl } from "./type-index.ts";
import { ANY, DURATION, hasOwnJson, isWrapper, TIMESTAMP } from "./well-known.ts";

/** @throws JsonError for an Any whose type is unknown or whose bytes are no such message */
export function messageToJson(descriptor: MessageDescriptor, message: Message): JsonValue {
  const { typeName } = descriptor;
  if (typeName === TIMESTAMP) return formatTimestampJson(nanoseconds(message));
  if (typeName === DURATION) return formatDuration(nanoseconds(message));
  if (typeName === ANY) return anyToJson(message);
  if (isWrapper(typeName)) return fieldToJson(descriptor.fields[0] as FieldDescriptor, message);
  const json: Record<string, JsonValue> = {};
  for (const field of descriptor.fields) {
    if (field.oneof !== undefined && message[field.key] === undefined) continue;
    json[field.name] = fieldToJson(field, message);
  }
  return json;
}

function anyToJson(any: Message): JsonValue {
  const typeUrl = any.typeUrl as string;
  const type = messageByTypeUrl(typeUrl);
  if (type === undefined) throw new JsonError(`unknown type "${typeUrl}" in an Any`, "");
  const json = type.toJSON(type.decode(any.value as Uint8Array));
  if (hasOwnJson(type.typeName)) return { "@type": typeUrl, value: json };
  return { "@type": typeUrl, ...(json as Record<string, JsonValue>) };
}

function fieldToJson(field: FieldDescriptor, message: Message): JsonValue {
  const value = message[field.key];
  if (field.repeated) return (value as readonly unknown[]).map((item) => valueToJson(field, item));
  if (value === undefined) return null;
  return valueToJson(field, value);
}

function valueToJson(field: FieldDescriptor, value: unknown): JsonValue {
  if (field.kind === "message") return messageToJson(field.message().descriptor, value as Message);
  if (field.kind === "enum")
    return field.enumeration().names.get(value as number) ?? (value as number);
  if (field.custom !== undefined)
    return numberToJson(field.custom, textOf(value as string | Uint8Array));
  if (field.kind === "bytes") return bytesToJson(field, value as Uint8Array);
  if (typeof value === "bigint") return value.toString();
  return typeof value === "string" ? value.toWellFormed() : (value as number | boolean);
}

function bytesToJson({ json, name }: FieldDescriptor, bytes: Uint8Array): JsonValue {
  if (json === "hex") return toHexUpper(bytes);
  if (json === "inline") return parseInline(bytes, name);
  return bytes === NO_BYTES ? null : toBase64(bytes);
}

function parseInline(bytes: Uint8Array, name: string): JsonValue {
  try {
    return JSON.parse(fromUtf8Strict(bytes)) as JsonValue;
  } catch {
    throw new JsonError("bytes do not hold JSON", name);
  }
}

/** A number that was never set prints as "0", also where a zero decimal would show its places. */
function numberToJson(custom: "dec" | "int", text: string): JsonValue {
  if (text === "") return "0";
  return custom === "dec" ? Dec.fromAtomics(text).toString() : BigInt(text).toString();
}

function textOf(value: string | Uint8Array): string {
  return typeof value === "string" ? value : fromUtf8(value);
}

function nanoseconds(message: Message): bigint {
  return (message.seconds as bigint) * SECOND + BigInt(message.nanos as number);
}
