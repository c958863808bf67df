import type { AccAddress, AddressCodec } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { Account, ModuleAccount } from "../auth/accounts.ts";

/** What bank asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  /** Accounts that no message may send to. */
  readonly blocked: readonly AccAddress[];
  readonly auth: {
    getAccount(ctx: Ctx, address: AccAddress): Account | undefined;
    hasAccount(ctx: Ctx, address: AccAddress): boolean;
    setAccount(ctx: Ctx, account: Account): void;
    newAccountWithAddress(ctx: Ctx, address: AccAddress): Account;
    moduleAddress(name: string): AccAddress | undefined;
    getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined;
  };
}
