export {
  derivedAddress,
  ed25519Address,
  moduleAddress,
  secp256k1Address,
  truncatedHash,
  typedAddress,
} from "./addresses.ts";
export {
  type Ed25519Item,
  ed25519KeyFromSeed,
  ed25519Sign,
  ed25519Verify,
  ed25519VerifyBatch,
} from "./ed25519.ts";
export { hmacSha512, ripemd160, sha256, sha512 } from "./hashes.ts";
export {
  type ProofChain,
  verifyChainedMembership,
  verifyChainedNonMembership,
} from "./ics23/chained.ts";
export { InvalidProof, MalformedProof } from "./ics23/invalid-proof.ts";
export { IAVL_SPEC, TENDERMINT_SPEC, type TreeSpec } from "./ics23/specs.ts";
export { calculateRoot, verifyMembership, verifyNonMembership } from "./ics23/verify.ts";
export { InvalidKey } from "./invalid-key.ts";
export {
  ed25519Key,
  type MultisigKey,
  multisigAddress,
  multisigKey,
  type PublicKey,
  pubKeyFromAny,
  type SingleKey,
  secp256k1Key,
  secp256r1Key,
} from "./keys.ts";
export {
  type MerkleProof,
  merkleMapLeaves,
  merkleMapRoot,
  merkleProofs,
  merkleRoot,
  verifyMerkleProof,
} from "./merkle.ts";
export {
  COSMOS_HD_PATH,
  isMnemonic,
  mnemonicFromEntropy,
  privKeyFromMnemonic,
} from "./mnemonic.ts";
export {
  compactBitArray,
  InvalidMultisignature,
  type SignatureData,
  signatureData,
  verifyMultisignature,
} from "./multisig.ts";
export { secp256k1PubKey, secp256k1Sign, secp256k1Verify } from "./secp256k1.ts";
export { isSecp256r1Point } from "./secp256r1.ts";
