export { BECH32_PREFIX } from "./accounts.ts";
export { createRoleApp } from "./applications.ts";
export type { ChainOptions } from "./chain-options.ts";
export { createConsumerApp } from "./consumer.ts";
export { CHANGEOVER, createDemocracyApp, type DemocracyOptions } from "./democracy.ts";
export {
  consumerGenesis,
  type GenesisAccount,
  type GenesisValidator,
  providerGenesis,
  standaloneGenesis,
} from "./genesis.ts";
export { createProviderApp } from "./provider.ts";
export { createStandaloneApp } from "./standalone.ts";
export { type ChainRole, CONSUMER_STORES, PROVIDER_STORES, storeNames } from "./stores.ts";
