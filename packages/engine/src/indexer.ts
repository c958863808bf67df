import {
  type Bytes,
  concatBytes,
  fromHex,
  maxBigint,
  minBigint,
  readUint64BE,
  uint64BE,
  utf8,
} from "@testudo/base";
import type { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import type { Database, DatabaseWrite } from "./database.ts";
import type { TxPlace } from "./engine-types.ts";
import { createEventIndex } from "./event-index.ts";
import { valueMatches } from "./event-match.ts";
import { type Condition, parseEventQuery } from "./event-query.ts";
import type { EntryPlace } from "./index-segment.ts";
import { planSearch } from "./search-plan.ts";

/** Finds transactions by hash, and transactions and blocks by their events. */
export interface Indexer {
  /** Last height that needs not be given to `addBlock` again. */
  readonly sealedHeight: bigint;
  /** Writes that make the transactions of a block findable by hash; they belong into the batch of its results. */
  hashWrites(height: bigint, hashes: readonly Bytes[]): DatabaseWrite[];
  /** Takes the events of a block; blocks come in ascending order. The writes, if any, may follow at leisure. */
  addBlock(height: bigint, result: ResponseFinalizeBlock): DatabaseWrite[];
  place(hash: Bytes): TxPlace | undefined;
  /** @throws EventQueryError */
  searchTxs(query: string): readonly TxPlace[];
  /** Heights, of blocks up to `latest`. @throws EventQueryError */
  searchBlocks(query: string, latest: bigint): readonly bigint[];
}

/** After so many blocks or events the index moves what it holds in memory to the database. */
const SEGMENT_BLOCKS = 256;
const SEGMENT_EVENTS = 20_000;

const TX_PREFIX = utf8("T");

/** An index in the engine's database with the latest blocks in memory; see `EventIndex`. */
export function createIndexer(database: Database, initialHeight: bigint): Indexer {
  const txEvents = createEventIndex(database, "t");
  const blockEvents = createEventIndex(database, "b");
  const place = (hash: Bytes): TxPlace | undefined => {
    const found = database.getSync(concatBytes(TX_PREFIX, hash));
    if (found === undefined) return undefined;
    return { height: readUint64BE(found, 0), index: Number(readUint64BE(found, 8)) };
  };

  return {
    get sealedHeight() {
      return BigInt(blockEvents.sealedHeight);
    },

    // The same bytes can be in two blocks; like CometBFT, the last one is found by hash.
    hashWrites: (height, hashes) =>
      hashes.map((hash, index) => ({
        key: concatBytes(TX_PREFIX, hash),
        value: concatBytes(uint64BE(height), uint64BE(BigInt(index))),
      })),

    addBlock(height, result) {
      const at = Number(height);
      blockEvents.add({ height: at, index: 0 }, result.events);
      for (const [index, { events }] of result.txResults.entries()) {
        txEvents.add({ height: at, index }, events);
      }
      const isFull =
        at - blockEvents.sealedHeight >= SEGMENT_BLOCKS ||
        blockEvents.openEvents + txEvents.openEvents >= SEGMENT_EVENTS;
      return isFull ? [...txEvents.seal(at), ...blockEvents.seal(at)] : [];
    },

    place,

    searchTxs(text) {
      const query = parseEventQuery(text);
      const hash = query.conditions.find(({ key }) => key === "tx.hash");
      if (hash !== undefined) {
        const found = place(txHashOf(hash));
        return found === undefined ? [] : [found];
      }
      const plan = planSearch(query, "tx.height");
      if (plan.isEmpty) return [];
      if (plan.hasAttributes) {
        return plan.heightTexts.length > 0 ? [] : txEvents.search(plan).map(txPlace);
      }
      return txEvents
        .entries(plan)
        .filter(({ height }) => plan.heightTexts.every((one) => valueMatches(one, String(height))))
        .map(txPlace);
    },

    searchBlocks(text, latest) {
      const plan = planSearch(parseEventQuery(text), "block.height");
      // The reference keeps no text of a block's height that such a condition could look at.
      if (plan.isEmpty || plan.heightTexts.length > 0) return [];
      if (plan.hasAttributes) return blockEvents.search(plan).map(({ height }) => BigInt(height));
      const heights: bigint[] = [];
      const last = minBigint(plan.highest, latest);
      const first = maxBigint(plan.lowest, initialHeight);
      for (let height = first; height <= last; height += 1n) heights.push(height);
      return heights;
    },
  };
}

function txPlace({ height, index }: EntryPlace): TxPlace {
  return { height: BigInt(height), index };
}

function txHashOf({ operand }: Condition): Bytes {
  const hex = operand?.text ?? "";
  const fault = hexFault(hex);
  if (fault !== undefined) {
    throw new Error(`error during searching for a hash in the query: encoding/hex: ${fault}`);
  }
  if (hex === "") {
    throw new Error("error while retrieving the result: transaction hash cannot be empty");
  }
  return fromHex(hex.toLowerCase());
}

function hexFault(hex: string): string | undefined {
  const stranger = /[^0-9a-fA-F]/u.exec(hex)?.[0];
  if (stranger !== undefined) {
    const point = (stranger.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `invalid byte: U+${point} '${stranger}'`;
  }
  return hex.length % 2 === 1 ? "odd length hex string" : undefined;
}
