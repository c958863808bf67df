import { Dec, type Duration } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import { ConsumerParams } from "@testudo/proto/interchain_security/ccv/v1";
import type { Ctx } from "@testudo/runtime";
import { state } from "./state.ts";

/** All parameters; Go's zero values before genesis. Each call is one read, which gas counts. */
export function consumerParams(ctx: Ctx): ConsumerParams {
  return state.params.get(ctx) ?? ConsumerParams.create();
}

/** Replaces some parameters: one read and one write. */
export function changeParams(ctx: Ctx, changes: Partial<ConsumerParams>): void {
  state.params.set(ctx, { ...consumerParams(ctx), ...changes });
}

export function unbondingPeriod(ctx: Ctx): Duration {
  return fromDuration(consumerParams(ctx).unbondingPeriod);
}

/** Share of the fees that stays here. Validated when it was set. */
export function redistributionFraction({ consumerRedistributionFraction }: ConsumerParams): Dec {
  return Dec.fromText(consumerRedistributionFraction);
}
