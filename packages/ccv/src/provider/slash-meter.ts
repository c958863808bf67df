import { consAddress, Dec, minBigint, type ProviderConsAddress } from "@testudo/base";
import { MAX_TOTAL_VOTING_POWER } from "@testudo/comet";
import { type Ctx, panic } from "@testudo/runtime";
import type { Needs } from "./needs.ts";
import { slashMeterReplenishFraction, slashMeterReplenishPeriod } from "./params.ts";
import { state } from "./state.ts";

/** How much power consumers may still get jailed; it refills with time. */
export type SlashMeter = ReturnType<typeof createSlashMeter>;

export function createSlashMeter({ addresses, staking }: Pick<Needs, "addresses" | "staking">) {
  /** What one period refills, which is also the most that the meter holds; at least 1. */
  function slashMeterAllowance(ctx: Ctx): bigint {
    const fraction = Dec.fromText(slashMeterReplenishFraction(ctx));
    const allowance = fraction.mulInt(staking.getLastTotalPower(ctx)).roundInt();
    return allowance === 0n ? 1n : allowance;
  }

  /** Genesis: a full meter. */
  function initializeSlashMeter(ctx: Ctx): void {
    setSlashMeter(ctx, slashMeterAllowance(ctx));
    restartPeriod(ctx);
  }

  /** Beginning of a block: refills when the period is over, and follows the total power down. */
  function replenishIfDue(ctx: Ctx): void {
    if (ctx.time >= replenishCandidate(ctx)) {
      const meter = slashMeter(ctx);
      const allowance = slashMeterAllowance(ctx);
      setSlashMeter(ctx, minBigint(meter + allowance, allowance));
      restartPeriod(ctx);
    }
    const allowance = slashMeterAllowance(ctx);
    if (slashMeter(ctx) < allowance) return;
    // A full meter keeps the period from running.
    restartPeriod(ctx);
    setSlashMeter(ctx, allowance);
  }

  function restartPeriod(ctx: Ctx): void {
    const period = slashMeterReplenishPeriod(ctx);
    state.slashMeterReplenishTimeCandidate.set(ctx, ctx.time + period);
  }

  /** Power that jailing the validator takes out: none for one that is unknown or jailed already. */
  function effectivePower(ctx: Ctx, address: ProviderConsAddress): bigint {
    const validator = staking.validatorByConsAddr(ctx, consAddress(address));
    if (validator === undefined || validator.jailed) return 0n;
    return staking.lastValidatorPower(ctx, addresses.val.fromText(validator.operatorAddress));
  }

  return { slashMeterAllowance, initializeSlashMeter, replenishIfDue, effectivePower };
}

/** Panics before genesis set it. */
export function slashMeter(ctx: Ctx): bigint {
  return state.slashMeter.get(ctx) ?? panic("slash meter not set");
}

/** Panics outside the range of a total power, which only broken bookkeeping leaves. */
export function setSlashMeter(ctx: Ctx, value: bigint): void {
  if (value > MAX_TOTAL_VOTING_POWER) {
    panic("slash meter value cannot be greater than tendermint's MaxTotalVotingPower");
  }
  if (value < -MAX_TOTAL_VOTING_POWER) {
    panic("slash meter value cannot be less than negative tendermint's MaxTotalVotingPower");
  }
  state.slashMeter.set(ctx, value);
}

/** When the meter refills next, unless it is full. */
export function replenishCandidate(ctx: Ctx): bigint {
  return (
    state.slashMeterReplenishTimeCandidate.get(ctx) ??
    panic("slash meter replenish time candidate not set")
  );
}
