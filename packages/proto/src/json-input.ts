/** JSON to message as gogoproto's jsonpb reads it, refusing what it does not know. */
import {
  Dec,
  fromBase64,
  fromHex,
  parseDuration,
  parseInt256,
  parseRfc3339,
  SECOND,
  utf8,
} from "@testudo/base";
import type { FieldDescriptor, JsonValue, Message, MessageDescriptor } from "./descriptor.ts";
import { JsonError } from "./json-error.ts";
import { jsonText } from "./json-text.ts";
import { messageByTypeUrl } from "./type-index.ts";
import { ANY, DURATION, hasOwnJson, isWrapper, TIMESTAMP } from "./well-known.ts";

/**
 * Reads a whole document, where null stands for a message without fields.
 *
 * @throws JsonError naming the path
 */
export function messageFromJson(descriptor: MessageDescriptor, json: unknown): Message {
  return json === null ? descriptor.decoder().zero() : readMessage(descriptor, json, "");
}

function readMessage(descriptor: MessageDescriptor, json: unknown, path: string): Message {
  const { typeName } = descriptor;
  if (typeName === TIMESTAMP) return clock(at(path, () => parseRfc3339(textFrom(json, path))));
  if (typeName === DURATION) return span(at(path, () => parseDuration(textFrom(json, path))));
  if (typeName === ANY) return anyFromJson(json, path);
  if (isWrapper(typeName)) {
    const field = descriptor.fields[0] as FieldDescriptor;
    return { [field.key]: valueFromJson(field, json, path) };
  }

  const rest = new Map(Object.entries(objectFrom(json, path)));
  const message = descriptor.decoder().zero();
  for (const field of descriptor.fields) {
    // Both spellings are known; if both are there, the camel case counts.
    const name = [jsonName(field.name), field.name].find((candidate) => rest.has(candidate));
    if (name === undefined) continue;
    const value = rest.get(name);
    rest.delete(jsonName(field.name));
    rest.delete(field.name);
    if (value === null || value === undefined) continue;
    message[field.key] = fieldFromJson(field, value, join(path, name));
  }
  for (const name of rest.keys()) throw new JsonError("unknown field", join(path, name));
  return message;
}

function anyFromJson(json: unknown, path: string): Message {
  const { "@type": typeUrl, ...fields } = objectFrom(json, path);
  if (typeof typeUrl !== "string") throw new JsonError('an Any needs a "@type"', path);
  const type = messageByTypeUrl(typeUrl);
  if (type === undefined) throw new JsonError(`unknown type "${typeUrl}"`, path);
  const { descriptor } = type;
  const content = hasOwnJson(type.typeName) ? fields.value : fields;
  const message = readMessage(descriptor, content, path);
  return { typeUrl, value: descriptor.encoder().encode(message) };
}

function fieldFromJson(field: FieldDescriptor, json: unknown, path: string): unknown {
  if (!field.repeated) return valueFromJson(field, json, path);
  if (!Array.isArray(json)) throw new JsonError("expected a list", path);
  return json.map((item: unknown, index) => {
    // As Go reads it, null among bytes is no bytes.
    const value = item === null && field.kind === "bytes" ? "" : item;
    return valueFromJson(field, value, `${path}[${index}]`);
  });
}

function valueFromJson(field: FieldDescriptor, json: unknown, path: string): unknown {
  if (field.kind === "message") return readMessage(field.message().descriptor, json, path);
  if (field.kind === "enum") return enumFrom(field, json, path);
  if (field.custom !== undefined) return customFrom(field, json, path);
  switch (field.kind) {
    case "string":
      return textFrom(json, path);
    case "bytes":
      return bytesFrom(field, json, path);
    case "bool":
      if (typeof json !== "boolean") throw new JsonError("expected true or false", path);
      return json;
    case "float":
    case "double":
      return floatFrom(json, path);
    default:
      return integerFrom(json, path, RANGES[field.kind]);
  }
}

function bytesFrom(field: FieldDescriptor, json: unknown, path: string): Uint8Array {
  if (field.json === "inline") return utf8(jsonText(json as JsonValue));
  if (Array.isArray(json)) return bytesFromList(json, path);
  const text = textFrom(json, path);
  return at(path, () => (field.json === "hex" ? fromHex(text) : fromBase64(text)));
}

