import {
  type AccAddress,
  type AddressCodec,
  AppError,
  ByteSet,
  type Coin,
  sdkErrors,
  toHexUpper,
} from "@testudo/base";
import { type PublicKey, pubKeyFromAny, sha256 } from "@testudo/crypto";
import { AuthInfo, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { createLruCache } from "../lru.ts";
import { panic } from "../panic.ts";
import type { MessageRouter } from "../routing/message-router.ts";
import { rejectNonCanonicalTxRaw } from "./adr-027.ts";
import type { DecodedTx, TxFee, TxMessage } from "./decoded-tx.ts";
import { messageSigners, signerAddress } from "./signers.ts";
import type { TypeRegistry } from "./type-registry.ts";
import { checkWire } from "./wire-check.ts";

/** Decoded transactions that are kept, so that one is decoded once between CheckTx, proposal and block. */
const CACHED_TXS_MAX = 10_000;
/** Bytes of kept transactions: their decoded form is several times as large. */
const CACHED_BYTES_MAX = 16 * 1024 * 1024;

/** Reads transactions off the wire. */
export interface TxDecoder {
  /** @throws sdk/2, with the reason in front */
  decode(bytes: Uint8Array): DecodedTx;
}

/** What a decoder needs to know of its chain. */
export interface TxDecoderOptions {
  readonly addresses: AddressCodec;
  readonly types: TypeRegistry;
  readonly router: MessageRouter;
}

/** Reads transactions as the SDK's default decoder: canonical raw form, no unknown fields, every `Any` of a known type. */
export function createTxDecoder(options: TxDecoderOptions): TxDecoder {
  const cache = createLruCache<DecodedTx>({
    entriesMax: CACHED_TXS_MAX,
    sizeMax: CACHED_BYTES_MAX,
  });

  return {
    decode(bytes) {
      const hash = toHexUpper(sha256(bytes));
      const known = cache.get(hash);
      if (known !== undefined) return known;
      const decoded = asTxDecodeError(() => decodeTx(options, bytes, hash));
      cache.set(hash, decoded, bytes.length);
      return decoded;
    },
  };
}

function decodeTx(options: TxDecoderOptions, bytes: Uint8Array, hash: string): DecodedTx {
  const { addresses, types, router } = options;
  rejectNonCanonicalTxRaw(bytes);
  checkWire(TxRaw, bytes, { types, allowNonCritical: false });
  const raw = TxRaw.decode(bytes);
  const hasUnknownFields = checkWire(TxBody, raw.bodyBytes, { types, allowNonCritical: true });
  const body = TxBody.decode(raw.bodyBytes);
  checkWire(AuthInfo, raw.authInfoBytes, { types, allowNonCritical: false });
  const authInfo = AuthInfo.decode(raw.authInfoBytes);

  const messages = body.messages.map((any) => decodeMessage({ addresses, types, router }, any));
  const publicKeys = authInfo.signerInfos.map(({ publicKey }) => keyOf(publicKey));
  const fee = authInfo.fee === undefined ? undefined : readFee(authInfo.fee);
  const signers = once(() => txSigners(addresses, messages, fee));

  return {
    bytes,
    hash,
    body,
    authInfo,
    bodyBytes: raw.bodyBytes,
    authInfoBytes: raw.authInfoBytes,
    signatures: raw.signatures,
    messages,
    publicKeys,
    hasUnknownFields,
    get fee() {
      return fee ?? panic("runtime error: invalid memory address or nil pointer dereference");
    },
    signers,
    feePayer() {
      const payer = fee?.payer ?? "";
      if (payer !== "") return signerAddress(addresses.acc, payer);
      return signers()[0] ?? panic("runtime error: index out of range [0] with length 0");
    },
  };
}

function decodeMessage({ addresses, types, router }: TxDecoderOptions, any: Any): TxMessage {
  const type = types.resolve(any.typeUrl);
  if (type === undefined) throw sdkErrors.txDecode(`unable to resolve type URL ${any.typeUrl}`);
  const value = type.decode(any.value);
  return {
    any,
    value,
    route: router.route(any.typeUrl),
    signers: once(() => messageSigners(addresses, type, value)),
  };
}

/** An Any without a type URL counts as no key. */
function keyOf(any: Any | undefined): PublicKey | undefined {
  return any === undefined || any.typeUrl === "" ? undefined : pubKeyFromAny(any);
}

function readFee(fee: NonNullable<AuthInfo["fee"]>): TxFee {
  return {
    amount: fee.amount.map(
      ({ denom, amount }): Coin => ({ denom, amount: amount === "" ? 0n : BigInt(amount) }),
    ),
    hasAbsentAmount: fee.amount.some(({ amount }) => amount === ""),
    gasLimit: fee.gasLimit,
    payer: fee.payer,
    granter: fee.granter,
  };
}

function txSigners(
  addresses: AddressCodec,
  messages: readonly TxMessage[],
  fee: TxFee | undefined,
): readonly AccAddress[] {
  const seen = new ByteSet();
  const signers: AccAddress[] = [];
  const add = (address: AccAddress) => {
    if (seen.has(address)) return;
    seen.add(address);
    signers.push(address);
  };
  for (const message of messages) for (const signer of message.signers()) add(signer);
  if (fee !== undefined && fee.payer !== "") add(signerAddress(addresses.acc, fee.payer));
  return signers;
}

/** Computes a value on the first call and hands out the same one ever after; a throw is not remembered. */
function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

function asTxDecodeError<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw sdkErrors.txDecode(error instanceof Error ? error.message : String(error), error);
  }
}
