import {
  type AccAddress,
  AppError,
  accAddress,
  type Coins,
  coinsAreValid,
  coinsToText,
  type DecCoin,
  equalBytes,
  isAnyGTE,
  isValidDenom,
  MAX_INT64,
  minBigint,
  sdkErrors,
  type TextCodec,
  textOfBytes,
} from "@testudo/base";
import type { Ctx } from "../ctx.ts";
import { event } from "../events.ts";
import { panic } from "../panic.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";
import type { AnteStep } from "./handler.ts";
import {
  type AccountKeeper,
  type BankKeeper,
  FEE_COLLECTOR,
  type FeegrantKeeper,
} from "./needs.ts";

/** Whom the fee step asks. */
export interface FeeNeeds {
  readonly addresses: TextCodec<AccAddress>;
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly feegrant?: FeegrantKeeper | undefined;
}

/** Takes the fee (`DeductFeeDecorator`): minimum prices in CheckTx, then allowance, payer account and payment. */
export function deductFee(needs: FeeNeeds): AnteStep {
  return (ctx, tx) => {
    const simulated = ctx.mode === "simulate";
    const { gasLimit, amount } = tx.fee;
    if (!simulated && ctx.height > 0n && gasLimit === 0n) {
      throw sdkErrors.invalidGasLimit("must provide positive gas");
    }
    if (!simulated) checkMinimum(ctx, amount, gasLimit);
    payFee(needs, ctx, tx);
    return simulated ? ctx : ctx.with({ priority: priorityOf(amount, gasLimit) });
  };
}

/** Minimum gas prices bind this node's mempool alone. Any one denomination that reaches its price is enough. */
function checkMinimum(ctx: Ctx, fee: Coins, gasLimit: bigint): void {
  if (ctx.mode !== "check" && ctx.mode !== "recheck") return;
  if (ctx.minGasPrices.every(({ amount }) => amount.isZero())) return;
  const required = requiredFees(ctx.minGasPrices, gasLimit);
  if (!reachesAny(fee, required)) {
    throw sdkErrors.insufficientFee(
      `insufficient fees; got: ${coinsToText(fee)} required: ${coinsToText(required)}`,
    );
  }
}

/** Panics on the first coin with an invalid denom: the reference looks prices up before anybody has checked the coins. */
function reachesAny(fee: Coins, required: Coins): boolean {
  return fee.some((coin) => {
    if (!isValidDenom(coin.denom)) panic(`invalid denom: ${coin.denom}`);
    return isAnyGTE([coin], required);
  });
}

/** ceil(price × gas) for each configured price. Panics for a gas limit of 2^63 or more, which is negative there. */
function requiredFees(prices: readonly DecCoin[], gasLimit: bigint): Coins {
  const gas = BigInt.asIntN(64, gasLimit);
  return prices.map(({ denom, amount: price }) => {
    const amount = price.mulInt(gas).ceil().truncateInt();
    if (amount < 0n) panic(`negative coin amount: ${amount}`);
    return { denom, amount };
  });
}

function payFee({ addresses, accounts, bank, feegrant }: FeeNeeds, ctx: Ctx, tx: DecodedTx): void {
  const { amount } = tx.fee;
  const payer = feePayerOf(tx);
  const granter = granterOf(addresses, tx.fee.granter);
  if (granter !== undefined) {
    if (feegrant === undefined) throw sdkErrors.invalidRequest("fee grants are not enabled");
    const payerText = addresses.toText(payer);
    if (!equalBytes(granter, payer)) {
      useGrant(ctx, tx, { feegrant, granter, payer, payerText });
    }
  }

  const source = granter ?? payer;
  const sourceText = addresses.toText(source);
  if (accounts.getAccount(ctx, source) === undefined) {
    throw sdkErrors.unknownAddress(`fee payer address: ${textOfBytes(source)} does not exist`);
  }
  if (amount.some((coin) => coin.amount !== 0n)) deduct(bank, ctx, source, amount);
  ctx.emit(event("tx", ["fee", coinsToText(amount)], ["fee_payer", sourceText]));
}

/** Nobody, where the signers cannot be read: a recheck gets here without having looked at them. */
function feePayerOf(tx: DecodedTx): AccAddress {
  try {
    return tx.feePayer();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return accAddress(new Uint8Array());
  }
}

function useGrant(
  ctx: Ctx,
  tx: DecodedTx,
  grant: { feegrant: FeegrantKeeper; granter: AccAddress; payer: AccAddress; payerText: string },
): void {
  try {
    grant.feegrant.useGrantedFees(ctx, grant.granter, grant.payer, tx.fee.amount, tx.body.messages);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw error.wrap(`${tx.fee.granter} does not allow to pay fees for ${grant.payerText}`);
  }
}

function deduct(bank: BankKeeper, ctx: Ctx, from: AccAddress, fee: Coins): void {
  if (!coinsAreValid(fee)) {
    throw sdkErrors.insufficientFee(`invalid fee amount: ${coinsToText(fee)}`);
  }
  try {
    bank.sendCoinsFromAccountToModule(ctx, from, FEE_COLLECTOR, fee);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw sdkErrors.insufficientFunds(error.message, error);
  }
}

/** An unreadable granter panics in the reference: nothing checks it before it is used. */
function granterOf(addresses: TextCodec<AccAddress>, text: string): AccAddress | undefined {
  if (text === "") return undefined;
  try {
    return addresses.fromText(text);
  } catch (error) {
    return panic(error instanceof Error ? error.message : String(error));
  }
}

/** Smallest whole gas price over the fee's coins, as the SDK's naive priority. */
function priorityOf(fee: Coins, gasLimit: bigint): bigint {
  if (gasLimit === 0n) return 0n;
  let priority = 0n;
  for (const { amount } of fee) {
    const price = amount / gasLimit;
    const capped = minBigint(price, MAX_INT64);
    if (priority === 0n || capped < priority) priority = capped;
  }
  return priority;
}
