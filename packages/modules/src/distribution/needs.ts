import type { AccAddress, AddressCodec, Coins, ConsAddress, ValAddress } from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import type { Account, ModuleAccount } from "../auth/accounts.ts";

/** What distribution asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters and to spend the pool. */
  readonly authority: string;
  /** Name of the module account that holds the fees of the last block. */
  readonly feeCollector: string;
  readonly auth: {
    moduleAddress(name: string): AccAddress | undefined;
    getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: {
    allBalances(ctx: Ctx, address: AccAddress): Coins;
    isBlocked(address: AccAddress): boolean;
    sendCoinsFromModuleToModule(ctx: Ctx, from: string, to: string, coins: Coins): void;
    sendCoinsFromModuleToAccount(ctx: Ctx, from: string, to: AccAddress, coins: Coins): void;
    sendCoinsFromAccountToModule(ctx: Ctx, from: AccAddress, to: string, coins: Coins): void;
  };
  readonly staking: {
    validator(ctx: Ctx, operator: ValAddress): Validator | undefined;
    validatorByConsAddr(ctx: Ctx, consAddr: ConsAddress): Validator | undefined;
    delegation(ctx: Ctx, delegator: AccAddress, operator: ValAddress): Delegation | undefined;
    /** All delegations of a delegator, ordered by validator. */
    delegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<Delegation>;
    /** For the invariants alone. */
    validators(ctx: Ctx): Iterable<Validator>;
    delegations(ctx: Ctx): Iterable<Delegation>;
  };
}