/** Go's decoder also takes the bytes one by one. */
function bytesFromList(items: readonly unknown[], path: string): Uint8Array {
  const isByte = (item: unknown) =>
    Number.isInteger(item) && Number(item) >= 0 && Number(item) < 256;
  const bytes = items.map((item) => item ?? 0);
  if (!bytes.every(isByte)) throw new JsonError("expected bytes", path);
  return Uint8Array.from(bytes as number[]);
}

function enumFrom(field: FieldDescriptor, json: unknown, path: string): number {
  if (typeof json === "number") return Number(integerFrom(json, path, RANGES.int32));
  const number = field.enumeration().numbers.get(textFrom(json, path));
  if (number === undefined)
    throw new JsonError(`"${json}" is not a ${field.enumeration().name}`, path);
  return number;
}

function customFrom(field: FieldDescriptor, json: unknown, path: string): string | Uint8Array {
  const text = textFrom(json, path);
  const wire = at(path, () =>
    field.custom === "dec" ? Dec.fromText(text).atomics.toString() : parseInt256(text).toString(),
  );
  return field.kind === "bytes" ? utf8(wire) : wire;
}

interface IntegerRange {
  readonly min: bigint;
  readonly max: bigint;
  /** A JavaScript number rather than a bigint. */
  readonly narrow: boolean;
}

const INT32: IntegerRange = { min: -(1n << 31n), max: (1n << 31n) - 1n, narrow: true };
const UINT32: IntegerRange = { min: 0n, max: (1n << 32n) - 1n, narrow: true };
const INT64: IntegerRange = { min: -(1n << 63n), max: (1n << 63n) - 1n, narrow: false };
const UINT64: IntegerRange = { min: 0n, max: (1n << 64n) - 1n, narrow: false };
const RANGES = {
  int32: INT32,
  sint32: INT32,
  sfixed32: INT32,
  uint32: UINT32,
  fixed32: UINT32,
  int64: INT64,
  sint64: INT64,
  sfixed64: INT64,
  uint64: UINT64,
  fixed64: UINT64,
};

/** What may stand between the quotes of a number: JSON, so space around it and no zero in front. */
const QUOTED_INTEGER = /^[ \t\r\n]*(-?(?:0|[1-9][0-9]*))[ \t\r\n]*$/;

/** Numbers come bare or quoted, whatever their width. */
function integerFrom(json: unknown, path: string, range: IntegerRange): number | bigint {
  const isSafe = typeof json === "number" && Number.isSafeInteger(json);
  const text = isSafe ? `${json}` : QUOTED_INTEGER.exec(typeof json === "string" ? json : "")?.[1];
  if (text === undefined) throw new JsonError("expected an integer", path);
  const value = BigInt(text);
  if (value < range.min || value > range.max) throw new JsonError(`${value} is out of range`, path);
  return range.narrow ? Number(value) : value;
}

function floatFrom(json: unknown, path: string): number {
  const value = typeof json === "string" && json !== "" ? Number(json) : json;
  if (typeof value !== "number" || Number.isNaN(value))
    throw new JsonError("expected a number", path);
  return value;
}

function textFrom(json: unknown, path: string): string {
  if (typeof json !== "string") throw new JsonError("expected a text", path);
  return json;
}

function objectFrom(json: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new JsonError("expected an object", path);
  }
  return json as Record<string, unknown>;
}

function clock(time: bigint): Message {
  const nanos = ((time % SECOND) + SECOND) % SECOND;
  return { seconds: (time - nanos) / SECOND, nanos: Number(nanos) };
}

function span(duration: bigint): Message {
  return { seconds: duration / SECOND, nanos: Number(duration % SECOND) };
}

/** The other spelling that Go's jsonpb knows: lower camel case, underscores gone. */
function jsonName(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Runs a parser and gives what it throws the path. */
function at<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof JsonError) throw error;
    throw new JsonError(error instanceof Error ? error.message : String(error), path);
  }
}
