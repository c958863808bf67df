export {
  isExpired,
  validateClientState,
  validateConsensusState,
  zeroCustomFields,
} from "./client-state.ts";
export { signedHeaderOf, validatorSetOf } from "./comet.ts";
export { tendermintErrors } from "./errors.ts";
export { blockHeaderOf, consensusStateOf, heightOf, validateHeader } from "./header.ts";
export { isMisbehaviour, validateMisbehaviour } from "./misbehaviour.ts";
export { tendermintModule } from "./module.ts";
export { type ConsensusMetadata, setConsensusMetadata, state } from "./store.ts";
export { SENTINEL_ROOT } from "./upgrade.ts";
