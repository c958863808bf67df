import { Dec, singleCoin } from "@testudo/base";
import { type Ctx, panic } from "@testudo/runtime";
import type { ModuleAccount } from "../auth/accounts.ts";
import type { Needs } from "./needs.ts";
import { bondDenom } from "./params.ts";

/** Account that holds the tokens of bonded validators. */
export const BONDED_POOL = "bonded_tokens_pool";

/** Account that holds the tokens of all other validators and of what unbonds. */
export const NOT_BONDED_POOL = "not_bonded_tokens_pool";

/** The two accounts that hold staked tokens. */
export type Pools = ReturnType<typeof createPools>;

/** Builds the part of the keeper that moves tokens between the pools. */
export function createPools({ auth, bank }: Pick<Needs, "auth" | "bank">) {
  function toNotBonded(ctx: Ctx, tokens: bigint): void {
    const coins = singleCoin(bondDenom(ctx), tokens);
    bank.sendCoinsFromModuleToModule(ctx, BONDED_POOL, NOT_BONDED_POOL, coins);
  }

  function toBonded(ctx: Ctx, tokens: bigint): void {
    const coins = singleCoin(bondDenom(ctx), tokens);
    bank.sendCoinsFromModuleToModule(ctx, NOT_BONDED_POOL, BONDED_POOL, coins);
  }

  /** Destroys tokens of a pool; reads nothing when there are none to destroy. */
  function burnFrom(ctx: Ctx, pool: string, tokens: bigint): void {
    if (tokens <= 0n) return;
    bank.burnCoins(ctx, pool, singleCoin(bondDenom(ctx), tokens));
  }

  function poolAccount(ctx: Ctx, pool: string): ModuleAccount {
    return auth.getModuleAccount(ctx, pool) ?? panic(`${pool} module account has not been set`);
  }

  function poolBalance(ctx: Ctx, pool: string, denom: string): bigint {
    const address = auth.moduleAddress(pool);
    return address === undefined ? 0n : bank.balance(ctx, address, denom);
  }

  /** Tokens of all bonded validators together. */
  function totalBondedTokens(ctx: Ctx): bigint {
    poolAccount(ctx, BONDED_POOL);
    return poolBalance(ctx, BONDED_POOL, bondDenom(ctx));
  }

  /** Supply of the bond denom. */
  function stakingTokenSupply(ctx: Ctx): bigint {
    return bank.supply(ctx, bondDenom(ctx));
  }

  /** Share of the supply that is bonded. */
  function bondedRatio(ctx: Ctx): Dec {
    const supply = stakingTokenSupply(ctx);
    if (supply <= 0n) return Dec.zero;
    return Dec.fromInt(totalBondedTokens(ctx)).quoInt(supply);
  }

  return {
    toNotBonded,
    toBonded,
    burnBonded: (ctx: Ctx, tokens: bigint): void => burnFrom(ctx, BONDED_POOL, tokens),
    burnNotBonded: (ctx: Ctx, tokens: bigint): void => burnFrom(ctx, NOT_BONDED_POOL, tokens),
    poolAccount,
    poolBalance,
    totalBondedTokens,
    stakingTokenSupply,
    bondedRatio,
  };
}
