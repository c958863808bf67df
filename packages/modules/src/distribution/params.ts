import { Dec, plainError } from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/distribution/v1beta1";
import { decFromWire } from "../wire.ts";

/** Two percent to the community pool; the proposer rewards are no longer used. */
export function defaultParams(): Params {
  return {
    communityTax: Dec.fromText("0.02").toAtomicsText(),
    baseProposerReward: Dec.zero.toAtomicsText(),
    bonusProposerReward: Dec.zero.toAtomicsText(),
    withdrawAddrEnabled: true,
  };
}

/** The tax must be a share; the texts can end up in a proposal's `failed_reason`. */
export function validateParams(params: Params): void {
  if (params.communityTax === "") throw plainError("community tax must be not nil");
  const tax = decFromWire(params.communityTax);
  if (tax.isNegative()) throw plainError(`community tax must be positive: ${tax}`);
  if (tax.gt(Dec.one)) throw plainError(`community tax too large: ${tax}`);
}
