export { validateClientType } from "./client-type.ts";
export { clientErrors, clientV2Errors } from "./errors.ts";
export { type ClientKeeper, createClientKeeper } from "./keeper.ts";
export type {
  ClientMessage,
  ClientStatus,
  LightClientModule,
  ProofRequest,
  UpgradeRequest,
} from "./light-client.ts";
export type { ClientNeeds, UpgradeNeeds } from "./needs.ts";
export { DEFAULT_CLIENT_PARAMS, isAllowedClient, validateClientParams } from "./params.ts";
export { unpackClientMessage, unpackClientState, unpackConsensusState } from "./unpack.ts";
