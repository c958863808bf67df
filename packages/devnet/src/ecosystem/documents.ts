import { join } from "node:path";
import { makeFolder, writePrivateFile } from "@testudo/node";
import type { JsonValue } from "@testudo/proto";
import type { ChainEntry } from "../devnet-file.ts";
import { registryAssets, registryChain, registryName } from "./chain-registry.ts";
import { keplrChainInfo } from "./keplr.ts";

/** Files about chains that wallets and explorers read. */
export type DocumentKind = "keplr" | "registry";

export interface EcosystemDocument {
  /** With slashes, below the folder of its kind, such as `testudohub/chain.json`. */
  readonly path: string;
  readonly json: JsonValue;
}

/** The files of one kind; a chain that Keplr cannot use, as nobody serves REST of it, has none there. */
export function ecosystemDocuments(
  kind: DocumentKind,
  chains: readonly ChainEntry[],
): readonly EcosystemDocument[] {
  return chains.flatMap((entry) => {
    if (kind === "keplr") {
      const json = keplrChainInfo(entry);
      return json === undefined ? [] : [{ path: `${entry.name}.json`, json }];
    }
    const folder = registryName(entry);
    return [
      { path: `${folder}/chain.json`, json: registryChain(entry) },
      { path: `${folder}/assetlist.json`, json: registryAssets(entry, chains) },
    ];
  });
}

/** What a path of the control port shows: `/keplr/hub.json`, `/registry/testudohub/chain.json` and so on. */
export function findDocument(path: string, chains: readonly ChainEntry[]): JsonValue | undefined {
  const [, kind, rest] = /^\/(keplr|registry)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  const wanted = kind === "keplr" ? "keplr" : "registry";
  return ecosystemDocuments(wanted, chains).find((one) => one.path === rest)?.json;
}

/** Writes the files of one kind below a folder. @returns their paths */
export async function writeDocuments(
  folder: string,
  documents: readonly EcosystemDocument[],
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { path, json } of documents) {
    const file = join(folder, ...path.split("/"));
    await makeFolder(join(file, ".."));
    await writePrivateFile(file, `${JSON.stringify(json, undefined, 2)}\n`);
    written.push(file);
  }
  return written;
}
