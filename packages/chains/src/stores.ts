/** Stores of each application: every name is a leaf of the app hash, also while its store is empty. */
export const PROVIDER_STORES = [
  "acc",
  "bank",
  "consensus",
  "crisis",
  "distribution",
  "evidence",
  "gov",
  "ibc",
  "mint",
  "params",
  "provider",
  "slashing",
  "staking",
  "transfer",
  "upgrade",
] as const;

export const CONSUMER_STORES = [
  "acc",
  "authz",
  "bank",
  "ccvconsumer",
  "consensus",
  "crisis",
  "evidence",
  "feegrant",
  "ibc",
  "params",
  "slashing",
  "transfer",
  "upgrade",
] as const;

/** Which of the two applications. */
export type ChainRole = "provider" | "consumer";

/** The stores of a role's application. */
export function storeNames(role: ChainRole): readonly string[] {
  return role === "provider" ? PROVIDER_STORES : CONSUMER_STORES;
}
