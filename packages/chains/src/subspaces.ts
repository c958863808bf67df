/** Modules that once kept their parameters in x/params, on chains with stake of their own. */
const WITH_STAKE = [
  "auth",
  "bank",
  "staking",
  "mint",
  "distribution",
  "slashing",
  "gov",
  "crisis",
  "transfer",
  "ibc",
] as const;

/** Such modules of each application. */
export const SUBSPACES = {
  provider: [...WITH_STAKE, "provider"],
  consumer: ["auth", "bank", "slashing", "crisis", "transfer", "ibc", "ccvconsumer"],
  standalone: WITH_STAKE,
  democracy: [...WITH_STAKE, "ccvconsumer"],
} as const;
