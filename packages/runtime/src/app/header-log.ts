import type { HeaderInfo } from "../ctx.ts";
import { bareHeader } from "./abci-context.ts";

/** Headers kept for queries of older heights; as many as versions are usually kept. */
const HEADERS_MAX = 10_000;

/** Headers of committed blocks: queries and CheckTx run in the block they look at. */
export interface HeaderLog {
  /** Header of the last block, or of genesis before there is one. */
  last(): HeaderInfo;
  /** Header of a height; where it was forgotten, height and the last known time. */
  at(height: bigint): HeaderInfo;
  set(header: HeaderInfo): void;
  rollback(height: bigint): void;
}

/** A log for a chain whose last block is `height`; its header is known only if the caller kept it. */
export function createHeaderLog(
  chainId: string,
  height: bigint,
  lastHeader: HeaderInfo | undefined,
): HeaderLog {
  const headers = new Map<bigint, HeaderInfo>();
  let last = lastHeader ?? bareHeader(chainId, height, 0n);

  function at(wanted: bigint): HeaderInfo {
    if (wanted === last.height) return last;
    return headers.get(wanted) ?? bareHeader(chainId, wanted, last.time);
  }

  return {
    last: () => last,
    at,
    set(header) {
      last = header;
      headers.set(header.height, header);
      headers.delete(header.height - BigInt(HEADERS_MAX));
    },
    rollback(target) {
      last = at(target);
      for (const known of headers.keys()) if (known > target) headers.delete(known);
    },
  };
}
