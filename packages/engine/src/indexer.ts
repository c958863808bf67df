import { ByteMap, type Bytes, fromHex, toHexUpper } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import type { IndexedTx } from "./engine-types.ts";
import { createEventIndex, splitConditions } from "./event-index.ts";
import { type Condition, parseEventQuery, valueMatches } from "./event-query.ts";

/** Where a transaction lies. */
export interface TxPlace {
  readonly height: bigint;
  readonly index: number;
}

/** Finds transactions by hash, and transactions and blocks by their events. */
export interface Indexer {
  /** Blocks come in ascending order. */
  addBlock(height: bigint, txs: readonly Bytes[], result: ResponseFinalizeBlock): void;
  place(hash: Bytes): TxPlace | undefined;
  /** @throws EventQueryError */
  searchTxs(query: string): readonly TxPlace[];
  /** @throws EventQueryError */
  searchBlocks(query: string): readonly bigint[];
}

/** Loads the transaction at a place. */
export type TxLoader = (place: TxPlace) => IndexedTx | undefined;

/**
 * An index in memory, filled again at start from the stored results: a few dozen bytes for each attribute, and no
 * second copy of the truth that a crash could leave behind the first.
 */
export function createIndexer(): Indexer {
  const places: TxPlace[] = [];
  const byHash = new ByteMap<number>();
  const txEvents = createEventIndex();
  const heights: bigint[] = [];
  const blockEvents = createEventIndex();

  return {
    addBlock(height, txs, result) {
      heights.push(height);
      blockEvents.add(heights.length - 1, result.events);
      for (const [index, tx] of txs.entries()) {
        places.push({ height, index });
        // The same bytes can be in two blocks; like CometBFT, the last one is found by hash.
        byHash.set(sha256(tx), places.length - 1);
        txEvents.add(places.length - 1, result.txResults[index]?.events ?? []);
      }
    },

    place: (hash) => {
      const entry = byHash.get(hash);
      return entry === undefined ? undefined : places[entry];
    },

    searchTxs(text) {
      const query = parseEventQuery(text);
      const hash = query.conditions.find(
        ({ key, operator }) => key === "tx.hash" && operator === "=",
      );
      if (hash !== undefined) return byTxHash(hash);
      const { reserved, attributes } = splitConditions(query, ["tx.height"]);
      const entries =
        attributes.length > 0 ? txEvents.search(attributes) : withinHeights(places, reserved);
      return entries
        .map((entry) => places[entry])
        .filter((place) => place !== undefined)
        .filter(({ height }) => meets(reserved, height));
    },

    searchBlocks(text) {
      const query = parseEventQuery(text);
      const { reserved, attributes } = splitConditions(query, ["block.height"]);
      const found =
        attributes.length > 0
          ? blockEvents.search(attributes).map((entry) => heights[entry] ?? 0n)
          : heights;
      return found.filter((height) => meets(reserved, height));
    },
  };

  function byTxHash(condition: Condition): readonly TxPlace[] {
    const hex = condition.operand?.text ?? "";
    if (!/^([0-9a-fA-F]{2})*$/.test(hex)) throw new Error(`tx.hash is not hex: ${hex}`);
    const entry = byHash.get(fromHex(hex.toLowerCase()));
    const place = entry === undefined ? undefined : places[entry];
    return place === undefined ? [] : [place];
  }
}

/** Entries whose height can meet the conditions, without walking the whole chain for one height. */
function withinHeights(places: readonly TxPlace[], conditions: readonly Condition[]): number[] {
  let [low, high] = [0, places.length];
  const exact = conditions.find(({ operator }) => operator === "=")?.operand;
  if (exact?.kind === "number" || exact?.kind === "text") {
    if (!/^\d+$/.test(exact.text)) return [];
    const height = BigInt(exact.text);
    low = firstAtOrAbove(places, height);
    high = firstAtOrAbove(places, height + 1n);
  }
  return Array.from({ length: high - low }, (_unused, i) => low + i);
}

function firstAtOrAbove(places: readonly TxPlace[], height: bigint): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.height ?? 0n) < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meets(conditions: readonly Condition[], height: bigint): boolean {
  return conditions.every((condition) => valueMatches(numeric(condition), String(height)));
}

/** `tx.height = '5'` means the number 5. */
function numeric(condition: Condition): Condition {
  if (condition.operand?.kind !== "text") return condition;
  const parsed = parseEventQuery(`h ${condition.operator} ${condition.operand.text || "''"}`);
  return parsed.conditions[0] ?? condition;
}

/** The upper-case hex by which clients name a transaction. */
export function txHashText(tx: Bytes): string {
  return toHexUpper(sha256(tx));
}
