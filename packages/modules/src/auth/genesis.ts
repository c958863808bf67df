import { plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/auth/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { type Account, accountFromAny, accountToAny } from "./accounts.ts";
import { type AccountKeeper, FEE_COLLECTOR } from "./keeper.ts";
import { DEFAULT_PARAMS, validateParams } from "./params.ts";
import { validateAccount } from "./validation.ts";

/** The genesis of a chain without accounts. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ params: DEFAULT_PARAMS, accounts: [] });
}

/** @throws AppError on bad parameters, accounts that break a rule, and addresses that occur twice */
export function validateGenesis(keeper: AccountKeeper, json: JsonValue): void {
  const { params, accounts } = GenesisState.fromJSON(json);
  validateParams(params);
  const seen = new Set<string>();
  for (const account of accounts.map(accountFromAny)) {
    const { address } = account;
    if (seen.has(address)) {
      throw plainError(`duplicate account found in genesis state; address: ${address}`);
    }
    seen.add(address);
    try {
      validateAccount(account, keeper.addresses);
    } catch (error) {
      const complaint = error instanceof Error ? error.message : String(error);
      throw plainError(
        `invalid account found in genesis state; address: ${address}, error: ${complaint}`,
      );
    }
  }
}

/**
 * Stores parameters and accounts, each under its own number, then creates the fee collector.
 *
 * The counter is advanced past every number in use, so gaps stay gaps.
 */
export function initGenesis(keeper: AccountKeeper, ctx: Ctx, json: JsonValue): void {
  const { params, accounts } = GenesisState.fromJSON(json);
  keeper.setParams(ctx, params);

  let last: bigint | undefined;
  for (const account of withUniqueNumbers(accounts.map(accountFromAny))) {
    while (last === undefined || last < account.accountNumber) last = keeper.nextAccountNumber(ctx);
    keeper.setAccount(ctx, account);
  }
  keeper.getModuleAccount(ctx, FEE_COLLECTOR);
}

/** Parameters and accounts as a genesis file. */
export function exportGenesis(keeper: AccountKeeper, ctx: Ctx): JsonValue {
  return GenesisState.toJSON({
    params: keeper.params(ctx),
    accounts: keeper.accounts(ctx).map(accountToAny),
  });
}

/**
 * Accounts in ascending number. Of several with one number the first keeps it; the others get the lowest numbers that
 * nobody uses, in ascending order of the number they shared.
 */
function withUniqueNumbers(accounts: readonly Account[]): readonly Account[] {
  const used = new Set<bigint>();
  const kept: Account[] = [];
  const duplicates: Account[] = [];
  for (const account of accounts) {
    (used.has(account.accountNumber) ? duplicates : kept).push(account);
    used.add(account.accountNumber);
  }
  let free = 0n;
  for (const account of duplicates.sort(byNumber)) {
    while (used.has(free)) free += 1n;
    used.add(free);
    kept.push({ ...account, accountNumber: free });
  }
  return kept.sort(byNumber);
}

function byNumber(a: Account, b: Account): number {
  return a.accountNumber < b.accountNumber ? -1 : a.accountNumber > b.accountNumber ? 1 : 0;
}
