import { plainError } from "@testudo/base";
import { fromTimestamp, type MessageType, WireError } from "@testudo/proto";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { clientErrors } from "../client/errors.ts";
import type { LightClientModule } from "../client/light-client.ts";
import { heightToText, ZERO_HEIGHT } from "../host/height.ts";
import { selfHeight } from "../self-height.ts";
import { statusOf, validateClientState, validateConsensusState } from "./client-state.ts";
import { verifyHeader } from "./header.ts";
import { contradictsStore, isMisbehaviour, verifyMisbehaviour } from "./misbehaviour.ts";
import { verifyMembership, verifyNonMembership } from "./proofs.ts";
import { recover } from "./recovery.ts";
import { requireClientState, setConsensusMetadata, state } from "./store.ts";
import { freeze, storeHeader } from "./update.ts";
import { upgrade } from "./upgrade.ts";

/** Light clients of CometBFT chains (ICS-07). All state is in the `ibc` store, below the client's prefix. */
export const tendermintModule: LightClientModule = {
  initialize(ctx, clientId, states) {
    const client = decode(ClientState, states.clientState, "client state");
    validateClientState(client);
    const consensus = decode(ConsensusState, states.consensusState, "consensus state");
    validateConsensusState(consensus);

    state.clientStates.set(ctx, client, clientId);
    state.consensusStates.set(ctx, consensus, clientId, client.latestHeight);
    setConsensusMetadata(ctx, clientId, client.latestHeight, {
      processedTime: BigInt.asUintN(64, ctx.time),
      processedHeight: selfHeight(ctx),
    });
  },

  verifyClientMessage(ctx, clientId, message) {
    const client = state.clientStates.get(ctx, clientId);
    if (client === undefined) throw clientErrors.clientNotFound(clientId);
    if (message.kind === "header") verifyHeader(ctx, clientId, client, message.header);
    else verifyMisbehaviour(ctx, clientId, client, message.misbehaviour);
  },

  checkForMisbehaviour(ctx, clientId, message) {
    requireClientState(ctx, clientId);
    return message.kind === "header"
      ? contradictsStore(ctx, clientId, message.header)
      : isMisbehaviour(message.misbehaviour);
  },

  updateStateOnMisbehaviour(ctx, clientId) {
    freeze(ctx, clientId, requireClientState(ctx, clientId));
  },

  updateState(ctx, clientId, message) {
    const client = requireClientState(ctx, clientId);
    // Misbehaviour that proved nothing teaches nothing.
    if (message.kind === "misbehaviour") return [];
    return [storeHeader(ctx, clientId, client, message.header)];
  },

  verifyMembership,
  verifyNonMembership,

  status(ctx, clientId) {
    const client = state.clientStates.get(ctx, clientId);
    return client === undefined ? "Unknown" : statusOf(ctx, clientId, client);
  },

  latestHeight(ctx, clientId) {
    return state.clientStates.get(ctx, clientId)?.latestHeight ?? ZERO_HEIGHT;
  },

  timestampAtHeight(ctx, clientId, height) {
    if (state.clientStates.get(ctx, clientId) === undefined) {
      throw clientErrors.clientNotFound(clientId);
    }
    const consensus = state.consensusStates.get(ctx, clientId, height);
    if (consensus === undefined) {
      throw clientErrors.consensusStateNotFound(`height (${heightToText(height)})`);
    }
    return BigInt.asUintN(64, fromTimestamp(consensus.timestamp));
  },

  recoverClient: recover,
  verifyUpgradeAndUpdateState: upgrade,
};

function decode<T>(type: MessageType<T>, bytes: Uint8Array, what: string): T {
  try {
    return type.decode(bytes);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw plainError(`failed to unmarshal ${what} bytes into ${what}`, error);
  }
}
