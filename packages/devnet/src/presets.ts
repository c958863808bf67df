import { DAY, type Duration, HOUR, SECOND } from "@testudo/base";
import type { ConsensusParams } from "@testudo/comet";
import type { JsonValue } from "@testudo/proto";

export const PRESET_NAMES = ["dev", "hub"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Go's largest duration: a jail that never ends. */
export const FOREVER: Duration = 2n ** 63n - 1n;

/** Punishment for one kind of infraction on a consumer. */
export interface Punishment {
  /** Decimal text, 0 to 1. */
  readonly fraction: string;
  readonly jail: Duration;
  readonly tombstone: boolean;
}

/** Figures that a devnet starts with. */
export interface Preset {
  readonly blocksPerEpoch: number;
  /** Laid over the hub's default genesis. */
  readonly hubState: JsonObject;
  /** Laid over each consumer's genesis. */
  readonly consumerState: JsonObject;
  readonly evidence: ConsensusParams["evidence"];
  readonly consumer: {
    readonly unbonding: Duration;
    readonly ccvTimeout: Duration;
    readonly transferTimeout: Duration;
    readonly redistributionFraction: string;
    readonly blocksPerTransmission: bigint;
    readonly historicalEntries: bigint;
    /** `undefined`: the hub fills in its own. */
    readonly infractions:
      | { readonly doubleSign: Punishment; readonly downtime: Punishment }
      | undefined;
  };
}

type JsonObject = { readonly [name: string]: JsonValue };

const seconds = (duration: Duration): string => `${duration / SECOND}s`;
const EVIDENCE_BYTES = 1_048_576n;

/**
 * Short periods, so that everything can be seen within seconds. Unbonding stays long enough for light clients to
 * survive a devnet that is stopped over a weekend.
 */
const DEV_UNBONDING = 7n * DAY;
const DEV_SLASHING: JsonObject = {
  params: {
    signed_blocks_window: "20",
    min_signed_per_window: "0.500000000000000000",
    downtime_jail_duration: "60s",
    slash_fraction_double_sign: "0.050000000000000000",
    slash_fraction_downtime: "0.010000000000000000",
  },
};
const DEV: Preset = {
  blocksPerEpoch: 5,
  hubState: {
    staking: { params: { unbonding_time: seconds(DEV_UNBONDING) } },
    slashing: DEV_SLASHING,
    gov: {
      params: {
        voting_period: "60s",
        expedited_voting_period: "30s",
        max_deposit_period: "60s",
      },
    },
    provider: {
      params: {
        blocks_per_epoch: "5",
        slash_meter_replenish_period: "60s",
        slash_meter_replenish_fraction: "0.33",
      },
    },
  },
  consumerState: {
    slashing: DEV_SLASHING,
    ccvconsumer: { params: { retry_delay_period: "60s" } },
  },
  evidence: {
    maxAgeNumBlocks: 1_000_000n,
    maxAgeDuration: DEV_UNBONDING,
    maxBytes: EVIDENCE_BYTES,
  },
  consumer: {
    unbonding: 6n * DAY,
    ccvTimeout: 28n * DAY,
    transferTimeout: HOUR,
    redistributionFraction: "0.75",
    blocksPerTransmission: 1000n,
    historicalEntries: 10_000n,
    infractions: {
      doubleSign: { fraction: "0.05", jail: FOREVER, tombstone: true },
      downtime: { fraction: "0.01", jail: 60n * SECOND, tombstone: false },
    },
  },
};

/** What the Cosmos Hub runs with. */
const HUB_UNBONDING = 21n * DAY;
const HUB_SLASHING: JsonObject = {
  params: {
    signed_blocks_window: "10000",
    min_signed_per_window: "0.050000000000000000",
    downtime_jail_duration: "600s",
    slash_fraction_double_sign: "0.050000000000000000",
    slash_fraction_downtime: "0.000100000000000000",
  },
};
const HUB: Preset = {
  blocksPerEpoch: 600,
  hubState: {
    staking: {
      params: { unbonding_time: seconds(HUB_UNBONDING), max_validators: 200 },
    },
    slashing: HUB_SLASHING,
    gov: {
      params: {
        voting_period: seconds(14n * DAY),
        expedited_voting_period: seconds(7n * DAY),
        max_deposit_period: seconds(14n * DAY),
      },
    },
    provider: { params: { blocks_per_epoch: "600", max_provider_consensus_validators: "180" } },
  },
  consumerState: { slashing: HUB_SLASHING },
  evidence: {
    maxAgeNumBlocks: 1_000_000n,
    maxAgeDuration: HUB_UNBONDING,
    maxBytes: EVIDENCE_BYTES,
  },
  consumer: {
    unbonding: 20n * DAY,
    ccvTimeout: 28n * DAY,
    transferTimeout: HOUR,
    redistributionFraction: "0.75",
    blocksPerTransmission: 1000n,
    historicalEntries: 10_000n,
    infractions: undefined,
  },
};

export const PRESETS: Readonly<Record<PresetName, Preset>> = { dev: DEV, hub: HUB };
