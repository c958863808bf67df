import { type ConsensusParams, DEFAULT_CONSENSUS_PARAMS } from "@testudo/comet";
import type { JsonValue } from "@testudo/proto";
import { USUAL_POWERS } from "@testudo/testkit/hub";
import type { Random } from "./random.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** What differs between the hubs that random runs begin with. */
export interface HubStart {
  readonly powers: Readonly<Record<string, bigint>>;
  readonly appState: JsonObject;
  readonly consensusParams: ConsensusParams;
}

/** Names of validators beside the usual four. */
const MORE_VALIDATORS = ["vera", "wim", "xenia", "yves"];

/** A hub with parameters of every module drawn anew: quick governance, short windows, reachable limits. */
export function randomHubStart(random: Random): HubStart {
  const more = random.chance(0.4) ? random.some(MORE_VALIDATORS, 0.6) : [];
  const powers = [...more].map((name) => [name, BigInt(random.between(1, 300))] as const);
  return {
    powers: { ...USUAL_POWERS, ...Object.fromEntries(powers) },
    consensusParams: {
      ...DEFAULT_CONSENSUS_PARAMS,
      block: {
        ...DEFAULT_CONSENSUS_PARAMS.block,
        maxGas: random.pick([60_000_000n, 60_000_000n, -1n]),
      },
    },
    appState: {
      auth: { params: authParams(random) },
      bank: bankState(random),
      staking: { params: stakingParams(random) },
      slashing: { params: slashingParams(random) },
      distribution: { params: distributionParams(random) },
      mint: { params: mintParams(random) },
      gov: { params: govParams(random) },
      provider: { params: providerParams(random) },
      ...(random.chance(0.1) ? { transfer: { params: { send_enabled: false } } } : {}),
    },
  };
}

/** Slashing and accounts of a consumer; what is about the hub comes from the hub. */
export function randomConsumerState(random: Random): JsonObject {
  return {
    auth: { params: authParams(random) },
    slashing: { params: slashingParams(random) },
  };
}

function authParams(random: Random): JsonObject {
  return {
    max_memo_characters: random.pick(["256", "256", "40"]),
    tx_sig_limit: random.pick(["7", "7", "2"]),
    tx_size_cost_per_byte: random.pick(["10", "10", "1", "37"]),
    sig_verify_cost_ed25519: "590",
    sig_verify_cost_secp256k1: random.pick(["1000", "1"]),
  };
}

function bankState(random: Random): JsonObject {
  if (random.chance(0.5)) return {};
  return {
    params: { default_send_enabled: random.chance(0.9) },
    send_enabled: [
      { denom: "stake", enabled: true },
      { denom: "zinc", enabled: random.chance(0.5) },
    ],
    denom_metadata: [
      {
        description: "some metal",
        denom_units: [
          { denom: "zinc", exponent: 0, aliases: ["galmei"] },
          { denom: "kzinc", exponent: 3, aliases: [] },
        ],
        base: "zinc",
        display: "kzinc",
        name: "Zinc",
        symbol: "ZN",
        uri: "",
        uri_hash: "",
      },
    ],
  };
}

function stakingParams(random: Random): JsonObject {
  return {
    max_validators: random.pick([100, 100, 4, 3, 2]),
    max_entries: random.pick([7, 2, 1]),
    historical_entries: random.pick([10_000, 100, 5, 1]),
    min_commission_rate: random.pick(["0.000000000000000000", "0.050000000000000000"]),
  };
}

function slashingParams(random: Random): JsonObject {
  return {
    signed_blocks_window: random.pick(["10", "10", "5", "20"]),
    min_signed_per_window: random.pick([
      "0.500000000000000000",
      "0.340000000000000000",
      "0.800000000000000000",
      "1.000000000000000000",
    ]),
    downtime_jail_duration: random.pick(["5s", "20s"]),
    slash_fraction_double_sign: random.pick([
      "0.050000000000000000",
      "0.333333333333333333",
      "1.000000000000000000",
    ]),
    slash_fraction_downtime: random.pick([
      "0.010000000000000000",
      "0.000100000000000000",
      "0.142857142857142857",
      "0.000000000000000000",
    ]),
  };
}

function distributionParams(random: Random): JsonObject {
  return {
    community_tax: random.pick([
      "0.020000000000000000",
      "0.000000000000000000",
      "0.333333333333333333",
      "1.000000000000000000",
    ]),
    withdraw_addr_enabled: random.chance(0.9),
  };
}

function mintParams(random: Random): JsonObject {
  return {
    inflation_rate_change: random.pick(["0.130000000000000000", "1.000000000000000000"]),
    goal_bonded: random.pick([
      "0.670000000000000000",
      "0.000000100000000000",
      "1.000000000000000000",
    ]),
    blocks_per_year: random.pick(["6311520", "60", "1000"]),
  };
}

function govParams(random: Random): JsonObject {
  return {
    voting_period: random.pick(["20s", "12s"]),
    expedited_voting_period: "10s",
    max_deposit_period: random.pick(["30s", "15s"]),
    min_deposit: [
      { denom: "stake", amount: "1000000" },
      ...(random.chance(0.2) ? [{ denom: "zinc", amount: "7" }] : []),
    ],
    expedited_min_deposit: [
      { denom: "stake", amount: "5000000" },
      ...(random.chance(0.2) ? [{ denom: "zinc", amount: "9" }] : []),
    ],
    quorum: random.pick(["0.334000000000000000", "0.010000000000000000", "0.900000000000000000"]),
    threshold: random.pick(["0.500000000000000000", "0.600000000000000000"]),
    veto_threshold: random.pick(["0.334000000000000000", "0.100000000000000000"]),
    min_initial_deposit_ratio: random.pick(["0.000000000000000000", "0.100000000000000000"]),
    proposal_cancel_ratio: random.pick([
      "0.500000000000000000",
      "0.000000000000000000",
      "1.000000000000000000",
      "0.333333333333333333",
    ]),
    burn_vote_quorum: random.chance(0.3),
    burn_proposal_deposit_prevote: random.chance(0.3),
    burn_vote_veto: random.chance(0.7),
    min_deposit_ratio: random.pick([
      "0.010000000000000000",
      "0.000000000000000000",
      "0.250000000000000000",
    ]),
  };
}

function providerParams(random: Random): JsonObject {
  return {
    blocks_per_epoch: random.pick(["5", "3", "1"]),
    slash_meter_replenish_period: random.pick(["3600s", "10s", "1s"]),
    slash_meter_replenish_fraction: random.pick(["0.05", "0.5", "1.0"]),
    number_of_epochs_to_start_receiving_rewards: random.pick(["24", "1", "2"]),
    max_provider_consensus_validators: random.pick(["180", "180", "3", "2", "1"]),
  };
}
