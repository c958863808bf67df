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

export const STANDALONE_STORES = [
  "acc",
  "authz",
  "bank",
  "consensus",
  "crisis",
  "distribution",
  "evidence",
  "feegrant",
  "gov",
  "ibc",
  "mint",
  "params",
  "slashing",
  "staking",
  "transfer",
  "upgrade",
] as const;

/** Those of a standalone chain, and the one that its upgrade adds. */
export const DEMOCRACY_STORES = [...STANDALONE_STORES, "ccvconsumer"] as const;

/**
 * Which of the applications. `standalone` is a chain with validators of its own, `democracy` a consumer that keeps its
 * own staking and governance: what a standalone chain becomes.
 */
export type ChainRole = "provider" | "consumer" | "standalone" | "democracy";

const STORES: Readonly<Record<ChainRole, readonly string[]>> = {
  provider: PROVIDER_STORES,
  consumer: CONSUMER_STORES,
  standalone: STANDALONE_STORES,
  democracy: DEMOCRACY_STORES,
};

/** The stores of a role's application. */
export function storeNames(role: ChainRole): readonly string[] {
  return STORES[role];
}
