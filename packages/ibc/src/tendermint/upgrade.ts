import { type ErrorKind, utf8 } from "@testudo/base";
import { type MessageType, packAny, WireError } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { UpgradeRequest } from "../client/light-client.ts";
import { decodeMerkleProof, verifyMerkleMembership } from "../commitment/merkle-proof.ts";
import { ibcErrors } from "../host/errors.ts";
import { compareHeights, type Height, heightToText, ZERO_HEIGHT } from "../host/height.ts";
import { selfHeight } from "../self-height.ts";
import { validateClientState, zeroCustomFields } from "./client-state.ts";
import { setConsensusMetadata, state } from "./store.ts";

/** Root of a consensus state that nothing can be proved against. */
export const SENTINEL_ROOT = utf8("sentinel_root");

/**
 * Moves a client to what its chain committed before an upgrade. Chain id, unbonding period, latest height, proof specs
 * and upgrade path come from the chain; trust level, trusting period and clock drift stay.
 *
 * @throws client/3, client/8, client/4, ibc/9, client/25, commitment/2, client/7, commitment/4, and what the new state
 *   fails in `validateClientState`
 */
export function upgrade(ctx: Ctx, request: UpgradeRequest): void {
  const { clientId } = request;
  const upgraded = decode(ClientState, request.clientState, clientErrors.invalidClient);
  const consensus = decode(ConsensusState, request.consensusState, clientErrors.invalidConsensus);
  const client = state.clientStates.get(ctx, clientId);
  if (client === undefined) throw clientErrors.clientNotFound(clientId);
  if (compareHeights(upgraded.latestHeight, client.latestHeight) <= 0) {
    throw ibcErrors.invalidHeight(
      `upgraded client height ${heightToText(upgraded.latestHeight)} must be at greater than current client height ${heightToText(client.latestHeight)}`,
    );
  }
  verifyCommitted(ctx, client, request, { upgraded, consensus });

  const next: ClientState = {
    ...client,
    chainId: upgraded.chainId,
    unbondingPeriod: upgraded.unbondingPeriod,
    latestHeight: upgraded.latestHeight,
    proofSpecs: upgraded.proofSpecs,
    upgradePath: upgraded.upgradePath,
    frozenHeight: ZERO_HEIGHT,
    allowUpdateAfterExpiry: false,
    allowUpdateAfterMisbehaviour: false,
  };
  validateClientState(next);
  state.clientStates.set(ctx, next, clientId);
  const kernel: ConsensusState = { ...consensus, root: { hash: SENTINEL_ROOT } };
  state.consensusStates.set(ctx, kernel, clientId, next.latestHeight);
  setConsensusMetadata(ctx, clientId, next.latestHeight, {
    processedTime: BigInt.asUintN(64, ctx.time),
    processedHeight: selfHeight(ctx),
  });
}

/** Both states must stand under the upgrade path of the chain's last height, which must be the client's latest. */
function verifyCommitted(
  ctx: Ctx,
  client: ClientState,
  request: UpgradeRequest,
  claimed: { readonly upgraded: ClientState; readonly consensus: ConsensusState },
): void {
  const { upgradePath, latestHeight } = client;
  if (upgradePath.length === 0) {
    throw clientErrors.invalidUpgradeClient("cannot upgrade client, no upgrade path set");
  }
  const clientProof = decodeMerkleProof(request.clientProof);
  const consensusProof = decodeMerkleProof(request.consensusStateProof);
  const trusted = state.consensusStates.get(ctx, request.clientId, latestHeight);
  if (trusted === undefined) {
    throw clientErrors.consensusStateNotFound("could not retrieve consensus state for lastHeight");
  }
  const against = { specs: client.proofSpecs, root: trusted.root.hash };
  verifyMerkleMembership(clientProof, {
    ...against,
    path: committedPath(upgradePath, latestHeight, "upgradedClient"),
    value: Any.encode(packAny(ClientState, zeroCustomFields(claimed.upgraded))),
  });
  verifyMerkleMembership(consensusProof, {
    ...against,
    path: committedPath(upgradePath, latestHeight, "upgradedConsState"),
    value: Any.encode(packAny(ConsensusState, claimed.consensus)),
  });
}

function committedPath(
  upgradePath: readonly string[],
  lastHeight: Height,
  name: "upgradedClient" | "upgradedConsState",
): readonly Uint8Array[] {
  const last = upgradePath[upgradePath.length - 1] ?? "";
  const keys = [...upgradePath.slice(0, -1), `${last}/${lastHeight.revisionHeight}/${name}`];
  return keys.map(utf8);
}

function decode<T>(type: MessageType<T>, bytes: Uint8Array, malformed: ErrorKind): T {
  try {
    return type.decode(bytes);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw malformed(`cannot decode ${type.typeName}`, error);
  }
}
