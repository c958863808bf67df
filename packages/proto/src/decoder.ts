/** Bytes to message, with the leniency of gogoproto's generated code: last one wins, submessages merge. */
import { fromUtf8, InvalidNumber, parseGoInteger, utf8 } from "@testudo/base";
import {
  type Decoder,
  type FieldDescriptor,
  type Message,
  type MessageDescriptor,
  NO_BYTES,
  type ScalarKind,
} from "./descriptor.ts";
import { wireTypeOf } from "./encoder.ts";
import { goTimeCheck } from "./go-time.ts";
import { Reader } from "./reader.ts";
import { placed, WireError } from "./wire-error.ts";

type FieldReader = (
  reader: Reader,
  end: number,
  message: Message,
  wireType: number,
  depth: number,
) => void;

/** No honest message nests this deep, and reading this deep stays far from the end of the stack. */
const NESTING_MAX = 1000;

/** `time.Time{}` in Go: the first of January of the year 1. */
const GO_ZERO_SECONDS = -62135596800n;
const NO_ITEMS: readonly unknown[] = Object.freeze([]);

export interface DecoderOptions {
  /** Leaves out what is not on the wire instead of filling in Go's zero values. */
  readonly sparse: boolean;
}

/** Compiles the table of a message into one function per field. */
export function createDecoder(descriptor: MessageDescriptor, { sparse }: DecoderOptions): Decoder {
  const decoderOf = (type: MessageDescriptor) => (sparse ? type.sparseDecoder() : type.decoder());
  const readers = new Map<number, FieldReader>();
  for (const field of descriptor.fields) {
    const siblings = descriptor.fields.filter((other) => isSibling(other, field));
    const siblingKeys = siblings.map((other) => other.key);
    readers.set(field.number, fieldReader(field, { siblings: siblingKeys, decoderOf, sparse }));
  }
  // Numbers are dense but for a few messages; an index beats a lookup.
  const dense: (FieldReader | undefined)[] = [];
  for (let number = 0; number < 32; number += 1) dense.push(readers.get(number));

  const template: Message = {};
  for (const field of descriptor.fields) template[field.key] = zeroOf(field);
  const embedded = descriptor.fields.filter((field) => field.embedded === true && !sparse);

  function fillEmbedded(message: Message): Message {
    for (const { key, goTime, message: typeOf } of embedded) {
      if (message[key] !== undefined) continue;
      message[key] = goTime
        ? { seconds: GO_ZERO_SECONDS, nanos: 0 }
        : decoderOf(typeOf().descriptor).zero();
    }
    return message;
  }

  function read(reader: Reader, end: number, target: Message | undefined, depth: number): Message {
    if (depth <= 0) throw new WireError("nested too deep");
    const message = target ?? { ...template };
    let number = 0;
    try {
      while (reader.at < end) {
        const tag = reader.tag(end);
        number = tag >>> 3;
        const readField = number < 32 ? dense[number] : readers.get(number);
        if (readField === undefined) reader.skipValue(tag & 7, end, depth);
        else readField(reader, end, message, tag & 7, depth);
      }
    } catch (error) {
      const name = descriptor.fieldByNumber.get(number)?.name ?? number;
      throw placed(error, `${descriptor.typeName}.${name}`);
    }
    return embedded.length === 0 ? message : fillEmbedded(message);
  }

  return {
    read,
    zero: () => fillEmbedded({ ...template }),
    decode(bytes) {
      return read(new Reader(bytes), bytes.length, undefined, NESTING_MAX);
    },
  };
}

/** Setting one member of a oneof unsets the others. */
function isSibling(other: FieldDescriptor, field: FieldDescriptor): boolean {
  return other !== field && field.oneof !== undefined && other.oneof === field.oneof;
}

function zeroOf(field: FieldDescriptor): unknown {
  if (field.repeated) return NO_ITEMS;
  if (field.kind === "message" || field.optional || field.oneof !== undefined) return undefined;
  switch (field.kind) {
    case "string":
      return "";
    case "bytes":
      return NO_BYTES;
    case "bool":
      return false;
    case "int64":
    case "uint64":
    case "sint64":
    case "fixed64":
    case "sfixed64":
      return 0n;
    default:
      return 0;
  }
}

interface ReaderOptions extends DecoderOptions {
  /** Keys of the other members of the field's oneof. */
  readonly siblings: readonly string[];
  readonly decoderOf: (descriptor: MessageDescriptor) => Decoder;
}

function fieldReader(field: FieldDescriptor, options: ReaderOptions): FieldReader {
  if (field.kind === "message") {
    return field.repeated ? messageListReader(field, options) : messageReader(field, options);
  }
  const kind = field.kind === "enum" ? "int32" : field.kind;
  return field.repeated ? scalarListReader(field, kind) : scalarReader(field, kind, options);
}

function scalarReader(
  { key, custom }: FieldDescriptor,
  kind: ScalarKind,
  { siblings, sparse }: ReaderOptions,
): FieldReader {
  const expected = wireTypeOf(kind);
  const isNumber = custom !== undefined && !sparse;
  const readScalar = isNumber ? numberRead(kind, custom) : scalarRead(kind);
  return (reader, end, message, wireType) => {
    if (wireType !== expected) throw wrongWireType(wireType);
    message[key] = readScalar(reader, end);
    for (const sibling of siblings) message[sibling] = undefined;
  };
}

