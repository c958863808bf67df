import { toHex } from "@testudo/base";
import { isMnemonic } from "@testudo/crypto";
import { consumerKeyText, deriveAccount, deriveConsensusKey, deriveKey } from "./keys.ts";

describe("keys of a devnet", () => {
  it("follow from the seed and the label alone", () => {
    expect(toHex(deriveKey("testudo", "account/alice"))).toBe(
      toHex(deriveKey("testudo", "account/alice")),
    );
    // Moving a letter from the seed to the label is another key.
    expect(toHex(deriveKey("ab", "c"))).not.toBe(toHex(deriveKey("a", "bc")));
    expect(toHex(deriveKey("other", "account/alice"))).not.toBe(
      toHex(deriveKey("testudo", "account/alice")),
    );
  });

  it("are mnemonics of 24 words for accounts", () => {
    const alice = deriveAccount("testudo", "alice");
    expect(alice.mnemonic.split(" ")).toHaveLength(24);
    expect(isMnemonic(alice.mnemonic)).toBe(true);
    expect(toHex(alice.address)).not.toBe(toHex(deriveAccount("testudo", "bob").address));
  });

  it("differ for each validator, chain and generation", () => {
    const places = [
      { validator: "alice", chainId: "hub-1" },
      { validator: "alice", chainId: "consumer-1" },
      { validator: "bob", chainId: "hub-1" },
      { validator: "alice", chainId: "consumer-1", generation: 1 },
    ];
    const addresses = places.map((place) => toHex(deriveConsensusKey("testudo", place).address));
    expect(new Set(addresses).size).toBe(places.length);
  });

  it("are written as MsgOptIn takes them", () => {
    expect(consumerKeyText(new Uint8Array(32))).toBe(
      '{"@type":"/cosmos.crypto.ed25519.PubKey","key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}',
    );
  });
});
