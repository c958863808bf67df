import type { Time } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import type { Event } from "@testudo/proto/tendermint/abci";
import type { KVStore, StoreReader } from "@testudo/store";
import { eventsOf, type TestChain } from "../test-chain.ts";

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

/** A block between two states, with the events of all that it did. */
export interface Passage {
  readonly before: StateView;
  readonly after: StateView;
  readonly events: readonly Event[];
}

/** A rule about what a block may change. */
export type PassageRule = (passage: Passage) => Iterable<string>;

/** The state of a test chain after a block, the last one unless told. */
export function viewOf(chain: TestChain, height: bigint = chain.height): StateView {
  const { role, chainId, store } = chain;
  const stores = new Map<string, KVStore>();
  const reader = store.at(height);
  return {
    role,
    chainId,
    height,
    time: chain.made(height).header.time,
    store(name) {
      const known = stores.get(name) ?? reader.store(name);
      stores.set(name, known);
      return known;
    },
  };
}

/** The last block of a test chain; undefined for the first one, which follows no state. */
export function passageOf(chain: TestChain): Passage | undefined {
  const { height } = chain;
  if (height <= chain.state.initialHeight) return undefined;
  return {
    before: viewOf(chain, height - 1n),
    after: viewOf(chain, height),
    events: eventsOf(chain.made(height)),
  };
}

/** Adds up. */
export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** An attribute of an event; empty when it is not there. */
export function attribute(event: Event, key: string): string {
  return event.attributes.find((one) => one.key === key)?.value ?? "";
}
