import { fromHex, toHex, toHexUpper } from "@testudo/base";
import { createProviderApp, storeNames } from "@testudo/chains";
import {
  compactBitArray,
  multisigKey,
  secp256k1Key,
  secp256k1PubKey,
  secp256k1Sign,
  secp256k1Verify,
  sha256,
} from "@testudo/crypto";
import { aminoSignDoc, JsonError, messageByTypeUrl } from "@testudo/proto";
import type { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import { MultiSignature } from "@testudo/proto/cosmos/crypto/multisig/v1beta1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { AuthInfo, type ModeInfo, SignDoc, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { createMemoryMultiStore } from "@testudo/store";
import { describeVectors } from "@testudo/testkit/vectors";
import { isAccepted } from "./refusals.ts";

interface TxInput {
  readonly sign_mode: "direct" | "amino_json";
  readonly chain_id: string;
  readonly messages: readonly {
    type_url: string;
    value: string;
    json: unknown;
    /** Verdict of the message's own check; null where it has none. */
    validate_basic?: boolean | null;
  }[];
  readonly signers: readonly {
    private_key: string;
    account_number: string;
    sequence: string;
  }[];
  readonly fee: readonly Coin[];
  readonly gas_limit: string;
  readonly fee_payer?: string;
  readonly fee_granter?: string;
  readonly memo: string;
  readonly timeout_height: string;
}

interface TxExpected {
  readonly body_bytes: string;
  readonly auth_info_bytes: string;
  readonly signatures: readonly { sign_bytes: string; signature: string; sign_text?: string }[];
  readonly tx_raw: string;
  readonly tx_hash: string;
}

interface MultisigInput {
  readonly chain_id: string;
  readonly member_private_keys: readonly string[];
  readonly threshold: number;
  readonly signing_members: readonly number[];
  readonly account_number: string;
  readonly sequence: string;
  readonly body_bytes: string;
}

interface MultisigExpected {
  readonly sign_text: string;
  readonly member_signatures: readonly { index: number; signature: string }[];
  readonly auth_info_bytes: string;
  readonly tx_raw: string;
  readonly tx_hash: string;
}

const { router } = createProviderApp({
  chainId: "provider",
  store: createMemoryMultiStore(storeNames("provider")),
});

const handlers = { tx, tx_sign_refused: refused, multisig_tx: multisig };

describeVectors("tx.json", handlers);
describeVectors("tx_ibc.json", handlers);
describeVectors("tx_provider.json", handlers);

function tx(input: TxInput, expected: TxExpected): void {
  for (const message of input.messages) expectSameMessage(message);

  const body = bodyOf(input);
  const authInfo = authInfoOf(input);
  expect(toHex(TxBody.encode(body))).toBe(expected.body_bytes);
  expect(toHex(AuthInfo.encode(authInfo))).toBe(expected.auth_info_bytes);

  const signatures = input.signers.map((signer, index) => {
    const { sign_bytes, signature, sign_text } = expected.signatures[index]!;
    const bytes = signBytesOf(input, signer);
    if (sign_text !== undefined) expect(new TextDecoder().decode(bytes)).toBe(sign_text);
    expect(toHex(bytes)).toBe(sign_bytes);
    const key = fromHex(signer.private_key);
    const signed = secp256k1Sign(key, bytes);
    expect(toHex(signed)).toBe(signature);
    expect(secp256k1Verify(secp256k1PubKey(key), bytes, signed)).toBe(true);
    return signed;
  });

  const raw = TxRaw.encode({
    bodyBytes: TxBody.encode(body),
    authInfoBytes: AuthInfo.encode(authInfo),
    signatures,
  });
  expect(toHex(raw)).toBe(expected.tx_raw);
  expect(toHexUpper(sha256(raw))).toBe(expected.tx_hash);
}

/** The value bytes, the message and its JSON say the same, in every direction, and the message's own check agrees. */
function expectSameMessage(message: TxInput["messages"][number]): void {
  const { type_url, value, json, validate_basic } = message;
  const type = messageByTypeUrl(type_url)!;
  const bytes = fromHex(value);
  const check = () => router.route(type_url)?.validateBasic?.(type.decode(bytes));
  if (typeof validate_basic === "boolean") expect(isAccepted(check)).toBe(validate_basic);
  expect(toHex(type.encode(type.decode(bytes)))).toBe(value);
  expect(Any.toJSON({ typeUrl: type_url, value: bytes })).toEqual(json);
  const parsed = Any.fromJSON(json);
  expect({ type_url: parsed.typeUrl, value: toHex(parsed.value) }).toEqual({ type_url, value });
}

function refused({ messages, chain_id: chainId }: Pick<TxInput, "messages" | "chain_id">): void {
  for (const message of messages) expectSameMessage(message);
  const doc = {
    chainId,
    accountNumber: 1n,
    sequence: 1n,
    fee: { amount: [], gas: 1n, payer: "", granter: "" },
    messages: messages.map(anyOf),
    memo: "",
    timeoutHeight: 0n,
  };
  expect(() => aminoSignDoc(doc)).toThrow(JsonError);
}

function multisig(input: MultisigInput, expected: MultisigExpected): void {
  const bodyBytes = fromHex(input.body_bytes);
  const { messages, memo, timeoutHeight } = TxBody.decode(bodyBytes);
  const authInfo = AuthInfo.decode(fromHex(expected.auth_info_bytes));
  const fee = authInfo.fee!;
  const signBytes = aminoSignDoc({
    chainId: input.chain_id,
    accountNumber: BigInt(input.account_number),
    sequence: BigInt(input.sequence),
    fee: { amount: fee.amount, gas: fee.gasLimit, payer: fee.payer, granter: fee.granter },
    messages,
    memo,
    timeoutHeight,
  });
  expect(new TextDecoder().decode(signBytes)).toBe(expected.sign_text);

  const privateKeys = input.member_private_keys.map(fromHex);
  const signatures = input.signing_members.map((index) => {
    const signature = secp256k1Sign(privateKeys[index]!, signBytes);
    return { index, signature: toHex(signature) };
  });
  expect(signatures).toEqual(expected.member_signatures);

  const members = privateKeys.map((key) => secp256k1Key(secp256k1PubKey(key)));
  const mode = single(SignMode.SIGN_MODE_LEGACY_AMINO_JSON);
  const authInfoBytes = AuthInfo.encode({
    signerInfos: [
      {
        publicKey: multisigKey(input.threshold, members).any(),
        modeInfo: {
          multi: {
            bitarray: compactBitArray(members.length, input.signing_members),
            modeInfos: input.signing_members.map(() => mode),
          },
        },
        sequence: BigInt(input.sequence),
      },
    ],
    fee,
  });
  expect(toHex(authInfoBytes)).toBe(expected.auth_info_bytes);
  const signature = MultiSignature.encode({
    signatures: signatures.map((member) => fromHex(member.signature)),
  });
  const raw = TxRaw.encode({ bodyBytes, authInfoBytes, signatures: [signature] });
  expect(toHex(raw)).toBe(expected.tx_raw);
  expect(toHexUpper(sha256(raw))).toBe(expected.tx_hash);
}

function bodyOf(input: TxInput): TxBody {
  return TxBody.create({
    messages: input.messages.map(anyOf),
    memo: input.memo,
    timeoutHeight: BigInt(input.timeout_height),
  });
}

function anyOf({ type_url, value }: TxInput["messages"][number]): Any {
  return { typeUrl: type_url, value: fromHex(value) };
}

function authInfoOf(input: TxInput): AuthInfo {
  const mode = isDirect(input) ? SignMode.SIGN_MODE_DIRECT : SignMode.SIGN_MODE_LEGACY_AMINO_JSON;
  return {
    signerInfos: input.signers.map((signer) => ({
      publicKey: secp256k1Key(secp256k1PubKey(fromHex(signer.private_key))).any(),
      modeInfo: single(mode),
      sequence: BigInt(signer.sequence),
    })),
    fee: {
      amount: input.fee,
      gasLimit: BigInt(input.gas_limit),
      payer: input.fee_payer ?? "",
      granter: input.fee_granter ?? "",
    },
  };
}

function signBytesOf(input: TxInput, signer: TxInput["signers"][number]): Uint8Array {
  const accountNumber = BigInt(signer.account_number);
  if (isDirect(input)) {
    return SignDoc.encode({
      bodyBytes: TxBody.encode(bodyOf(input)),
      authInfoBytes: AuthInfo.encode(authInfoOf(input)),
      chainId: input.chain_id,
      accountNumber,
    });
  }
  const { messages, memo, timeoutHeight } = bodyOf(input);
  return aminoSignDoc({
    chainId: input.chain_id,
    accountNumber,
    sequence: BigInt(signer.sequence),
    fee: {
      amount: input.fee,
      gas: BigInt(input.gas_limit),
      payer: input.fee_payer ?? "",
      granter: input.fee_granter ?? "",
    },
    messages,
    memo,
    timeoutHeight,
  });
}

function isDirect(input: TxInput): boolean {
  return input.sign_mode === "direct";
}

function single(mode: number): ModeInfo {
  return { single: { mode } };
}
