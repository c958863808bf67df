import type { Bytes, Time } from "@testudo/base";
import { createBlockStore } from "./block-store.ts";
import type { Database } from "./database.ts";

/** What an application knows of the header of a block. */
export interface StoredHeader {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly hash: Bytes;
  readonly appHash: Bytes;
  readonly nextValidatorsHash: Bytes;
  readonly proposerAddress: Bytes;
}

/** Reads the headers of stored blocks: what an application needs for queries at heights before its start. */
export function createHeaderReader(
  database: Database,
): (height: bigint) => StoredHeader | undefined {
  const store = createBlockStore(database);
  return (height) => {
    const stored = store.block(height);
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
  };
}
