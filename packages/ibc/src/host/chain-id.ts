import { ibcErrors } from "./errors.ts";
import { parseUint64 } from "./uint64.ts";

const REVISION_FORMAT = /^[^\n]*[^\n-]-[1-9][0-9]*$/;

/** Whether the chain id ends in `-{n}` with a positive revision without leading zeros. */
export function isRevisionFormat(chainId: string): boolean {
  return REVISION_FORMAT.test(chainId);
}

/**
 * The revision of a chain id, 0 when it carries none.
 *
 * @throws RevisionOverflow when the number exceeds 64 bits; the Go stack panics there.
 */
export function parseChainRevision(chainId: string): bigint {
  if (!isRevisionFormat(chainId)) return 0n;
  const revision = parseUint64(chainId.slice(chainId.lastIndexOf("-") + 1));
  if (revision === undefined) throw new RevisionOverflow(chainId);
  return revision;
}

/**
 * The same chain id with another revision.
 *
 * @throws ibc/11 when the chain id is not in revision format.
 */
export function withRevision(chainId: string, revision: bigint): string {
  if (!isRevisionFormat(chainId)) {
    throw ibcErrors.invalidChainId(`chainID is not in revision format: ${chainId}`);
  }
  return `${chainId.slice(0, chainId.lastIndexOf("-"))}-${revision}`;
}

/** Not an `AppError`: a transaction that causes it is a recovered panic (undefined/111222). */
export class RevisionOverflow extends Error {
  constructor(chainId: string) {
    super(`regex allowed non-number value as last split element for chainID: ${chainId}`);
    this.name = "RevisionOverflow";
  }
}
