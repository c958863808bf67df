import type { AccAddress, AddressCodec, Coins } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { Account } from "../auth/accounts.ts";

/** What vesting asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  readonly auth: {
    getAccount(ctx: Ctx, address: AccAddress): Account | undefined;
    newAccount<T extends Account>(ctx: Ctx, account: T): T;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: {
    requireSendEnabled(ctx: Ctx, coins: Coins): void;
    isBlocked(address: AccAddress): boolean;
    sendCoins(ctx: Ctx, from: AccAddress, to: AccAddress, coins: Coins): void;
  };
}
