import { absBigint, fromUtf8, parseGoInteger, sdkErrors } from "@testudo/base";
import { isSecp256r1Point } from "@testudo/crypto";
import {
  type FieldDescriptor,
  type FieldKind,
  type MessageType,
  requireGoTime,
} from "@testudo/proto";
import { PubKey as Secp256r1PubKey } from "@testudo/proto/cosmos/crypto/secp256r1";
import { contentOfField, type TypeRegistry } from "./type-registry.ts";

/** Any inside Any, as the reference's unpacker limits it. */
const ANY_DEPTH_MAX = 10;
/** All Anys under one outermost Any, itself included. */
const ANY_COUNT_MAX = 100;
/** Message inside message. No honest transaction nests this deep, and the walk stays far from the end of the stack. */
const NESTING_MAX = 1000;
/** Fields with bit 11 set are non-critical: who does not know them may ignore them. */
const NON_CRITICAL_BIT = 1 << 10;
/** First magnitude out of range of an `Int`, and of the scaled integer of a `Dec`. */
const NUMBER_END = { int: 1n << 256n, dec: (1n << 256n) * 10n ** 18n };

/** How strict the check is. */
export interface WireCheckOptions {
  readonly types: TypeRegistry;
  readonly allowNonCritical: boolean;
}

/**
 * Walks the bytes of a message, also inside of every `Any`, and refuses what the reference's decoder refuses although
 * protobuf allows it: fields the type does not have, wire types that do not fit, types the chain does not know or that
 * may not stand where they stand, Anys nested too deep, numbers that are none.
 *
 * @returns whether there were unknown fields that may be ignored
 * @throws sdk/2
 */
export function checkWire(
  type: MessageType<unknown>,
  bytes: Uint8Array,
  { types, allowNonCritical }: WireCheckOptions,
): boolean {
  const walk: Walk = { types, allowNonCritical, unknownFields: false };
  checkMessage(
    walk,
    type,
    { bytes, at: 0 },
    { nesting: 0, anyDepth: 0, anys: undefined, packed: false },
  );
  return walk.unknownFields;
}

/** Whether the message itself (not what is inside it) has fields that its type does not know. The bytes must decode. */
export function hasUnknownFields(type: MessageType<unknown>, bytes: Uint8Array): boolean {
  const cursor: Cursor = { bytes, at: 0 };
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    if (!type.descriptor.fieldByNumber.has(Math.floor(tag / 8))) return true;
    readValue(cursor, tag % 8);
  }
  return false;
}

interface Walk {
  readonly types: TypeRegistry;
  readonly allowNonCritical: boolean;
  unknownFields: boolean;
}

/** Where in the nesting a message stands. */
interface Place {
  readonly nesting: number;
  readonly anyDepth: number;
  /** Shared by everything under one outermost Any. */
  readonly anys: { count: number } | undefined;
  /** Inside an Any that the reference keeps packed: there it knows fields, but looks at no value. */
  readonly packed: boolean;
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

const ANY_TYPE_NAME = "google.protobuf.Any";

function checkMessage(walk: Walk, type: MessageType<unknown>, cursor: Cursor, place: Place): void {
  if (place.nesting > NESTING_MAX) throw refuse("recursion limit reached");
  const { bytes } = cursor;
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor);
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (number === 0 || number > 0x1fffffff) throw refuse("invalid length");
    const field = type.descriptor.fieldByNumber.get(number);
    if (field === undefined) noteUnknown(walk, type, number, wireType);
    else if (!fits(wireType, field)) {
      throw refuse(
        `mismatched wire type: ${type.typeName} tag ${number} has wire type ${wireType}`,
      );
    }
    const value = readValue(cursor, wireType);
    if (field === undefined || value === undefined) continue;
    if (field.kind === "message") checkField(walk, type, field, value, place);
    else if (!place.packed) checkCustom(type, field, value);
  }
}

function checkField(
  walk: Walk,
  parent: MessageType<unknown>,
  field: FieldDescriptor,
  value: Uint8Array,
  place: Place,
): void {
  const type = field.message();
  const inside = { ...place, nesting: place.nesting + 1 };
  checkMessage(walk, type, { bytes: value, at: 0 }, inside);
  if (type.typeName !== ANY_TYPE_NAME) {
    if (!place.packed) checkTime(type, value);
    return;
  }

  const { typeUrl, bytes } = readAny(value);
  const packed = walk.types.resolve(typeUrl);
  if (packed === undefined) throw refuse(`unable to resolve type URL ${typeUrl}`);
  const content = place.packed ? "any" : contentOfField(parent.typeName, field.name);
  if (!walk.types.accepts(content, typeUrl)) {
    throw refuse(
      `no concrete type registered for type URL ${typeUrl} against the interface of ${field.name}`,
    );
  }
  const anys = place.anys ?? { count: 0 };
  if (place.anyDepth >= ANY_DEPTH_MAX) throw refuse("max depth exceeded");
  if (anys.count >= ANY_COUNT_MAX) throw refuse("call limit exceeded");
  anys.count += 1;
  checkMessage(
    walk,
    packed,
    { bytes, at: 0 },
    {
      nesting: inside.nesting + 1,
      anyDepth: place.anyDepth + 1,
      anys,
      packed: content === "any",
    },
  );
}

