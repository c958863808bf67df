import type { ClientState, Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { compareHeights, type Height, height, heightToText } from "../host/height.ts";
import { selfHeight } from "../self-height.ts";
import { isExpired } from "./client-state.ts";
import { consensusStateOf, heightOf } from "./header.ts";
import { deleteConsensusState, oldestHeight, setConsensusMetadata, state } from "./store.ts";

/** Frozen clients carry this height whatever their revision. */
const FROZEN_HEIGHT = height(0n, 1n);

/**
 * Stores a verified header's consensus state. A state that is there already stays as it is. A header below the latest
 * height is welcome too; the latest height then stays.
 */
export function storeHeader(
  ctx: Ctx,
  clientId: string,
  client: ClientState,
  header: Header,
): Height {
  // The mempool's state is thrown away, so pruning there would be work for nothing.
  if (ctx.mode !== "check" && ctx.mode !== "recheck") pruneOldest(ctx, clientId, client);

  const headerHeight = heightOf(header);
  if (state.consensusStates.get(ctx, clientId, headerHeight) !== undefined) return headerHeight;

  const isNewest = compareHeights(headerHeight, client.latestHeight) > 0;
  const latestHeight = isNewest ? headerHeight : client.latestHeight;
  state.clientStates.set(ctx, { ...client, latestHeight }, clientId);
  state.consensusStates.set(ctx, consensusStateOf(header), clientId, headerHeight);
  setConsensusMetadata(ctx, clientId, headerHeight, {
    processedTime: BigInt.asUintN(64, ctx.time),
    processedHeight: selfHeight(ctx),
  });
  return headerHeight;
}

/** Deletes the oldest consensus state if it has expired: one at most, even if it was just trusted. */
function pruneOldest(ctx: Ctx, clientId: string, client: ClientState): void {
  const oldest = oldestHeight(ctx, clientId);
  if (oldest === undefined) return;
  const consensus = state.consensusStates.get(ctx, clientId, oldest);
  if (consensus === undefined) {
    panic(`failed to retrieve consensus state at height: ${heightToText(oldest)}`);
  }
  if (isExpired(client, consensus, ctx.time)) deleteConsensusState(ctx, clientId, oldest);
}

/** Freezes the client; nothing else changes. */
export function freeze(ctx: Ctx, clientId: string, client: ClientState): void {
  state.clientStates.set(ctx, { ...client, frozenHeight: FROZEN_HEIGHT }, clientId);
}
