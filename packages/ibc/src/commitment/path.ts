import { concatBytes } from "@testudo/base";
import { panic } from "@testudo/runtime";
import { commitmentErrors } from "./errors.ts";

/**
 * The path of a proof: the counterparty's store, then the key in it.
 *
 * @throws commitment/3 when the prefix is empty
 */
export function applyPrefix(prefix: Uint8Array, key: Uint8Array): readonly Uint8Array[] {
  if (prefix.length === 0) throw commitmentErrors.invalidPrefix("prefix can't be empty");
  return [prefix, key];
}

/** The path of a v2 proof: the key goes behind the last element of the counterparty's prefix. */
export function appendToPath(
  prefix: readonly Uint8Array[],
  key: Uint8Array,
): readonly Uint8Array[] {
  const last = prefix[prefix.length - 1];
  if (last === undefined) panic("cannot build merkle path with empty prefix");
  return [...prefix.slice(0, -1), concatBytes(last, key)];
}
