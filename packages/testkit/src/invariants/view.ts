import type { Time } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import type { KVStore, StoreReader } from "@testudo/store";
import type { TestChain } from "../test-chain.ts";

/** The committed state of a chain after one of its blocks: all that the rules look at. */
export interface StateView extends StoreReader {
  readonly role: ChainRole;
  readonly chainId: string;
  readonly height: bigint;
  /** Of the block. */
  readonly time: Time;
}

/** A rule looks at one state and names what does not hold, each with the rule's name in front. */
export type Rule = (view: StateView) => Iterable<string>;

/** The state of a test chain after its last block. */
export function viewOf(chain: TestChain): StateView {
  const { role, chainId, height, time, store } = chain;
  const stores = new Map<string, KVStore>();
  const reader = store.at(height);
  return {
    role,
    chainId,
    height,
    time,
    store(name) {
      const known = stores.get(name) ?? reader.store(name);
      stores.set(name, known);
      return known;
    },
  };
}

/** Adds up amounts in their wire form. */
export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
