import type { Bytes, Coin } from "@testudo/base";
import { secp256k1Sign } from "@testudo/crypto";
import { type MessageType, packAny } from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { AuthInfo, SignDoc, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { TestAccount } from "./test-account.ts";

/** A signer with what its signature covers. */
export interface TxSigner {
  readonly account: TestAccount;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
}

/** Everything of a transaction that a test may want to be different. */
export interface TxParts {
  readonly chainId: string;
  readonly messages: readonly Any[];
  readonly signers: readonly TxSigner[];
  readonly gasLimit: bigint;
  readonly fee: readonly Coin[];
  readonly memo: string;
  readonly timeoutHeight: bigint;
  readonly payer: string;
  readonly extensionOptions: readonly Any[];
  /** Damages the signatures. */
  forge?(signature: Bytes, index: number): Bytes;
}

/** A message packed for a transaction. */
export function message<T>(type: MessageType<T>, value: T): Any {
  return packAny(type, value);
}

/** Signs in SIGN_MODE_DIRECT and encodes. */
export function signTx(parts: TxParts): Bytes {
  const bodyBytes = TxBody.encode(
    TxBody.create({
      messages: parts.messages,
      memo: parts.memo,
      timeoutHeight: parts.timeoutHeight,
      extensionOptions: parts.extensionOptions,
    }),
  );
  const authInfoBytes = AuthInfo.encode({
    signerInfos: parts.signers.map(({ account, sequence }) => ({
      publicKey: packAny(PubKey, { key: account.pubKey }),
      modeInfo: { single: { mode: SignMode.SIGN_MODE_DIRECT } },
      sequence,
    })),
    fee: {
      amount: parts.fee.map(({ denom, amount }) => ({ denom, amount: String(amount) })),
      gasLimit: parts.gasLimit,
      payer: parts.payer,
      granter: "",
    },
    tip: undefined,
  });
  const signatures = parts.signers.map(({ account, accountNumber }, i) => {
    const doc = SignDoc.create({
      bodyBytes,
      authInfoBytes,
      chainId: parts.chainId,
      accountNumber,
    });
    const signature = secp256k1Sign(account.key, SignDoc.encode(doc));
    return parts.forge?.(signature, i) ?? signature;
  });
  return TxRaw.encode({ bodyBytes, authInfoBytes, signatures });
}
