import { toHex } from "@testudo/base";
import { InvalidKey } from "./invalid-key.ts";
import { privKeyFromMnemonic } from "./mnemonic.ts";

const WORDS = "load youth jeans glide town promote bar improve drive matrix life mad";

// The keys are those of crypto/hd of cosmos-sdk v0.50.12.
describe("privKeyFromMnemonic", () => {
  it("takes the passphrase as it is, not in the form that BIP-39 asks for", () => {
    const key = privKeyFromMnemonic(WORDS, "m/0'/1", "pässwörd");
    expect(toHex(key)).toBe("85d6a78804f19b04ed5656f4f66237d5ab57043bd54d77ac209f50396a69e2d7");
    expect(privKeyFromMnemonic(WORDS, "m/0'/1", "pässwörd".normalize("NFKD"))).not.toEqual(key);
  });

  it("takes a path without m", () => {
    const words = "tragic tuna perfect provide suggest life profit rose time flat shrimp correct";
    const key = privKeyFromMnemonic(words, "44'/118'/0'/0/0");
    expect(toHex(key)).toBe("7086e68a447e4cd3b3dabc0353c90a809697d43df62ac9e730bdcea68b2a6c3a");
    expect(privKeyFromMnemonic(words, "m/44'/118'/0'/0/0/")).toEqual(key);
  });

  it.each(["m", "/", "m//0", "m/2147483648", "m/-1", "m/x", "m/0''"])("refuses %s", (path) => {
    expect(() => privKeyFromMnemonic(WORDS, path)).toThrow(InvalidKey);
  });
});
