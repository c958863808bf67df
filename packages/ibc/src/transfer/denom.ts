import { fromHex, InvalidBytes, toHexUpper, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type { Denom, Hop } from "@testudo/proto/ibc/applications/transfer/v1";
import {
  checkChannelId,
  checkPortId,
  isBlank,
  isChannelId,
  isClientId,
} from "../host/identifiers.ts";
import { transferErrors } from "./errors.ts";

export const HASH_SIZE = 32;

/** What vouchers are called: `ibc/` and the upper-case hash of their path. */
export const VOUCHER_PREFIX = "ibc/";

/**
 * Splits a path like `transfer/channel-0/stake` into the hops that a token took, outermost first, and its name at home.
 * Whatever does not look like a hop begins the name, which keeps its slashes.
 */
export function denomFromPath(path: string): Denom {
  const parts = path.split("/");
  const trace: Hop[] = [];
  let at = 0;
  while (parts.length > 2 && at < parts.length - 1) {
    const [portId = "", channelId = ""] = parts.slice(at, at + 2);
    if (!isChannelId(channelId) && !isClientId(channelId)) break;
    trace.push({ portId, channelId });
    at += 2;
  }
  return { base: parts.slice(at).join("/"), trace };
}

/** The inverse of `denomFromPath`. */
export function denomPath({ base, trace }: Denom): string {
  return [...trace.map(({ portId, channelId }) => `${portId}/${channelId}`), base].join("/");
}

/** SHA-256 of the path. */
export function denomHash(denom: Denom): Uint8Array {
  return sha256(utf8(denomPath(denom)));
}

/** What the token is called in this chain's bank. */
export function bankDenom(denom: Denom): string {
  if (denom.trace.length === 0) return denom.base;
  return `${VOUCHER_PREFIX}${toHexUpper(denomHash(denom))}`;
}

/** Whether the token last came over the given channel end. */
export function cameOver(denom: Denom, end: Hop): boolean {
  const [last] = denom.trace;
  return last !== undefined && last.portId === end.portId && last.channelId === end.channelId;
}

/** @throws transfer/3 when the name at home is blank, host/2 on a malformed hop */
export function validateDenom({ base, trace }: Denom): void {
  if (isBlank(base)) {
    throw transferErrors.invalidDenomForTransfer("base denomination cannot be blank");
  }
  for (const { portId, channelId } of trace) {
    checkPortId(portId);
    checkChannelId(channelId);
  }
}

/** The hash in hex of either case; undefined unless it is 32 bytes or nothing. */
export function parseDenomHash(hex: string): Uint8Array | undefined {
  try {
    const hash = fromHex(hex);
    return hash.length === 0 || hash.length === HASH_SIZE ? hash : undefined;
  } catch (error) {
    if (error instanceof InvalidBytes) return undefined;
    throw error;
  }
}

/** Base, then length of the trace, then path: the order of exports and query answers. */
export function compareDenoms(a: Denom, b: Denom): number {
  if (a.base !== b.base) return a.base < b.base ? -1 : 1;
  if (a.trace.length !== b.trace.length) return a.trace.length - b.trace.length;
  const [pathA, pathB] = [denomPath(a), denomPath(b)];
  return pathA < pathB ? -1 : Number(pathA > pathB);
}
