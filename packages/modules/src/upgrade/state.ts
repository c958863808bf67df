import { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import { defineState, item, key, map, proto, value } from "@testudo/store";

/** Everything under the `upgrade` store. */
export const state = defineState("upgrade", {
  plan: item(0x00, proto(Plan)),
  /** Height and name of what was carried out. */
  done: map(0x01, key.tuple(key.uint64, key.text), value.bool),
  moduleVersions: map(0x02, key.text, value.uint64BE),
  protocolVersion: item(0x03, value.uint64BE),
  /** `<height>/upgradedClient` and `<height>/upgradedConsState`, which other chains ask proofs of. */
  upgradedIbcState: map("upgradedIBCState/", key.text, value.bytes),
});

/** Key of the client that the chain will have after the upgrade at `height`. */
export function upgradedClientKey(height: bigint): string {
  return `${height}/upgradedClient`;
}

/** Key of the consensus state before the upgrade at `height`. */
export function upgradedConsensusStateKey(height: bigint): string {
  return `${height}/upgradedConsState`;
}
