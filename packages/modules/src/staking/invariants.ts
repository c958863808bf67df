import { Dec, valAddress } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { decFromWire, intFromWire } from "../wire.ts";
import type { StakingKeeper } from "./keeper.ts";
import { bondDenom } from "./params.ts";
import { BONDED_POOL, NOT_BONDED_POOL } from "./pools.ts";
import { state } from "./state.ts";
import { isBonded, potentialPower, sharesOf, tokensOf } from "./validator.ts";

/** What must always hold of stake: pools that match it, ranks that match tokens, shares that add up. */
export function stakingInvariants(keeper: StakingKeeper) {
  return [
    invariant("module-accounts", "bonded and not bonded module account coins", (ctx) =>
      checkPools(keeper, ctx),
    ),
    invariant("nonnegative-power", "nonnegative power", (ctx) => checkRanks(keeper, ctx)),
    invariant("positive-delegation", "positive delegations", (ctx) =>
      checkDelegations(keeper, ctx),
    ),
    invariant("delegator-shares", "delegator shares", (ctx) => checkShares(keeper, ctx)),
  ];
}

interface Check {
  readonly broken: boolean;
  readonly text: string;
}

function invariant(route: string, name: string, check: (ctx: Ctx) => Check) {
  return {
    module: "staking",
    route,
    check(ctx: Ctx) {
      const { broken, text } = check(ctx);
      return { broken, report: `staking: ${name} invariant\n${text}\n` };
    },
  };
}

function checkPools(keeper: StakingKeeper, ctx: Ctx): Check {
  const { pools } = keeper.parts;
  pools.poolAccount(ctx, BONDED_POOL);
  pools.poolAccount(ctx, NOT_BONDED_POOL);
  const denom = bondDenom(ctx);
  let bonded = 0n;
  let notBonded = 0n;
  for (const validator of keeper.validators(ctx)) {
    if (isBonded(validator)) bonded += tokensOf(validator);
    else notBonded += tokensOf(validator);
  }
  for (const { entries } of keeper.unbondingDelegations(ctx)) {
    for (const { balance } of entries) notBonded += intFromWire(balance);
  }
  const inBonded = pools.poolBalance(ctx, BONDED_POOL, denom);
  const inNotBonded = pools.poolBalance(ctx, NOT_BONDED_POOL, denom);
  return {
    broken: inBonded !== bonded || inNotBonded !== notBonded,
    text:
      `\tPool's bonded tokens: ${inBonded}${denom}\n` +
      `\tsum of bonded tokens: ${bonded}\n` +
      "not bonded token invariance:\n" +
      `\tPool's not bonded tokens: ${inNotBonded}${denom}\n` +
      `\tsum of not bonded tokens: ${notBonded}\n` +
      "module accounts total (bonded + not bonded):\n" +
      `\tModule Accounts' tokens: ${inBonded + inNotBonded}${denom}\n` +
      `\tsum tokens:              ${bonded + notBonded}\n`,
  };
}

function checkRanks(keeper: StakingKeeper, ctx: Ctx): Check {
  let text = "";
  for (const [{ power, operator }] of state.powerIndex.entries(ctx, { reverse: true })) {
    const validator = keeper.parts.validators.indexedValidator(ctx, valAddress(operator));
    if (potentialPower(validator) !== power) {
      text += `power store invariance:\n\tvalidator.Power: ${potentialPower(validator)}\n\tkey in store: ${power}\n`;
    }
    if (tokensOf(validator) < 0n) {
      text += `\tnegative tokens for validator: ${validator.operatorAddress}\n`;
    }
  }
  return { broken: text !== "", text: `found invalid validator powers\n${text}` };
}

function checkDelegations(keeper: StakingKeeper, ctx: Ctx): Check {
  let text = "";
  let count = 0;
  for (const { shares, delegatorAddress, validatorAddress } of keeper.delegations(ctx)) {
    if (decFromWire(shares).isPositive()) continue;
    count += 1;
    text += `\tdelegation without positive shares: ${delegatorAddress} at ${validatorAddress}\n`;
  }
  return { broken: count > 0, text: `${count} invalid delegations found\n${text}` };
}

function checkShares(keeper: StakingKeeper, ctx: Ctx): Check {
  const validators = [...keeper.validators(ctx)];
  const sums = new Map<string, Dec>();
  for (const { validatorAddress, shares } of keeper.delegations(ctx)) {
    const sum = sums.get(validatorAddress) ?? Dec.zero;
    sums.set(validatorAddress, sum.add(decFromWire(shares)));
  }
  let text = "";
  for (const validator of validators) {
    const sum = sums.get(validator.operatorAddress) ?? Dec.zero;
    if (sum.eq(sharesOf(validator))) continue;
    text +=
      "broken delegator shares invariance:\n" +
      `\tvalidator.DelegatorShares: ${sharesOf(validator).toString()}\n` +
      `\tsum of Delegator.Shares: ${sum.toString()}\n`;
  }
  return { broken: text !== "", text };
}
