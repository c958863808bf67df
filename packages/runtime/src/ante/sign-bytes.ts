import { type AppError, plainError } from "@testudo/base";
import { aminoSignDoc } from "@testudo/proto";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { SignDoc, SignDocDirectAux } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { DecodedTx } from "../tx/decoded-tx.ts";

/** For whom the bytes are: what the signer and nobody else puts under its signature. */
export interface SignerData {
  readonly address: string;
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly pubKey: Any;
  /** The first signer pays the fee unless another is named. */
  readonly isFirst: boolean;
}

/**
 * The bytes a signer of the transaction signs in a mode.
 *
 * @throws undefined/1 for a mode that is not supported or that the transaction does not allow
 */
export function signBytes(tx: DecodedTx, mode: number, signer: SignerData): Uint8Array {
  switch (mode) {
    case SignMode.SIGN_MODE_DIRECT:
      return SignDoc.encode({
        bodyBytes: tx.bodyBytes,
        authInfoBytes: tx.authInfoBytes,
        chainId: signer.chainId,
        accountNumber: signer.accountNumber,
      });
    case SignMode.SIGN_MODE_DIRECT_AUX:
      return directAux(tx, signer);
    case SignMode.SIGN_MODE_LEGACY_AMINO_JSON:
      return legacyAmino(tx, signer);
    default:
      throw unsupported(mode);
  }
}

/** Whoever pays the fee must sign over it, and this mode does not. */
function directAux(tx: DecodedTx, signer: SignerData): Uint8Array {
  const { payer } = tx.fee;
  if (payer === signer.address || (payer === "" && signer.isFirst)) {
    throw plainError(
      `fee payer ${signer.address} cannot sign with SIGN_MODE_DIRECT_AUX: unauthorized`,
    );
  }
  return SignDocDirectAux.encode({
    bodyBytes: tx.bodyBytes,
    publicKey: signer.pubKey,
    chainId: signer.chainId,
    accountNumber: signer.accountNumber,
    sequence: signer.sequence,
    tip: undefined,
  });
}

function legacyAmino(tx: DecodedTx, signer: SignerData): Uint8Array {
  const { body, fee } = tx;
  if (tx.hasUnknownFields) throw plainError("transaction has unknown fields");
  if (body.extensionOptions.length > 0 || body.nonCriticalExtensionOptions.length > 0) {
    throw plainError(
      "SIGN_MODE_LEGACY_AMINO_JSON does not support protobuf extension options: invalid request",
    );
  }
  const amount = tx.authInfo.fee?.amount ?? [];
  const { gasLimit: gas, payer, granter } = fee;
  try {
    return aminoSignDoc({
      accountNumber: signer.accountNumber,
      sequence: signer.sequence,
      chainId: signer.chainId,
      timeoutHeight: body.timeoutHeight,
      memo: body.memo,
      messages: body.messages,
      fee: { amount, gas, payer, granter },
    });
  } catch (error) {
    // Some messages have no amino form: for the signer that is one more reason the signature does not hold.
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}

function unsupported(mode: number): AppError {
  return plainError(`unsupported sign mode ${mode}`);
}
