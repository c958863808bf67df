import type { Bytes, Time } from "@testudo/base";
import { createBlockStore } from "./block-store.ts";
import type { Database } from "./database.ts";

/** What an application knew of the header of its last block. */
export interface StoredHeader {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly hash: Bytes;
  readonly appHash: Bytes;
  readonly nextValidatorsHash: Bytes;
  readonly proposerAddress: Bytes;
}

/** The header of a stored block: what an application that restarts at that height needs for its queries. */
export function lastStoredHeader(database: Database, height: bigint): StoredHeader | undefined {
  const stored = createBlockStore(database).block(height);
  if (stored === undefined) return undefined;
  const { header } = stored.block;
  return {
    chainId: header.chainId,
    height: header.height,
    time: header.time,
    hash: stored.blockId.hash,
    appHash: header.appHash,
    nextValidatorsHash: header.nextValidatorsHash,
    proposerAddress: header.proposerAddress,
  };
}
