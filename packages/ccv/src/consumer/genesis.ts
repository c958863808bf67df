import { assert } from "@testudo/base";
import { connectionErrors } from "@testudo/ibc/connection";
import { TENDERMINT_CLIENT_TYPE } from "@testudo/ibc/host";
import type { JsonValue } from "@testudo/proto";
import { Order } from "@testudo/proto/ibc/core/channel/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import { DEFAULT_CONSUMER_PARAMS } from "../wire/consumer-params.ts";
import { ccvErrors } from "../wire/errors.ts";
import { CCV_VERSION, CONSUMER_PORT, PROVIDER_PORT } from "../wire/names.ts";
import type { Needs } from "./needs.ts";
import { consumerParams } from "./params.ts";
import { appendPendingPacket, pendingPackets } from "./slash-queue.ts";
import { FLAG, state } from "./state.ts";
import { applyChanges, currentUpdates } from "./validator-set.ts";

/** A value that says no more than that it is there. */
const PRE_CCV = 1n;

/** A module that is switched off, in the form in which the provider serves a consumer's genesis. */
export function defaultGenesis(): JsonValue {
  return ConsumerGenesisState.toJSON(
    ConsumerGenesisState.create({ params: DEFAULT_CONSUMER_PARAMS }),
  );
}

/**
 * Starts the module from a genesis file. An upgrade that makes a standalone chain a consumer calls it too.
 *
 * @returns the first validator set; nothing when the module is off or the old validators still decide
 * @throws what keeps a new chain from its client, connection or channel
 */
export function initGenesis(ctx: Ctx, needs: Needs, json: JsonValue): readonly ValidatorUpdate[] {
  const genesis = GenesisState.fromJSON(json);
  const { initialValSet } = genesis.provider;
  if (genesis.preCCV) {
    state.preCcv.set(ctx, PRE_CCV);
    state.previouslyStandalone.set(ctx, undefined);
    state.initialValSet.set(ctx, initialValSet);
  }
  state.initGenesisHeight.set(ctx, ctx.height);
  state.params.set(ctx, genesis.params);
  if (!genesis.params.enabled) return [];

  state.port.set(ctx, CONSUMER_PORT);
  if (genesis.newChain) startNewChain(ctx, needs, genesis);
  else restartChain(ctx, needs, genesis);

  if (genesis.preCCV) return [];
  applyChanges(ctx, needs.hooks, initialValSet);
  return initialValSet;
}

function startNewChain(ctx: Ctx, needs: Needs, genesis: GenesisState): void {
  const { connectionId } = genesis;
  const clientId =
    connectionId === ""
      ? createProviderClient(ctx, needs, genesis)
      : clientOfConnection(ctx, needs, connectionId);
  state.providerClientId.set(ctx, clientId);
  state.valsetUpdateIds.set(ctx, ctx.height, 0n);
  // Without a connection, a relayer has to propose one, since the other client is not known here.
  if (connectionId === "") return;
  needs.channel.chanOpenInit(ctx, {
    portId: CONSUMER_PORT,
    order: Order.ORDER_ORDERED,
    connectionHops: [connectionId],
    counterparty: { portId: PROVIDER_PORT, channelId: "" },
    version: CCV_VERSION,
  });
}

function createProviderClient(ctx: Ctx, { client }: Needs, { provider }: GenesisState): string {
  const { clientState, consensusState } = provider;
  if (clientState === undefined) {
    throw ccvErrors.invalidGenesis("provider client state cannot be nil for new chain");
  }
  if (consensusState === undefined) {
    throw ccvErrors.invalidGenesis("provider consensus state cannot be nil for new chain");
  }
  return client.createClient(
    ctx,
    TENDERMINT_CLIENT_TYPE,
    ClientState.encode(clientState),
    ConsensusState.encode(consensusState),
  );
}

function clientOfConnection(ctx: Ctx, { connection }: Needs, connectionId: string): string {
  const end = connection.connection(ctx, connectionId);
  if (end === undefined) {
    throw connectionErrors.connectionNotFound(`could not find connection(${connectionId})`);
  }
  return end.clientId;
}

function restartChain(ctx: Ctx, { addresses }: Needs, genesis: GenesisState): void {
  if (genesis.providerChannelId !== "") {
    state.providerChannelId.set(ctx, genesis.providerChannelId);
    for (const { validatorConsensusAddress } of genesis.outstandingDowntimeSlashing) {
      const address = addresses.cons.fromText(validatorConsensusAddress);
      state.outstandingDowntimes.set(ctx, address, FLAG);
    }
    state.lastTransmission.set(ctx, genesis.lastTransmissionBlockHeight);
  }
  for (const packet of genesis.pendingConsumerPackets.list) appendPendingPacket(ctx, packet);
  for (const { height, valsetUpdateId } of genesis.heightToValsetUpdateId) {
    state.valsetUpdateIds.set(ctx, height, valsetUpdateId);
  }
  state.providerClientId.set(ctx, genesis.providerClientId);
}

/**
 * What a restart needs: without the slash record, pending changes and historical infos, which the new chain does not
 * miss. A chain that never was a consumer exports the default.
 */
export function exportGenesis(ctx: Ctx, needs: Pick<Needs, "addresses">): JsonValue {
  return GenesisState.toJSON(exportedState(ctx, needs));
}

function exportedState(ctx: Ctx, { addresses }: Pick<Needs, "addresses">): GenesisState {
  const params = consumerParams(ctx);
  const providerClientId = state.providerClientId.get(ctx);
  const providerChannelId = state.providerChannelId.get(ctx);
  if (!params.enabled || (providerClientId === undefined && providerChannelId === undefined)) {
    return GenesisState.create({ params: DEFAULT_CONSUMER_PARAMS });
  }
  assert(providerClientId !== undefined, "a channel to the provider without a client");
  const unconnected = GenesisState.create({
    params,
    providerClientId,
    provider: { initialValSet: currentUpdates(ctx) },
    heightToValsetUpdateId: [...state.valsetUpdateIds.entries(ctx)].map(
      ([height, valsetUpdateId]) => ({ height, valsetUpdateId }),
    ),
    pendingConsumerPackets: { list: pendingPackets(ctx) },
  });
  if (providerChannelId === undefined) return unconnected;
  return {
    ...unconnected,
    providerChannelId,
    outstandingDowntimeSlashing: [...state.outstandingDowntimes.keys(ctx)].map((address) => ({
      validatorConsensusAddress: addresses.cons.toText(address),
    })),
    lastTransmissionBlockHeight: state.lastTransmission.get(ctx) ?? { height: 0n },
  };
}
