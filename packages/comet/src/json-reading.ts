import {
  type Bytes,
  fromBase64,
  fromHex,
  GO_ZERO_TIME,
  parseInt64,
  parseRfc3339,
  parseUint64,
  type Time,
} from "@testudo/base";
import { cometError } from "./errors.ts";

/**
 * A place in a JSON document. Reading follows CometBFT's decoder: what is absent or null has the zero value of its type,
 * unknown fields are passed over, and a value of the wrong form is refused with its path.
 */
export interface JsonNode {
  readonly value: unknown;
  readonly path: string;
}

/** The document itself. */
export function jsonRoot(value: unknown, name = ""): JsonNode {
  return { value, path: name };
}

/** Whether there is nothing at the place. */
export function isAbsent({ value }: JsonNode): boolean {
  return value === undefined || value === null;
}

/** A field of an object; own fields only, so that `__proto__` is just a name. */
export function field(node: JsonNode, name: string): JsonNode {
  const path = node.path === "" ? name : `${node.path}.${name}`;
  if (isAbsent(node)) return { value: undefined, path };
  if (typeof node.value !== "object" || Array.isArray(node.value)) throw wrong(node, "an object");
  const own = Object.getOwnPropertyDescriptor(node.value, name);
  return { value: own?.value, path };
}

/** The elements of a list. */
export function elements(node: JsonNode): JsonNode[] {
  if (isAbsent(node)) return [];
  if (!Array.isArray(node.value)) throw wrong(node, "a list");
  return node.value.map((value: unknown, i) => ({ value, path: `${node.path}[${i}]` }));
}

/** A text. */
export function text(node: JsonNode): string {
  if (isAbsent(node)) return "";
  if (typeof node.value !== "string") throw wrong(node, "a string");
  return node.value;
}

/** A signed 64-bit integer, which must be a string. */
export function int64(node: JsonNode): bigint {
  return isAbsent(node) ? 0n : converted(node, "a 64-bit integer in a string", parseInt64);
}

/** An unsigned 64-bit integer, which must be a string. */
export function uint64(node: JsonNode): bigint {
  return isAbsent(node)
    ? 0n
    : converted(node, "an unsigned 64-bit integer in a string", parseUint64);
}

/** An integer of at most 32 bits, which must be a number. */
export function int32(node: JsonNode): number {
  if (isAbsent(node)) return 0;
  const { value } = node;
  if (typeof value !== "number" || !Number.isInteger(value) || Math.abs(value) > 0xffffffff) {
    throw wrong(node, "a 32-bit integer");
  }
  return value;
}

/** Bytes in hex of either case. */
export function hexBytes(node: JsonNode): Bytes {
  return isAbsent(node) ? new Uint8Array(0) : converted(node, "hex", fromHex);
}

/** Bytes in base64. */
export function base64Bytes(node: JsonNode): Bytes {
  return isAbsent(node) ? new Uint8Array(0) : converted(node, "base64", fromBase64);
}

/** A time in UTC, ending with Z. */
export function time(node: JsonNode): Time {
  if (isAbsent(node)) return GO_ZERO_TIME;
  return converted(node, "a UTC time that ends with Z", (value) => {
    if (!value.endsWith("Z")) throw wrong(node, "a UTC time that ends with Z");
    return parseRfc3339(value);
  });
}

/** A time with any offset, as Go's own decoder takes it. */
export function timeWithOffset(node: JsonNode): Time {
  return isAbsent(node) ? GO_ZERO_TIME : converted(node, "an RFC 3339 time", parseRfc3339);
}

/** A refusal that names the place. */
export function wrong(node: JsonNode, expected: string): Error {
  return cometError("invalid", `${node.path || "document"}: expected ${expected}`);
}

/** The parsers of `base` throw errors of their own, which do not know where in the document they are. */
function converted<T>(node: JsonNode, expected: string, parse: (value: string) => T): T {
  const value = text(node);
  try {
    return parse(value);
  } catch {
    throw wrong(node, expected);
  }
}
