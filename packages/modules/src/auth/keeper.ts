import { type AccAddress, type AddressCodec, accAddress } from "@testudo/base";
import { moduleAddress as deriveModuleAddress } from "@testudo/crypto";
import type { Params } from "@testudo/proto/cosmos/auth/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { type Account, type BaseAccount, type ModuleAccount, newBaseAccount } from "./accounts.ts";
import { state } from "./state.ts";

/** Name of the account that collects transaction fees. */
export const FEE_COLLECTOR = "fee_collector";

/** A module that may own coins, and what it may do with them, in the order the record stores it. */
export interface ModulePermissions {
  readonly name: string;
  readonly permissions: readonly string[];
}

/** What a chain decides about its accounts. */
export interface AccountKeeperOptions {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  readonly modules: readonly ModulePermissions[];
}

/** Accounts: addresses, keys, numbers, sequences, and the accounts of modules. */
export type AccountKeeper = ReturnType<typeof createAccountKeeper>;

/** Builds the account keeper of a chain. */
export function createAccountKeeper({ addresses, authority, modules }: AccountKeeperOptions) {
  const permitted = new Map(
    modules.map(({ name, permissions }) => [
      name,
      { address: accAddress(deriveModuleAddress(name)), permissions },
    ]),
  );

  function params(ctx: Ctx): Params {
    return state.params.get(ctx) ?? NO_PARAMS;
  }

  function getAccount(ctx: Ctx, address: AccAddress): Account | undefined {
    return state.accounts.get(ctx, address);
  }

  function hasAccount(ctx: Ctx, address: AccAddress): boolean {
    return state.accounts.has(ctx, address);
  }

  /** Stores an account and its number. Panics when another account has the number. */
  function setAccount(ctx: Ctx, account: Account): void {
    const address = addresses.acc.fromText(account.address);
    const old = state.accounts.get(ctx, address);
    if (old !== undefined) state.numbers.delete(ctx, old.accountNumber);
    if (state.numbers.has(ctx, account.accountNumber)) {
      panic(`uniqueness constrain violation: ${account.accountNumber} is already in use`);
    }
    state.numbers.set(ctx, account.accountNumber, address);
    state.accounts.set(ctx, address, account);
  }

  function removeAccount(ctx: Ctx, account: Account): void {
    const address = addresses.acc.fromText(account.address);
    const old = state.accounts.get(ctx, address);
    if (old !== undefined) state.numbers.delete(ctx, old.accountNumber);
    state.accounts.delete(ctx, address);
  }

  function accounts(ctx: Ctx): Account[] {
    return Array.from(state.accounts.entries(ctx), ([, account]) => account);
  }

  function nextAccountNumber(ctx: Ctx): bigint {
    const number = state.nextNumber.get(ctx) ?? 0n;
    state.nextNumber.set(ctx, number + 1n);
    return number;
  }

  /** Gives `account` the next number. Storing it is the caller's next step. */
  function newAccount<T extends Account>(ctx: Ctx, account: T): T {
    return { ...account, accountNumber: nextAccountNumber(ctx) };
  }

  /** A fresh account with the next number, not stored yet. */
  function newAccountWithAddress(ctx: Ctx, address: AccAddress): BaseAccount {
    return newAccount(ctx, newBaseAccount(addresses.acc.toText(address)));
  }

  /** Address of a module account, from memory; undefined for a module without one. */
  function moduleAddress(name: string): AccAddress | undefined {
    return permitted.get(name)?.address;
  }

  /** The account of a module, created on first touch; undefined for a module without one. */
  function getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined {
    const entry = permitted.get(name);
    if (entry === undefined) return undefined;
    const stored = getAccount(ctx, entry.address);
    if (stored !== undefined) {
      return stored.kind === "module" ? stored : panic("account is not a module account");
    }
    const created: ModuleAccount = newAccount(ctx, {
      ...newBaseAccount(addresses.acc.toText(entry.address)),
      kind: "module",
      name,
      permissions: entry.permissions,
    });
    setAccount(ctx, created);
    return created;
  }

  return {
    addresses,
    authority,
    modules,
    params,
    setParams: (ctx: Ctx, next: Params): void => state.params.set(ctx, next),
    getAccount,
    hasAccount,
    setAccount,
    removeAccount,
    accounts,
    nextAccountNumber,
    newAccount,
    newAccountWithAddress,
    moduleAddress,
    getModuleAccount,
    addressByNumber: (ctx: Ctx, number: bigint): AccAddress | undefined => {
      const stored = state.numbers.get(ctx, number);
      return stored === undefined ? undefined : accAddress(stored);
    },
  };
}

/** What Go reads where nothing was stored. */
const NO_PARAMS: Params = {
  maxMemoCharacters: 0n,
  txSigLimit: 0n,
  txSizeCostPerByte: 0n,
  sigVerifyCostEd25519: 0n,
  sigVerifyCostSecp256k1: 0n,
};
