import { Any } from "@testudo/proto/google/protobuf";
import { defineState, key, map, proto } from "@testudo/store";

/** Prefix of all evidence, for pages over it. */
export const EVIDENCE_PREFIX = Uint8Array.of(0x00);

/** Everything under the `evidence` store: what was punished, by hash. */
export const state = defineState("evidence", {
  evidence: map(EVIDENCE_PREFIX, key.bytes, proto(Any)),
});
