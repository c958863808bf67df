import type { AbciClient } from "@testudo/abci";
import { readUvarint, toHex } from "@testudo/base";
import type { CommitMultiStore } from "@testudo/store";
import type { Difference } from "./differences.ts";

/** Differences listed of one store. */
const PER_STORE_MAX = 5;

/**
 * Names the keys that two states of one height differ in, by reading the Go application's stores whole.
 */
export async function differingKeys(options: {
  readonly go: AbciClient;
  readonly store: CommitMultiStore;
  readonly height: bigint;
}): Promise<readonly Difference[]> {
  const { go, store, height } = options;
  const found: Difference[] = [];
  for (const name of store.names) {
    const theirs = await readStore(go, name, height);
    const ours = new Map<string, string>();
    for (const [key, value] of store.at(height).store(name).iterate()) {
      ours.set(toHex(key), toHex(value));
    }
    const keys = [...new Set([...theirs.keys(), ...ours.keys()])].sort();
    const differing = keys.filter((key) => theirs.get(key) !== ours.get(key));
    for (const key of differing.slice(0, PER_STORE_MAX)) {
      found.push({
        height,
        what: `store ${name} key ${key}`,
        go: theirs.get(key) ?? "(none)",
        ours: ours.get(key) ?? "(none)",
      });
    }
  }
  return found;
}

/** All pairs of a store: the query wants a prefix of at least one byte. */
async function readStore(
  go: AbciClient,
  name: string,
  height: bigint,
): Promise<ReadonlyMap<string, string>> {
  const pairs = new Map<string, string>();
  for (let first = 0; first < 256; first += 1) {
    const answer = await go.query({
      path: `/store/${name}/subspace`,
      data: Uint8Array.of(first),
      height,
      prove: false,
    });
    if (answer.code !== 0) throw new Error(`${name}: ${answer.log}`);
    for (const pair of fields(answer.value)) {
      const [key, value = ""] = fields(pair).map(toHex);
      if (key !== undefined) pairs.set(key, value);
    }
  }
  return pairs;
}

/** The length-prefixed fields of a message that has no others, in order: pairs of a list, key and value of a pair. */
function fields(bytes: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value: length, next } = readUvarint(bytes, at + 1);
    at = next + Number(length);
    found.push(bytes.subarray(next, at));
  }
  return found;
}
