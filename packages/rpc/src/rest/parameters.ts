import { fromBase64 } from "@testudo/base";
import type { EnumDescriptor, FieldDescriptor, MessageType } from "@testudo/proto";
import { type IntegerFormat, parseGoInteger } from "../grpc/go-integers.ts";

/** A parameter that does not fit its field; the texts are those of grpc-gateway. */
export class BadParameter extends Error {
  override readonly name = "BadParameter";
}

/** A message as its properties. */
export type Fields = Record<string, unknown>;

/** A message of zero values, to be filled in. */
export function emptyMessage(type: MessageType<unknown>): Fields {
  // Messages are plain objects of their fields.
  return type.create() as Fields;
}

/** Sets a field to what stands in the path. @throws BadParameter */
export function setPathParameter(
  message: Fields,
  type: MessageType<unknown>,
  { name, text }: { readonly name: string; readonly text: string },
): void {
  const field = type.descriptor.fields.find((one) => one.name === name);
  if (field === undefined) throw new BadParameter(`missing parameter ${name}`);
  try {
    message[field.key] = field.repeated
      ? text.split(",").map((item) => scalar(field, item, pathEnum))
      : scalar(field, text, pathEnum);
  } catch (error) {
    throw new BadParameter(`type mismatch, parameter: ${name}, error: ${textOf(error)}`);
  }
}

/**
 * Sets the fields that query parameters name, `pagination.limit` and the like, in either spelling. Names of no field are
 * passed over, and so are those that the path has set.
 *
 * @throws BadParameter
 */
export function setQueryParameters(
  message: Fields,
  type: MessageType<unknown>,
  {
    query,
    pathParams,
  }: { readonly query: URLSearchParams; readonly pathParams: readonly string[] },
): void {
  for (const name of new Set(query.keys())) {
    // `a[b]=c` gives the field `a` the values `b` and `c`.
    const bracket = /^(.*)\[(.*)\]$/s.exec(name);
    const values = [...(bracket === null ? [] : [bracket[2] ?? ""]), ...query.getAll(name)];
    const path = (bracket?.[1] ?? name).split(".");
    if (pathParams.includes(path[0] ?? "")) continue;
    try {
      setField(message, type, { path, values, at: 0 });
    } catch (error) {
      throw new BadParameter(textOf(error));
    }
  }
}

interface Assignment {
  readonly path: readonly string[];
  readonly values: readonly string[];
  /** Which name of the path is to be found in the message. */
  readonly at: number;
}

function setField(message: Fields, type: MessageType<unknown>, assignment: Assignment): void {
  const { path, values, at } = assignment;
  const name = path[at] ?? "";
  const next = path[at + 1];
  const field = type.descriptor.fields.find(
    (one) => one.name === name || jsonName(one.name) === name,
  );
  if (field === undefined) return;
  if (field.repeated) {
    if (next !== undefined)
      throw new BadParameter(`unexpected repeated field in ${path.join(".")}`);
    if (field.kind === "message") {
      throw new BadParameter(`unsupported field type ${goTypeName(field.message().typeName)}`);
    }
    message[field.key] = values.map((value) => scalar(field, value, queryEnum));
    return;
  }
  if (field.kind === "message") {
    const inner = field.message();
    if (next === undefined) {
      const goType = goTypeName(inner.typeName);
      throw new BadParameter(`field type *${goType} is not supported in query parameters`);
    }
    const value = { ...emptyMessage(inner), ...(message[field.key] as Fields | undefined) };
    message[field.key] = value;
    setField(value, inner, { path, values, at: at + 1 });
    return;
  }
  if (next !== undefined) {
    const above = path.slice(0, at + 1).join(".");
    throw new BadParameter(`unexpected nested field ${next} in ${above}`);
  }
  message[field.key] = scalar(field, values[0] ?? "", queryEnum);
}

type ReadEnum = (enumeration: EnumDescriptor, text: string) => number;

/** Widths as Go's `strconv` names them. */
const INTEGERS: Readonly<Record<string, IntegerFormat>> = {
  int32: { name: "ParseInt", base: 0, bits: 32 },
  int64: { name: "ParseInt", base: 0, bits: 64 },
  uint32: { name: "ParseUint", base: 0, bits: 32 },
  uint64: { name: "ParseUint", base: 0, bits: 64 },
};

function scalar(field: FieldDescriptor, text: string, readEnum: ReadEnum): unknown {
  const { kind } = field;
  if (kind === "string") return text;
  if (kind === "bool") return readBool(text);
  if (kind === "bytes") return readBytes(text);
  if (kind === "enum") return readEnum(field.enumeration(), text);
  const format = INTEGERS[kind];
  if (format === undefined) throw new BadParameter(`unsupported field type ${kind}`);
  const value = parseGoInteger(text, format);
  return format.bits === 32 ? Number(value) : value;
}

function readBool(text: string): boolean {
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  if (["0", "f", "F", "FALSE", "false", "False"].includes(text)) return false;
  throw new BadParameter(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** Base64 in either alphabet, with padding. */
function readBytes(text: string): Uint8Array {
  const isLegal = /^[A-Za-z0-9+/]*={0,2}$/.test(text) || /^[A-Za-z0-9_-]*={0,2}$/.test(text);
  if (!isLegal || text.length % 4 !== 0) {
    // Go names the byte that is wrong, or the last group of four when that is cut short.
    const wrong = isLegal ? -1 : text.search(/[^A-Za-z0-9_-]/);
    const at = wrong < 0 ? text.length - (text.length % 4) : wrong;
    throw new BadParameter(`illegal base64 data at input byte ${at}`);
  }
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}

/** A name, or the number of one in any notation. */
function pathEnum({ numbers, names }: EnumDescriptor, text: string): number {
  const named = numbers.get(text);
  if (named !== undefined) return named;
  const number = /^[+-]?\w+$/.test(text) ? asInt32(text, 0) : undefined;
  if (number === undefined || !names.has(number)) throw new BadParameter(`${text} is not valid`);
  return number;
}

function queryEnum({ name, numbers, names }: EnumDescriptor, text: string): number {
  const named = numbers.get(text);
  if (named !== undefined) return named;
  const number = asInt32(text, 10);
  if (number === undefined || !names.has(number)) {
    throw new BadParameter(`${text} is not a valid ${goTypeName(name)}`);
  }
  return number;
}

function asInt32(text: string, base: 0 | 10): number | undefined {
  try {
    return Number(parseGoInteger(text, { name: "ParseInt", base, bits: 32 }));
  } catch {
    return undefined;
  }
}

/** A type as Go prints it: with the last part of its package that is no version; gov's packages are called by theirs. */
function goTypeName(fullName: string): string {
  const parts = fullName.split(".");
  const named = fullName.startsWith("cosmos.gov.")
    ? parts
    : parts.filter((part) => !/^v[0-9]/.test(part));
  return named.slice(-2).join(".");
}

function jsonName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
