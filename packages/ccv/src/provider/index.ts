export type { ActiveStaking } from "./active-staking.ts";
export type { Candidate } from "./candidates.ts";
export { parseConsumerKey, parseConsumerKeyJson } from "./consumer-key.ts";
export {
  validateChainId,
  validateInitializationParameters,
  validatePowerShapingParameters,
} from "./consumer-parameters.ts";
export { phaseName } from "./consumers.ts";
export { verifyDoubleVoting } from "./double-voting.ts";
export { errors as providerErrors } from "./errors.ts";
export { createProviderKeeper, type ProviderKeeper } from "./keeper.ts";
export { providerContents } from "./legacy-contents.ts";
export { byzantineValidators } from "./misbehaviour.ts";
export { createProviderModule } from "./module.ts";
export type { Needs as ProviderNeeds } from "./needs.ts";
export { DEFAULT_PARAMS, DEFAULT_TEMPLATE_CLIENT, validateParams } from "./params.ts";
export { capValidatorSet, capValidatorsPower } from "./power-cap.ts";
export { createPunishment } from "./punishment.ts";
export {
  type PreviewInput,
  type PreviewRow,
  previewNextSet,
  type SetPreview,
} from "./set-preview.ts";
export { state as providerState } from "./state.ts";
export { computeConsumerNextValSet, diffValidators, minPowerInTopN } from "./validator-set.ts";
