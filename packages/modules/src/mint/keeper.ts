import { Dec, singleCoin } from "@testudo/base";
import type { Minter, Params } from "@testudo/proto/cosmos/mint/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { decFromWire } from "../wire.ts";
import { minted } from "./events.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Name of the module account that makes coins. */
export const MINT = "mint";

/** The mint keeper, made by `createMintKeeper`. */
export type MintKeeper = ReturnType<typeof createMintKeeper>;

/** Inflation that follows how much of the supply is bonded. */
export function createMintKeeper(needs: Needs) {
  const { authority, bank, feeCollector, staking } = needs;

  function params(ctx: Ctx): Params {
    return state.params.get(ctx) ?? panic("collections: not found: key 'no_key' of type params");
  }

  function minter(ctx: Ctx): Minter {
    return state.minter.get(ctx) ?? panic("collections: not found: key 'no_key' of type minter");
  }

  /** Moves the inflation rate, and mints one block's share of the year's provisions for the fee collector. */
  function mintBlock(ctx: Ctx): void {
    const before = minter(ctx);
    const rules = params(ctx);
    const supply = staking.stakingTokenSupply(ctx);
    const bondedRatio = staking.bondedRatio(ctx);

    const inflation = nextInflation(decFromWire(before.inflation), rules, bondedRatio);
    const annualProvisions = inflation.mulInt(supply);
    state.minter.set(ctx, {
      inflation: inflation.toAtomicsText(),
      annualProvisions: annualProvisions.toAtomicsText(),
    });
    const amount = annualProvisions.quoInt(rules.blocksPerYear).truncateInt();
    const coins = singleCoin(rules.mintDenom, amount);
    if (coins.length > 0) bank.mintCoins(ctx, MINT, coins);
    // Also with nothing to send: the reference's events tell of an empty transfer.
    bank.sendCoinsFromModuleToModule(ctx, MINT, feeCollector, coins);
    ctx.emit(minted({ bondedRatio, inflation, annualProvisions, amount }));
  }

  return {
    needs,
    authority,
    params,
    setParams: (ctx: Ctx, value: Params): void => state.params.set(ctx, value),
    minter,
    setMinter: (ctx: Ctx, value: Minter): void => state.minter.set(ctx, value),
    mintBlock,
  };
}

/** One block's step: up while less than the goal is bonded, down above it, within the bounds. */
export function nextInflation(inflation: Dec, params: Params, bondedRatio: Dec): Dec {
  const changePerYear = Dec.one
    .sub(bondedRatio.quo(decFromWire(params.goalBonded)))
    .mul(decFromWire(params.inflationRateChange));
  const change = changePerYear.quo(Dec.fromInt(params.blocksPerYear));
  const moved = Dec.min(inflation.add(change), decFromWire(params.inflationMax));
  return Dec.max(moved, decFromWire(params.inflationMin));
}
