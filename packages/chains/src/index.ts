export { BECH32_PREFIX } from "./accounts.ts";
export type { ChainOptions } from "./chain-options.ts";
export { createConsumerApp } from "./consumer.ts";
export {
  consumerGenesis,
  type GenesisAccount,
  type GenesisValidator,
  providerGenesis,
} from "./genesis.ts";
export { createProviderApp } from "./provider.ts";
export { type ChainRole, CONSUMER_STORES, PROVIDER_STORES, storeNames } from "./stores.ts";
