import { concatBytes, fromHex, toHex, utf8 } from "@testudo/base";
import { loadVectors } from "@testudo/testkit/vectors";
import {
  ed25519KeyFromSeed,
  ed25519Sign,
  ed25519Verify,
  ed25519VerifyBatch,
  verifyNative,
  verifyZip215,
} from "./ed25519.ts";
import { sha256, sha512 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { createProvenSignatures } from "./proven-signatures.ts";
import { secp256k1PubKey, secp256k1Sign, secp256k1Verify, verifyPure } from "./secp256k1.ts";

const privateKeys = [1, 2, 3, 4].map((i) => sha256(Uint8Array.of(i)));
const message = utf8("shields together");

/** Every encoding of a point whose order divides 8, the six that are not canonical included. */
const SMALL_POINTS = [
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  `00${"00".repeat(31)}`,
  `00${"00".repeat(30)}80`,
  `ec${"ff".repeat(30)}7f`,
  `ec${"ff".repeat(31)}`,
  `ed${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(31)}`,
  `ee${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(31)}`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

describe("hashes", () => {
  it("are plain byte arrays of memory of their own", () => {
    expect(sha256(utf8("abc"))).toEqual(
      fromHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    );
    expect(sha256(message).constructor).toBe(Uint8Array);
    expect(sha512(message)).toHaveLength(64);
    expect(sha256(message).buffer.byteLength).toBe(32);
  });
});

describe("secp256k1", () => {
  it.each(privateKeys.map(toHex))(
    "gives one verdict by the fastest and the plain implementation for %s",
    (hex) => {
      const privateKey = fromHex(hex);
      const pub = secp256k1PubKey(privateKey);
      const hash = sha256(message);
      const good = secp256k1Sign(privateKey, message);
      const altered = good.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
      const zeroed = good.map((byte, i) => (i < 32 ? 0 : byte));
      const overflowing = good.map((byte, i) => (i < 32 ? 0xff : byte));

      for (const signature of [good, altered, zeroed, overflowing]) {
        expect(secp256k1Verify(pub, message, signature)).toBe(signature === good);
        expect(verifyPure(pub, hash, signature)).toBe(signature === good);
      }
    },
  );

  it("refuses what is no point or has another length", () => {
    const pub = secp256k1PubKey(fromHex("01".repeat(32)));
    const signature = secp256k1Sign(fromHex("01".repeat(32)), message);
    expect(secp256k1Verify(pub, message, signature.slice(1))).toBe(false);
    expect(secp256k1Verify(pub.slice(1), message, signature)).toBe(false);
    expect(secp256k1Verify(fromHex(`02${"ff".repeat(32)}`), message, signature)).toBe(false);
    expect(secp256k1Verify(fromHex(`05${toHex(pub.slice(1))}`), message, signature)).toBe(false);
  });

  it.each(["00".repeat(32), "ff".repeat(32), "01"])("refuses %s as private key", (hex) => {
    expect(() => secp256k1PubKey(fromHex(hex))).toThrow(InvalidKey);
    expect(() => secp256k1Sign(fromHex(hex), message)).toThrow(InvalidKey);
  });
});

it("faults 131: without native code keys, signatures, verdicts and hashes are the same", () => {
  jest.isolateModules(() => {
    jest.doMock("./native.ts", () => ({ nodeCrypto: undefined, loadAddon: () => undefined }));
    const plainSecp: typeof import("./secp256k1.ts") = require("./secp256k1.ts");
    const plainEd: typeof import("./ed25519.ts") = require("./ed25519.ts");
    const plainHashes: typeof import("./hashes.ts") = require("./hashes.ts");
    expect(plainHashes.sha256(message)).toEqual(sha256(message));
    expect(plainHashes.sha512(message)).toEqual(sha512(message));
    for (const key of privateKeys) {
      const pub = plainSecp.secp256k1PubKey(key);
      const signature = plainSecp.secp256k1Sign(key, message);
      expect(pub).toEqual(secp256k1PubKey(key));
      expect(signature).toEqual(secp256k1Sign(key, message));
      expect(plainSecp.secp256k1Verify(pub, message, signature)).toBe(true);
      expect(plainSecp.secp256k1Verify(pub, utf8("other"), signature)).toBe(false);
      const plainKey = plainEd.ed25519KeyFromSeed(key);
      const plainSignature = plainEd.ed25519Sign(key, message);
      expect(plainKey).toEqual(ed25519KeyFromSeed(key));
      expect(plainSignature).toEqual(ed25519Sign(key, message));
      expect(plainEd.ed25519Verify(plainKey.pub, message, plainSignature)).toBe(true);
      expect(plainEd.ed25519Verify(plainKey.pub, utf8("other"), plainSignature)).toBe(false);
    }
  });
  jest.dontMock("./native.ts");
});

describe("the memory of proven signatures", () => {
  it("repeats an answer for exactly what was proven, and forgets the oldest", () => {
    const proven = createProvenSignatures(2);
    const [a, b, c] = privateKeys as [Uint8Array, Uint8Array, Uint8Array];
    proven.add(a, b, c);
    expect(proven.has(a, b, c)).toBe(true);
    expect(proven.has(b, a, c)).toBe(false);
    for (const other of [b, c]) proven.add(other, b, c);
    expect(proven.has(a, b, c)).toBe(true);
    for (const other of [a, b]) proven.add(b, c, other);
    expect(proven.has(a, b, c)).toBe(false);
  });
});

describe("ed25519", () => {
  it("signs deterministically and verifies in batches", () => {
    const items = privateKeys.map((seed) => {
      const { pub } = ed25519KeyFromSeed(seed);
      return { pub, message, signature: ed25519Sign(seed, message) };
    });
    expect(ed25519VerifyBatch(items)).toEqual([true, true, true, true]);
    const swapped = items.map((item, i) => ({ ...item, pub: items[(i + 1) % 4]!.pub }));
    expect(ed25519VerifyBatch(swapped)).toEqual([false, false, false, false]);
    expect(() => ed25519Sign(new Uint8Array(31), message)).toThrow(InvalidKey);
  });

  it("accepts natively nothing that ZIP-215 refuses", () => {
    const cases = loadVectors("lightclient_comet.json").cases.filter((c) => c.kind === "ed25519");
    const inputs = cases.map(({ input }) => input as Record<string, string>);
    const parts = inputs.map(({ public_key, message: text, signature }) =>
      [public_key, text, signature].map((hex) => fromHex(hex!)),
    );
    const wellFormed = parts.filter(([, , signature]) => signature!.length === 64);
    const native = wellFormed.filter(([pub, text, signature]) =>
      verifyNative(pub!, text!, signature!),
    );

    expect(native.length).toBeGreaterThan(0);
    expect(native.length).toBeLessThan(wellFormed.length);
    for (const [pub, text, signature] of native) {
      expect(verifyZip215(pub!, text!, signature!)).toBe(true);
    }
  });

  it("faults 60: takes all 196 pairs of small points that ZIP-215 takes, and none with a larger scalar", () => {
    const zero = new Uint8Array(32);
    const order = fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    const verdicts = (scalar: Uint8Array) =>
      SMALL_POINTS.flatMap((key) =>
        SMALL_POINTS.map((point) =>
          ed25519Verify(fromHex(key), message, concatBytes(fromHex(point), scalar)),
        ),
      );
    expect(verdicts(zero)).toEqual(Array(196).fill(true));
    expect(verdicts(order)).toEqual(Array(196).fill(false));
  });

  it("knows its keys again after more of them than it remembers", () => {
    const seed = privateKeys[0]!;
    const { pub } = ed25519KeyFromSeed(seed);
    const signature = ed25519Sign(seed, message);
    for (let i = 0; i < 4097; i++) {
      const other = sha256(utf8(`key ${i}`));
      verifyNative(other, message, signature);
    }
    expect(ed25519Verify(pub, message, signature)).toBe(true);
  });
});
