// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { BaseAccount } from "../../cosmos/auth/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";

export interface MsgCreateVestingAccount {
  fromAddress: string;
  toAddress: string;
  amount: readonly Coin[];
  endTime: bigint;
  delayed: boolean;
}
export const MsgCreateVestingAccount: MessageType<MsgCreateVestingAccount> = describeMessage("cosmos.vesting.v1beta1.MsgCreateVestingAccount", [
  [1, "from_address", "string"],
  [2, "to_address", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [4, "end_time", "int64"],
  [5, "delayed", "bool"],
], { amino: "cosmos-sdk/MsgCreateVestingAccount", signers: ["from_address"] });

export interface MsgCreateVestingAccountResponse {}
export const MsgCreateVestingAccountResponse: MessageType<MsgCreateVestingAccountResponse> = describeMessage("cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse", []);

export interface MsgCreatePermanentLockedAccount {
  fromAddress: string;
  toAddress: string;
  amount: readonly Coin[];
}
export const MsgCreatePermanentLockedAccount: MessageType<MsgCreatePermanentLockedAccount> = describeMessage("cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount", [
  [1, "from_address", "string"],
  [2, "to_address", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { amino: "cosmos-sdk/MsgCreatePermLockedAccount", signers: ["from_address"] });

export interface MsgCreatePermanentLockedAccountResponse {}
export const MsgCreatePermanentLockedAccountResponse: MessageType<MsgCreatePermanentLockedAccountResponse> = describeMessage("cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse", []);

export interface MsgCreatePeriodicVestingAccount {
  fromAddress: string;
  toAddress: string;
  startTime: bigint;
  vestingPeriods: readonly Period[];
}
export const MsgCreatePeriodicVestingAccount: MessageType<MsgCreatePeriodicVestingAccount> = describeMessage("cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount", [
  [1, "from_address", "string"],
  [2, "to_address", "string"],
  [3, "start_time", "int64"],
  [4, "vesting_periods", () => Period, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgCreatePeriodVestAccount", signers: ["from_address"] });

export interface MsgCreatePeriodicVestingAccountResponse {}
export const MsgCreatePeriodicVestingAccountResponse: MessageType<MsgCreatePeriodicVestingAccountResponse> = describeMessage("cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse", []);

export interface BaseVestingAccount {
  baseAccount?: BaseAccount | undefined;
  originalVesting: readonly Coin[];
  delegatedFree: readonly Coin[];
  delegatedVesting: readonly Coin[];
  endTime: bigint;
}
export const BaseVestingAccount: MessageType<BaseVestingAccount> = describeMessage("cosmos.vesting.v1beta1.BaseVestingAccount", [
  [1, "base_account", () => BaseAccount],
  [2, "original_vesting", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [3, "delegated_free", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [4, "delegated_vesting", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [5, "end_time", "int64"],
], { amino: "cosmos-sdk/BaseVestingAccount" });

export interface ContinuousVestingAccount {
  baseVestingAccount?: BaseVestingAccount | undefined;
  startTime: bigint;
}
export const ContinuousVestingAccount: MessageType<ContinuousVestingAccount> = describeMessage("cosmos.vesting.v1beta1.ContinuousVestingAccount", [
  [1, "base_vesting_account", () => BaseVestingAccount],
  [2, "start_time", "int64"],
], { amino: "cosmos-sdk/ContinuousVestingAccount" });

export interface DelayedVestingAccount {
  baseVestingAccount?: BaseVestingAccount | undefined;
}
export const DelayedVestingAccount: MessageType<DelayedVestingAccount> = describeMessage("cosmos.vesting.v1beta1.DelayedVestingAccount", [
  [1, "base_vesting_account", () => BaseVestingAccount],
], { amino: "cosmos-sdk/DelayedVestingAccount" });

export interface Period {
  length: bigint;
  amount: readonly Coin[];
}
export const Period: MessageType<Period> = describeMessage("cosmos.vesting.v1beta1.Period", [
  [1, "length", "int64"],
  [2, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
]);

export interface PeriodicVestingAccount {
  baseVestingAccount?: BaseVestingAccount | undefined;
  startTime: bigint;
  vestingPeriods: readonly Period[];
}
export const PeriodicVestingAccount: MessageType<PeriodicVestingAccount> = describeMessage("cosmos.vesting.v1beta1.PeriodicVestingAccount", [
  [1, "base_vesting_account", () => BaseVestingAccount],
  [2, "start_time", "int64"],
  [3, "vesting_periods", () => Period, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/PeriodicVestingAccount" });

export interface PermanentLockedAccount {
  baseVestingAccount?: BaseVestingAccount | undefined;
}
export const PermanentLockedAccount: MessageType<PermanentLockedAccount> = describeMessage("cosmos.vesting.v1beta1.PermanentLockedAccount", [
  [1, "base_vesting_account", () => BaseVestingAccount],
], { amino: "cosmos-sdk/PermanentLockedAccount" });
