import { compareBytes, equalBytes } from "@testudo/base";
import type { InnerOp, InnerSpec, NonExistenceProof } from "@testudo/proto/cosmos/ics23/v1";
import { checkExistence, existenceRoot } from "./existence.ts";
import { InvalidProof } from "./invalid-proof.ts";
import { prehash } from "./ops.ts";
import type { TreeSpec } from "./specs.ts";

/**
 * Checks that the proof shows two neighbours with the key between them (or one end of the tree with the key
 * outside).
 *
 * @throws InvalidProof; RangeError where Go's verifier panics, that is on neighbours of which one path is the end of
 *   the other or has an unplaceable step
 */
export function checkAbsence(
  { left, right }: NonExistenceProof,
  spec: TreeSpec,
  { root, key }: { root: Uint8Array; key: Uint8Array },
): void {
  if (left !== undefined) checkExistence(left, spec, { root, key: left.key, value: left.value });
  if (right !== undefined) {
    checkExistence(right, spec, { root, key: right.key, value: right.value });
  }
  if (right !== undefined && compareKeys(spec, key, right.key) >= 0) {
    throw new InvalidProof("key is not left of right proof");
  }
  if (left !== undefined && compareKeys(spec, key, left.key) <= 0) {
    throw new InvalidProof("key is not right of left proof");
  }
  const inner = spec.innerSpec;
  if (inner === undefined) throw new InvalidProof("spec.InnerSpec must be non-nil");
  if (left !== undefined && right !== undefined) {
    if (!isLeftNeighbour(inner, left.path, right.path)) {
      throw new InvalidProof("left and right proof are not neighbours");
    }
  } else if (right !== undefined) {
    if (!isOutermost(inner, right.path, "left")) {
      throw new InvalidProof("left proof missing, right proof must be left-most");
    }
  } else if (left !== undefined) {
    if (!isOutermost(inner, left.path, "right")) {
      throw new InvalidProof("right proof missing, left proof must be right-most");
    }
  } else {
    throw new InvalidProof("both left and right proofs missing");
  }
}

/** The root that the neighbours lead to, right or wrong. @throws InvalidProof when there is none */
export function absenceRoot({ left, right }: NonExistenceProof): Uint8Array {
  const neighbour = left ?? right;
  if (neighbour === undefined) {
    throw new InvalidProof("nonexistence proof has empty Left and Right proof");
  }
  return existenceRoot(neighbour);
}

/** Order of keys in the tree, which may be that of their hashes. */
export function compareKeys(spec: TreeSpec, a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
  if (!spec.prehashKeyBeforeComparison || spec.leafSpec === undefined) return compareBytes(a, b);
  const { prehashKey } = spec.leafSpec;
  return compareBytes(prehash(prehashKey, a), prehash(prehashKey, b));
}

/** Whether the right path is the next one after the left path. */
function isLeftNeighbour(
  spec: InnerSpec,
  left: readonly InnerOp[],
  right: readonly InnerOp[],
): boolean {
  // Steps near the root that both share come off first.
  let shared = 1;
  while (sameStep(stepFromRoot(left, shared), stepFromRoot(right, shared))) shared++;
  const leftBranch = branchOf(spec, stepFromRoot(left, shared));
  const rightBranch = branchOf(spec, stepFromRoot(right, shared));
  if (leftBranch === undefined || rightBranch === undefined) {
    throw new RangeError("cannot find any valid spacing for this node");
  }
  return (
    rightBranch === leftBranch + 1 &&
    isOutermost(spec, left.slice(0, -shared), "right") &&
    isOutermost(spec, right.slice(0, -shared), "left")
  );
}

function stepFromRoot(path: readonly InnerOp[], distance: number): InnerOp {
  const step = path[path.length - distance];
  if (step === undefined) throw new RangeError("index out of range [-1]");
  return step;
}

function sameStep(a: InnerOp, b: InnerOp): boolean {
  return equalBytes(a.prefix, b.prefix) && equalBytes(a.suffix, b.suffix);
}

/** Whether every step goes to the outermost child on that side, not counting empty ones. */
function isOutermost(spec: InnerSpec, path: readonly InnerOp[], side: "left" | "right"): boolean {
  const branch = side === "left" ? 0 : spec.childOrder.length - 1;
  return path.every((step) => hasPadding(spec, step, branch) || onlyEmptyBeyond(spec, step, side));
}

/** The child that a step comes from, by the lengths around it. */
function branchOf(spec: InnerSpec, step: InnerOp): number | undefined {
  return spec.childOrder
    .map((_, branch) => branch)
    .find((branch) => hasPadding(spec, step, branch));
}

function hasPadding(spec: InnerSpec, step: InnerOp, branch: number): boolean {
  const position = positionOf(spec, branch);
  const before = position * spec.childSize;
  const after = (spec.childOrder.length - 1 - position) * spec.childSize;
  return (
    step.prefix.length >= before + spec.minPrefixLength &&
    step.prefix.length <= before + spec.maxPrefixLength &&
    step.suffix.length === after
  );
}

/** Whether there are children on that side of the step and all are the tree's placeholder. */
function onlyEmptyBeyond(spec: InnerSpec, step: InnerOp, side: "left" | "right"): boolean {
  const branch = branchOf(spec, step);
  if (branch === undefined) {
    throw new InvalidProof("cannot find any valid spacing for this node");
  }
  const count = side === "left" ? branch : spec.childOrder.length - 1 - branch;
  if (count === 0) return false;
  const bytes = side === "left" ? step.prefix : step.suffix;
  const start = side === "left" ? bytes.length - count * spec.childSize : 0;
  if (start < 0 || (side === "right" && bytes.length !== count * spec.childSize)) return false;
  for (let i = 0; i < count; i++) {
    const from = start + (side === "left" ? positionOf(spec, i) : i) * spec.childSize;
    const child = bytes.subarray(from, from + spec.childSize);
    if (!equalBytes(child, spec.emptyChild)) return false;
  }
  return true;
}

/** Where a branch stands among the hashed children. */
function positionOf(spec: InnerSpec, branch: number): number {
  const position = spec.childOrder.indexOf(branch);
  if (position < 0) throw new RangeError(`branch ${branch} not found in order`);
  return position;
}
