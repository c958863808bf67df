import { fromUtf8, prefixEnd, readUint64BE, utf8 } from "@testudo/base";
import { type ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { state as clientRecords } from "../client/state.ts";
import { type Height, heightToText, parseHeight } from "../host/height.ts";
import {
  clientPrefix,
  consensusStateSuffix,
  iterationKey,
  iterationPrefix,
  processedHeightPath,
  processedTimePath,
} from "../host/paths.ts";
import { bytes, type Codec, IBC_STORE, records, uint64, wrapped } from "../state.ts";

/** Heights are kept as text here, not as protobuf. */
const heightText: Codec<Height | undefined> = {
  encode: (height) => utf8(height === undefined ? "" : heightToText(height)),
  decode: (value) => parseHeight(fromUtf8(value)),
};

/** The records of one 07-tendermint client. */
export const state = {
  clientStates: clientRecords.clientStates,
  consensusStates: clientRecords.consensusStates,
  /** Own block time, in Unix nanoseconds, at which a consensus state was stored. */
  processedTimes: records(processedTimePath, uint64),
  /** Own height at which a consensus state was stored. */
  processedHeights: records(processedHeightPath, heightText),
  /** Lists consensus states by height, which their own keys do not. */
  iterationKeys: records(iterationKey, bytes),
};

/** When and where a consensus state was stored. */
export interface ConsensusMetadata {
  readonly processedTime: bigint;
  readonly processedHeight: Height;
}

/** Writes a consensus state's companions. */
export function setConsensusMetadata(
  ctx: Ctx,
  clientId: string,
  height: Height,
  { processedTime, processedHeight }: ConsensusMetadata,
): void {
  state.processedTimes.set(ctx, processedTime, clientId, height);
  state.processedHeights.set(ctx, processedHeight, clientId, height);
  state.iterationKeys.set(ctx, utf8(consensusStateSuffix(height)), clientId, height);
}

/** Deletes a consensus state and its companions. */
export function deleteConsensusState(ctx: Ctx, clientId: string, height: Height): void {
  state.consensusStates.delete(ctx, clientId, height);
  state.processedTimes.delete(ctx, clientId, height);
  state.processedHeights.delete(ctx, clientId, height);
  state.iterationKeys.delete(ctx, clientId, height);
}

/** The height of the client's oldest consensus state. */
export function oldestHeight(ctx: Ctx, clientId: string): Height | undefined {
  const prefix = iterationPrefix(clientId);
  const [entry] = firstOf(ctx, { start: prefix, end: prefixEnd(prefix) });
  if (entry === undefined) return undefined;
  const [key] = entry;
  return {
    revisionNumber: readUint64BE(key, prefix.length),
    revisionHeight: readUint64BE(key, prefix.length + 8),
  };
}

/** The consensus state with the highest height below the given one. */
export function previousConsensusState(
  ctx: Ctx,
  clientId: string,
  height: Height,
): ConsensusState | undefined {
  const [entry] = firstOf(ctx, {
    start: iterationPrefix(clientId),
    end: iterationKey(clientId, height),
    reverse: true,
  });
  return entry && listedConsensusState(ctx, clientId, entry[1]);
}

/** The consensus state with the lowest height above the given one. */
export function nextConsensusState(
  ctx: Ctx,
  clientId: string,
  height: Height,
): ConsensusState | undefined {
  const own = consensusStateSuffix(height);
  const entries = ctx.store(IBC_STORE).iterate({
    start: iterationKey(clientId, height),
    end: prefixEnd(iterationPrefix(clientId)),
  });
  for (const [, suffix] of entries) {
    if (fromUtf8(suffix) === own) continue;
    return listedConsensusState(ctx, clientId, suffix);
  }
  return undefined;
}

/** @throws panics on a client that core knows but whose state is missing */
export function requireClientState(ctx: Ctx, clientId: string): ClientState {
  const clientState = state.clientStates.get(ctx, clientId);
  if (clientState === undefined) panic(`${clientId}: light client not found`);
  return clientState;
}

const consensusStateForm = wrapped(ConsensusState);

function listedConsensusState(
  ctx: Ctx,
  clientId: string,
  suffix: Uint8Array,
): ConsensusState | undefined {
  const key = utf8(`${clientPrefix(clientId)}${fromUtf8(suffix)}`);
  const value = ctx.store(IBC_STORE).get(key);
  return value === undefined || value.length === 0 ? undefined : consensusStateForm.decode(value);
}

/** At most one entry: opening a range is charged once, and leaving its first entry would be charged again. */
function firstOf(
  ctx: Ctx,
  range: { readonly start: Uint8Array; readonly end?: Uint8Array; readonly reverse?: boolean },
): readonly (readonly [Uint8Array, Uint8Array])[] {
  const entries = ctx.store(IBC_STORE).iterate(range);
  const first = entries.next();
  entries.return?.();
  return first.done ? [] : [first.value];
}
