import type { Coins, Dec } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { ModuleAccount } from "../auth/accounts.ts";

/** What mint asks of the rest of the application. */
export interface Needs {
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  /** Name of the module account that new coins go to. */
  readonly feeCollector: string;
  readonly auth: { getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined };
  readonly bank: {
    mintCoins(ctx: Ctx, module: string, coins: Coins): void;
    sendCoinsFromModuleToModule(ctx: Ctx, from: string, to: string, coins: Coins): void;
  };
  /** The provider fills it with its consensus-active validators alone. */
  readonly staking: {
    stakingTokenSupply(ctx: Ctx): bigint;
    /** Share of the supply that is bonded; zero without supply. */
    bondedRatio(ctx: Ctx): Dec;
  };
}
