import { createAddressCodec, fromHex, toHex } from "@testudo/base";
import {
  ed25519Key,
  ed25519KeyFromSeed,
  moduleAddress,
  multisigKey,
  type PublicKey,
  privKeyFromMnemonic,
  pubKeyFromAny,
  secp256k1Key,
  secp256k1PubKey,
  secp256k1Sign,
} from "@testudo/crypto";
import { aminoJson, unpackAny } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { describeVectors } from "@testudo/testkit/vectors";
import { expectRefusal } from "./refusals.ts";

const cosmos = createAddressCodec("cosmos");
const consumer = createAddressCodec("consumer");

describeVectors("keys.json", {
  secp256k1_key(input: { private_key: string; message: string }, expected: SigningKeyExpected) {
    const privateKey = fromHex(input.private_key);
    const message = fromHex(input.message);
    const key = secp256k1Key(secp256k1PubKey(privateKey));
    const signature = secp256k1Sign(privateKey, message);

    expect(describeKey(key)).toEqual(without(expected, "signature"));
    expect(toHex(signature)).toBe(expected.signature);
    expect(key.verify(message, signature)).toBe(true);
  },

  secp256k1_verify(
    input: { public_key: string; message: string; signature: string },
    expected: { ok: boolean },
  ) {
    const key = secp256k1Key(fromHex(input.public_key));
    expect(key.verify(fromHex(input.message), fromHex(input.signature))).toBe(expected.ok);
  },

  ed25519_key(input: { private_key_seed: string }, expected: KeyExpected) {
    const { pub } = ed25519KeyFromSeed(fromHex(input.private_key_seed));
    expect(describeKey(ed25519Key(pub))).toEqual(expected);
  },

  multisig_key(
    input: { threshold: number; member_public_keys: string[] },
    expected: KeyExpected & { amino_json: string },
  ) {
    const members = input.member_public_keys.map((key) => secp256k1Key(fromHex(key)));
    const key = multisigKey(input.threshold, members);
    expect({
      address: toHex(key.address()),
      acc: cosmos.acc.toText(key.address()),
      amino_binary: toHex(key.amino()),
      proto: toHex(key.any().value),
    }).toEqual(without(expected, "amino_json"));
    // The vector has the field order of the old codec; only the sorted form is ever signed.
    expect(aminoOf(key.any())).toEqual(JSON.parse(expected.amino_json));
    expect(pubKeyFromAny(key.any()).address()).toEqual(key.address());
  },

  hd(
    input: { mnemonic: string; path: string; passphrase: string },
    expected: { private_key: string; public_key: string; acc: string },
  ) {
    const privateKey = privKeyFromMnemonic(input.mnemonic, input.path, input.passphrase);
    const key = secp256k1Key(secp256k1PubKey(privateKey));
    expect({
      private_key: toHex(privateKey),
      public_key: toHex(key.bytes),
      acc: cosmos.acc.toText(key.address()),
    }).toEqual(expected);
  },

  module_address(
    input: { name: string },
    expected: { address: string; cosmos: string; consumer: string },
  ) {
    const address = moduleAddress(input.name);
    expect({
      address: toHex(address),
      cosmos: cosmos.acc.toText(address),
      consumer: consumer.acc.toText(address),
    }).toEqual(expected);
  },

  acc_address_parse(
    input: { text: string },
    expected: { ok: boolean; bytes: string; error: string | null },
  ) {
    const read = () => cosmos.acc.fromText(input.text);
    if (expected.ok) expect(toHex(read())).toBe(expected.bytes);
    else expectRefusal(read, expected.error);
  },
});

type KeyExpected = Record<string, string>;
type SigningKeyExpected = KeyExpected & { signature: string };

function describeKey(key: PublicKey) {
  const address = key.address();
  const any = key.any();
  expect(pubKeyFromAny(any).kind).toBe(key.kind);
  return {
    public_key: key.kind === "multisig" ? "" : toHex(key.bytes),
    address: toHex(address),
    acc: cosmos.acc.toText(address),
    valoper: cosmos.val.toText(address),
    valcons: cosmos.cons.toText(address),
    consumer_acc: consumer.acc.toText(address),
    consumer_valcons: consumer.cons.toText(address),
    any_type_url: any.typeUrl,
    any_proto: toHex(Any.encode(any)),
    proto_json: JSON.stringify(Any.toJSON(any)),
    amino_json: JSON.stringify(aminoOf(any)),
    amino_binary: toHex(key.amino()),
  };
}

function aminoOf(any: Any) {
  const { type, value } = unpackAny(any);
  return aminoJson(type, value);
}

function without(expected: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(expected).filter(([name]) => !names.includes(name)));
}
