import { type Time, utf8 } from "@testudo/base";
import { clientStatePath, consensusStatePath } from "@testudo/ibc/host";
import { fromTimestamp, unpackAs } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { StateView } from "./view.ts";

/** A light client as a chain stores it. */
export function clientStateIn(view: StateView, clientId: string): ClientState | undefined {
  const stored = view.store("ibc").get(utf8(clientStatePath(clientId)));
  return stored === undefined ? undefined : unpackAs(ClientState, Any.decode(stored));
}

/** The time that a light client knows for a height. */
export function consensusTimeIn(
  view: StateView,
  clientId: string,
  height: ClientState["latestHeight"],
): Time | undefined {
  const stored = view.store("ibc").get(utf8(consensusStatePath(clientId, height)));
  const state = stored === undefined ? undefined : unpackAs(ConsensusState, Any.decode(stored));
  return state && fromTimestamp(state.timestamp);
}
