import type { Coins } from "@testudo/base";
import { type MessageType, packAny } from "@testudo/proto";
import {
  BaseAccount as BaseAccountRecord,
  ModuleAccount as ModuleAccountRecord,
} from "@testudo/proto/cosmos/auth/v1beta1";
import {
  BaseVestingAccount as BaseVestingRecord,
  ContinuousVestingAccount as ContinuousRecord,
  DelayedVestingAccount as DelayedRecord,
  PeriodicVestingAccount as PeriodicRecord,
  PermanentLockedAccount as PermanentRecord,
} from "@testudo/proto/cosmos/vesting/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { panic } from "@testudo/runtime";
import { coinsFromWire, coinsToWire } from "../wire.ts";

/** What every account has. */
export interface AccountFields {
  /** Bech32 text, as stored. */
  readonly address: string;
  /** Absent until the first transaction of the account. */
  readonly pubKey: Any | undefined;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
}

/** The account of a person. */
export interface BaseAccount extends AccountFields {
  readonly kind: "base";
}

/** An account that belongs to a module; it has no key and never signs. */
export interface ModuleAccount extends AccountFields {
  readonly kind: "module";
  readonly name: string;
  /** Of `minter`, `burner`, `staking`. */
  readonly permissions: readonly string[];
}

/** What every account under a lock has. Times are whole Unix seconds. */
export interface VestingFields extends AccountFields {
  readonly originalVesting: Coins;
  readonly delegatedFree: Coins;
  readonly delegatedVesting: Coins;
  readonly endTime: bigint;
}

/** One step of a periodic schedule; `length` in seconds. */
export interface VestingPeriod {
  readonly length: bigint;
  readonly amount: Coins;
}

/** An account whose coins are locked for a time. */
export type VestingAccount =
  | (VestingFields & { readonly kind: "continuous"; readonly startTime: bigint })
  | (VestingFields & { readonly kind: "delayed" })
  | (VestingFields & {
      readonly kind: "periodic";
      readonly startTime: bigint;
      readonly periods: readonly VestingPeriod[];
    })
  | (VestingFields & { readonly kind: "permanent" });

/** The bare vesting record, which Go registers as an account but which locks nothing. */
export type BareVestingAccount = VestingFields & { readonly kind: "bare-vesting" };

/** Any account that can be stored. */
export type Account = BaseAccount | ModuleAccount | VestingAccount | BareVestingAccount;

/** A fresh account without key, number or history. */
export function newBaseAccount(address: string): BaseAccount {
  return { kind: "base", address, pubKey: undefined, accountNumber: 0n, sequence: 0n };
}

/** Whether a schedule locks coins of the account. */
export function isVesting(account: Account): account is VestingAccount {
  switch (account.kind) {
    case "continuous":
    case "delayed":
    case "periodic":
    case "permanent":
      return true;
    default:
      return false;
  }
}

/** The account as it is stored and answered: an `Any` of the record type of its kind. */
export function accountToAny(account: Account): Any {
  switch (account.kind) {
    case "base":
      return packAny(BaseAccountRecord, baseRecord(account));
    case "module":
      return packAny(ModuleAccountRecord, {
        baseAccount: baseRecord(account),
        name: account.name,
        permissions: account.permissions,
      });
    case "bare-vesting":
      return packAny(BaseVestingRecord, vestingRecord(account));
    case "continuous":
      return packAny(ContinuousRecord, {
        baseVestingAccount: vestingRecord(account),
        startTime: account.startTime,
      });
    case "delayed":
      return packAny(DelayedRecord, { baseVestingAccount: vestingRecord(account) });
    case "periodic":
      return packAny(PeriodicRecord, {
        baseVestingAccount: vestingRecord(account),
        startTime: account.startTime,
        vestingPeriods: account.periods.map(({ length, amount }) => ({
          length,
          amount: coinsToWire(amount),
        })),
      });
    case "permanent":
      return packAny(PermanentRecord, { baseVestingAccount: vestingRecord(account) });
  }
}

/** The account in an `Any`. Panics, as Go does, on a type that is no account. */
export function accountFromAny(any: Any): Account {
  const decode = DECODERS.get(any.typeUrl);
  return decode === undefined
    ? panic(
        `no concrete type registered for type URL ${any.typeUrl} against interface *types.AccountI`,
      )
    : decode(any.value);
}

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array) => Account> = new Map([
  decoder(BaseAccountRecord, (record) => ({ kind: "base", ...baseFields(record) })),
  decoder(ModuleAccountRecord, ({ baseAccount, name, permissions }) => ({
    kind: "module",
    ...baseFields(baseAccount),
    name,
    permissions,
  })),
  decoder(BaseVestingRecord, (record) => ({ kind: "bare-vesting", ...vestingFields(record) })),
  decoder(ContinuousRecord, ({ baseVestingAccount, startTime }) => ({
    kind: "continuous",
    ...vestingFields(baseVestingAccount),
    startTime,
  })),
  decoder(DelayedRecord, ({ baseVestingAccount }) => ({
    kind: "delayed",
    ...vestingFields(baseVestingAccount),
  })),
  decoder(PeriodicRecord, ({ baseVestingAccount, startTime, vestingPeriods }) => ({
    kind: "periodic",
    ...vestingFields(baseVestingAccount),
    startTime,
    periods: vestingPeriods.map(({ length, amount }) => ({
      length,
      amount: coinsFromWire(amount),
    })),
  })),
  decoder(PermanentRecord, ({ baseVestingAccount }) => ({
    kind: "permanent",
    ...vestingFields(baseVestingAccount),
  })),
]);

function decoder<T>(
  type: MessageType<T>,
  read: (record: T) => Account,
): readonly [string, (bytes: Uint8Array) => Account] {
  return [type.typeUrl, (bytes) => read(type.decode(bytes))];
}

function baseRecord(account: AccountFields): BaseAccountRecord {
  const { address, pubKey, accountNumber, sequence } = account;
  return { address, pubKey, accountNumber, sequence };
}

function baseFields(record: BaseAccountRecord | undefined): AccountFields {
  if (record === undefined) return panic("account without a base account");
  const { address, pubKey, accountNumber, sequence } = record;
  return { address, pubKey, accountNumber, sequence };
}

function vestingRecord(account: VestingFields): BaseVestingRecord {
  return {
    baseAccount: baseRecord(account),
    originalVesting: coinsToWire(account.originalVesting),
    delegatedFree: coinsToWire(account.delegatedFree),
    delegatedVesting: coinsToWire(account.delegatedVesting),
    endTime: account.endTime,
  };
}

function vestingFields(record: BaseVestingRecord | undefined): VestingFields {
  if (record === undefined) return panic("account without a base vesting account");
  return {
    ...baseFields(record.baseAccount),
    originalVesting: coinsFromWire(record.originalVesting),
    delegatedFree: coinsFromWire(record.delegatedFree),
    delegatedVesting: coinsFromWire(record.delegatedVesting),
    endTime: record.endTime,
  };
}
