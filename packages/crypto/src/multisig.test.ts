import { concatBytes, utf8 } from "@testudo/base";
import { MultiSignature } from "@testudo/proto/cosmos/crypto/multisig/v1beta1";
import type { ModeInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import { sha256 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { multisigKey, pubKeyFromAny, secp256k1Key, secp256r1Key } from "./keys.ts";
import {
  compactBitArray,
  InvalidMultisignature,
  signatureData,
  verifyMultisignature,
} from "./multisig.ts";
import { secp256k1PubKey, secp256k1Sign } from "./secp256k1.ts";

const DIRECT = 1;
const AMINO_JSON = 127;

const privateKeys = Array.from({ length: 10 }, (_, i) => sha256(Uint8Array.of(i)));
const members = privateKeys.map((key) => secp256k1Key(secp256k1PubKey(key)));
const signBytes = (mode: number) => utf8(`signed in mode ${mode}`);

describe("a multisignature", () => {
  const key = multisigKey(2, members);

  it("holds with as many members as the threshold, each in its own mode", () => {
    expect(check({ signers: [0, 9] })).not.toThrow();
    expect(check({ signers: [3, 4, 8], modes: [DIRECT, AMINO_JSON, DIRECT] })).not.toThrow();
  });

  it.each([
    { why: "one member is missing", options: { signers: [0] } },
    { why: "a signature is of another member", options: { signers: [0, 1], bits: [0, 2] } },
    { why: "a signature is of another mode", options: { signers: [0, 1], signedMode: DIRECT } },
    { why: "the bits are too few", options: { signers: [0, 1], bits: [0] } },
    { why: "the bit array has another size", options: { signers: [0, 1], size: 9 } },
  ])("is refused when $why", ({ options }) => {
    expect(check(options)).toThrow(InvalidMultisignature);
  });

  it("panics like Go when bits outnumber signatures", () => {
    expect(check({ signers: [0, 1], bits: [0, 1, 2] })).toThrow(RangeError);
  });

  it("may contain another one", () => {
    const inner = multisigKey(1, members.slice(0, 2));
    const outer = multisigKey(2, [members[5]!, inner]);
    const nested = {
      kind: "multi",
      bitArray: compactBitArray(2, [1]),
      signatures: [single(1, AMINO_JSON)],
    } as const;
    const data = {
      kind: "multi",
      bitArray: compactBitArray(2, [0, 1]),
      signatures: [single(5, AMINO_JSON), nested],
    } as const;
    expect(() => verifyMultisignature(outer, data, signBytes)).not.toThrow();
    const swapped = { ...data, signatures: [nested, single(5, AMINO_JSON)] };
    expect(() => verifyMultisignature(outer, swapped, signBytes)).toThrow(InvalidMultisignature);
  });

  it("is read from mode info and raw bytes", () => {
    const signatures = [single(0, AMINO_JSON).signature, single(9, DIRECT).signature];
    const bitarray = compactBitArray(10, [0, 9]);
    const modeInfo: ModeInfo = {
      multi: { bitarray, modeInfos: [AMINO_JSON, DIRECT].map((mode) => ({ single: { mode } })) },
    };
    const data = signatureData(modeInfo, MultiSignature.encode({ signatures }));
    if (data.kind !== "multi") throw new TypeError("multi expected");
    expect(() => verifyMultisignature(key, data, signBytes)).not.toThrow();
    expect(() =>
      signatureData(modeInfo, MultiSignature.encode({ signatures: signatures.slice(1) })),
    ).toThrow(InvalidMultisignature);
  });

  function check({
    signers,
    bits = signers,
    modes = signers.map(() => AMINO_JSON),
    signedMode,
    size = 10,
  }: {
    signers: number[];
    bits?: number[];
    modes?: number[];
    signedMode?: number;
    size?: number;
  }) {
    const signatures = signers.map((signer, i) => ({
      ...single(signer, signedMode ?? modes[i]!),
      mode: modes[i]!,
    }));
    const bitArray = compactBitArray(size, bits);
    return () => verifyMultisignature(key, { kind: "multi", bitArray, signatures }, signBytes);
  }
});

describe("a public key in an Any", () => {
  it("comes back as it went in", () => {
    const nested = multisigKey(2, [members[0]!, multisigKey(1, members.slice(1, 3))]);
    const r1 = secp256r1Key(concatBytes(Uint8Array.of(2), new Uint8Array(32)));
    expect(pubKeyFromAny(nested.any()).any()).toEqual(nested.any());
    expect(pubKeyFromAny(nested.any()).address()).toEqual(nested.address());
    expect(pubKeyFromAny(r1.any()).address()).toHaveLength(32);
  });

  it("is refused when it is no key or nests too deeply", () => {
    let deep = multisigKey(1, members.slice(0, 1));
    for (let i = 0; i < 10; i++) deep = multisigKey(1, [deep]);
    expect(() => pubKeyFromAny(deep.any())).toThrow(InvalidKey);
    expect(() =>
      pubKeyFromAny({ typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: new Uint8Array() }),
    ).toThrow(InvalidKey);
    expect(() => secp256k1Key(new Uint8Array(32)).address()).toThrow(InvalidKey);
  });
});

function single(member: number, mode: number) {
  const signature = secp256k1Sign(privateKeys[member]!, signBytes(mode));
  return { kind: "single", mode, signature } as const;
}
