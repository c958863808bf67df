import { type BranchStore, branch } from "./branch.ts";
import type { BranchMultiStore } from "./commit-multistore.ts";
import type { StoreReader } from "./kv.ts";

/** Opens a branch over all stores of a parent; each store is branched when first asked for. */
export function branchStores(parent: StoreReader): BranchMultiStore {
  const branches = new Map<string, BranchStore>();

  const self: BranchMultiStore = {
    store(name) {
      const known = branches.get(name);
      if (known !== undefined) return known;
      const opened = branch(parent.store(name));
      branches.set(name, opened);
      return opened;
    },

    write() {
      for (const name of [...branches.keys()].sort()) branches.get(name)?.write();
    },

    branch: () => branchStores(self),
  };
  return self;
}