/** A repeated scalar comes packed or one by one, whatever the writer preferred. */
function scalarListReader({ key }: FieldDescriptor, kind: ScalarKind): FieldReader {
  const expected = wireTypeOf(kind);
  const readScalar = scalarRead(kind);
  return (reader, end, message, wireType) => {
    const list = listOf(message, key);
    if (wireType === expected) {
      list.push(readScalar(reader, end));
    } else if (wireType === 2) {
      const last = reader.endOfValue(end);
      while (reader.at < last) list.push(readScalar(reader, last));
    } else {
      throw wrongWireType(wireType);
    }
  };
}

function messageReader(field: FieldDescriptor, options: ReaderOptions): FieldReader {
  const { key, message: typeOf } = field;
  const { siblings } = options;
  let nested: Nested | undefined;
  return (reader, end, message, wireType, depth) => {
    if (wireType !== 2) throw wrongWireType(wireType);
    nested ??= nestedOf(typeOf, options);
    const last = reader.endOfValue(end);
    // Go replaces a oneof member, a time and a duration, and merges into any other message that came before.
    const merges = field.oneof === undefined && !nested.isTime;
    const target = merges ? (message[key] as Message | undefined) : undefined;
    const value = nested.decoder.read(reader, last, target, depth - 1);
    nested.check?.(value);
    message[key] = value;
    for (const sibling of siblings) message[sibling] = undefined;
  };
}

function messageListReader(
  { key, message: typeOf }: FieldDescriptor,
  options: ReaderOptions,
): FieldReader {
  let nested: Nested | undefined;
  return (reader, end, message, wireType, depth) => {
    if (wireType !== 2) throw wrongWireType(wireType);
    nested ??= nestedOf(typeOf, options);
    const last = reader.endOfValue(end);
    const value = nested.decoder.read(reader, last, undefined, depth - 1);
    nested.check?.(value);
    listOf(message, key).push(value);
  };
}

/** How a message inside another is read, looked up once. */
interface Nested {
  readonly decoder: Decoder;
  readonly isTime: boolean;
  /** Of times and durations that are read in full. @throws WireError */
  readonly check: ((message: Message) => void) | undefined;
}

function nestedOf(
  typeOf: FieldDescriptor["message"],
  { decoderOf, sparse }: ReaderOptions,
): Nested {
  const { descriptor } = typeOf();
  const check = goTimeCheck(descriptor.typeName);
  return {
    decoder: decoderOf(descriptor),
    isTime: check !== undefined,
    check: sparse ? undefined : check,
  };
}

/** The list to add to: the shared empty list is replaced when the first item comes. */
function listOf(message: Message, key: string): unknown[] {
  const known = message[key] as unknown[];
  if (known !== NO_ITEMS) return known;
  const list: unknown[] = [];
  message[key] = list;
  return list;
}

function wrongWireType(wireType: number): WireError {
  return new WireError(`wrong wire type ${wireType}`);
}

/** Text of a big number as Go reads it: signs and leading zeros go, anything else but digits is refused. */
function numberRead(kind: ScalarKind, custom: "dec" | "int") {
  const canonical = (text: string) => (CANONICAL.test(text) ? text : canonicalNumber(text, custom));
  if (kind === "string") return (reader: Reader, end: number) => canonical(reader.string(end));
  return (reader: Reader, end: number) => {
    const bytes = reader.blob(end);
    const text = fromUtf8(bytes);
    const number = canonical(text);
    return number === text ? bytes : utf8(number);
  };
}

/** No sign but a minus, no leading zeros, and short enough for either kind; or nothing, for a number never set. */
const CANONICAL = /^(?:|0|-?[1-9][0-9]{0,75})$/;
/** First magnitude out of range of each kind. */
const LIMIT = { int: 1n << 256n, dec: (1n << 256n) * 10n ** 18n };

/** Go reads both kinds with its base prefixes: `0x10` is 16 and `010` is 8. */
function readNumber(text: string): bigint {
  try {
    return parseGoInteger(text);
  } catch (error) {
    if (!(error instanceof InvalidNumber)) throw error;
    throw new WireError(`"${text}" is not a number`);
  }
}

function canonicalNumber(text: string, custom: "dec" | "int"): string {
  const value = readNumber(text);
  const digits = value.toString();
  if ((value < 0n ? -value : value) >= LIMIT[custom]) {
    throw new WireError(`number of ${digits.length} digits is out of range`);
  }
  return digits;
}

function scalarRead(kind: ScalarKind): (reader: Reader, end: number) => unknown {
  switch (kind) {
    case "bool":
      return (reader, end) => reader.bool(end);
    case "bytes":
      return (reader, end) => reader.blob(end);
    case "string":
      return (reader, end) => reader.string(end);
    case "int32":
      return (reader, end) => reader.int32(end);
    case "uint32":
      return (reader, end) => reader.uint32(end);
    case "sint32":
      return (reader, end) => reader.sint32(end);
    case "fixed32":
      return (reader, end) => reader.fixed32(end);
    case "sfixed32":
      return (reader, end) => reader.sfixed32(end);
    case "float":
      return (reader, end) => reader.float(end);
    case "double":
      return (reader, end) => reader.double(end);
    case "int64":
      return (reader, end) => reader.int64(end);
    case "uint64":
      return (reader, end) => reader.uint64(end);
    case "sint64":
      return (reader, end) => reader.sint64(end);
    case "fixed64":
      return (reader, end) => reader.fixed64(end);
    case "sfixed64":
      return (reader, end) => reader.sfixed64(end);
  }
}
