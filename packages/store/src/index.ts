export { type BranchStore, branch } from "./branch.ts";
export { byteString } from "./byte-string.ts";
export {
  type Collection,
  defineState,
  item,
  map,
  OverlappingPrefixes,
  type Prefix,
  type Range,
  type State,
  type StateItem,
  type StateMap,
  type StateSequence,
  type StateSet,
  sequence,
  set,
} from "./collections.ts";
export type {
  BranchMultiStore,
  CommitMultiStore,
  StateRestore,
  StoreExport,
} from "./commit-multistore.ts";
export { createMemoryIavl, type Iavl } from "./iavl.ts";
export { EMPTY_ROOT } from "./iavl-node.ts";
export { EmptyTree } from "./iavl-proof.ts";
export { type ExportedNode, MalformedExport } from "./iavl-transfer.ts";
export { type KeyCodec, key, MalformedKey, type PartialKey } from "./keys.ts";
export {
  InvalidEntry,
  KEY_LENGTH_MAX,
  type KeyRange,
  type KeyValue,
  type KVStore,
  type StoreReader,
  UnknownStore,
  VALUE_LENGTH_MAX,
} from "./kv.ts";
export type { KvDatabase, KvRange, KvWrite } from "./kv-database.ts";
export { createMemoryDatabase } from "./memory-database.ts";
export { createMemoryStore } from "./memory-store.ts";
export {
  createMemoryMultiStore,
  KEEP_ALL_VERSIONS,
  type MultiStoreOptions,
  openMultiStore,
  ReadOnlyStore,
} from "./multistore.ts";
export { type NamedRoot, proveSimpleMap, simpleMapRoot } from "./simple-proof.ts";
export {
  StateDamaged,
  StateMismatch,
  StateWriteFailed,
  VersionUnavailable,
} from "./state-errors.ts";
export { MalformedValue, proto, remembered, type ValueCodec, value } from "./values.ts";
