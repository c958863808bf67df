export { connectionErrors } from "./errors.ts";
export { type ConnectionKeeper, createConnectionKeeper } from "./keeper.ts";
export {
  DEFAULT_CONNECTION_PARAMS,
  resetConnectionParams,
  validateConnectionParams,
} from "./params.ts";
export type { PacketKey, Proof, ProofVerifier } from "./verify.ts";
export {
  COMPATIBLE_VERSIONS,
  DEFAULT_VERSION,
  isSupportedVersion,
  pickVersion,
  validateVersion,
} from "./versions.ts";
