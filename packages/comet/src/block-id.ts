import { type Bytes, concatBytes, equalBytes, toHexUpper } from "@testudo/base";
import { bytesField, messageField, varintField } from "./encoding.ts";
import { throwIfInvalid } from "./errors.ts";
import type { BlockId, PartSetHeader } from "./types.ts";

/** Bytes of every hash here but the application's. */
export const HASH_SIZE = 32;

/** Bytes of a validator address. */
export const ADDRESS_SIZE = 20;

/** Whether two part set headers are the same. */
export function equalPartSetHeaders(a: PartSetHeader, b: PartSetHeader): boolean {
  return a.total === b.total && equalBytes(a.hash, b.hash);
}

/** Whether two block ids name the same block. */
export function equalBlockIds(a: BlockId, b: BlockId): boolean {
  return equalBytes(a.hash, b.hash) && equalPartSetHeaders(a.partSetHeader, b.partSetHeader);
}

/** Whether the id stands for nil. */
export function isZeroBlockId(id: BlockId): boolean {
  const { total, hash } = id.partSetHeader;
  return id.hash.length === 0 && total === 0 && hash.length === 0;
}

/** Whether the id names a block in full. */
export function isCompleteBlockId(id: BlockId): boolean {
  const { total, hash } = id.partSetHeader;
  return id.hash.length === HASH_SIZE && total > 0 && hash.length === HASH_SIZE;
}

/** What is wrong with a hash that may be empty. */
export function hashFault(hash: Bytes): string | undefined {
  if (hash.length === 0 || hash.length === HASH_SIZE) return undefined;
  return `expected size to be ${HASH_SIZE} bytes, got ${hash.length} bytes`;
}

/** What is wrong with a block id by itself. */
export function blockIdFault(id: BlockId): string | undefined {
  if (hashFault(id.hash) !== undefined) return "wrong Hash";
  const fault = hashFault(id.partSetHeader.hash);
  return fault === undefined ? undefined : `wrong PartSetHeader: wrong Hash: ${fault}`;
}

/** Throws a CometError "invalid" unless `blockIdFault` finds nothing. */
export function validateBlockId(id: BlockId): void {
  throwIfInvalid(blockIdFault(id));
}

/** `tendermint.types.BlockID`; the part set header is written even when empty. */
export function blockIdBytes(id: BlockId): Bytes {
  return concatBytes(
    bytesField(0x0a, id.hash),
    messageField(0x12, partSetHeaderBytes(id.partSetHeader)),
  );
}

/** The key by which the votes of duplicate-vote evidence are ordered. */
export function blockIdKey(id: BlockId): Bytes {
  return concatBytes(id.hash, partSetHeaderBytes(id.partSetHeader));
}

/** A block id for people: hash, number of parts, beginning of the part set hash. */
export function blockIdText(id: BlockId): string {
  const { total, hash } = id.partSetHeader;
  return `${toHexUpper(id.hash)}:${total}:${toHexUpper(hash.subarray(0, 6))}`;
}

/** `tendermint.types.PartSetHeader`, which its canonical form equals. */
export function partSetHeaderBytes(header: PartSetHeader): Bytes {
  return concatBytes(varintField(0x08, BigInt(header.total)), bytesField(0x12, header.hash));
}
