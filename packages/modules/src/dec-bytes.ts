import { Dec, fromUtf8, utf8 } from "@testudo/base";

/** A `Dec` from a field that the schema declares as bytes: the scaled integer in ASCII; empty is zero. */
export function decFromBytes(bytes: Uint8Array): Dec {
  return Dec.fromAtomics(fromUtf8(bytes));
}

/** A `Dec` for a field that the schema declares as bytes. */
export function decToBytes(value: Dec): Uint8Array {
  return utf8(value.toAtomicsText());
}
