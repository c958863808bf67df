import {
  AppError,
  addDecCoins,
  type Coins,
  type ConsumerId,
  coinsToText,
  consAddress,
  Dec,
  type DecCoins,
  decCoinsAreZero,
  decCoinsFromCoins,
  decCoinsToText,
  mulDecTruncate,
  providerConsAddress,
  subDecCoins,
  truncateDecCoins,
} from "@testudo/base";
import { stakingErrors } from "@testudo/modules/staking";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type {
  ConsensusValidator,
  ConsumerRewardsAllocation,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { attempt, type Ctx, panic } from "@testudo/runtime";
import { CONSUMER_REWARDS_POOL } from "../wire/names.ts";
import { consumersWithClients, requireChainId } from "./consumers.ts";
import { emitRewardsDistributed } from "./events.ts";
import { NIL_POINTER } from "./go-text.ts";
import type { Needs } from "./needs.ts";
import { blocksPerEpoch, numberOfEpochsToStartReceivingRewards } from "./params.ts";
import { LISTED, state } from "./state.ts";
import { consumerValidators } from "./validator-set.ts";

/** Name of the module that pays validators and delegators. */
const DISTRIBUTION = "distribution";

/** What consumers sent, on its way to those who secure them. */
export type Rewards = ReturnType<typeof createRewards>;

export function createRewards({
  addresses,
  auth,
  bank,
  distribution,
  staking,
  logger,
}: Pick<Needs, "addresses" | "auth" | "bank" | "distribution" | "staking" | "logger">) {
  /** Text of the address that consumers send rewards to; creates the account on first touch. */
  function rewardsPoolAddress(ctx: Ctx): string {
    return auth.getModuleAccount(ctx, CONSUMER_REWARDS_POOL)?.address ?? panic(NIL_POINTER);
  }

  /** Beginning of a block: pays out what has come in the denoms that are admitted, globally or by the consumer. */
  function distributeRewards(ctx: Ctx): void {
    if (ctx.height <= 1n) return;
    const admitted = rewardDenoms(ctx);
    for (const id of consumersWithClients(ctx)) {
      const own = state.allowlistedRewardDenoms.get(ctx, id)?.denoms ?? [];
      for (const denom of [...admitted, ...own]) {
        const result = attempt(ctx, (branch) => distributeDenom(branch, id, denom));
        if (!result.ok) {
          logger.error(
            { consumer: id, denom, err: result.error },
            "rewards stay for the next block",
          );
        }
      }
    }
  }

  function distributeDenom(ctx: Ctx, id: ConsumerId, denom: string): void {
    const rewards = allocatedRewards(ctx, id, denom);
    if (decCoinsAreZero(rewards)) return;
    const rest = distribute(ctx, id, rewards);
    if (decCoinsAreZero(rest)) state.rewardAllocations.delete(ctx, [id, denom]);
    else setAllocatedRewards(ctx, id, denom, rest);
  }

  /** Pays whole coins out and returns the fractions that are left. */
  function distribute(ctx: Ctx, id: ConsumerId, rewards: DecCoins): DecCoins {
    const chainId = requireChainId(ctx, id);
    const eligible = eligibleValidators(ctx, id);
    if (powerOf(eligible) === 0n) return giveToCommunity(ctx, rewards);

    const forValidators = mulDecTruncate(rewards, Dec.one.sub(distribution.communityTax(ctx)));
    const remaining = subDecCoins(rewards, forValidators);
    const paid = truncateDecCoins(forValidators);
    bank.sendCoinsFromModuleToModule(ctx, CONSUMER_REWARDS_POOL, DISTRIBUTION, paid.coins);
    payValidators(ctx, id, eligible, paid.coins);
    const given = truncateDecCoins(remaining);
    fundCommunityPool(ctx, given.coins);

    emitRewardsDistributed(ctx, {
      id,
      chainId,
      total: decCoinsToText(rewards),
      distributed: coinsToText(paid.coins),
      communityPool: coinsToText(given.coins),
    });
    return addDecCoins(paid.change, given.change);
  }

  /** Without anybody to pay, all goes to the community. The books are cleared even when that fails. */
  function giveToCommunity(ctx: Ctx, rewards: DecCoins): DecCoins {
    const { coins, change } = truncateDecCoins(rewards);
    try {
      fundCommunityPool(ctx, coins);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.error({ err: error }, "could not fund the community pool");
    }
    return change;
  }

  function fundCommunityPool(ctx: Ctx, coins: Coins): void {
    const pool = addresses.acc.fromText(rewardsPoolAddress(ctx));
    distribution.fundCommunityPool(ctx, coins, pool);
  }

  /** By power on the consumer; dust stays with the distribution module. */
  function payValidators(
    ctx: Ctx,
    id: ConsumerId,
    eligible: readonly ConsensusValidator[],
    coins: Coins,
  ): void {
    const tokens = decCoinsFromCoins(coins);
    if (tokens.length === 0) return;
    const total = Dec.fromInt(powerOf(eligible));
    for (const { providerConsAddr, power } of eligible) {
      const share = mulDecTruncate(tokens, Dec.fromInt(power).quoTruncate(total));
      const validator = staking.validatorByConsAddr(ctx, consAddress(providerConsAddr));
      if (validator === undefined) throw stakingErrors.noValidatorFound();
      const rate = state.commissionRates.get(ctx, [id, providerConsAddress(providerConsAddr)]);
      const charged = rate === undefined ? validator : withCommissionRate(validator, rate);
      distribution.allocateTokensToValidator(ctx, charged, share);
    }
  }

  /** Members of a consumer's set that have belonged to it for long enough. */
  function eligibleValidators(ctx: Ctx, id: ConsumerId): ConsensusValidator[] {
    const blocks = numberOfEpochsToStartReceivingRewards(ctx) * blocksPerEpoch(ctx);
    return consumerValidators(ctx, id).filter(
      ({ joinHeight }) => ctx.height - joinHeight >= blocks,
    );
  }

  return { rewardsPoolAddress, distributeRewards };
}

/** Denoms that governance admitted, in byte order. */
export function rewardDenoms(ctx: Ctx): string[] {
  return [...state.rewardDenoms.keys(ctx)];
}

/** Admits and drops reward denoms. What is there already, or is not, is passed over. Returns what changed. */
export function changeRewardDenoms(
  ctx: Ctx,
  toAdd: readonly string[],
  toRemove: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const added: string[] = [];
  const removed: string[] = [];
  for (const denom of toAdd) {
    if (state.rewardDenoms.get(ctx, denom) !== undefined) continue;
    state.rewardDenoms.set(ctx, denom, LISTED);
    added.push(denom);
  }
  for (const denom of toRemove) {
    if (state.rewardDenoms.get(ctx, denom) === undefined) continue;
    state.rewardDenoms.delete(ctx, denom);
    removed.push(denom);
  }
  return { added, removed };
}

/** Replaces the denoms that a consumer's owner admits. */
export function replaceAllowlistedRewardDenoms(
  ctx: Ctx,
  id: ConsumerId,
  denoms: readonly string[],
): void {
  state.allowlistedRewardDenoms.delete(ctx, id);
  state.allowlistedRewardDenoms.set(ctx, id, { denoms });
}

/** What a consumer has in the pool in a denom. */
export function allocatedRewards(ctx: Ctx, id: ConsumerId, denom: string): DecCoins {
  const allocation: ConsumerRewardsAllocation["rewards"] =
    state.rewardAllocations.get(ctx, [id, denom])?.rewards ?? [];
  return allocation.map((coin) => ({ denom: coin.denom, amount: Dec.fromAtomics(coin.amount) }));
}

export function setAllocatedRewards(
  ctx: Ctx,
  id: ConsumerId,
  denom: string,
  rewards: DecCoins,
): void {
  state.rewardAllocations.set(ctx, [id, denom], {
    rewards: rewards.map((coin) => ({ denom: coin.denom, amount: coin.amount.toAtomicsText() })),
  });
}

function powerOf(validators: readonly ConsensusValidator[]): bigint {
  return validators.reduce((sum, { power }) => sum + power, 0n);
}

function withCommissionRate(validator: Validator, rate: Dec): Validator {
  const { commission } = validator;
  const commissionRates = { ...commission.commissionRates, rate: rate.toAtomicsText() };
  return { ...validator, commission: { ...commission, commissionRates } };
}
