import { AppError } from "@testudo/base";
import { isBlank } from "@testudo/ibc/host";
import { validateClientState, validateConsensusState } from "@testudo/ibc/tendermint";
import type { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { validateConsumerParams } from "./consumer-params.ts";
import { ccvErrors } from "./errors.ts";
import { validateConnectionIdentifier } from "./validation.ts";

/**
 * Checks what the provider serves for a consumer's genesis. A module that is switched off is not looked at.
 *
 * @throws CCV/4, or the refusal of a parameter
 */
export function validateConsumerGenesis(genesis: ConsumerGenesisState): void {
  const { params, provider, newChain, preCCV } = genesis;
  if (!params.enabled) return;
  if (provider.initialValSet.length === 0) {
    throw ccvErrors.invalidGenesis("initial validator set is empty");
  }
  validateConsumerParams(params);
  if (!newChain) throw ccvErrors.invalidGenesis("NewChain must be set to true");
  if (preCCV) validateOverExistingConnection(genesis);
  else validateWithNewClient(genesis);
}

/** The chain keeps the connection that it has: it needs no client of the provider. */
function validateOverExistingConnection({ provider, connectionId }: ConsumerGenesisState): void {
  if (provider.clientState !== undefined || provider.consensusState !== undefined) {
    throw ccvErrors.invalidGenesis(
      "provider client state and consensus state must be nil for a restarting genesis state",
    );
  }
  inGenesis("ConnectionId: ", () => validateConnectionIdentifier(connectionId));
  if (isBlank(connectionId)) {
    throw ccvErrors.invalidGenesis("ConnectionId cannot be empty when preCCV is true");
  }
}

function validateWithNewClient({ provider, connectionId }: ConsumerGenesisState): void {
  const { clientState, consensusState } = provider;
  if (clientState === undefined) {
    throw ccvErrors.invalidGenesis("provider client state cannot be nil for new chain");
  }
  inGenesis("provider client state invalid for new chain ", () => validateClientState(clientState));
  if (consensusState === undefined) {
    throw ccvErrors.invalidGenesis("provider consensus state cannot be nil for new chain");
  }
  inGenesis("provider consensus state invalid for new chain ", () =>
    validateConsensusState(consensusState),
  );
  if (!isBlank(connectionId)) {
    throw ccvErrors.invalidGenesis("ConnectionId must be empty when preCCV is false");
  }
}

/** Runs a check whose refusal counts as one of the genesis, under a heading. */
function inGenesis(heading: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw ccvErrors.invalidGenesis(`${heading}${error.message}`, error);
  }
}
