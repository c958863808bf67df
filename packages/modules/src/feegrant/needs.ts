import type { AccAddress, AddressCodec } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { Account } from "../auth/accounts.ts";

/** What feegrant asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  readonly auth: {
    getAccount(ctx: Ctx, address: AccAddress): Account | undefined;
    newAccountWithAddress(ctx: Ctx, address: AccAddress): Account;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: { isBlocked(address: AccAddress): boolean };
}
