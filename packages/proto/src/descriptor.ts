/**
 * The shape of messages as data. Generated files only hold tables; everything that acts on a message
 * walks its descriptor.
 */
import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A message as the codec sees it: properties by name. */
export type Message = Record<string, unknown>;

/**
 * Bytes of a field that never was on the wire: Go's nil slice, which its JSON prints as null, where bytes that
 * are there and empty print as "". Told apart by identity; for everything else they are empty bytes.
 */
export const NO_BYTES: Uint8Array = new Uint8Array();

export interface Encoder {
  encode(message: Readonly<Message>): Uint8Array;
  /** Writes the fields without a prefix. */
  writeTo(writer: Writer, message: Readonly<Message>): void;
}

export interface Decoder {
  decode(bytes: Uint8Array): Message;
  /** A message of zero values. */
  zero(): Message;
  /** Reads fields up to `end`, into `target` if there is one. */
  read(reader: Reader, end: number, target: Message | undefined, depth: number): Message;
}

export type ScalarKind =
  | "bool"
  | "bytes"
  | "double"
  | "fixed32"
  | "fixed64"
  | "float"
  | "int32"
  | "int64"
  | "sfixed32"
  | "sfixed64"
  | "sint32"
  | "sint64"
  | "string"
  | "uint32"
  | "uint64";

export type FieldKind = ScalarKind | "enum" | "message";

/** What a table row may say beyond number, name and kind. */
export interface FieldOptions {
  readonly repeated?: boolean;
  /** A repeated scalar that is written one tag per value. */
  readonly unpacked?: boolean;
  /** gogoproto.nullable = false: always written, never absent. */
  readonly embedded?: boolean;
  /** An embedded timestamp held in a Go time.Time: absent means year 1. */
  readonly goTime?: boolean;
  /** A scalar that knows absent from zero. */
  readonly optional?: boolean;
  /** Name of the oneof that the field belongs to. */
  readonly oneof?: string;
  /** Text (or bytes with text) of a big number: the scaled integer of a decimal, or an integer. */
  readonly custom?: "dec" | "int";
  /** Bytes whose proto JSON is not base64: upper-case hex, or the JSON that they hold. */
  readonly json?: "hex" | "inline";
  /** amino.dont_omitempty */
  readonly keepEmpty?: boolean;
  /** amino.encoding */
  readonly aminoEncoding?: string;
  /** amino.field_name */
  readonly aminoName?: string;
  /** amino.oneof_name */
  readonly aminoOneof?: string;
}

export interface FieldDescriptor extends FieldOptions {
  readonly number: number;
  /** Name in the schema, `from_address`. */
  readonly name: string;
  /** Name of the property, `fromAddress`. */
  readonly key: string;
  readonly kind: FieldKind;
  /** Of a message field; a function, since messages refer to each other in circles. */
  readonly message: () => MessageType<unknown>;
  /** Of an enum field. */
  readonly enumeration: () => EnumDescriptor;
}

export interface EnumDescriptor {
  readonly name: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<number, string>;
}

export interface MessageOptions {
  /** amino.name */
  readonly amino?: string;
  /** amino.message_encoding */
  readonly aminoEncoding?: string;
  /** cosmos.msg.v1.signer: names of the fields, in the schema's spelling, that hold signers. */
  readonly signers?: readonly string[];
}

export interface MessageDescriptor extends MessageOptions {
  readonly typeName: string;
  /** As declared: the order of JSON. */
  readonly fields: readonly FieldDescriptor[];
  readonly fieldByNumber: ReadonlyMap<number, FieldDescriptor>;
  /** Compiled on first use. */
  readonly encoder: () => Encoder;
  /** Compiled on first use. */
  readonly decoder: () => Decoder;
  /** Like `decoder`, but what is not on the wire stays `undefined`, embedded messages too. */
  readonly sparseDecoder: () => Decoder;
}

/** One message of the schema; `T` is its plain interface. */
export interface MessageType<T> {
  /** `cosmos.bank.v1beta1.MsgSend` */
  readonly typeName: string;
  /** `/cosmos.bank.v1beta1.MsgSend` */
  readonly typeUrl: string;
  readonly descriptor: MessageDescriptor;
  /** The bytes that gogoproto writes for the same message. @throws WireError if a value does not fit its field */
  encode(message: T): Uint8Array;
  /** @throws WireError naming message and field */
  decode(bytes: Uint8Array): T;
  /** gogoproto jsonpb with original names and defaults. @throws JsonError */
  toJSON(message: T): JsonValue;
  /** Refuses unknown fields. @throws JsonError naming the path */
  fromJSON(json: unknown): T;
  /** A message of Go's zero values, with those of `partial` on top. */
  create(partial?: Partial<T>): T;
}

export interface MethodDescriptor {
  readonly name: string;
  readonly request: MessageType<unknown>;
  readonly response: MessageType<unknown>;
  /** `/cosmos.bank.v1beta1.Query/Balance` */
  readonly path: string;
  /** Any number of messages both ways, not one each. */
  readonly streams?: true;
}

export interface ServiceDescriptor {
  /** `cosmos.bank.v1beta1.Query` */
  readonly service: string;
  readonly methods: readonly MethodDescriptor[];
}
