export type { ActiveStaking } from "./active-staking.ts";
export { parseConsumerKey } from "./consumer-key.ts";
export { phaseName } from "./consumers.ts";
export { errors as providerErrors } from "./errors.ts";
export { createProviderKeeper, type ProviderKeeper } from "./keeper.ts";
export { createProviderModule } from "./module.ts";
export type { Needs as ProviderNeeds } from "./needs.ts";
export { DEFAULT_PARAMS, DEFAULT_TEMPLATE_CLIENT, validateParams } from "./params.ts";
export { state as providerState } from "./state.ts";
