/** State versions of the modules (`ConsensusVersion` of interchain-security v7.0.0 and its dependencies), by name. */
const COMMON: readonly (readonly [name: string, version: bigint])[] = [
  ["auth", 5n],
  ["bank", 4n],
  ["crisis", 2n],
  ["evidence", 1n],
  ["genutil", 1n],
  ["ibc", 8n],
  ["params", 1n],
  ["slashing", 4n],
  ["transfer", 6n],
  ["upgrade", 2n],
  ["vesting", 1n],
];

/** A module without a version still has a row. */
const LIGHT_CLIENT = ["07-tendermint", 0n] as const;

export const PROVIDER_VERSIONS: ReadonlyMap<string, bigint> = new Map([
  ...COMMON,
  LIGHT_CLIENT,
  ["consensus", 1n],
  ["distribution", 3n],
  ["gov", 5n],
  ["mint", 2n],
  ["provider", 8n],
  ["staking", 5n],
]);

export const CONSUMER_VERSIONS: ReadonlyMap<string, bigint> = new Map([
  ...COMMON,
  LIGHT_CLIENT,
  ["authz", 2n],
  ["ccvconsumer", 4n],
  ["feegrant", 2n],
]);

/** The Go binary has no module for light clients; the row would be part of the app hash. */
export const STANDALONE_VERSIONS: ReadonlyMap<string, bigint> = new Map([
  ...COMMON,
  ["authz", 2n],
  ["distribution", 3n],
  ["feegrant", 2n],
  ["gov", 5n],
  ["mint", 2n],
  ["staking", 5n],
]);

export const DEMOCRACY_VERSIONS: ReadonlyMap<string, bigint> = new Map([
  ...STANDALONE_VERSIONS,
  LIGHT_CLIENT,
  ["ccvconsumer", 4n],
  ["consensus", 1n],
]);
