export { BECH32_PREFIX } from "./accounts.ts";
export { type ChainOptions, createProviderApp } from "./provider.ts";
export { type ChainRole, CONSUMER_STORES, PROVIDER_STORES, storeNames } from "./stores.ts";
