import { type Bytes, concatBytes, toBase64, toHexUpper } from "@testudo/base";
import { ed25519Address, ed25519KeyFromSeed } from "@testudo/crypto";

/** A consensus key as `priv_validator_key.json` of CometBFT has it. */
export function keyFile(seed: Bytes): string {
  const { pub } = ed25519KeyFromSeed(seed);
  return JSON.stringify({
    address: toHexUpper(ed25519Address(pub)),
    pub_key: { type: "tendermint/PubKeyEd25519", value: toBase64(pub) },
    priv_key: { type: "tendermint/PrivKeyEd25519", value: toBase64(concatBytes(seed, pub)) },
  });
}
