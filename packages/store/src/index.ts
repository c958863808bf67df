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
export type { BranchMultiStore, CommitMultiStore } from "./commit-multistore.ts";
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
export { createMemoryStore } from "./memory-store.ts";
export { MalformedValue, proto, type ValueCodec, value } from "./values.ts";
