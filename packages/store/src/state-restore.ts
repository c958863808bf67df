import { equalBytes } from "@testudo/base";
import type { StateRestore } from "./commit-multistore.ts";
import { EMPTY_ROOT, type NodeSource } from "./iavl-node.ts";
import { importTree, MalformedExport, type TreeImport } from "./iavl-transfer.ts";
import { UnknownStore } from "./kv.ts";
import { simpleMapRoot } from "./simple-proof.ts";
import type { SavedStore, SavedVersion, VersionReceipt } from "./version-archive.ts";

/** Takes the nodes of one version, store by store; a store that does not come is empty. */
export function beginRestore(options: {
  readonly names: readonly string[];
  readonly version: number;
  readonly receipt: VersionReceipt;
  readonly source: (storeName: string) => NodeSource;
  readonly done: (restored: SavedVersion) => void;
}): StateRestore {
  const { names, version, receipt, source, done } = options;
  const finished = new Map<string, SavedStore>();
  let current: { readonly name: string; readonly tree: TreeImport } | undefined;

  function close(): void {
    if (current !== undefined) finished.set(current.name, current.tree.finish());
    current = undefined;
  }

  return {
    begin(name) {
      close();
      if (!names.includes(name)) throw new UnknownStore(name);
      if (finished.has(name)) throw new MalformedExport(`store ${name} comes twice`);
      current = { name, tree: importTree(version, source(name), receipt.forget) };
    },

    add(node) {
      if (current === undefined) throw new MalformedExport("a node comes before its store");
      receipt.put(current.name, current.tree.add(node));
    },

    drain: () => receipt.drain(),

    async finish(appHash) {
      close();
      const stores = names.map((name): readonly [string, SavedStore] => [
        name,
        finished.get(name) ?? { root: undefined, hash: EMPTY_ROOT },
      ]);
      const restored: SavedVersion = { version, stores: new Map(stores) };
      const root = simpleMapRoot(stores.map(([name, { hash }]) => ({ name, hash })));
      if (!equalBytes(root, appHash)) {
        throw new MalformedExport("the restored state does not have the app hash announced for it");
      }
      await receipt.finish(restored);
      done(restored);
    },
  };
}
