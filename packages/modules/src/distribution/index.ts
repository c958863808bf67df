export { createDistributionHooks } from "./blockers.ts";
export type { DelegationKey } from "./delegation-rewards.ts";
export { errors } from "./errors.ts";
export { createDistributionKeeper, DISTRIBUTION, type DistributionKeeper } from "./keeper.ts";
export type { Needs } from "./needs.ts";
export { defaultParams, validateParams } from "./params.ts";
