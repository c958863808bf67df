import type { FieldDescriptor, MessageDescriptor } from "@testudo/proto";

/** A message that differs from a good one in one place. */
export interface Mutation {
  /** Path of the field in the schema's spelling. */
  readonly field: string;
  /** What it is now: `absent`, `blank`, `oversized`. */
  readonly what: string;
  readonly message: Message;
}

type Message = Readonly<Record<string, unknown>>;
type Variant = readonly [what: string, value: unknown];

/** Longer than any limit on text there is. */
const LONG_TEXT = "x".repeat(20_001);
/** Longer than any limit on hashes and keys. */
const LONG_BYTES = new Uint8Array(1_001).fill(7);
/** More entries than any list may have. */
const LONG_LIST = 1_001;
const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT32 = 2 ** 32 - 1;
const MAX_INT32 = 2 ** 31 - 1;

/**
 * The message with each of its fields, and of the messages in it, absent, empty, oversized, out of range or of another
 * kind, one at a time. Of a list, the first entry is varied.
 *
 * @param isDeep whether the fields of the message at a path are varied too
 */
export function* mutationsOf(
  descriptor: MessageDescriptor,
  message: Message,
  isDeep: (path: string) => boolean = () => true,
  path = "",
): Generator<Mutation> {
  for (const field of descriptor.fields) {
    const name = path === "" ? field.name : `${path}.${field.name}`;
    const value = message[field.key];
    const put = (changed: unknown): Message => ({ ...message, [field.key]: changed });
    for (const [what, changed] of variantsOf(field, value)) {
      yield { field: name, what, message: put(changed) };
    }
    if (field.kind !== "message" || !isDeep(name)) continue;
    const inner = field.repeated === true ? Object(value)[0] : value;
    if (inner === undefined || inner === null) continue;
    for (const deeper of mutationsOf(field.message().descriptor, inner as Message, isDeep, name)) {
      const changed = field.repeated
        ? [deeper.message, ...(value as unknown[]).slice(1)]
        : deeper.message;
      yield { ...deeper, message: put(changed) };
    }
  }
}

function variantsOf(field: FieldDescriptor, value: unknown): readonly Variant[] {
  if (field.repeated === true) return listVariants(field, value as readonly unknown[]);
  if (field.kind === "message") return field.embedded === true ? [] : [["absent", undefined]];
  return scalarVariants(field, value);
}

function listVariants(field: FieldDescriptor, list: readonly unknown[]): readonly Variant[] {
  const first = list[0];
  const whole: Variant[] = [["empty", []]];
  if (first === undefined) {
    if (field.kind === "message") return [["of an empty entry", [field.message().create()]]];
    if (field.kind === "bytes") return [["of a wrong entry", [Uint8Array.of(1)]]];
    return field.kind === "string" ? [["of a wrong entry", ["no such thing"]]] : [];
  }
  whole.push(["oversized", Array(LONG_LIST).fill(first)], ["twice the same", [first, first]]);
  if (field.kind === "message") return whole;
  const entries = scalarVariants(field, first).map(
    ([what, changed]): Variant => [`entry ${what}`, [changed, ...list.slice(1)]],
  );
  return [...whole, ...entries];
}

function scalarVariants({ kind, custom }: FieldDescriptor, value: unknown): readonly Variant[] {
  if (custom !== undefined) {
    const numbers: readonly Variant[] = [
      ["absent", ""],
      ["zero", "0"],
      ["negative", "-1"],
      ["oversized", "2000000000000000000"],
    ];
    if (kind === "string") return numbers;
    return numbers.map(([what, text]) => [what, new TextEncoder().encode(String(text))]);
  }
  switch (kind) {
    case "string":
      return [
        ["empty", ""],
        ["blank", "   "],
        ["oversized", LONG_TEXT],
        ["no such thing", "no such thing"],
      ];
    case "bytes":
      return [
        ["empty", new Uint8Array()],
        ["one byte", Uint8Array.of(1)],
        ["oversized", LONG_BYTES],
      ];
    case "bool":
      return [["the other", value !== true]];
    case "enum":
      return [
        ["zero", 0],
        ["unknown", 99],
      ];
    case "int32":
      return [
        ["zero", 0],
        ["negative", -1],
        ["largest", MAX_INT32],
      ];
    case "uint32":
      return [
        ["zero", 0],
        ["one", 1],
        ["largest", MAX_UINT32],
      ];
    case "uint64":
      return [
        ["zero", 0n],
        ["largest", MAX_UINT64],
      ];
    default:
      return [
        ["zero", 0n],
        ["negative", -1n],
        ["largest", MAX_INT64],
      ];
  }
}
