import type { AccAddress, AddressCodec, Coins, Logger } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { Account, ModuleAccount } from "../auth/accounts.ts";
import type { StakingHooks } from "./hooks.ts";

/** What staking asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  /** In the order in which they run. The chain fills the list before the first block and leaves it alone after. */
  readonly hooks: readonly StakingHooks[];
  readonly logger: Logger;
  readonly auth: {
    getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined;
    moduleAddress(name: string): AccAddress | undefined;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: {
    balance(ctx: Ctx, address: AccAddress, denom: string): bigint;
    allBalances(ctx: Ctx, address: AccAddress): Coins;
    supply(ctx: Ctx, denom: string): bigint;
    sendCoinsFromModuleToModule(ctx: Ctx, from: string, to: string, coins: Coins): void;
    burnCoins(ctx: Ctx, module: string, coins: Coins): void;
    delegateCoinsFromAccountToModule(
      ctx: Ctx,
      from: AccAddress,
      module: string,
      coins: Coins,
    ): void;
    undelegateCoinsFromModuleToAccount(
      ctx: Ctx,
      module: string,
      to: AccAddress,
      coins: Coins,
    ): void;
  };
}
