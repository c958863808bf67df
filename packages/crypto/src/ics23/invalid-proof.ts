/** A proof does not show what it should; the message says which rule it breaks. */
export class InvalidProof extends Error {
  override readonly name: string = "InvalidProof";
}

/** A chain of proofs does not fit its specs or root, whatever it proves (`ErrInvalidMerkleProof` of ICS-23 commitments). */
export class MalformedProof extends InvalidProof {
  override readonly name = "MalformedProof";
}
