import { accAddress, type Dec, type DecCoins, valAddress } from "@testudo/base";
import type { DecCoin as WireDecCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  DelegatorStartingInfo,
  FeePool,
  Params,
  ValidatorAccumulatedCommission,
  ValidatorCurrentRewards,
  ValidatorHistoricalRewards,
  ValidatorOutstandingRewards,
  ValidatorSlashEvent,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { BytesValue } from "@testudo/proto/google/protobuf";
import { defineState, item, key, map, proto, value } from "@testudo/store";
import { decFromWire } from "../wire.ts";

/** Rewards per staked token since the beginning, at the end of one period. */
export interface HistoricalRewards {
  readonly ratio: DecCoins;
  /** How many delegations, slashes and the current period point here. */
  readonly references: number;
}

/** What a validator's delegators earned in the running period. */
export interface CurrentRewards {
  readonly rewards: DecCoins;
  readonly period: bigint;
}

/** Where a delegation's reward count starts. */
export interface StartingInfo {
  readonly previousPeriod: bigint;
  readonly stake: Dec;
  readonly height: bigint;
}

/** A slash, as far as rewards are concerned: the period it closed and the share it took. */
export interface SlashEvent {
  readonly period: bigint;
  readonly fraction: Dec;
}

const feePool = {
  encode: (pool: DecCoins) => FeePool.encode({ communityPool: decCoinsToWire(pool) }),
  decode: (bytes: Uint8Array) => decCoinsFromWire(FeePool.decode(bytes).communityPool),
};

const outstanding = {
  encode: (rewards: DecCoins) =>
    ValidatorOutstandingRewards.encode({ rewards: decCoinsToWire(rewards) }),
  decode: (bytes: Uint8Array) =>
    decCoinsFromWire(ValidatorOutstandingRewards.decode(bytes).rewards),
};

const commission = {
  encode: (coins: DecCoins) =>
    ValidatorAccumulatedCommission.encode({ commission: decCoinsToWire(coins) }),
  decode: (bytes: Uint8Array) =>
    decCoinsFromWire(ValidatorAccumulatedCommission.decode(bytes).commission),
};

const historical = {
  encode: (rewards: HistoricalRewards) =>
    ValidatorHistoricalRewards.encode(historicalToWire(rewards)),
  decode: (bytes: Uint8Array) => historicalFromWire(ValidatorHistoricalRewards.decode(bytes)),
};

const current = {
  encode: (rewards: CurrentRewards) => ValidatorCurrentRewards.encode(currentToWire(rewards)),
  decode: (bytes: Uint8Array) => currentFromWire(ValidatorCurrentRewards.decode(bytes)),
};

const startingInfo = {
  encode: (info: StartingInfo) => DelegatorStartingInfo.encode(startingInfoToWire(info)),
  decode: (bytes: Uint8Array) => startingInfoFromWire(DelegatorStartingInfo.decode(bytes)),
};

const slashEvent = {
  encode: (event: SlashEvent) => ValidatorSlashEvent.encode(slashEventToWire(event)),
  decode: (bytes: Uint8Array) => slashEventFromWire(ValidatorSlashEvent.decode(bytes)),
};

const operatorKey = key.branded(key.lpBytes, valAddress);
const delegatorKey = key.branded(key.lpBytes, accAddress);

/** Everything under the `distribution` store. */
export const state = defineState("distribution", {
  feePool: item(0x00, feePool),
  previousProposer: item(0x01, proto(BytesValue)),
  outstanding: map(0x02, operatorKey, outstanding),
  withdrawAddresses: map(0x03, delegatorKey, value.mapped(value.bytes, bare, accAddress)),
  /** Validator, delegator. */
  startingInfos: map(0x04, key.tuple(operatorKey, delegatorKey), startingInfo),
  /** Validator, period; the period is little endian. */
  historical: map(0x05, key.tuple(operatorKey, key.uint64LE), historical),
  current: map(0x06, operatorKey, current),
  commission: map(0x07, operatorKey, commission),
  /** Validator, height, period. */
  slashEvents: map(0x08, key.tuple(operatorKey, key.uint64, key.uint64), slashEvent),
  params: item(0x09, proto(Params)),
});

function bare(address: Uint8Array): Uint8Array {
  return address;
}

/** Decimal coins of a message or record. */
export function decCoinsFromWire(coins: readonly WireDecCoin[]): DecCoins {
  return coins.map(({ denom, amount }) => ({ denom, amount: decFromWire(amount) }));
}

/** Decimal coins for a message or record. */
export function decCoinsToWire(coins: DecCoins): WireDecCoin[] {
  return coins.map(({ denom, amount }) => ({ denom, amount: amount.toAtomicsText() }));
}

/** Historical rewards for a genesis file. */
export function historicalToWire({
  ratio,
  references,
}: HistoricalRewards): ValidatorHistoricalRewards {
  return { cumulativeRewardRatio: decCoinsToWire(ratio), referenceCount: references };
}

/** Historical rewards of a record or genesis file. */
export function historicalFromWire(wire: ValidatorHistoricalRewards): HistoricalRewards {
  return {
    ratio: decCoinsFromWire(wire.cumulativeRewardRatio),
    references: wire.referenceCount,
  };
}

/** Current rewards for a genesis file. */
export function currentToWire({ rewards, period }: CurrentRewards): ValidatorCurrentRewards {
  return { rewards: decCoinsToWire(rewards), period };
}

/** Current rewards of a record or genesis file. */
export function currentFromWire({ rewards, period }: ValidatorCurrentRewards): CurrentRewards {
  return { rewards: decCoinsFromWire(rewards), period };
}

/** Starting info for a genesis file. */
export function startingInfoToWire({
  previousPeriod,
  stake,
  height,
}: StartingInfo): DelegatorStartingInfo {
  return { previousPeriod, stake: stake.toAtomicsText(), height };
}

/** Starting info of a record or genesis file. */
export function startingInfoFromWire({
  previousPeriod,
  stake,
  height,
}: DelegatorStartingInfo): StartingInfo {
  return { previousPeriod, stake: decFromWire(stake), height };
}

/** A slash event for a genesis file or an answer. */
export function slashEventToWire({ period, fraction }: SlashEvent): ValidatorSlashEvent {
  return { validatorPeriod: period, fraction: fraction.toAtomicsText() };
}

/** A slash event of a record or genesis file. */
export function slashEventFromWire({ validatorPeriod, fraction }: ValidatorSlashEvent): SlashEvent {
  return { period: validatorPeriod, fraction: decFromWire(fraction) };
}
