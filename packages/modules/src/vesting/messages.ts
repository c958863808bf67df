import {
  type AccAddress,
  AppError,
  addCoins,
  type Coins,
  coinsAreValid,
  coinsToText,
  isAllPositive,
  SECOND,
  sdkErrors,
} from "@testudo/base";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  MsgCreatePeriodicVestingAccount,
  MsgCreatePeriodicVestingAccountResponse,
  MsgCreatePermanentLockedAccount,
  MsgCreatePermanentLockedAccountResponse,
  MsgCreateVestingAccount,
  MsgCreateVestingAccountResponse,
} from "@testudo/proto/cosmos/vesting/v1beta1";
import { type Ctx, type MessageRoute, route } from "@testudo/runtime";
import {
  type Account,
  type BareVestingAccount,
  newBaseAccount,
  type VestingAccount,
  type VestingPeriod,
} from "../auth/accounts.ts";
import { validateAccount } from "../auth/validation.ts";
import { addressFromWire, coinsFromWire } from "../wire.ts";
import type { Needs } from "./needs.ts";

/** Message handlers of vesting. Each makes an account that did not exist and fills it. */
export function messages(needs: Needs): readonly MessageRoute[] {
  return [
    route(MsgCreateVestingAccount, MsgCreateVestingAccountResponse, {
      handle(ctx, message) {
        const { from, to } = parties(needs, message);
        const coins = validCoins(message.amount);
        if (message.endTime <= 0n) throw sdkErrors.invalidRequest("invalid end time");
        needs.bank.requireSendEnabled(ctx, coins);
        requireNewReceiver(needs, ctx, to, message.toAddress);

        const bare: BareVestingAccount = {
          ...vestingFields(needs, ctx, to, coins),
          kind: "bare-vesting",
          endTime: message.endTime,
        };
        requireAccountRules(needs, bare);
        needs.auth.setAccount(
          ctx,
          message.delayed
            ? { ...bare, kind: "delayed" }
            : { ...bare, kind: "continuous", startTime: ctx.time / SECOND },
        );
        needs.bank.sendCoins(ctx, from, to, coins);
        return {};
      },
    }),

    route(MsgCreatePermanentLockedAccount, MsgCreatePermanentLockedAccountResponse, {
      handle(ctx, message) {
        const { from, to } = parties(needs, message);
        const coins = validCoins(message.amount);
        needs.bank.requireSendEnabled(ctx, coins);
        requireNewReceiver(needs, ctx, to, message.toAddress);

        const account: VestingAccount = {
          ...vestingFields(needs, ctx, to, coins),
          kind: "permanent",
          endTime: 0n,
        };
        requireAccountRules(needs, account);
        needs.auth.setAccount(ctx, account);
        needs.bank.sendCoins(ctx, from, to, coins);
        return {};
      },
    }),

    route(MsgCreatePeriodicVestingAccount, MsgCreatePeriodicVestingAccountResponse, {
      handle(ctx, message) {
        const { from, to } = parties(needs, message);
        const { startTime } = message;
        if (startTime < 1n) {
          throw sdkErrors.invalidRequest(
            `invalid start time of ${startTime}, length must be greater than 0`,
          );
        }
        const periods = message.vestingPeriods.map(validPeriod);
        let coins: Coins = [];
        for (const { amount } of periods) coins = addCoins(coins, amount);
        requireNewReceiver(needs, ctx, to, message.toAddress);
        needs.bank.requireSendEnabled(ctx, coins);

        const account: VestingAccount = {
          ...vestingFields(needs, ctx, to, coins),
          kind: "periodic",
          startTime,
          endTime: periods.reduce((end, { length }) => BigInt.asIntN(64, end + length), startTime),
          periods,
        };
        requireAccountRules(needs, account);
        needs.auth.setAccount(ctx, account);
        needs.bank.sendCoins(ctx, from, to, coins);
        return {};
      },
    }),
  ];
}

function parties(
  { addresses }: Needs,
  message: { readonly fromAddress: string; readonly toAddress: string },
) {
  return {
    from: addressFromWire(addresses.acc, message.fromAddress, (complaint) =>
      sdkErrors.invalidAddress(`invalid 'from' address: ${complaint}`),
    ),
    to: addressFromWire(addresses.acc, message.toAddress, (complaint) =>
      sdkErrors.invalidAddress(`invalid 'to' address: ${complaint}`),
    ),
  };
}

function validCoins(wire: readonly WireCoin[]): Coins {
  const coins = coinsFromWire(wire);
  if (!coinsAreValid(coins) || !isAllPositive(coins)) {
    throw sdkErrors.invalidCoins(coinsToText(coins));
  }
  return coins;
}

function validPeriod(
  period: { readonly length: bigint; readonly amount: readonly WireCoin[] },
  index: number,
): VestingPeriod {
  if (period.length < 1n) {
    throw sdkErrors.invalidRequest(
      `invalid period length of ${period.length} in period ${index}, length must be greater than 0`,
    );
  }
  return { length: period.length, amount: validCoins(period.amount) };
}

/** Nobody may put a lock on an account that exists, or on one that takes no coins. */
function requireNewReceiver({ auth, bank }: Needs, ctx: Ctx, to: AccAddress, text: string): void {
  if (bank.isBlocked(to)) {
    throw sdkErrors.unauthorized(`${text} is not allowed to receive funds`);
  }
  if (auth.getAccount(ctx, to) !== undefined) {
    throw sdkErrors.invalidRequest(`account ${text} already exists`);
  }
}

/** The common part of the account, with the next account number. */
function vestingFields(
  { addresses, auth }: Needs,
  ctx: Ctx,
  to: AccAddress,
  originalVesting: Coins,
) {
  return {
    ...auth.newAccount(ctx, newBaseAccount(addresses.acc.toText(to))),
    originalVesting,
    delegatedFree: [],
    delegatedVesting: [],
  };
}

function requireAccountRules({ addresses }: Needs, account: Account): void {
  try {
    validateAccount(account, addresses);
  } catch (error) {
    throw error instanceof AppError ? sdkErrors.invalidRequest(error.message) : error;
  }
}
