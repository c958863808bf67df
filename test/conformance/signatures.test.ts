import { fromHex, toHex } from "@testudo/base";
import { ed25519Address, ed25519KeyFromSeed, ed25519Sign, ed25519Verify } from "@testudo/crypto";
import { describeVectors } from "@testudo/testkit/vectors";

describeVectors(
  "lightclient_comet.json",
  {
    ed25519(
      input: { public_key: string; message: string; signature: string },
      expected: { valid: boolean },
    ) {
      const valid = ed25519Verify(
        fromHex(input.public_key),
        fromHex(input.message),
        fromHex(input.signature),
      );
      expect(valid).toBe(expected.valid);
    },
  },
  { onlyKinds: ["ed25519"] },
);

describeVectors(
  "consensus.json",
  {
    ed25519_key(
      input: { key_seed: string; message: string },
      expected: { public_key: string; address: string; signature: string },
    ) {
      const { pub, seed } = ed25519KeyFromSeed(fromHex(input.key_seed));
      expect({
        public_key: toHex(pub),
        address: toHex(ed25519Address(pub)),
        signature: toHex(ed25519Sign(seed, fromHex(input.message))),
      }).toEqual(expected);
    },
  },
  { onlyKinds: ["ed25519_key"] },
);
