import { type AccAddress, coinsToText, sdkErrors, type TextCodec, utf8 } from "@testudo/base";
import type { AnteStep } from "./handler.ts";
import type { AccountKeeper } from "./needs.ts";

/** Largest gas limit a transaction may declare: gas is an int64 in the engine's results. */
const GAS_LIMIT_MAX = (1n << 63n) - 1n;

/** Refuses extension options that a node must understand: none is known here. */
export const rejectExtensionOptions: AnteStep = (ctx, tx) => {
  if (tx.body.extensionOptions.length > 0) throw sdkErrors.unknownExtensionOptions();
  return ctx;
};

/** Checks of the transaction that need no state. They are not repeated in a recheck. */
export function validateBasic(addresses: TextCodec<AccAddress>): AnteStep {
  return (ctx, tx) => {
    if (ctx.mode === "recheck") return ctx;

    const { fee } = tx;
    if (fee.gasLimit > GAS_LIMIT_MAX) {
      throw sdkErrors.invalidRequest(`invalid gas supplied; ${fee.gasLimit} > ${GAS_LIMIT_MAX}`);
    }
    if (fee.hasAbsentAmount) throw sdkErrors.insufficientFee("invalid fee provided: null");
    if (fee.amount.some(({ amount }) => amount < 0n)) {
      throw sdkErrors.insufficientFee(`invalid fee provided: ${coinsToText(fee.amount)}`);
    }
    if (fee.payer !== "") checkPayer(addresses, fee.payer);
    if (tx.signatures.length === 0) throw sdkErrors.noSignatures();

    const signers = tx.signers();
    if (tx.signatures.length !== signers.length) {
      throw sdkErrors.unauthorized(
        `wrong number of signers; expected ${signers.length}, got ${tx.signatures.length}`,
      );
    }
    return ctx;
  };
}

function checkPayer(addresses: TextCodec<AccAddress>, payer: string): void {
  try {
    addresses.fromText(payer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw sdkErrors.invalidAddress(`Invalid fee payer address (${reason})`);
  }
}

/** Refuses a transaction whose last height is over. */
export const checkTimeoutHeight: AnteStep = (ctx, tx) => {
  const timeout = tx.body.timeoutHeight;
  if (timeout > 0n && ctx.height > timeout) {
    throw sdkErrors.txTimeoutHeight(`block height: ${ctx.height}, timeout height: ${timeout}`);
  }
  return ctx;
};

/** Refuses a memo that is too long. The limit is read only when there is a memo. */
export function validateMemo(accounts: AccountKeeper): AnteStep {
  return (ctx, tx) => {
    const length = utf8(tx.body.memo).length;
    if (length === 0) return ctx;
    const max = accounts.params(ctx).maxMemoCharacters;
    if (BigInt(length) > max) {
      throw sdkErrors.memoTooLarge(
        `maximum number of characters is ${max} but received ${length} characters`,
      );
    }
    return ctx;
  };
}
