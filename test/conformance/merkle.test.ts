import { fromHex, toHex } from "@testudo/base";
import { type MerkleProof, merkleProofs, merkleRoot, verifyMerkleProof } from "@testudo/crypto";
import { Proof } from "@testudo/proto/tendermint/crypto";
import { describeVectors } from "@testudo/testkit/vectors";

type ProofText = {
  index: string;
  total: string;
  leaf_hash: string;
  aunts: string[];
  proto: string;
};

describeVectors(
  "merkle.json",
  {
    tree(input: { leaves: string[] }, expected: { root: string; proofs: ProofText[] }) {
      const leaves = input.leaves.map(fromHex);
      const { root, proofs } = merkleProofs(leaves);
      expect(toHex(root)).toBe(expected.root);
      expect(toHex(merkleRoot(leaves))).toBe(expected.root);
      for (const wanted of expected.proofs) {
        const index = Number(wanted.index);
        expect(toText(proofs[index]!)).toEqual(wanted);
        expect(verifyMerkleProof(proofs[index]!, root, leaves[index]!)).toBe(true);
      }
    },

    proof_verify(
      input: { proof: ProofText; root: string; leaf: string },
      expected: { ok: boolean },
    ) {
      const proof = {
        index: BigInt(input.proof.index),
        total: BigInt(input.proof.total),
        leafHash: fromHex(input.proof.leaf_hash),
        aunts: input.proof.aunts.map(fromHex),
      };
      expect(verifyMerkleProof(proof, fromHex(input.root), fromHex(input.leaf))).toBe(expected.ok);
    },
  },
  { onlyKinds: ["tree", "proof_verify"] },
);

function toText(proof: MerkleProof): ProofText {
  return {
    index: proof.index.toString(),
    total: proof.total.toString(),
    leaf_hash: toHex(proof.leafHash),
    aunts: proof.aunts.map(toHex),
    proto: toHex(Proof.encode(proof)),
  };
}
