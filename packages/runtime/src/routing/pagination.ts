import { concatBytes, plainError, prefixEnd } from "@testudo/base";
import type { PageRequest, PageResponse } from "@testudo/proto/cosmos/base/query/v1beta1";
import type { KVStore } from "@testudo/store";

/** Entries of a page whose request names no limit. */
export const PAGE_LIMIT_DEFAULT = 100n;

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
  /** An entry as a result; undefined leaves it out (it then counts neither for the limit nor for the total). */
  read(key: Uint8Array, value: Uint8Array): T | undefined;
}

/**
 * A page over the entries of a store under a prefix, as the SDK's `Paginate` and `FilteredPaginate` do it: limit 100 and
 * a total when no limit is given, `key` of the next page relative to the prefix, key and offset exclude each other.
 *
 * `read` is called for every entry up to the end of the page, and to the end of the prefix while a total is counted; the
 * key it gets is relative to the prefix.
 *
 * @throws undefined/1 when both key and offset are given
 */
export function paginate<T>(source: PageSource<T>): Page<T> {
  const { store, prefix, read } = source;
  const page = withDefaults(source.page);
  const items: T[] = [];

  if (page.key.length > 0) {
    for (const [key, value] of entriesFrom(store, prefix, page.key, page.reverse)) {
      const relative = key.subarray(prefix.length);
      if (BigInt(items.length) === page.limit) return answer(items, relative, 0n);
      const item = read(relative, value);
      if (item !== undefined) items.push(item);
    }
    return answer(items, undefined, 0n);
  }

  const end = page.offset + page.limit;
  let hits = 0n;
  let nextKey: Uint8Array | undefined;
  for (const [key, value] of entriesFrom(store, prefix, undefined, page.reverse)) {
    const relative = key.subarray(prefix.length);
    const item = read(relative, value);
    if (item === undefined) continue;
    if (hits >= page.offset && hits < end) items.push(item);
    hits += 1n;
    if (hits === end + 1n) {
      nextKey ??= relative;
      if (!page.countTotal) break;
    }
  }
  return answer(items, nextKey, page.countTotal ? hits : 0n);
}

interface FullPageRequest {
  readonly key: Uint8Array;
  readonly offset: bigint;
  readonly limit: bigint;
  readonly countTotal: boolean;
  readonly reverse: boolean;
}

const NO_KEY = new Uint8Array();

function withDefaults(page: PageRequest | undefined): FullPageRequest {
  const { key = NO_KEY, offset = 0n, limit = 0n, countTotal = false, reverse = false } = page ?? {};
  if (offset > 0n && key.length > 0) {
    throw plainError("invalid request, either offset or key is expected, got both");
  }
  return limit === 0n
    ? { key, offset, limit: PAGE_LIMIT_DEFAULT, countTotal: true, reverse }
    : { key, offset, limit, countTotal, reverse };
}

/** Walks the prefix from `start` on; in reverse, `start` is still part of the walk. */
function entriesFrom(
  store: KVStore,
  prefix: Uint8Array,
  start: Uint8Array | undefined,
  reverse: boolean,
) {
  const from = start === undefined ? prefix : concatBytes(prefix, start);
  if (!reverse) return store.iterate({ start: lowerBound(from), end: prefixEnd(prefix) });
  const end = start === undefined ? prefixEnd(prefix) : concatBytes(from, Uint8Array.of(0));
  return store.iterate({ start: lowerBound(prefix), end, reverse: true });
}

function lowerBound(key: Uint8Array): Uint8Array | undefined {
  return key.length === 0 ? undefined : key;
}

function answer<T>(items: readonly T[], nextKey: Uint8Array | undefined, total: bigint): Page<T> {
  return { items, pagination: { nextKey: nextKey ?? NO_KEY, total } };
}
