/**
 * Remembers signatures that held, so that a transaction or a commit that is checked again (simulation, mempool,
 * block) costs a look-up. It only repeats answers: with or without it every verdict is the same.
 */
export interface ProvenSignatures {
  has(key: Uint8Array, hash: Uint8Array, signature: Uint8Array): boolean;
  add(key: Uint8Array, hash: Uint8Array, signature: Uint8Array): void;
}

/** A memory of at most twice `limit` signatures; the older half is forgotten at once. */
export function createProvenSignatures(limit: number): ProvenSignatures {
  let recent = new Set<string>();
  let older = new Set<string>();
  return {
    has(key, hash, signature) {
      const name = nameOf(key, hash, signature);
      return recent.has(name) || older.has(name);
    },
    add(key, hash, signature) {
      if (recent.size >= limit) {
        older = recent;
        recent = new Set();
      }
      recent.add(nameOf(key, hash, signature));
    },
  };
}

/** Unambiguous, as the length of each part is fixed by the scheme. */
function nameOf(key: Uint8Array, hash: Uint8Array, signature: Uint8Array): string {
  return textOf(key) + textOf(hash) + textOf(signature);
}

/** One character for each byte: half the cost of spreading the bytes into arguments. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
