export { createIbcCore, type IbcCore, type IbcCoreOptions } from "./core/ibc-core.ts";
export { createIbcModule } from "./core/module.ts";
export {
  createRedundantRelayCheck,
  type RedundantRelayCheck,
} from "./core/redundant-relay.ts";
export { selfHeight } from "./self-height.ts";
export { IBC_STORE } from "./state.ts";
