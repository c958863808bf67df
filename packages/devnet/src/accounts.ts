import {
  accAddress,
  type Coin,
  consAddress,
  createAddressCodec,
  toBase64,
  valAddress,
} from "@testudo/base";
import { BECH32_PREFIX } from "@testudo/node";
import type { AccountEntry, ValidatorEntry } from "./devnet-file.ts";
import { type AccountKey, deriveAccount, deriveConsensusKey } from "./keys.ts";
import type { DevnetState } from "./state-file.ts";
import { FAUCET, POWER_UNIT, RELAYER, type Topology } from "./topology.ts";

/** All accounts of a devnet; deriving them takes a while, so it is done once. */
export interface DevnetAccounts {
  readonly users: readonly AccountKey[];
  readonly validators: readonly AccountKey[];
}

/** Coins of a user at the start: a million of the display unit. */
const USER_COINS = 1_000_000n * POWER_UNIT;
/** The faucet gives coins away for good. */
const FAUCET_COINS = 1_000n * USER_COINS;
/** What a validator has beside its stake, for fees and more stake. */
const VALIDATOR_COINS = 100_000n * POWER_UNIT;

export function deriveAccounts({ seed, accounts, validators }: Topology): DevnetAccounts {
  return {
    users: [...accounts, FAUCET, RELAYER].map((name) => deriveAccount(seed, name)),
    validators: validators.map(({ name }) => deriveAccount(seed, name)),
  };
}

/** Accounts of a genesis: users everywhere, validators on the hub alone. */
export function genesisAccounts(
  { users, validators }: DevnetAccounts,
  chain: {
    readonly role: "provider" | "consumer";
    readonly denom: string;
    readonly topology: Topology;
  },
): readonly { readonly address: string; readonly coins: readonly Coin[] }[] {
  const { role, denom, topology } = chain;
  const codec = createAddressCodec(BECH32_PREFIX[role]).acc;
  const account = (key: AccountKey, amount: bigint) => ({
    address: codec.toText(accAddress(key.address)),
    coins: [{ denom, amount }],
  });
  const stakes = new Map(topology.validators.map(({ name, stake }) => [name, stake]));
  return [
    ...users.map((key) => account(key, key.name === FAUCET ? FAUCET_COINS : USER_COINS)),
    ...(role === "provider"
      ? validators.map((key) => account(key, (stakes.get(key.name) ?? 0n) + VALIDATOR_COINS))
      : []),
  ];
}

/** The accounts as the devnet file lists them. */
export function accountEntries({ users }: DevnetAccounts): readonly AccountEntry[] {
  const { acc } = createAddressCodec(BECH32_PREFIX.provider);
  return users.map(({ name, mnemonic, address }) => ({
    name,
    mnemonic,
    address: acc.toText(accAddress(address)),
  }));
}

/** The validators as the devnet file lists them, with their keys on the chains that run. */
export function validatorEntries(
  { validators }: DevnetAccounts,
  { topology, keyGenerations }: DevnetState,
  chainIds: readonly string[],
): readonly ValidatorEntry[] {
  const { acc, val, cons } = createAddressCodec(BECH32_PREFIX.provider);
  const { seed, hub } = topology;
  return validators.map(({ name, mnemonic, address }) => {
    const onHub = deriveConsensusKey(seed, { validator: name, chainId: hub.chainId });
    const keys = chainIds.map((chainId) => {
      const generation = keyGenerations[`${chainId}/${name}`] ?? 0;
      const key = deriveConsensusKey(seed, { validator: name, chainId, generation });
      return [chainId, toBase64(key.pubKey)] as const;
    });
    const account = accAddress(address);
    return {
      name,
      mnemonic,
      account: acc.toText(account),
      operator: val.toText(valAddress(account)),
      consAddress: cons.toText(consAddress(onHub.address)),
      consKeys: Object.fromEntries(keys),
    };
  });
}
