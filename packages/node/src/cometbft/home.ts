import { join } from "node:path";
import { type Bytes, concatBytes, toBase64, toHex, toHexUpper } from "@testudo/base";
import { type GenesisDoc, genesisToText } from "@testudo/comet";
import { ed25519Address, ed25519KeyFromSeed } from "@testudo/crypto";
import { makeFolder, readFileIfAny, writePrivateFile } from "../home.ts";
import { type CometBftConfig, cometBftConfigToText } from "./config.ts";

/** What a CometBFT home is written from. */
export interface CometBftHome {
  readonly home: string;
  readonly genesis: GenesisDoc;
  /** ed25519 seed of the key that signs blocks. */
  readonly consensusSeed: Bytes;
  /** ed25519 seed of the key that names the node among its peers. */
  readonly nodeSeed: Bytes;
  readonly config: CometBftConfig;
}

/**
 * Writes a CometBFT home, readable by its owner alone. Run again it renews the configuration and the keys; what the
 * node has signed, its blocks and its address book stay.
 */
export async function writeCometBftHome(options: CometBftHome): Promise<void> {
  const { home, genesis, consensusSeed, nodeSeed, config } = options;
  const files = cometBftFiles(home);
  for (const folder of [home, files.config, files.data]) await makeFolder(folder);
  await writePrivateFile(files.configToml, cometBftConfigToText(config));
  await writePrivateFile(files.genesis, genesisToText(genesis));
  await writePrivateFile(files.validatorKey, validatorKeyText(consensusSeed));
  await writePrivateFile(files.nodeKey, nodeKeyText(nodeSeed));
  // It keeps a validator from signing one height twice: written once and never again.
  if ((await readFileIfAny(files.validatorState)) === undefined) {
    await writePrivateFile(files.validatorState, NOTHING_SIGNED);
  }
}

/** Where CometBFT keeps its things under its home. */
export function cometBftFiles(home: string) {
  const config = join(home, "config");
  const data = join(home, "data");
  return {
    config,
    data,
    configToml: join(config, "config.toml"),
    genesis: join(config, "genesis.json"),
    validatorKey: join(config, "priv_validator_key.json"),
    nodeKey: join(config, "node_key.json"),
    validatorState: join(data, "priv_validator_state.json"),
  };
}

/** The id that peers know a node by: 40 hex digits. */
export function cometBftNodeId(nodeSeed: Bytes): string {
  return toHex(ed25519Address(ed25519KeyFromSeed(nodeSeed).pub));
}

const NOTHING_SIGNED = JSON.stringify({ height: "0", round: 0, step: 0 });

function validatorKeyText(seed: Bytes): string {
  const { pub } = ed25519KeyFromSeed(seed);
  return JSON.stringify({
    address: toHexUpper(ed25519Address(pub)),
    pub_key: { type: "tendermint/PubKeyEd25519", value: toBase64(pub) },
    priv_key: privKeyJson(seed, pub),
  });
}

function nodeKeyText(seed: Bytes): string {
  return JSON.stringify({ priv_key: privKeyJson(seed, ed25519KeyFromSeed(seed).pub) });
}

/** Go keeps the public key behind the seed. */
function privKeyJson(seed: Bytes, pub: Bytes) {
  return { type: "tendermint/PrivKeyEd25519", value: toBase64(concatBytes(seed, pub)) };
}
