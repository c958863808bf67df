import { concatBytes, minBigint, plainError, prefixEnd } from "@testudo/base";
import type { PageRequest, PageResponse } from "@testudo/proto/cosmos/base/query/v1beta1";
import type { KVStore } from "@testudo/store";
import { panic } from "../panic.ts";

/** Entries of a page whose request names no limit. */
export const PAGE_LIMIT_DEFAULT = 100n;

/** Entries of a page at most: what an answer may hold of a node's memory. The next page begins where it ends. */
export const PAGE_LIMIT_MAX = 10_000n;

/** A page of results with the answer for the caller's `pagination` field. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly pagination: PageResponse;
}

/** What is paged over. */
export interface PageSource<T> {
  readonly store: KVStore;
  /** Only keys that start with it; page keys are relative to it. */
  readonly prefix: Uint8Array;
  readonly page: PageRequest | undefined;
  /** Whether `read` leaves entries out; they then count neither for the limit nor for the total. */
  readonly filtered?: boolean;
  /** An entry as a result; undefined leaves it out. */
  read(key: Uint8Array, value: Uint8Array): T | undefined;
}

/**
 * A page over the entries of a store under a prefix, as the SDK's `Paginate` and (filtered) `FilteredPaginate` do it:
 * limit 100 and a total when no limit is given, `key` of the next page relative to the prefix, key and offset exclude
 * each other, offset and limit are added in 64 bits. A page ends after `PAGE_LIMIT_MAX` entries, whatever its limit.
 *
 * With a filter `read` is called for every entry up to the end of the page, and to the end of the prefix while a total
 * is counted; the key it gets is relative to the prefix.
 *
 * @throws undefined/1 when both key and offset are given, Panic when a page in reverse begins at the last key
 */
export function paginate<T>(source: PageSource<T>): Page<T> {
  const page = pageDefaults(source.page);
  if (page.key.length > 0) return pageFromKey(source, page);
  return source.filtered ? filteredPage(source, page) : plainPage(source, page);
}

function pageFromKey<T>({ store, prefix, read }: PageSource<T>, page: FullPageRequest): Page<T> {
  const limit = minBigint(page.limit, PAGE_LIMIT_MAX);
  const items: T[] = [];
  for (const [key, value] of entriesFrom(store, prefix, page)) {
    const relative = key.subarray(prefix.length);
    if (BigInt(items.length) === limit) return answer(items, relative, 0n);
    const item = read(relative, value);
    if (item !== undefined) items.push(item);
  }
  return answer(items, undefined, 0n);
}

function plainPage<T>({ store, prefix, read }: PageSource<T>, page: FullPageRequest): Page<T> {
  const end = pageEnd(page);
  const items: T[] = [];
  let count = 0n;
  let nextKey: Uint8Array | undefined;
  for (const [key, value] of entriesFrom(store, prefix, page)) {
    count += 1n;
    if (count <= page.offset) continue;
    const relative = key.subarray(prefix.length);
    if (count <= end) {
      const item = read(relative, value);
      if (item !== undefined) items.push(item);
    } else if (count === end + 1n) {
      nextKey = relative;
      if (!page.countTotal) break;
    }
  }
  return answer(items, nextKey, page.countTotal ? count : 0n);
}

/** Number of the last entry of a page, counted from 1. */
function pageEnd({ offset, limit }: FullPageRequest): bigint {
  return minBigint(BigInt.asUintN(64, offset + limit), offset + PAGE_LIMIT_MAX);
}

function filteredPage<T>({ store, prefix, read }: PageSource<T>, page: FullPageRequest): Page<T> {
  const end = pageEnd(page);
  const beyond = BigInt.asUintN(64, end + 1n);
  const items: T[] = [];
  let hits = 0n;
  let nextKey: Uint8Array | undefined;
  for (const [key, value] of entriesFrom(store, prefix, page)) {
    const relative = key.subarray(prefix.length);
    const item = read(relative, value);
    if (item !== undefined) {
      if (hits >= page.offset && hits < end) items.push(item);
      hits += 1n;
    }
    if (hits === beyond) {
      nextKey ??= relative;
      if (!page.countTotal) break;
    }
  }
  return answer(items, nextKey, page.countTotal ? hits : 0n);
}

/** A page request with nothing left open. */
export interface FullPageRequest {
  readonly key: Uint8Array;
  readonly offset: bigint;
  readonly limit: bigint;
  readonly countTotal: boolean;
  readonly reverse: boolean;
}

const NO_KEY = new Uint8Array();

/** @throws undefined/1 when both key and offset are given */
export function pageDefaults(page: PageRequest | undefined): FullPageRequest {
  const { key = NO_KEY, offset = 0n, limit = 0n, countTotal = false, reverse = false } = page ?? {};
  if (offset > 0n && key.length > 0) {
    throw plainError("invalid request, either offset or key is expected, got both");
  }
  return limit === 0n
    ? { key, offset, limit: PAGE_LIMIT_DEFAULT, countTotal: true, reverse }
    : { key, offset, limit, countTotal, reverse };
}

function entriesFrom(store: KVStore, prefix: Uint8Array, { key, reverse }: FullPageRequest) {
  const from = concatBytes(prefix, key);
  const end = prefixEnd(prefix);
  if (!reverse) return store.iterate({ start: lowerBound(from), end });
  const start = lowerBound(prefix);
  return store.iterate({
    start,
    end: key.length === 0 ? end : endInReverse(store, from, end),
    reverse: true,
  });
}

/** In reverse the entry at the key comes first, or the one after where it would be: the end is what follows that. */
function endInReverse(store: KVStore, from: Uint8Array, end: Uint8Array | undefined) {
  const ahead = store.iterate({ start: from, end });
  if (ahead.next().done) return end;
  const next = ahead.next();
  if (next.done) panic("prefixIterator invalid, cannot call Key()");
  return next.value[0];
}

function lowerBound(key: Uint8Array): Uint8Array | undefined {
  return key.length === 0 ? undefined : key;
}

function answer<T>(items: readonly T[], nextKey: Uint8Array | undefined, total: bigint): Page<T> {
  return { items, pagination: { nextKey: nextKey ?? NO_KEY, total } };
}