function noteUnknown(
  walk: Walk,
  type: MessageType<unknown>,
  number: number,
  wireType: number,
): void {
  const critical = (number & NON_CRITICAL_BIT) === 0;
  if (!critical) walk.unknownFields = true;
  if (critical || !walk.allowNonCritical) {
    throw refuse(
      `errUnknownField "${type.typeName}": {TagNum: ${number}, WireType:"${wireTypeName(wireType)}"}`,
    );
  }
}

/** The last value of each field counts, as everywhere in protobuf. */
function readAny(any: Uint8Array): { typeUrl: string; bytes: Uint8Array } {
  const cursor: Cursor = { bytes: any, at: 0 };
  let typeUrl = "";
  let bytes: Uint8Array = new Uint8Array();
  while (cursor.at < any.length) {
    const tag = readVarint(cursor);
    const value = readValue(cursor, tag % 8);
    if (tag === 0x0a && value !== undefined) typeUrl = fromUtf8(value);
    if (tag === 0x12 && value !== undefined) bytes = value;
  }
  return { typeUrl, bytes };
}

/** What the reference reads with code of its own: numbers, and points of NIST P-256. */
function checkCustom(type: MessageType<unknown>, field: FieldDescriptor, value: Uint8Array): void {
  if (field.custom !== undefined) checkNumber(field.custom, value);
  if (type === Secp256r1PubKey && field.name === "key" && !isSecp256r1Point(value)) {
    throw refuse("wrong ECDSA PK bytes: invalid pubkey");
  }
}

function checkNumber(custom: "int" | "dec", value: Uint8Array): void {
  const text = fromUtf8(value);
  if (text === "") return;
  if (absBigint(readNumber(text)) >= NUMBER_END[custom]) {
    throw refuse(custom === "int" ? "integer out of range" : "decimal out of range");
  }
}

function readNumber(text: string): bigint {
  try {
    return parseGoInteger(text);
  } catch {
    throw refuse(`math/big: cannot unmarshal ${JSON.stringify(text)} into a *big.Int`);
  }
}

function checkTime(type: MessageType<unknown>, value: Uint8Array): void {
  try {
    requireGoTime(type, value);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

const WIRE_TYPE_OF: Readonly<Record<FieldKind, number>> = {
  bool: 0,
  enum: 0,
  int32: 0,
  int64: 0,
  sint32: 0,
  sint64: 0,
  uint32: 0,
  uint64: 0,
  double: 1,
  fixed64: 1,
  sfixed64: 1,
  bytes: 2,
  message: 2,
  string: 2,
  fixed32: 5,
  float: 5,
  sfixed32: 5,
};

/** Numbers may also come packed, whether or not the field is repeated: the reference looks no closer. */
function fits(wireType: number, field: FieldDescriptor): boolean {
  return wireType === WIRE_TYPE_OF[field.kind] || wireType === 2;
}

/** @returns the bytes of a length-delimited value, undefined for any other */
function readValue(cursor: Cursor, wireType: number): Uint8Array | undefined {
  switch (wireType) {
    case 0:
      readVarint(cursor);
      return undefined;
    case 1:
      skip(cursor, 8);
      return undefined;
    case 2: {
      const length = readVarint(cursor);
      const start = cursor.at;
      skip(cursor, length);
      return cursor.bytes.subarray(start, cursor.at);
    }
    case 5:
      skip(cursor, 4);
      return undefined;
    default:
      throw refuse(`illegal wire type ${wireType}`);
  }
}

function skip(cursor: Cursor, length: number): void {
  if (cursor.at + length > cursor.bytes.length) throw refuse("unexpected EOF");
  cursor.at += length;
}

/** Exact up to 2^53: enough for tags and lengths; of longer values only the end matters here. */
function readVarint(cursor: Cursor): number {
  let value = 0;
  let scale = 1;
  for (let count = 0; count < 10; count++) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) throw refuse("unexpected EOF");
    cursor.at += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 0x80;
  }
  throw refuse("variable length integer overflow");
}

function wireTypeName(wireType: number): string {
  return (
    ["varint", "fixed64", "bytes", "start_group", "end_group", "fixed32"][wireType] ?? "unknown"
  );
}

function refuse(reason: string) {
  return sdkErrors.txDecode(reason);
}
