import { concatBytes, plainError, utf8 } from "@testudo/base";
import { packAny } from "@testudo/proto";
import type {
  ConsensusStateWithHeight,
  GenesisMetadata,
  GenesisState,
} from "@testudo/proto/ibc/core/client/v1";
import type { GenesisState as GenesisStateV2 } from "@testudo/proto/ibc/core/client/v2";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { isZeroHeight } from "../host/height.ts";
import { checkClientId, parseClientId, TENDERMINT_CLIENT_TYPE } from "../host/identifiers.ts";
import { clientPrefix } from "../host/paths.ts";
import { IBC_STORE } from "../state.ts";
import { validateClientType } from "./client-type.ts";
import { DEFAULT_CLIENT_PARAMS, isAllowedClient, validateClientParams } from "./params.ts";
import { state } from "./state.ts";
import { unpackClientState, unpackConsensusState } from "./unpack.ts";
import { allClients, clientRecords } from "./walk.ts";

/** No clients, all types allowed. */
export const DEFAULT_CLIENT_GENESIS: GenesisState = {
  clients: [],
  clientsConsensus: [],
  clientsMetadata: [],
  params: DEFAULT_CLIENT_PARAMS,
  createLocalhost: false,
  nextClientSequence: 0n,
};

/**
 * Writes the clients of a genesis. Metadata comes first, so that it cannot overwrite states.
 *
 * @throws what is wrong with the params or the states; panics on a client type that is not allowed
 */
export function initClientGenesis(ctx: Ctx, genesis: GenesisState): void {
  validateClientParams(genesis.params);
  state.params.set(ctx, genesis.params);
  for (const { clientId, clientMetadata } of genesis.clientsMetadata) {
    const prefix = utf8(clientPrefix(clientId));
    for (const { key, value } of clientMetadata) {
      ctx.store(IBC_STORE).set(concatBytes(prefix, key), value);
    }
  }
  for (const { clientId, clientState } of genesis.clients) {
    const client = unpackClientState(clientState);
    if (!isAllowedClient(genesis.params, TENDERMINT_CLIENT_TYPE)) {
      panic(`client state type ${TENDERMINT_CLIENT_TYPE} is not registered on the allowlist`);
    }
    state.clientStates.set(ctx, client, clientId);
  }
  for (const { clientId, consensusStates } of genesis.clientsConsensus) {
    for (const { height, consensusState } of consensusStates) {
      state.consensusStates.set(ctx, unpackConsensusState(consensusState), clientId, height);
    }
  }
  state.nextClientSequence.set(ctx, genesis.nextClientSequence);
}

/** Reads all clients back: by id, consensus states in key order, and whatever else stands under a client's prefix. */
export function exportClientGenesis(ctx: Ctx): GenesisState {
  const consensus = new Map<string, ConsensusStateWithHeight[]>();
  const metadata = new Map<string, GenesisMetadata[]>();
  for (const record of clientRecords(ctx)) {
    if (record.kind === "consensus") {
      const consensusState = packAny(ConsensusState, record.consensus);
      append(consensus, record.clientId, { height: record.height, consensusState });
    } else if (record.kind === "metadata") {
      append(metadata, record.clientId, { key: record.key, value: record.value });
    }
  }
  const clients = allClients(ctx);
  return {
    clients: clients.map(({ clientId, client }) => ({
      clientId,
      clientState: packAny(ClientState, client),
    })),
    clientsConsensus: [...consensus]
      .map(([clientId, consensusStates]) => ({ clientId, consensusStates }))
      .sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
    clientsMetadata: clients.flatMap(({ clientId }) => {
      const clientMetadata = metadata.get(clientId);
      return clientMetadata === undefined ? [] : [{ clientId, clientMetadata }];
    }),
    params: state.params.get(ctx),
    createLocalhost: false,
    nextClientSequence: state.nextClientSequence.get(ctx),
  };
}

/** Checks of the client types' own states; 07-tendermint fills them in. */
export interface StateChecks {
  client(state: ClientState): void;
  consensus(state: ConsensusState): void;
}

/** @throws what the genesis is refused for */
export function validateClientGenesis(genesis: GenesisState, check: StateChecks): void {
  validateClientParams(genesis.params);
  const known = new Set<string>();
  let highest = 0n;
  for (const { clientId, clientState } of genesis.clients) {
    checkClientId(clientId);
    const client = unpackClientState(clientState);
    if (!isAllowedClient(genesis.params, TENDERMINT_CLIENT_TYPE)) {
      throw plainError(`client type ${TENDERMINT_CLIENT_TYPE} not allowed by genesis params`);
    }
    check.client(client);
    const { clientType, sequence } = parseClientId(clientId);
    if (clientType !== TENDERMINT_CLIENT_TYPE) {
      throw plainError(
        `client state type ${TENDERMINT_CLIENT_TYPE} does not equal client type in client identifier ${clientType}`,
      );
    }
    validateClientType(clientType);
    if (sequence > highest) highest = sequence;
    known.add(clientId);
  }
  for (const { clientId, consensusStates } of genesis.clientsConsensus) {
    requireKnown(known, clientId, "consensus state");
    for (const { height, consensusState } of consensusStates) {
      if (isZeroHeight(height)) throw plainError("consensus state height cannot be zero");
      check.consensus(unpackConsensusState(consensusState));
    }
  }
  for (const { clientId, clientMetadata } of genesis.clientsMetadata) {
    requireKnown(known, clientId, "metadata");
    for (const { key, value } of clientMetadata) {
      if (key.length === 0) throw plainError("genesis metadata key cannot be empty");
      if (value.length === 0) throw plainError("genesis metadata value cannot be empty");
    }
  }
  if (highest !== 0n && highest >= genesis.nextClientSequence) {
    throw plainError(
      `next client identifier sequence ${genesis.nextClientSequence} must be greater than the maximum sequence used in the provided client identifiers ${highest}`,
    );
  }
}

/** Writes the v2 counterparties of a genesis; throws like `validateClientV2Genesis`. */
export function initClientV2Genesis(ctx: Ctx, genesis: GenesisStateV2): void {
  validateClientV2Genesis(genesis);
  for (const { clientId, counterpartyInfo } of genesis.counterpartyInfos) {
    state.counterparties.set(ctx, counterpartyInfo, clientId);
  }
}

/** Reads the v2 counterparties back, by client id. */
export function exportClientV2Genesis(ctx: Ctx): GenesisStateV2 {
  return {
    counterpartyInfos: allClients(ctx).flatMap(({ clientId }) => {
      const counterpartyInfo = state.counterparties.get(ctx, clientId);
      return counterpartyInfo === undefined ? [] : [{ clientId, counterpartyInfo }];
    }),
  };
}

/** @throws what the genesis is refused for */
export function validateClientV2Genesis({ counterpartyInfos }: GenesisStateV2): void {
  const seen = new Set<string>();
  for (const { clientId, counterpartyInfo } of counterpartyInfos) {
    if (clientId === "") throw plainError("counterparty client id cannot be empty");
    if (clientId === counterpartyInfo.clientId) {
      throw plainError("counterparty client id and client id cannot be the same");
    }
    if (counterpartyInfo.merklePrefix.length === 0) {
      throw plainError("counterparty merkle prefix cannot be empty");
    }
    if (seen.has(clientId)) throw plainError(`duplicate counterparty client id ${clientId} found`);
    seen.add(clientId);
  }
}

function requireKnown(known: ReadonlySet<string>, clientId: string, what: string): void {
  if (!known.has(clientId)) {
    throw plainError(
      `${what} in genesis has a client id ${clientId} that does not map to a genesis client`,
    );
  }
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
