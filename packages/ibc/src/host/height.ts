import { parseUint64 } from "./uint64.ts";

/** ICS-02 height: the revision counts first. Structurally the protobuf `ibc.core.client.v1.Height`. */
export interface Height {
  readonly revisionNumber: bigint;
  readonly revisionHeight: bigint;
}

/** The height that stands for "not set". */
export const ZERO_HEIGHT: Height = { revisionNumber: 0n, revisionHeight: 0n };

/** Builds a height from its two numbers. */
export function height(revisionNumber: bigint, revisionHeight: bigint): Height {
  return { revisionNumber, revisionHeight };
}

/** Negative, zero or positive, as `a` is below, at or above `b`; the revision decides first. */
export function compareHeights(a: Height, b: Height): -1 | 0 | 1 {
  const [left, right] =
    a.revisionNumber === b.revisionNumber
      ? [a.revisionHeight, b.revisionHeight]
      : [a.revisionNumber, b.revisionNumber];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether both numbers are zero. */
export function isZeroHeight(h: Height): boolean {
  return h.revisionNumber === 0n && h.revisionHeight === 0n;
}

/** `revision-height` in decimal, the form of store keys and event attributes. */
export function heightToText(h: Height): string {
  return `${h.revisionNumber}-${h.revisionHeight}`;
}

/** Reads `revision-height`; leading zeros pass, signs and blanks do not. Undefined when malformed. */
export function parseHeight(text: string): Height | undefined {
  const parts = text.split("-");
  if (parts.length !== 2) return undefined;
  const revisionNumber = parseUint64(parts[0] ?? "");
  const revisionHeight = parseUint64(parts[1] ?? "");
  if (revisionNumber === undefined || revisionHeight === undefined) return undefined;
  return { revisionNumber, revisionHeight };
}
