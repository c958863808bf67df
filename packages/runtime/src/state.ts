import { type BranchStore, branch, type KVStore, type StoreReader } from "@testudo/store";

/** A branch over all stores: writes stay in it until `write`, and vanish with it otherwise. */
export interface StateBranch extends StoreReader {
  /** Hands the writes down, store by store, each in ascending key order. */
  write(): void;
}

/** Branches every store of `parent` on first touch, so an untouched store costs nothing. */
export function branchState(parent: StoreReader): StateBranch {
  const branches = new Map<string, BranchStore>();

  function store(name: string): KVStore {
    const known = branches.get(name);
    if (known !== undefined) return known;
    const created = branch(parent.store(name));
    branches.set(name, created);
    return created;
  }

  return {
    store,
    write() {
      for (const touched of branches.values()) touched.write();
    },
  };
}
