/** Message to bytes, the bytes that gogoproto's generated code writes. */
import type {
  Encoder,
  FieldDescriptor,
  Message,
  MessageDescriptor,
  ScalarKind,
} from "./descriptor.ts";
import { placed, WireError } from "./wire-error.ts";
import { Writer } from "./writer.ts";

type FieldWriter = (writer: Writer, message: Message) => void;

// Encoding never runs foreign code and never waits, so one scratch buffer serves every call; no byte of
// it outlives the call that wrote it.
const scratch = new Writer();

/** Compiles the table of a message into one function per field. */
export function createEncoder(descriptor: MessageDescriptor): Encoder {
  const fields = [...descriptor.fields].sort((a, b) => b.number - a.number);
  const writers = fields.map(fieldWriter);
  const count = writers.length;

  function writeTo(writer: Writer, message: Message): void {
    let index = 0;
    try {
      for (; index < count; index += 1) (writers[index] as FieldWriter)(writer, message);
    } catch (error) {
      throw placed(error, `${descriptor.typeName}.${fields[index]?.name}`);
    }
  }

  return {
    writeTo,
    encode(message) {
      scratch.reset();
      writeTo(scratch, message);
      return scratch.finish();
    },
  };
}

function fieldWriter(field: FieldDescriptor): FieldWriter {
  if (field.kind === "message")
    return field.repeated ? messageListWriter(field) : messageWriter(field);
  const kind = field.kind === "enum" ? "int32" : field.kind;
  if (field.repeated) {
    const isPackable = kind !== "string" && kind !== "bytes";
    return isPackable && !field.unpacked ? packedWriter(field, kind) : listWriter(field, kind);
  }
  if (field.optional || field.oneof !== undefined) return presentScalarWriter(field, kind);
  if (field.custom !== undefined) return numberTextWriter(field, kind);
  return scalarWriter(field, kind);
}

function messageWriter({ key, number, embedded, message: typeOf }: FieldDescriptor): FieldWriter {
  const tag = number * 8 + 2;
  let nested: Encoder | undefined;
  return (writer, message) => {
    const value = message[key];
    if (value === undefined) {
      if (embedded) throw new WireError("value is missing");
      return;
    }
    nested ??= typeOf().descriptor.encoder();
    const before = writer.length;
    nested.writeTo(writer, value as Message);
    writer.varint(writer.length - before);
    writer.varint(tag);
  };
}

function messageListWriter({ key, number, message: typeOf }: FieldDescriptor): FieldWriter {
  const tag = number * 8 + 2;
  let nested: Encoder | undefined;
  return (writer, message) => {
    const list = message[key] as readonly Message[];
    if (list.length === 0) return;
    nested ??= typeOf().descriptor.encoder();
    for (let index = list.length - 1; index >= 0; index -= 1) {
      const before = writer.length;
      nested.writeTo(writer, list[index] as Message);
      writer.varint(writer.length - before);
      writer.varint(tag);
    }
  };
}

function listWriter({ key, number }: FieldDescriptor, kind: ScalarKind): FieldWriter {
  const tag = number * 8 + wireTypeOf(kind);
  const write = scalarWrite(kind);
  return (writer, message) => {
    const list = message[key] as readonly unknown[];
    for (let index = list.length - 1; index >= 0; index -= 1) {
      write(writer, list[index]);
      writer.varint(tag);
    }
  };
}

function packedWriter({ key, number }: FieldDescriptor, kind: ScalarKind): FieldWriter {
  const tag = number * 8 + 2;
  const write = scalarWrite(kind);
  return (writer, message) => {
    const list = message[key] as readonly unknown[];
    if (list.length === 0) return;
    const before = writer.length;
    for (let index = list.length - 1; index >= 0; index -= 1) write(writer, list[index]);
    writer.varint(writer.length - before);
    writer.varint(tag);
  };
}

/** Absent is `undefined`; zero is written. */
function presentScalarWriter(
  { key, number, custom }: FieldDescriptor,
  kind: ScalarKind,
): FieldWriter {
  const tag = number * 8 + wireTypeOf(kind);
  const write = scalarWrite(kind);
  const zero = custom === undefined ? undefined : kind === "string" ? "0" : ZERO_TEXT;
  return (writer, message) => {
    const value = message[key];
    if (value === undefined) return;
    write(writer, zero !== undefined && (value as string).length === 0 ? zero : value);
    writer.varint(tag);
  };
}

const ZERO_TEXT = new Uint8Array([0x30]);

/** Go's big numbers embedded by value are always written, and one that was never set is written as "0". */
function numberTextWriter({ key, number }: FieldDescriptor, kind: ScalarKind): FieldWriter {
  const tag = number * 8 + 2;
  if (kind === "bytes") {
    return (writer, message) => {
      const value = message[key] as Uint8Array;
      writer.bytes(value.length === 0 ? ZERO_TEXT : value);
      writer.varint(tag);
    };
  }
  return (writer, message) => {
    const value = message[key] as string;
    writer.string(value === "" ? "0" : value);
    writer.varint(tag);
  };
}

function scalarWriter({ key, number }: FieldDescriptor, kind: ScalarKind): FieldWriter {
  const tag = number * 8 + wireTypeOf(kind);
  if (kind === "string") {
    return (writer, message) => {
      const value = message[key] as string;
      if (value === "") return;
      writer.string(value);
      writer.varint(tag);
    };
  }
  if (kind === "bytes") {
    return (writer, message) => {
      const value = message[key] as Uint8Array;
      if (value.length === 0) return;
      writer.bytes(value);
      writer.varint(tag);
    };
  }
  const write = scalarWrite(kind);
  return (writer, message) => {
    const value = message[key];
    // Covers 0, 0n and false; a negative zero double is written, as Go writes it.
    if (!value && !Object.is(value, -0)) {
      if (value === undefined) throw new WireError("value is missing");
      return;
    }
    write(writer, value);
    writer.varint(tag);
  };
}

function scalarWrite(kind: ScalarKind): (writer: Writer, value: unknown) => void {
  switch (kind) {
    case "bool":
      return (writer, value) => writer.bool(value as boolean);
    case "bytes":
      return (writer, value) => writer.bytes(value as Uint8Array);
    case "string":
      return (writer, value) => writer.string(value as string);
    case "int32":
      return (writer, value) => writer.int32(value as number);
    case "uint32":
      return (writer, value) => writer.uint32(value as number);
    case "sint32":
      return (writer, value) => writer.sint32(value as number);
    case "fixed32":
      return (writer, value) => writer.fixed32(value as number);
    case "sfixed32":
      return (writer, value) => writer.sfixed32(value as number);
    case "float":
      return (writer, value) => writer.float(value as number);
    case "double":
      return (writer, value) => writer.double(value as number);
    case "int64":
      return (writer, value) => writer.int64(value as bigint);
    case "uint64":
      return (writer, value) => writer.uint64(value as bigint);
    case "sint64":
      return (writer, value) => writer.sint64(value as bigint);
    case "fixed64":
      return (writer, value) => writer.fixed64(value as bigint);
    case "sfixed64":
      return (writer, value) => writer.sfixed64(value as bigint);
  }
}

/** The wire type that a scalar has when it is not packed. */
export function wireTypeOf(kind: ScalarKind): number {
  switch (kind) {
    case "string":
    case "bytes":
      return 2;
    case "fixed64":
    case "sfixed64":
    case "double":
      return 1;
    case "fixed32":
    case "sfixed32":
    case "float":
      return 5;
    default:
      return 0;
  }
}
