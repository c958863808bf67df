const MAX_UINT64 = (1n << 64n) - 1n;

/** Decimal digits only, within 64 bits; undefined otherwise. */
export function parseUint64(text: string): bigint | undefined {
  if (!/^[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX_UINT64 ? value : undefined;
}
