import { Dec, plainError } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import type { Params } from "@testudo/proto/cosmos/slashing/v1beta1";
import { decFromBytes, decToBytes } from "../dec-bytes.ts";
import { goDurationText } from "../go-duration.ts";

/** Window of 100 blocks of which half must be signed; 10 minutes of jail; 5 % and 1 % of stake. */
export function defaultParams(): Params {
  return {
    signedBlocksWindow: 100n,
    minSignedPerWindow: decToBytes(Dec.fromText("0.5")),
    downtimeJailDuration: { seconds: 600n, nanos: 0 },
    slashFractionDoubleSign: decToBytes(Dec.fromText("0.05")),
    slashFractionDowntime: decToBytes(Dec.fromText("0.01")),
  };
}

/** Refuses parameters that an update may not set; the texts can end up in a proposal's `failed_reason`. */
export function validateParams(params: Params): void {
  if (params.signedBlocksWindow <= 0n) {
    throw plainError(`signed blocks window must be positive: ${params.signedBlocksWindow}`);
  }
  requireFraction("min signed per window", params.minSignedPerWindow);
  const jail = fromDuration(params.downtimeJailDuration);
  if (jail <= 0n) {
    throw plainError(`downtime jail duration must be positive: ${goDurationText(jail)}`);
  }
  requireFraction("double sign slash fraction", params.slashFractionDoubleSign);
  requireFraction("downtime slash fraction", params.slashFractionDowntime);
}

function requireFraction(name: string, bytes: Uint8Array): void {
  const fraction = decFromBytes(bytes);
  if (fraction.isNegative()) throw plainError(`${name} cannot be negative: ${fraction}`);
  if (fraction.gt(Dec.one)) throw plainError(`${name} too large: ${fraction}`);
}
