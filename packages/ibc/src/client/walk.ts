import { fromUtf8 } from "@testudo/base";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { type Height, parseHeight } from "../host/height.ts";
import { entriesBelow, wrapped } from "../state.ts";

const CLIENTS = "clients/";
const SLASH = 0x2f;

const clientForm = wrapped(ClientState);
const consensusForm = wrapped(ConsensusState);

/** A record below a client's prefix. */
export type ClientRecord =
  | { readonly kind: "client"; readonly clientId: string; readonly client: ClientState }
  | {
      readonly kind: "consensus";
      readonly clientId: string;
      readonly height: Height;
      readonly consensus: ConsensusState;
    }
  /** Whatever else stands there; the key is relative to the client's prefix. */
  | {
      readonly kind: "metadata";
      readonly clientId: string;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
    };

/** All records of all clients, in key order. */
export function* clientRecords(ctx: Ctx): Generator<ClientRecord> {
  for (const [key, value] of entriesBelow(ctx, CLIENTS)) {
    const end = key.indexOf(SLASH, CLIENTS.length);
    // Keys outside a client's prefix are nobody's; none are written.
    if (end < 0) continue;
    const clientId = fromUtf8(key.subarray(CLIENTS.length, end));
    yield recordAt(clientId, key.slice(end + 1), value);
  }
}

function recordAt(clientId: string, key: Uint8Array, value: Uint8Array): ClientRecord {
  // Iteration keys hold raw bytes, but the parts compared here are text.
  const parts = fromUtf8(key).split("/");
  if (parts.length === 1 && parts[0] === "clientState") {
    return { kind: "client", clientId, client: clientForm.decode(value) };
  }
  const height = parts.length === 2 ? parseHeight(parts[1] ?? "") : undefined;
  if (parts[0] === "consensusStates" && height !== undefined) {
    return { kind: "consensus", clientId, height, consensus: consensusForm.decode(value) };
  }
  return { kind: "metadata", clientId, key, value };
}

/** Ids of all clients in text order, with their states. */
export function allClients(
  ctx: Ctx,
): readonly { readonly clientId: string; readonly client: ClientState }[] {
  const clients = [];
  for (const record of clientRecords(ctx)) if (record.kind === "client") clients.push(record);
  return clients.sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}
