import { compareBytes, equalBytes, InvalidBytes, readVarint, startsWith } from "@testudo/base";
import {
  type ExistenceProof,
  HashOp,
  type InnerOp,
  type InnerSpec,
  type LeafOp,
} from "@testudo/proto/cosmos/ics23/v1";
import { InvalidProof } from "./invalid-proof.ts";
import { applyInner, applyLeaf } from "./ops.ts";
import { IAVL_SPEC, sameTree, TENDERMINT_SPEC, type TreeSpec } from "./specs.ts";

/** Depth limit of a spec that names none. */
const DEFAULT_DEPTH_MAX = 128;
/** What follows the varints of an IAVL inner node: a length byte, or a hash between two of them. */
const IAVL_REMAINDERS = [1, 34];
const TENDERMINT_INNER_PREFIX = Uint8Array.of(1);

/** What an existence proof is to show. */
export interface Claim {
  readonly root: Uint8Array;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Checks that the proof has the form of the spec and leads from key and value to the root. @throws InvalidProof */
export function checkExistence(proof: ExistenceProof, spec: TreeSpec, claim: Claim): void {
  checkForm(proof, spec);
  if (!equalBytes(claim.key, proof.key)) {
    throw new InvalidProof("provided key doesn't match proof");
  }
  if (!equalBytes(claim.value, proof.value)) {
    throw new InvalidProof("provided value doesn't match proof");
  }
  if (!equalBytes(claim.root, existenceRoot(proof, spec))) {
    throw new InvalidProof("calculated root doesn't match provided root");
  }
}

/** The root that the proof leads to, right or wrong. @throws InvalidProof when there is none */
export function existenceRoot(proof: ExistenceProof, spec?: TreeSpec): Uint8Array {
  if (proof.leaf === undefined) throw new InvalidProof("existence Proof needs defined LeafOp");
  const childSize = spec?.innerSpec?.childSize ?? 0;
  let hash = applyLeaf(proof.leaf, proof.key, proof.value);
  for (const step of proof.path) {
    hash = applyInner(step, hash);
    if (childSize >= 32 && hash.length > childSize) {
      throw new InvalidProof("inner, hash is longer than a child");
    }
  }
  return hash;
}

function checkForm({ leaf, path }: ExistenceProof, spec: TreeSpec): void {
  if (leaf === undefined) throw new InvalidProof("existence Proof needs defined LeafOp");
  checkLeaf(leaf, spec);
  if (spec.minDepth > 0 && path.length < spec.minDepth) {
    throw new InvalidProof(`innerOps depth too short: ${path.length}`);
  }
  if (path.length > (spec.maxDepth || DEFAULT_DEPTH_MAX)) {
    throw new InvalidProof(`innerOps depth too long: ${path.length}`);
  }
  for (const [i, step] of path.entries()) checkInner(step, spec, i + 1);
}

function checkLeaf(op: LeafOp, spec: TreeSpec): void {
  const expected = spec.leafSpec;
  if (expected === undefined) throw new InvalidProof("leaf, spec.LeafSpec must be non-nil");
  if (sameTree(spec, IAVL_SPEC)) {
    // Height 0 is in the spec's prefix; the size is as free as in the reference, for the root holds it.
    const remainder = iavlRemainder(op.prefix, 0, "leaf");
    if (remainder !== 0) throw new InvalidProof("leaf, prefix is not that of an IAVL leaf");
  }
  if (op.hash !== expected.hash) throw new InvalidProof(`leaf, unexpected HashOp: ${op.hash}`);
  if (op.prehashKey !== expected.prehashKey) {
    throw new InvalidProof(`leaf, unexpected PrehashKey: ${op.prehashKey}`);
  }
  if (op.prehashValue !== expected.prehashValue) {
    throw new InvalidProof(`leaf, unexpected PrehashValue: ${op.prehashValue}`);
  }
  if (op.length !== expected.length) {
    throw new InvalidProof(`leaf, unexpected LengthOp: ${op.length}`);
  }
  if (!startsWith(op.prefix, expected.prefix)) {
    throw new InvalidProof("leaf, prefix doesn't start as the spec says");
  }
}

/** `layer` counts from 1 above the leaf. */
function checkInner(op: InnerOp, spec: TreeSpec, layer: number): void {
  const { innerSpec, leafSpec } = spec;
  if (innerSpec === undefined) throw new InvalidProof("inner, spec.InnerSpec must be non-nil");
  if (leafSpec === undefined) throw new InvalidProof("inner, spec.LeafSpec must be non-nil");
  if (op.hash !== innerSpec.hash) throw new InvalidProof(`inner, unexpected HashOp: ${op.hash}`);
  if (sameTree(spec, IAVL_SPEC)) checkIavlInner(op, layer);
  if (sameTree(spec, TENDERMINT_SPEC)) checkTendermintInner(op);
  // A leaf that passes for an inner node, or the reverse, would prove anything.
  if (startsWith(op.prefix, leafSpec.prefix)) {
    throw new InvalidProof("inner, prefix starts like a leaf");
  }
  checkLengths(op, innerSpec);
}

function checkLengths(op: InnerOp, { minPrefixLength, maxPrefixLength, ...spec }: InnerSpec) {
  if (op.prefix.length < minPrefixLength) {
    throw new InvalidProof(`inner, innerOp prefix too short (${op.prefix.length})`);
  }
  const leftChildrenMax = (spec.childOrder.length - 1) * spec.childSize;
  if (op.prefix.length > maxPrefixLength + leftChildrenMax) {
    throw new InvalidProof(`inner, innerOp prefix too long (${op.prefix.length})`);
  }
  if (spec.childSize <= 0) {
    throw new InvalidProof("inner, spec.InnerSpec.ChildSize must be >= 1");
  }
  if (op.suffix.length % spec.childSize !== 0) {
    throw new InvalidProof("inner, InnerOp suffix malformed");
  }
}

function checkIavlInner(op: InnerOp, layer: number): void {
  const remainder = iavlRemainder(op.prefix, layer, "inner");
  if (!IAVL_REMAINDERS.includes(remainder)) {
    throw new InvalidProof(`inner, remainder of prefix must be 1 or 34 bytes, got: ${remainder}`);
  }
  if (op.hash !== HashOp.SHA256) throw new InvalidProof("inner, IAVL hash op must be SHA256");
}

function checkTendermintInner(op: InnerOp): void {
  const ok =
    op.suffix.length > 0
      ? compareBytes(op.prefix, TENDERMINT_INNER_PREFIX) === 0
      : startsWith(op.prefix, TENDERMINT_INNER_PREFIX);
  if (!ok) throw new InvalidProof("inner, prefix is not that of a simple tree node");
}

/** Number of bytes behind height, size and version in an IAVL node's prefix. */
function iavlRemainder(prefix: Uint8Array, layer: number, where: string): number {
  try {
    const height = readVarint(prefix, 0);
    const size = readVarint(prefix, height.next);
    const version = readVarint(prefix, size.next);
    if (height.value < BigInt(layer) || size.value < 0n || version.value < 0n) {
      throw new InvalidProof(`${where}, IAVL height, size or version is impossible`);
    }
    return prefix.length - version.next;
  } catch (error) {
    if (error instanceof InvalidBytes) throw new InvalidProof(`${where}, ${error.message}`);
    throw error;
  }
}
