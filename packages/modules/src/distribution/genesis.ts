import {
  addDecCoins,
  coinsAreEqual,
  coinsToText,
  type DecCoins,
  plainError,
  truncateDecCoins,
} from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/distribution/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { DISTRIBUTION, type DistributionKeeper } from "./keeper.ts";
import { defaultParams, validateParams } from "./params.ts";
import {
  currentFromWire,
  currentToWire,
  decCoinsFromWire,
  decCoinsToWire,
  historicalFromWire,
  historicalToWire,
  slashEventFromWire,
  slashEventToWire,
  startingInfoFromWire,
  startingInfoToWire,
  state,
} from "./state.ts";

/** Default parameters and empty pools. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON(GenesisState.create({ params: defaultParams() }));
}

/** Refuses a tax that is no share and a pool below zero. */
export function validateGenesis(json: JsonValue): void {
  const { params, feePool } = GenesisState.fromJSON(json);
  validateParams(params);
  const pool = decCoinsFromWire(feePool.communityPool);
  if (pool.some(({ amount }) => amount.isNegative())) {
    throw plainError("negative CommunityPool in distribution fee pool");
  }
}

/** Stores everything and checks that the module account holds what is promised. */
export function initGenesis(ctx: Ctx, distribution: DistributionKeeper, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  const { addresses, needs } = distribution;
  const pool = decCoinsFromWire(genesis.feePool.communityPool);
  state.feePool.set(ctx, pool);
  distribution.setParams(ctx, genesis.params);
  for (const { delegatorAddress, withdrawAddress } of genesis.delegatorWithdrawInfos) {
    state.withdrawAddresses.set(
      ctx,
      addresses.acc.fromText(delegatorAddress),
      addresses.acc.fromText(withdrawAddress),
    );
  }
  const { previousProposer } = genesis;
  state.previousProposer.set(ctx, {
    value: previousProposer === "" ? new Uint8Array() : addresses.cons.fromText(previousProposer),
  });
  const promised = importRewards(ctx, distribution, genesis);

  const { coins: holdings } = truncateDecCoins(addDecCoins(promised, pool));
  const account =
    needs.auth.getModuleAccount(ctx, DISTRIBUTION) ??
    panic(`${DISTRIBUTION} module account has not been set`);
  const balance = needs.bank.allBalances(ctx, addresses.acc.fromText(account.address));
  if (balance.length === 0) needs.auth.setAccount(ctx, account);
  if (!coinsAreEqual(balance, holdings)) {
    panic(
      `distribution module balance does not match the module holdings: ${coinsToText(balance)} <-> ${coinsToText(holdings)}`,
    );
  }
}

/** Everything distribution stores. */
export function exportGenesis(ctx: Ctx, distribution: DistributionKeeper): JsonValue {
  const { addresses } = distribution;
  const operatorText = (bytes: Uint8Array) => addresses.val.toText(bytes);
  const accountText = (bytes: Uint8Array) => addresses.acc.toText(bytes);
  const proposer = state.previousProposer.get(ctx)?.value ?? panic("previous proposer not set");
  return GenesisState.toJSON({
    params: distribution.params(ctx),
    feePool: { communityPool: decCoinsToWire(distribution.communityPool(ctx)) },
    delegatorWithdrawInfos: Array.from(state.withdrawAddresses.entries(ctx), ([from, to]) => ({
      delegatorAddress: accountText(from),
      withdrawAddress: accountText(to),
    })),
    previousProposer: addresses.cons.toText(proposer),
    outstandingRewards: Array.from(state.outstanding.entries(ctx), ([operator, rewards]) => ({
      validatorAddress: operatorText(operator),
      outstandingRewards: decCoinsToWire(rewards),
    })),
    validatorAccumulatedCommissions: Array.from(
      state.commission.entries(ctx),
      ([operator, commission]) => ({
        validatorAddress: operatorText(operator),
        accumulated: { commission: decCoinsToWire(commission) },
      }),
    ),
    validatorHistoricalRewards: Array.from(
      state.historical.entries(ctx),
      ([[operator, period], rewards]) => ({
        validatorAddress: operatorText(operator),
        period,
        rewards: historicalToWire(rewards),
      }),
    ),
    validatorCurrentRewards: Array.from(state.current.entries(ctx), ([operator, rewards]) => ({
      validatorAddress: operatorText(operator),
      rewards: currentToWire(rewards),
    })),
    delegatorStartingInfos: Array.from(
      state.startingInfos.entries(ctx),
      ([[operator, delegator], info]) => ({
        delegatorAddress: accountText(delegator),
        validatorAddress: operatorText(operator),
        startingInfo: startingInfoToWire(info),
      }),
    ),
    validatorSlashEvents: Array.from(
      state.slashEvents.entries(ctx),
      ([[operator, height], slash]) => ({
        validatorAddress: operatorText(operator),
        height,
        period: slash.period,
        validatorSlashEvent: slashEventToWire(slash),
      }),
    ),
  });
}

/** Stores the reward records; returns the sum of what is outstanding. */
function importRewards(
  ctx: Ctx,
  { addresses }: DistributionKeeper,
  genesis: GenesisState,
): DecCoins {
  const operatorOf = (text: string) => addresses.val.fromText(text);
  let promised: DecCoins = [];
  for (const { validatorAddress, outstandingRewards } of genesis.outstandingRewards) {
    const rewards = decCoinsFromWire(outstandingRewards);
    state.outstanding.set(ctx, operatorOf(validatorAddress), rewards);
    promised = addDecCoins(promised, rewards);
  }
  for (const { validatorAddress, accumulated } of genesis.validatorAccumulatedCommissions) {
    const commission = decCoinsFromWire(accumulated.commission);
    state.commission.set(ctx, operatorOf(validatorAddress), commission);
  }
  for (const { validatorAddress, period, rewards } of genesis.validatorHistoricalRewards) {
    const id = [operatorOf(validatorAddress), period] as const;
    state.historical.set(ctx, id, historicalFromWire(rewards));
  }
  for (const { validatorAddress, rewards } of genesis.validatorCurrentRewards) {
    state.current.set(ctx, operatorOf(validatorAddress), currentFromWire(rewards));
  }
  for (const record of genesis.delegatorStartingInfos) {
    const delegator = addresses.acc.fromText(record.delegatorAddress);
    const id = [operatorOf(record.validatorAddress), delegator] as const;
    state.startingInfos.set(ctx, id, startingInfoFromWire(record.startingInfo));
  }
  for (const record of genesis.validatorSlashEvents) {
    const id = [operatorOf(record.validatorAddress), record.height, record.period] as const;
    state.slashEvents.set(ctx, id, slashEventFromWire(record.validatorSlashEvent));
  }
  return promised;
}
