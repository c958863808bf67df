import type { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { ProofRequest } from "../client/light-client.ts";
import {
  decodeMerkleProof,
  verifyMerkleMembership,
  verifyMerkleNonMembership,
} from "../commitment/merkle-proof.ts";
import { ibcErrors } from "../host/errors.ts";
import { compareHeights, heightToText } from "../host/height.ts";
import { selfHeight } from "../self-height.ts";
import { tendermintErrors as errors } from "./errors.ts";
import { state } from "./store.ts";

/**
 * Proves that the counterparty committed a value.
 *
 * @throws client/4, ibc/9, 07-tendermint/8, /10, /9, commitment/2, client/7, commitment/4
 */
export function verifyMembership(
  ctx: Ctx,
  request: ProofRequest & { readonly value: Uint8Array },
): void {
  const { client, proof, consensus } = prepare(ctx, request);
  verifyMerkleMembership(proof, {
    specs: client.proofSpecs,
    root: consensus.root.hash,
    path: request.path,
    value: request.value,
  });
}

/** Proves that the counterparty committed nothing; throws like `verifyMembership`. */
export function verifyNonMembership(ctx: Ctx, request: ProofRequest): void {
  const { client, proof, consensus } = prepare(ctx, request);
  verifyMerkleNonMembership(proof, {
    specs: client.proofSpecs,
    root: consensus.root.hash,
    path: request.path,
  });
}

function prepare(ctx: Ctx, request: ProofRequest) {
  const { clientId, height } = request;
  const client = requireClient(ctx, clientId);
  if (compareHeights(client.latestHeight, height) < 0) {
    throw ibcErrors.invalidHeight(
      `client state height < proof height (${heightToText(client.latestHeight)} < ${heightToText(height)}), please ensure the client has been updated`,
    );
  }
  requireDelaysPassed(ctx, request);
  const proof = decodeMerkleProof(request.proof);
  const consensus: ConsensusState | undefined = state.consensusStates.get(ctx, clientId, height);
  if (consensus === undefined) {
    throw clientErrors.consensusStateNotFound(
      "please ensure the proof was constructed against a height that exists on the client",
    );
  }
  return { client, proof, consensus };
}

function requireClient(ctx: Ctx, clientId: string): ClientState {
  const client = state.clientStates.get(ctx, clientId);
  if (client === undefined) throw clientErrors.clientNotFound(clientId);
  return client;
}

/** Both delays are inclusive; sums wrap at 64 bits as the reference's do. */
function requireDelaysPassed(ctx: Ctx, request: ProofRequest): void {
  const { clientId, height, timeDelay, blockDelay } = request;
  if (timeDelay !== 0n) {
    const processedTime = state.processedTimes.get(ctx, clientId, height);
    if (processedTime === undefined) {
      throw errors.processedTimeNotFound(
        `processed time not found for height: ${heightToText(height)}`,
      );
    }
    const validTime = BigInt.asUintN(64, processedTime + timeDelay);
    if (BigInt.asUintN(64, ctx.time) < validTime) {
      throw errors.delayPeriodNotPassed(
        `cannot verify packet until time: ${validTime}, current time: ${ctx.time}`,
      );
    }
  }
  if (blockDelay !== 0n) {
    const processedHeight = state.processedHeights.get(ctx, clientId, height);
    if (processedHeight === undefined) {
      throw errors.processedHeightNotFound(
        `processed height not found for height: ${heightToText(height)}`,
      );
    }
    const validHeight = {
      revisionNumber: processedHeight.revisionNumber,
      revisionHeight: BigInt.asUintN(64, processedHeight.revisionHeight + blockDelay),
    };
    const current = selfHeight(ctx);
    if (compareHeights(current, validHeight) < 0) {
      throw errors.delayPeriodNotPassed(
        `cannot verify packet until height: ${heightToText(validHeight)}, current height: ${heightToText(current)}`,
      );
    }
  }
}
