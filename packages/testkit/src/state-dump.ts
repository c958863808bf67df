import { type Bytes, concatBytes, lengthPrefixed, toHex, utf8 } from "@testudo/base";
import type { TestChain, TxResult } from "./test-chain.ts";

/** Every key of every store, as `store/key in hex`. */
export type StateDump = ReadonlyMap<string, string>;

/** The committed state of a chain. */
export function dumpState({ store }: TestChain): StateDump {
  const dump = new Map<string, string>();
  for (const name of store.names) {
    for (const [key, value] of store.store(name).iterate()) {
      dump.set(`${name}/${toHex(key)}`, toHex(value));
    }
  }
  return dump;
}

/** Keys that differ between two states, sorted. */
export function changedKeys(before: StateDump, after: StateDump): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
}

/** What a transaction did to a chain. */
export interface Effect {
  readonly result: TxResult;
  /** Keys that a block with the transaction leaves different from the same block without it. */
  readonly changed: readonly string[];
}

/** Makes the next block twice, without a transaction and then with it. */
export async function effectOf(chain: TestChain, tx: Uint8Array): Promise<Effect> {
  const snapshot = chain.snapshot();
  chain.next();
  const without = dumpState(chain);
  await chain.restore(snapshot);
  const result = chain.include(tx)[0]!;
  return { result, changed: changedKeys(without, dumpState(chain)) };
}

/** The key of an account in a dump. */
export function accountKey({ address }: { readonly address: Bytes }): string {
  return `acc/01${toHex(address)}`;
}

/** The key of a balance in a dump. */
export function balanceKey(address: Bytes, denom: string): string {
  return `bank/02${toHex(concatBytes(lengthPrefixed(address), utf8(denom)))}`;
}
