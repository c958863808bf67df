import type { HeaderInfo } from "../ctx.ts";
import { bareHeader } from "./abci-context.ts";

/** Headers kept for queries of older heights where nobody else knows them; as many as versions are usually kept. */
const HEADERS_MAX = 10_000;
/** Headers kept beside a node, which can read the older ones from its blocks. */
const RECENT_HEADERS_MAX = 256;

/** Headers of committed blocks: queries and CheckTx run in the block they look at. */
export interface HeaderLog {
  /** Header of the last block, or of genesis before there is one. */
  last(): HeaderInfo;
  /** Header of a height; where it was forgotten, height and the last known time. */
  at(height: bigint): HeaderInfo;
  set(header: HeaderInfo): void;
  rollback(height: bigint): void;
}

/** A chain as its log begins: at `height`, with what the caller still knows of its blocks. */
export interface HeaderLogOptions {
  readonly chainId: string;
  readonly height: bigint;
  readonly lastHeader?: HeaderInfo | undefined;
  readonly headerAt?: ((height: bigint) => HeaderInfo | undefined) | undefined;
}

/** A log that begins with the last committed block. */
export function createHeaderLog(options: HeaderLogOptions): HeaderLog {
  const { chainId, height, lastHeader, headerAt = () => undefined } = options;
  const headersMax = BigInt(options.headerAt === undefined ? HEADERS_MAX : RECENT_HEADERS_MAX);
  const headers = new Map<bigint, HeaderInfo>();
  let last = lastHeader ?? headerAt(height) ?? bareHeader(chainId, height, 0n);

  function at(wanted: bigint): HeaderInfo {
    if (wanted === last.height) return last;
    return headers.get(wanted) ?? headerAt(wanted) ?? bareHeader(chainId, wanted, last.time);
  }

  return {
    last: () => last,
    at,
    set(header) {
      last = header;
      headers.set(header.height, header);
      headers.delete(header.height - headersMax);
    },
    rollback(target) {
      last = at(target);
      for (const known of headers.keys()) if (known > target) headers.delete(known);
    },
  };
}
