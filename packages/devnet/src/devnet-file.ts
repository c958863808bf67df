import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readFileIfAny, writePrivateFile } from "@testudo/node";
import { InputError } from "./errors.ts";

/** A port and a channel on both sides. */
export interface ChannelEntry {
  readonly onHub: { readonly port: string; readonly channel: string };
  readonly onConsumer: { readonly port: string; readonly channel: string };
}

/** A chain as other programs find it. */
export interface ChainEntry {
  readonly name: string;
  readonly role: "provider" | "consumer";
  readonly chainId: string;
  readonly consumerId?: string;
  readonly bech32Prefix: string;
  readonly denom: string;
  readonly minGasPrice: string;
  readonly rpc: string;
  /** `host:port`; absent where nobody serves gRPC. */
  readonly grpc?: string;
  readonly rest?: string;
  /** For Prometheus. */
  readonly metrics?: string;
  readonly clientIds?: { readonly onHub: string; readonly onConsumer: string };
  readonly channels?: { readonly ccv?: ChannelEntry; readonly transfer?: ChannelEntry };
}

export interface AccountEntry {
  readonly name: string;
  readonly mnemonic: string;
  /** With the hub's prefix. */
  readonly address: string;
}

export interface ValidatorEntry {
  readonly name: string;
  readonly mnemonic: string;
  readonly account: string;
  readonly operator: string;
  /** Of its key on the hub. */
  readonly consAddress: string;
  /** Base64 of the ed25519 public keys by chain id. */
  readonly consKeys: Readonly<Record<string, string>>;
}

/** `<home>/devnet.json`: where everything of a running devnet is. It holds mnemonics. */
export interface DevnetFile {
  readonly version: 1;
  readonly seed: string;
  readonly control: string;
  readonly chains: readonly ChainEntry[];
  readonly accounts: readonly AccountEntry[];
  readonly validators: readonly ValidatorEntry[];
}

export function devnetFilePath(home: string): string {
  return join(home, "devnet.json");
}

/** @throws InputError when no devnet runs on this home, or the file is damaged */
export async function readDevnetFile(home: string): Promise<DevnetFile> {
  const path = devnetFilePath(home);
  const text = await readFileIfAny(path);
  if (text === undefined) {
    throw new InputError(
      `no devnet runs on ${home}: ${path} does not exist; start one with "testudo up", or name its --home`,
    );
  }
  return parseDevnetFile(text, path);
}

export async function writeDevnetFile(home: string, file: DevnetFile): Promise<void> {
  await writePrivateFile(devnetFilePath(home), `${JSON.stringify(file, undefined, 2)}\n`);
}

export async function removeDevnetFile(home: string): Promise<void> {
  await rm(devnetFilePath(home), { force: true });
}

function parseDevnetFile(text: string, path: string): DevnetFile {
  const damaged = (why: string) =>
    new InputError(`${path} is damaged (${why}); stop the devnet and start it again to rewrite it`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw damaged("it is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null) throw damaged("it holds no object");
  const file = parsed as Partial<DevnetFile>;
  if (file.version !== 1) throw damaged(`version ${String(file.version)} is not 1`);
  if (typeof file.seed !== "string" || typeof file.control !== "string") {
    throw damaged("seed or control address is missing");
  }
  for (const name of ["chains", "accounts", "validators"] as const) {
    if (!Array.isArray(file[name])) throw damaged(`the list of ${name} is missing`);
  }
  // The daemon wrote it, and its shape has been looked at above.
  return file as DevnetFile;
}
