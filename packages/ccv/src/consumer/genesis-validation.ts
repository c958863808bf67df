import { AppError } from "@testudo/base";
import { validateClientState, validateConsensusState } from "@testudo/ibc/tendermint";
import type { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import { validateConsumerParams } from "../wire/consumer-params.ts";
import { ccvErrors } from "../wire/errors.ts";
import { validateConnectionIdentifier } from "../wire/validation.ts";

/**
 * Checks a genesis file of the consumer module, which is one of three: a new chain, a restart before the channel was
 * established, or a restart after it. A module that is switched off is not looked at.
 *
 * @throws CCV/4, or the refusal of a parameter
 */
export function validateGenesisState(genesis: GenesisState): void {
  if (!genesis.params.enabled) return;
  if (genesis.provider.initialValSet.length === 0) {
    throw ccvErrors.invalidGenesis("initial validator set is empty");
  }
  validateConsumerParams(genesis.params);
  if (genesis.newChain) validateNewChain(genesis);
  else validateRestart(genesis);
}

function validateNewChain(genesis: GenesisState): void {
  if (genesis.connectionId === "") validateClientOf(genesis);
  else validateConnectionOf(genesis);
  refuse(
    genesis.providerClientId !== "",
    "provider client id cannot be set for new chain. It must be established on handshake",
  );
  refuse(
    genesis.providerChannelId !== "",
    "provider channel id cannot be set for new chain. It must be established on handshake",
  );
  refuse(
    genesis.heightToValsetUpdateId.length > 0,
    "HeightToValsetUpdateId must be nil for new chain",
  );
  refuse(
    genesis.outstandingDowntimeSlashing.length > 0,
    "OutstandingDowntimeSlashing must be nil for new chain",
  );
  refuse(
    genesis.pendingConsumerPackets.list.length > 0,
    "pending consumer packets must be empty for new chain",
  );
  refuse(
    genesis.lastTransmissionBlockHeight.height !== 0n,
    "last transmission block height must be empty for new chain",
  );
}

function validateClientOf({ provider: { clientState, consensusState } }: GenesisState): void {
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
}

function validateConnectionOf({ provider, connectionId }: GenesisState): void {
  refuse(
    provider.clientState !== undefined,
    "provider client state must be nil when connection id is provided",
  );
  refuse(
    provider.consensusState !== undefined,
    "provider consensus state must be nil when connection id is provided",
  );
  inGenesis("invalid connection id: ", () => validateConnectionIdentifier(connectionId));
}

function validateRestart(genesis: GenesisState): void {
  const { provider, providerClientId, providerChannelId } = genesis;
  refuse(
    providerClientId === "",
    "provider client id must be set for a restarting consumer genesis state",
  );
  if (providerChannelId === "") validateUnconnected(genesis);
  refuse(
    provider.clientState !== undefined || provider.consensusState !== undefined,
    "provider client state and consensus state must be nil for a restarting genesis state",
  );
}

function validateUnconnected(genesis: GenesisState): void {
  refuse(
    genesis.outstandingDowntimeSlashing.length > 0,
    "outstanding downtime must be empty when handshake in progress",
  );
  refuse(
    genesis.lastTransmissionBlockHeight.height !== 0n,
    "last transmission block height must be zero when handshake in progress",
  );
  refuse(
    genesis.pendingConsumerPackets.list.some(
      ({ type }) => type === ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM,
    ),
    "pending maturing packets must be empty when handshake isn't completed",
  );
}

function refuse(isWrong: boolean, why: string): void {
  if (isWrong) throw ccvErrors.invalidGenesis(why);
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
