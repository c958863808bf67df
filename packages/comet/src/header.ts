import { type Bytes, concatBytes, utf8 } from "@testudo/base";
import { merkleRoot } from "@testudo/crypto";
import { ADDRESS_SIZE, blockIdBytes, blockIdFault, hashFault } from "./block-id.ts";
import { bytesField, textField, timestampBytes, varintField } from "./encoding.ts";
import { throwIfInvalid } from "./errors.ts";
import type { Header } from "./types.ts";

/** Block protocol of CometBFT v0.38. */
export const BLOCK_PROTOCOL = 11n;

/** Longest chain id, in bytes. */
export const MAX_CHAIN_ID_LENGTH = 50;

/**
 * The block hash: a Merkle root over the fields of the header, in order.
 *
 * Empty bytes when the header lacks a validators hash, as such a header stands for no block.
 */
export function hashHeader(header: Header): Bytes {
  if (header.validatorsHash.length === 0) return new Uint8Array(0);
  const { version } = header;
  return merkleRoot([
    concatBytes(varintField(0x08, version.block), varintField(0x10, version.app)),
    textField(0x0a, header.chainId),
    varintField(0x08, header.height),
    timestampBytes(header.time),
    blockIdBytes(header.lastBlockId),
    bytesField(0x0a, header.lastCommitHash),
    bytesField(0x0a, header.dataHash),
    bytesField(0x0a, header.validatorsHash),
    bytesField(0x0a, header.nextValidatorsHash),
    bytesField(0x0a, header.consensusHash),
    bytesField(0x0a, header.appHash),
    bytesField(0x0a, header.lastResultsHash),
    bytesField(0x0a, header.evidenceHash),
    bytesField(0x0a, header.proposerAddress),
  ]);
}

/** What is wrong with a header by itself. */
export function headerFault(header: Header): string | undefined {
  if (header.version.block !== BLOCK_PROTOCOL) {
    return `block protocol is incorrect: got: ${header.version.block}, want: ${BLOCK_PROTOCOL}`;
  }
  const chainIdLength = utf8(header.chainId).length;
  if (chainIdLength > MAX_CHAIN_ID_LENGTH) {
    return `chainID is too long; got: ${chainIdLength}, max: ${MAX_CHAIN_ID_LENGTH}`;
  }
  if (header.height < 0n) return "negative Height";
  if (header.height === 0n) return "zero Height";
  const idFault = blockIdFault(header.lastBlockId);
  if (idFault !== undefined) return `wrong LastBlockID: ${idFault}`;
  if (header.proposerAddress.length !== ADDRESS_SIZE) {
    return `invalid ProposerAddress length; got: ${header.proposerAddress.length}, expected: ${ADDRESS_SIZE}`;
  }
  // The application hash may have any length.
  const hashes: readonly (readonly [string, Bytes])[] = [
    ["LastCommitHash", header.lastCommitHash],
    ["DataHash", header.dataHash],
    ["EvidenceHash", header.evidenceHash],
    ["ValidatorsHash", header.validatorsHash],
    ["NextValidatorsHash", header.nextValidatorsHash],
    ["ConsensusHash", header.consensusHash],
    ["LastResultsHash", header.lastResultsHash],
  ];
  for (const [name, hash] of hashes) {
    const fault = hashFault(hash);
    if (fault !== undefined) return `wrong ${name}: ${fault}`;
  }
  return undefined;
}

/** Throws a CometError "invalid" unless `headerFault` finds nothing. */
export function validateHeader(header: Header): void {
  throwIfInvalid(headerFault(header));
}
