import type { AccAddress, Coins } from "@testudo/base";
import type { PublicKey } from "@testudo/crypto";
import type { AuthInfo, TxBody } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { MessageRoute } from "../module.ts";

/** One message of a transaction, decoded. */
export interface TxMessage {
  readonly any: Any;
  readonly value: unknown;
  /** Undefined for a message that the chain knows but does not handle. */
  readonly route: MessageRoute | undefined;
  /**
   * The addresses that must sign it.
   *
   * @throws AppError when one of them cannot be read
   */
  signers(): readonly AccAddress[];
}

/** What a transaction pays, with amounts as numbers. */
export interface TxFee {
  readonly amount: Coins;
  /** A coin came without an amount: Go keeps it as null, which only a later check refuses. */
  readonly hasAbsentAmount: boolean;
  readonly gasLimit: bigint;
  /** Bech32 text, or empty. */
  readonly payer: string;
  readonly granter: string;
}

/** A transaction as it came over the wire, decoded once. */
export interface DecodedTx {
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes` as upper-case hex: what explorers call the transaction hash. */
  readonly hash: string;
  readonly body: TxBody;
  readonly authInfo: AuthInfo;
  /** The bytes that were signed, exactly as received. */
  readonly bodyBytes: Uint8Array;
  readonly authInfoBytes: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly messages: readonly TxMessage[];
  /** Per signer info; undefined where the signer left the key to the chain. */
  readonly publicKeys: readonly (PublicKey | undefined)[];
  /** The body has fields that this version does not know and may ignore: they bar amino signing. */
  readonly hasUnknownFields: boolean;
  /** Panics when the auth info has no fee, as the reference does. */
  readonly fee: TxFee;
  /**
   * Signers of the messages in order, each once, then the fee payer if it is none of them.
   *
   * @throws AppError when an address cannot be read
   */
  signers(): readonly AccAddress[];
  /** The declared payer, else the first signer. */
  feePayer(): AccAddress;
}
