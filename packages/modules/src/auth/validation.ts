import {
  type AddressCodec,
  accAddress,
  addCoins,
  amountOf,
  type Coins,
  coinsAreValid,
  coinsToText,
  equalBytes,
  isAllPositive,
  plainError,
} from "@testudo/base";
import { moduleAddress, pubKeyFromAny } from "@testudo/crypto";
import type { Account, AccountFields, VestingFields } from "./accounts.ts";

/**
 * Checks an account that comes from a genesis file or is about to be created.
 *
 * @throws AppError undefined/1
 */
export function validateAccount(account: Account, addresses: AddressCodec): void {
  switch (account.kind) {
    case "base":
      validateKey(account, addresses);
      return;
    case "module":
      if (account.name.trim() === "") throw plainError("module account name cannot be blank");
      if (account.address !== addresses.acc.toText(accAddress(moduleAddress(account.name)))) {
        throw plainError(
          `address ${account.address} cannot be derived from the module name '${account.name}'`,
        );
      }
      validateKey(account, addresses);
      return;
    case "bare-vesting":
    case "delayed":
      validateVesting(account, addresses);
      return;
    case "permanent":
      if (account.endTime > 0n) {
        throw plainError("permanently vested accounts cannot have an end-time");
      }
      validateVesting(account, addresses);
      return;
    case "continuous":
      requireOrder(account);
      validateVesting(account, addresses);
      return;
    case "periodic": {
      requireOrder(account);
      let endTime = account.startTime;
      let total: Coins = [];
      for (const [index, { length, amount }] of account.periods.entries()) {
        if (length < 0n) throw plainError(`period #${index} has a negative length: ${length}`);
        endTime = BigInt.asIntN(64, endTime + length);
        if (!coinsAreValid(amount) || !isAllPositive(amount)) {
          throw plainError(`period #${index} has invalid coins: ${coinsToText(amount)}`);
        }
        total = addCoins(total, amount);
      }
      if (endTime !== account.endTime) {
        throw plainError("vesting end time does not match length of all vesting periods");
      }
      if (coinsToText(total) !== coinsToText(account.originalVesting)) {
        throw plainError(
          `original vesting coins (${coinsToText(account.originalVesting)}) does not match the sum of all coins in ` +
            `vesting periods (${coinsToText(total)})`,
        );
      }
      validateVesting(account, addresses);
      return;
    }
  }
}

function requireOrder({ startTime, endTime }: { startTime: bigint; endTime: bigint }): void {
  if (startTime >= endTime) throw plainError("vesting start-time cannot be before end-time");
}

function validateVesting(account: VestingFields, addresses: AddressCodec): void {
  const { endTime, originalVesting, delegatedVesting } = account;
  if (endTime < 0n) throw plainError("end time cannot be negative");
  if (!coinsAreValid(originalVesting) || !isAllPositive(originalVesting)) {
    throw plainError(`invalid coins: ${coinsToText(originalVesting)}`);
  }
  for (const { denom, amount } of delegatedVesting) {
    if (amount > amountOf(originalVesting, denom)) {
      throw plainError("delegated vesting amount cannot be greater than original vesting amount");
    }
  }
  validateKey(account, addresses);
}

function validateKey({ address, pubKey }: AccountFields, addresses: AddressCodec): void {
  if (address === "" || pubKey === undefined) return;
  if (!equalBytes(pubKeyFromAny(pubKey).address(), addresses.acc.fromText(address))) {
    throw plainError("account address and pubkey address do not match");
  }
}
