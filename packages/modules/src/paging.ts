import { AppError, concatBytes, prefixEnd } from "@testudo/base";
import type { PageRequest } from "@testudo/proto/cosmos/base/query/v1beta1";
import {
  type FullPageRequest,
  GrpcCode,
  grpcError,
  type Page,
  type PageSource,
  Panic,
  pageDefaults,
  paginate,
} from "@testudo/runtime";

import { NIL_POINTER } from "./wire.ts";

const NO_KEY = new Uint8Array();

/**
 * A page, with a refused page request turned into a gRPC status: `Internal` where the reference says no other.
 *
 * @throws GrpcError
 */
export function pageOf<T>(
  source: PageSource<T>,
  refuse = (complaint: string): AppError => grpcError(GrpcCode.INTERNAL, complaint),
): Page<T> {
  try {
    return paginate(source);
  } catch (error) {
    throw error instanceof AppError ? refuse(error.message) : error;
  }
}

/**
 * A page of what the reference keeps in a typed collection (`CollectionFilteredPaginate`). It differs from pages over raw
 * stores: entries that `read` leaves out count for the offset, and after a key for the limit; an offset beyond the end
 * gives no total; in reverse a page begins with all keys that start with the given one.
 *
 * @throws GrpcError; Panic when `read` refuses an entry
 */
export function collectionPage<T>(
  source: PageSource<T>,
  refuse = (complaint: string): AppError => grpcError(GrpcCode.INTERNAL, complaint),
): Page<T> {
  const page = requestedPage(source.page, refuse);
  try {
    return page.key.length > 0 ? fromKey(source, page) : fromOffset(source, page);
  } catch (error) {
    // The reference reaches into the answer that an error has left it without.
    throw error instanceof AppError ? new Panic(NIL_POINTER) : error;
  }
}

function requestedPage(
  page: PageRequest | undefined,
  refuse: (complaint: string) => AppError,
): FullPageRequest {
  try {
    return pageDefaults(page);
  } catch (error) {
    throw error instanceof AppError ? refuse(error.message) : error;
  }
}

function fromKey<T>({ store, prefix, read }: PageSource<T>, page: FullPageRequest): Page<T> {
  const from = concatBytes(prefix, page.key);
  const range = page.reverse
    ? { start: prefix, end: prefixEnd(from), reverse: true }
    : { start: from, end: prefixEnd(prefix) };
  const items: T[] = [];
  let count = 0n;
  for (const [key, value] of store.iterate(range)) {
    const relative = key.subarray(prefix.length);
    if (count === page.limit) return { items, pagination: { nextKey: relative, total: 0n } };
    const item = read(relative, value);
    if (item !== undefined) items.push(item);
    count += 1n;
  }
  return { items, pagination: { nextKey: NO_KEY, total: 0n } };
}

function fromOffset<T>({ store, prefix, read }: PageSource<T>, page: FullPageRequest): Page<T> {
  const { offset, limit, countTotal, reverse } = page;
  const items: T[] = [];
  let skipped = 0n;
  let count = 0n;
  let nextKey: Uint8Array = NO_KEY;
  for (const [key, value] of store.iterate({ start: prefix, end: prefixEnd(prefix), reverse })) {
    if (skipped < offset) {
      skipped += 1n;
      continue;
    }
    const relative = key.subarray(prefix.length);
    if (count === limit) {
      nextKey = relative;
      if (!countTotal) break;
    }
    const item = read(relative, value);
    if (item === undefined) continue;
    if (count < limit) items.push(item);
    count += 1n;
  }
  const counted = countTotal && skipped === offset;
  return { items, pagination: { nextKey, total: counted ? count + offset : 0n } };
}
