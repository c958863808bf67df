import { type AccAddress, type AddressCodec, accAddress } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import type { ModulePermissions } from "@testudo/modules/auth";

/** Bech32 prefixes of the binaries. */
export const BECH32_PREFIX = {
  provider: "cosmos",
  consumer: "consumer",
  standalone: "consumer",
  democracy: "consumer",
} as const;

/** Module accounts of the provider; the order of permissions is the stored one. */
export const PROVIDER_ACCOUNTS: readonly ModulePermissions[] = [
  { name: "fee_collector", permissions: [] },
  { name: "distribution", permissions: [] },
  { name: "mint", permissions: ["minter"] },
  { name: "bonded_tokens_pool", permissions: ["burner", "staking"] },
  { name: "not_bonded_tokens_pool", permissions: ["burner", "staking"] },
  { name: "gov", permissions: ["burner"] },
  { name: "transfer", permissions: ["minter", "burner"] },
  { name: "consumer_rewards_pool", permissions: [] },
];

export const CONSUMER_ACCOUNTS: readonly ModulePermissions[] = [
  { name: "fee_collector", permissions: [] },
  { name: "cons_redistribute", permissions: [] },
  { name: "cons_to_send_to_provider", permissions: [] },
  { name: "transfer", permissions: ["minter", "burner"] },
];

export const STANDALONE_ACCOUNTS: readonly ModulePermissions[] = [
  { name: "fee_collector", permissions: [] },
  { name: "bonded_tokens_pool", permissions: ["burner", "staking"] },
  { name: "not_bonded_tokens_pool", permissions: ["burner", "staking"] },
  { name: "distribution", permissions: [] },
  { name: "mint", permissions: ["minter"] },
  { name: "transfer", permissions: ["minter", "burner"] },
  { name: "gov", permissions: ["burner"] },
];

export const DEMOCRACY_ACCOUNTS: readonly ModulePermissions[] = [
  ...STANDALONE_ACCOUNTS,
  { name: "cons_redistribute", permissions: [] },
  { name: "cons_to_send_to_provider", permissions: [] },
];

/** Accounts that messages may not send to: those of modules, but for one that rewards pass through. */
export function blockedAddresses(
  accounts: readonly ModulePermissions[],
  open?: string,
): readonly AccAddress[] {
  return accounts
    .filter(({ name }) => name !== open)
    .map(({ name }) => accAddress(moduleAddress(name)));
}

/** The account that may change parameters: gov's, on all chains, though a consumer has no gov. */
export function authorityText(addresses: AddressCodec): string {
  return addresses.acc.toText(accAddress(moduleAddress("gov")));
}
