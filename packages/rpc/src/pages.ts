import { internalError } from "./rpc-error.ts";

const PER_PAGE_DEFAULT = 30;
const PER_PAGE_MAX = 100;

/** One page of a list: where it starts and how long it may be. */
export interface Page {
  readonly skip: number;
  readonly perPage: number;
}

/**
 * CometBFT's paging: 1-based pages of 30 by default and 100 at most.
 *
 * @throws RpcError -32603 for a page that does not exist
 */
export function pageOf(total: number, page: bigint | undefined, perPage: bigint | undefined): Page {
  const size = sizeOf(perPage);
  const pages = Math.max(1, Math.ceil(total / size));
  if (page === undefined) return { skip: 0, perPage: size };
  if (page < 1n || page > BigInt(pages)) {
    throw internalError(`page should be within [1, ${pages}] range, given ${page}`);
  }
  return { skip: (Number(page) - 1) * size, perPage: size };
}

function sizeOf(perPage: bigint | undefined): number {
  if (perPage === undefined || perPage < 1n) return PER_PAGE_DEFAULT;
  return perPage > BigInt(PER_PAGE_MAX) ? PER_PAGE_MAX : Number(perPage);
}
