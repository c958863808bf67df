import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { accAddress, createAddressCodec, toHex } from "@testudo/base";
import { privKeyFromMnemonic, secp256k1Address, secp256k1PubKey } from "@testudo/crypto";
import { FOLDER_MODE, writePrivateFile } from "@testudo/node";
import { type HermesChain, type HermesSettings, hermesConfigToText } from "./hermes-config.ts";

/** Where the files of a Hermes are. */
export interface HermesFiles {
  readonly config: string;
  /** The mnemonic alone, as `hermes keys add --mnemonic-file` reads it. */
  readonly mnemonic: string;
  /** One for each chain, in their order. */
  readonly keys: readonly string[];
}

export interface HermesSetup extends Omit<HermesSettings, "keyFolder"> {
  /** Absolute; made if it is not there. */
  readonly folder: string;
  readonly chains: readonly HermesChain[];
  /** Of the account that pays on every chain. */
  readonly mnemonic: string;
}

/**
 * Writes what Hermes needs to relay between chains: its configuration, and its key on each of them. Only the user may
 * read the files.
 *
 * @throws InvalidKey when the mnemonic is none
 */
export async function writeHermesFiles(setup: HermesSetup): Promise<HermesFiles> {
  const { folder, chains, mnemonic, keyName } = setup;
  const keyFolder = join(folder, "keys");
  const files = {
    config: join(folder, "config.toml"),
    mnemonic: join(folder, `${keyName}.mnemonic`),
    keys: chains.map(({ chainId }) => join(keyFolder, chainId, "keyring-test", `${keyName}.json`)),
  };
  const texts = chains.map(({ bech32Prefix }) => hermesKeyToText(mnemonic, bech32Prefix));
  for (const [i, file] of files.keys.entries()) await write(file, texts[i] ?? "");
  await write(files.mnemonic, `${mnemonic}\n`);
  await write(files.config, hermesConfigToText(chains, { ...setup, keyFolder }));
  return files;
}

/** A folder that is there already stays as open as it is: it may be the user's own. */
async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
  await writePrivateFile(file, text);
}

/**
 * A key as Hermes keeps it under `keyring-test`: the first account of the Cosmos path.
 *
 * @throws InvalidKey when the mnemonic is none
 */
export function hermesKeyToText(mnemonic: string, bech32Prefix: string): string {
  const privateKey = privKeyFromMnemonic(mnemonic);
  const publicKey = secp256k1PubKey(privateKey);
  const address = secp256k1Address(publicKey);
  const key = {
    private_key: toHex(privateKey),
    public_key: toHex(publicKey),
    address: [...address],
    address_type: "Cosmos",
    account: createAddressCodec(bech32Prefix).acc.toText(accAddress(address)),
  };
  return `${JSON.stringify(key, undefined, 2)}\n`;
}
