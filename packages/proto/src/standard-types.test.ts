/** Our codec against another program: what `cosmjs-types` writes for the same messages. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { equalBytes } from "@testudo/base";
import type { FieldDescriptor, Message, MessageDescriptor } from "./descriptor.ts";
import { allMessages } from "./index.ts";

interface OtherCodec {
  encode(message: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
}

const load = createRequire(__filename);
const others = loadOthers(dirname(load.resolve("cosmjs-types/binary")));

/** Types whose shape there is that of another version or plainly wrong; the reasons stand in `scripts/gen/overrides.mjs`. */
const DIFFERENT = new Set([
  "cosmos.ics23.v1.ProofSpec",
  "ibc.lightclients.tendermint.v1.ClientState",
  "ibc.applications.transfer.v1.MsgUpdateParams",
  "ibc.core.connection.v1.MsgUpdateParams",
  "ibc.core.connection.v1.QueryConnectionParamsResponse",
]);
/** The schema of schemas, of which we hold a part. */
const PARTIAL =
  /^cosmos\.reflection\.v1\.FileDescriptorsResponse$|^google\.protobuf\.(\w+DescriptorProto|DescriptorProto|FieldOptions)$/;

it("writes and reads every filled message as cosmjs-types does", () => {
  const compared: string[] = [];
  const differing: string[] = [];
  for (const { typeName, descriptor, encode, decode } of allMessages()) {
    const other = others.get(typeName);
    if (other === undefined || DIFFERENT.has(typeName) || PARTIAL.test(typeName)) continue;
    compared.push(typeName);
    for (const member of [0, 1, 2]) {
      const message = filled(descriptor, member, 3);
      const bytes = encode(message);
      const same = equalBytes(bytes, other.encode(message).finish());
      if (!same || !equalBytes(bytes, encode(decode(bytes)))) differing.push(typeName);
    }
  }
  expect(differing).toEqual([]);
  expect(compared.length).toBeGreaterThan(700);
});

/** A message with something in every field, and of each oneof the member of that number. */
function filled(descriptor: MessageDescriptor, member: number, depth: number): Message {
  const message: Message = {};
  for (const field of descriptor.fields) {
    const isItsTurn = field.oneof === undefined || memberOf(descriptor, field, member) === field;
    const fits = field.kind !== "message" || field.embedded === true || depth > 0;
    const value = isItsTurn && fits ? fill(field, member, depth) : undefined;
    message[field.key] = field.repeated ? (value === undefined ? [] : [value, value]) : value;
  }
  return message;
}

function memberOf(descriptor: MessageDescriptor, field: FieldDescriptor, member: number) {
  const members = descriptor.fields.filter(({ oneof }) => oneof === field.oneof);
  return members[member % members.length];
}

function fill(field: FieldDescriptor, member: number, depth: number): unknown {
  switch (field.kind) {
    case "message":
      if (isTime(field)) return { seconds: 1_700_000_000n + BigInt(field.number), nanos: 7 };
      return filled(field.message().descriptor, member, depth - 1);
    case "string":
      return field.custom === undefined ? "é text" : "-12345678901234567890";
    case "bytes":
      return Uint8Array.of(0x31, 0x32);
    case "bool":
      return true;
    case "float":
    case "double":
      return 1.5;
    case "int64":
    case "sint64":
    case "sfixed64":
      return -(2n ** 40n) - BigInt(field.number);
    case "uint64":
    case "fixed64":
      return 2n ** 63n + BigInt(field.number);
    case "uint32":
    case "fixed32":
      return 0xffff_fff0 + (field.number % 8);
    default:
      return field.kind === "enum" ? 3 : -field.number;
  }
}

/** Of these Go takes only those that its own types can hold. */
function isTime(field: FieldDescriptor): boolean {
  return /^google\.protobuf\.(Timestamp|Duration)$/.test(field.message().typeName);
}

function loadOthers(root: string): Map<string, OtherCodec> {
  const codecs = new Map<string, OtherCodec>();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(cosmos|ibc|tendermint|google)\/.*\.js$/.test(path),
  );
  for (const path of files) {
    const module: Record<string, unknown> = load(join(root, path));
    for (const [name, value] of Object.entries(module)) {
      if (!isCodec(value)) continue;
      codecs.set(`${module.protobufPackage}.${name}`, value);
      codecs.set(`${module.protobufPackage}.${name.replaceAll("_", ".")}`, value);
    }
  }
  return codecs;
}

function isCodec(value: unknown): value is OtherCodec {
  return typeof value === "object" && value !== null && "encode" in value && "decode" in value;
}
