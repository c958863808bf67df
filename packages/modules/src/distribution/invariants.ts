import {
  type AccAddress,
  AppError,
  addDecCoins,
  coinsAreEqual,
  coinsToText,
  type DecCoins,
  decCoinsToText,
  truncateDecCoins,
} from "@testudo/base";
import { type Ctx, onBranch, panic } from "@testudo/runtime";
import type { Finding, Invariant } from "../crisis/needs.ts";
import { DISTRIBUTION, type DistributionKeeper } from "./keeper.ts";
import { state } from "./state.ts";

/** What must hold of rewards, in the order of the reference. Reads are charged to whoever asks for the check. */
export function distributionInvariants(distribution: DistributionKeeper): readonly Invariant[] {
  const invariant = (route: string, check: (ctx: Ctx) => Finding): Invariant => ({
    module: DISTRIBUTION,
    route,
    check,
  });
  return [
    invariant("nonnegative-outstanding", nonNegativeOutstanding),
    invariant("can-withdraw", (ctx) => canWithdraw(ctx, distribution)),
    invariant("reference-count", (ctx) => referenceCount(ctx, distribution)),
    invariant("module-account", (ctx) => moduleAccount(ctx, distribution)),
  ];
}

function nonNegativeOutstanding(ctx: Ctx): Finding {
  let count = 0;
  for (const rewards of state.outstanding.values(ctx)) {
    if (rewards.some(({ amount }) => amount.isNegative())) count++;
  }
  return finding(
    "nonnegative outstanding",
    count !== 0,
    `found ${count} validators with negative outstanding rewards\n`,
  );
}

/** Pays everybody on a branch and looks whether anything falls below zero. */
function canWithdraw(ctx: Ctx, distribution: DistributionKeeper): Finding {
  const { addresses, needs } = distribution;
  const remaining = onBranch(ctx, (trial) => {
    const delegators = new Map<string, AccAddress[]>();
    for (const { validatorAddress, delegatorAddress } of needs.staking.delegations(trial)) {
      const known = delegators.get(validatorAddress) ?? [];
      delegators.set(validatorAddress, [...known, addresses.acc.fromText(delegatorAddress)]);
    }
    let left: DecCoins = [];
    for (const { operatorAddress } of needs.staking.validators(trial)) {
      const operator = addresses.val.fromText(operatorAddress);
      try {
        distribution.withdrawValidatorCommission(trial, operator);
      } catch (error) {
        // No commission is no breach; the reference ignores any refusal here.
        if (!(error instanceof AppError)) throw error;
      }
      for (const delegator of delegators.get(operatorAddress) ?? []) {
        distribution.withdrawDelegationRewards(trial, { delegator, operator });
      }
      left = distribution.outstandingRewards(trial, operator);
      if (left[0]?.amount.isNegative()) break;
    }
    return left;
  }).value;
  const broken = remaining[0]?.amount.isNegative() ?? false;
  return finding("can withdraw", broken, `remaining coins: ${decCoinsToText(remaining)}\n`);
}

/** Every validator, delegation and slash holds one reference to a period. */
function referenceCount(ctx: Ctx, { needs }: DistributionKeeper): Finding {
  const validators = count(needs.staking.validators(ctx));
  const delegations = count(needs.staking.delegations(ctx));
  const slashes = count(state.slashEvents.keys(ctx));
  const expected = validators + delegations + slashes;
  let total = 0;
  for (const { references } of state.historical.values(ctx)) total += references;
  return finding(
    "reference count",
    total !== expected,
    `expected historical reference count: ${expected} = ${validators} validators + ${delegations} delegations + ${slashes} slashes\n` +
      `total validator historical reference count: ${total}\n`,
  );
}

/** The module account holds the whole coins of what is outstanding and of the pool. */
function moduleAccount(ctx: Ctx, distribution: DistributionKeeper): Finding {
  const { addresses, needs } = distribution;
  let promised: DecCoins = [];
  for (const rewards of state.outstanding.values(ctx)) promised = addDecCoins(promised, rewards);
  const { coins } = truncateDecCoins(addDecCoins(promised, distribution.communityPool(ctx)));
  const account =
    needs.auth.getModuleAccount(ctx, DISTRIBUTION) ??
    panic("distribution module account has not been set");
  const balance = needs.bank.allBalances(ctx, addresses.acc.fromText(account.address));
  return finding(
    "ModuleAccount coins",
    !coinsAreEqual(balance, coins),
    `\texpected ModuleAccount coins:     ${coinsToText(coins)}\n` +
      `\tdistribution ModuleAccount coins: ${coinsToText(balance)}\n`,
  );
}

function finding(name: string, broken: boolean, text: string): Finding {
  return { broken, report: `${DISTRIBUTION}: ${name} invariant\n${text}\n` };
}

function count(entries: Iterable<unknown>): number {
  let total = 0;
  for (const _ of entries) total++;
  return total;
}
