import { fromHex } from "@testudo/base";
import { packAny } from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256r1";
import { AuthInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import { createTypeRegistry } from "./type-registry.ts";
import { checkWire } from "./wire-check.ts";

const POINT = fromHex("036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

function check(key: Uint8Array): void {
  const types = createTypeRegistry({ handled: [] });
  const authInfo = AuthInfo.encode({
    signerInfos: [{ publicKey: packAny(PubKey, { key }), modeInfo: undefined, sequence: 0n }],
  });
  checkWire(AuthInfo, authInfo, { types, allowNonCritical: false });
}

describe("keys of P-256 in a transaction", () => {
  it("are compressed points", () => {
    expect(() => check(POINT)).not.toThrow();
  });

  it.each([
    { why: "has no such x", key: Uint8Array.of(...POINT.slice(0, 32), 0x92) },
    { why: "is short", key: POINT.slice(0, 32) },
    { why: "is not compressed", key: Uint8Array.of(4, ...POINT.slice(1)) },
  ])("are refused when the point $why", ({ key }) => {
    expect(() => check(key)).toThrow(expect.objectContaining({ codespace: "sdk", code: 2 }));
  });
});
