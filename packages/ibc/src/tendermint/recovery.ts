import { equalBytes } from "@testudo/base";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { ZERO_HEIGHT } from "../host/height.ts";
import { parseClientId, TENDERMINT_CLIENT_TYPE } from "../host/identifiers.ts";
import { statusOf } from "./client-state.ts";
import { setConsensusMetadata, state } from "./store.ts";

/**
 * Lets a client go on with the latest state of a substitute: chain id, trusting period and latest height change, a
 * frozen client thaws, older consensus states stay.
 *
 * @throws host/2, client/10, client/4, client/27 when the two differ otherwise, client/7, client/23
 */
export function recover(ctx: Ctx, subjectId: string, substituteId: string): void {
  const { clientType } = parseClientId(substituteId);
  if (clientType !== TENDERMINT_CLIENT_TYPE) {
    throw clientErrors.invalidClientType(`expected: ${TENDERMINT_CLIENT_TYPE}, got: ${clientType}`);
  }
  const subject = state.clientStates.get(ctx, subjectId);
  if (subject === undefined) throw clientErrors.clientNotFound(subjectId);
  const substitute = state.clientStates.get(ctx, substituteId);
  if (substitute === undefined) throw clientErrors.clientNotFound(substituteId);
  if (!equalBytes(comparable(subject), comparable(substitute))) {
    throw clientErrors.invalidSubstitute(
      "subject client state does not match substitute client state",
    );
  }
  const isFrozen = statusOf(ctx, subjectId, subject) === "Frozen";

  const height = substitute.latestHeight;
  const consensus = state.consensusStates.get(ctx, substituteId, height);
  if (consensus === undefined) {
    throw clientErrors.consensusStateNotFound(
      "unable to retrieve latest consensus state for substitute client",
    );
  }
  state.consensusStates.set(ctx, consensus, subjectId, height);
  const processedHeight = state.processedHeights.get(ctx, substituteId, height);
  if (processedHeight === undefined) {
    throw clientErrors.updateClientFailed(
      "unable to retrieve processed height for substitute client latest height",
    );
  }
  const processedTime = state.processedTimes.get(ctx, substituteId, height);
  if (processedTime === undefined) {
    throw clientErrors.updateClientFailed(
      "unable to retrieve processed time for substitute client latest height",
    );
  }
  setConsensusMetadata(ctx, subjectId, height, { processedHeight, processedTime });
  const recovered: ClientState = {
    ...subject,
    frozenHeight: isFrozen ? ZERO_HEIGHT : subject.frozenHeight,
    latestHeight: height,
    chainId: substitute.chainId,
    trustingPeriod: substitute.trustingPeriod,
  };
  state.clientStates.set(ctx, recovered, subjectId);
}

/** A client state without the fields that subject and substitute may differ in. */
function comparable(client: ClientState): Uint8Array {
  return ClientState.encode({
    ...client,
    chainId: "",
    latestHeight: ZERO_HEIGHT,
    frozenHeight: ZERO_HEIGHT,
    trustingPeriod: { seconds: 0n, nanos: 0 },
    allowUpdateAfterExpiry: true,
    allowUpdateAfterMisbehaviour: true,
  });
}
