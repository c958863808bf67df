import { type Bytes, fromBase64, fromHex, fromUtf8, utf8 } from "@testudo/base";
import { invalidParams } from "./rpc-error.ts";

/**
 * How an argument is written. In a POST body 64-bit integers are strings, `hex` is hexadecimal and `bytes` base64; in a
 * URI integers are bare or quoted, strings quoted, bytes `0x…` or a quoted string taken literally.
 */
export type ParamKind = "int" | "bool" | "string" | "hex" | "bytes" | "json";

interface ParamValues {
  readonly int: bigint;
  readonly bool: boolean;
  readonly string: string;
  readonly hex: Bytes;
  readonly bytes: Bytes;
  readonly json: unknown;
}

/** Arguments of a method by name, in their positional order. */
export type ParamSpec = Readonly<Record<string, ParamKind>>;

/** What a method gets: an argument that was not given is `undefined`. */
export type ParamsOf<S extends ParamSpec> = {
  readonly [K in keyof S]: ParamValues[S[K]] | undefined;
};

/**
 * Arguments from the `params` of a JSON-RPC request: an object, an array as long as the specification, or nothing.
 *
 * @throws RpcError -32602
 */
export function paramsFromJson(spec: ParamSpec, params: unknown): Record<string, unknown> {
  const names = Object.keys(spec);
  if (params === undefined || params === null) return {};
  if (Array.isArray(params)) {
    if (params.length !== names.length) {
      throw faultyJson(
        `expected ${names.length} parameters ([${names.join(" ")}]), got ${params.length} ([${params.map(show).join(" ")}])`,
      );
    }
    return Object.fromEntries(names.map((name, i) => [name, fromJson(spec, name, params[i])]));
  }
  if (typeof params !== "object") {
    throw faultyJson(`unknown type for JSON params: ${typeof params}. Expected map or array`);
  }
  const given = new Map(Object.entries(params));
  return Object.fromEntries(names.map((name) => [name, fromJson(spec, name, given.get(name))]));
}

/**
 * Arguments from a URI's query string.
 *
 * @throws RpcError -32602
 */
export function paramsFromUri(spec: ParamSpec, query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(spec).map(([name, kind]) => {
      const text = query.get(name);
      return [name, text === null || text === "" ? undefined : fromUri(kind, text, name)];
    }),
  );
}

const INTEGER = /^-?\d+$/;

const faultyJson = (why: string) =>
  invalidParams(`error converting json params to arguments: ${why}`);

function fromJson(spec: ParamSpec, name: string, value: unknown): unknown {
  const kind = spec[name] ?? "json";
  if (value === undefined || value === null) return undefined;
  const refuse = (why: string) => faultyJson(`${why} (${name})`);
  if (kind === "json") return value;
  if (kind === "bool") {
    if (typeof value !== "boolean") throw refuse(`cannot read ${show(value)} as a bool`);
    return value;
  }
  if (kind === "int") {
    if (typeof value !== "string") {
      throw refuse(`invalid 64-bit integer encoding ${quote(show(value))}, expected string`);
    }
    return integer(value, refuse);
  }
  if (typeof value !== "string") throw refuse(`cannot read ${show(value)} as a string`);
  if (kind === "string") return value;
  try {
    return kind === "hex" ? fromHex(value.toLowerCase()) : fromBase64(value);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

function fromUri(kind: ParamKind, text: string, name: string): unknown {
  const refuse = (why: string) =>
    invalidParams(`error converting http params to arguments: ${why} (${name})`);
  const quoted = unquote(text);
  const hex = /^0x/i.test(text) ? text.slice(2) : undefined;
  if (hex !== undefined && (kind === "int" || kind === "bool")) {
    throw refuse(`got a hex string arg, but expected '${kind === "int" ? "int64" : "bool"}'`);
  }
  if (hex !== undefined && !/^([0-9a-fA-F]{2})*$/.test(hex)) {
    throw refuse(`${show(text)} is not hex`);
  }
  switch (kind) {
    case "int":
      return integer(quoted ?? text, refuse);
    case "bool":
      if (text !== "true" && text !== "false") throw refuse(`cannot read ${show(text)} as a bool`);
      return text === "true";
    case "string":
      if (hex !== undefined) return fromUtf8(fromHex(hex.toLowerCase()));
      if (quoted === undefined) throw refuse(`${show(text)} is not a quoted string`);
      return quoted;
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw refuse(`${show(text)} is not JSON`);
      }
    default:
      if (hex !== undefined) return fromHex(hex.toLowerCase());
      if (quoted === undefined) {
        throw refuse(`${show(text)} is neither 0x-hex nor a quoted string`);
      }
      return utf8(quoted);
  }
}

function integer(text: string, refuse: (why: string) => Error): bigint {
  if (!INTEGER.test(text)) throw refuse(`cannot read ${show(text)} as an integer`);
  const value = BigInt(text);
  if (BigInt.asIntN(64, value) !== value) throw refuse(`${text} does not fit 64 bits`);
  return value;
}

function unquote(text: string): string | undefined {
  if (!/^".*"$/s.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "string" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const quote = (text: string) => JSON.stringify(text);

/** Long enough to recognise, short enough for one line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
