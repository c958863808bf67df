import { type Bytes, equalBytes, uvarint } from "@testudo/base";
import { merkleProofs, merkleRoot, sha256, verifyMerkleProof } from "@testudo/crypto";
import { cometError } from "./errors.ts";
import type { TxProof } from "./types.ts";

/** The hash by which a transaction is known. */
export function hashTx(tx: Bytes): Bytes {
  return sha256(tx);
}

/** The data hash of a header: a Merkle root over the hashes of the transactions. */
export function hashData(txs: readonly Bytes[]): Bytes {
  return merkleRoot(txs.map(hashTx));
}

/**
 * Proves that the data hash covers the transaction at `index`.
 *
 * @throws CometError "invalid" when there is none
 */
export function proveTx(txs: readonly Bytes[], index: number): TxProof {
  const { root, proofs } = merkleProofs(txs.map(hashTx));
  const data = txs[index];
  const proof = proofs[index];
  if (data === undefined || proof === undefined) {
    throw cometError("invalid", `no transaction ${index} among ${txs.length}`);
  }
  return { rootHash: root, data, proof };
}

/**
 * Checks a proof against the data hash of a header.
 *
 * @throws CometError "invalid"
 */
export function verifyTxProof(proof: TxProof, dataHash: Bytes): void {
  if (!equalBytes(dataHash, proof.rootHash)) {
    throw cometError("invalid", "proof matches different data hash");
  }
  if (proof.proof.index < 0n) throw cometError("invalid", "proof index cannot be negative");
  if (proof.proof.total <= 0n) throw cometError("invalid", "proof total must be positive");
  if (!verifyMerkleProof(proof.proof, proof.rootHash, hashTx(proof.data))) {
    throw cometError("invalid", "proof is not internally consistent");
  }
}

/** Bytes that transactions take in an encoded block: content, tag and length of each. */
export function txsSize(txs: readonly Bytes[]): bigint {
  let size = 0n;
  for (const tx of txs) size += BigInt(1 + uvarint(tx.length).length + tx.length);
  return size;
}
