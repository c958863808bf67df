import {
  ADDRESS_LENGTH_MAX,
  type AddressCodec,
  AppError,
  consumerConsAddress,
  consumerId,
  plainError,
  providerConsAddress,
} from "@testudo/base";
import { checkChannelId, checkClientId, isBlank } from "@testudo/ibc/host";
import { fromTimestamp, type JsonValue, toTimestamp } from "@testudo/proto";
import {
  type ConsumerState,
  GenesisState,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { type Ctx, panic } from "@testudo/runtime";
import { validateConsumerGenesis } from "../wire/consumer-genesis.ts";
import { ccvErrors } from "../wire/errors.ts";
import { PROVIDER_PORT } from "../wire/names.ts";
import { consumersWithClients, phaseOf, setClient } from "./consumers.ts";
import { NIL_POINTER } from "./go-text.ts";
import { appendAddressToPrune } from "./key-assignment.ts";
import { DEFAULT_PARAMS, readParams, validateParams } from "./params.ts";
import type { SlashMeter } from "./slash-meter.ts";
import { state } from "./state.ts";
import type { ValidatorSets } from "./validator-set.ts";
import { appendPendingPackets, pendingPackets, valsetUpdateId } from "./vsc-packets.ts";

/** Id of the first set update: 0 stands for "before the first". */
const FIRST_VALSET_UPDATE_ID = 1n;

/** The genesis of a provider without consumers. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    valsetUpdateId: FIRST_VALSET_UPDATE_ID,
    consumerStates: [],
    valsetUpdateIdToHeight: [],
    params: DEFAULT_PARAMS,
    validatorConsumerPubkeys: [],
    validatorsByConsumerAddr: [],
    consumerAddrsToPruneV2: [],
  });
}

/**
 * Stores a genesis and returns the provider's first validators. Staking has run before.
 *
 * Pending packets of a consumer with a channel are left out, as in the reference.
 */
export function initGenesis(
  ctx: Ctx,
  json: JsonValue,
  { initializeSlashMeter }: SlashMeter,
  { initialValidatorUpdates }: ValidatorSets,
): readonly ValidatorUpdate[] {
  const genesis = GenesisState.fromJSON(json);
  state.port.set(ctx, PROVIDER_PORT);
  state.validatorSetUpdateId.set(ctx, genesis.valsetUpdateId);
  for (const { valsetUpdateId: id, height } of genesis.valsetUpdateIdToHeight) {
    state.valsetUpdateHeights.set(ctx, id, height);
  }
  for (const consumer of genesis.consumerStates) initConsumer(ctx, consumer);

  for (const { chainId, providerAddr, consumerKey } of genesis.validatorConsumerPubkeys) {
    const key = [consumerId(chainId), providerConsAddress(providerAddr)] as const;
    state.assignedKeys.set(ctx, key, consumerKey ?? panic(NIL_POINTER));
  }
  for (const { chainId, consumerAddr, providerAddr } of genesis.validatorsByConsumerAddr) {
    const key = [consumerId(chainId), consumerConsAddress(consumerAddr)] as const;
    state.validatorsByConsumerAddress.set(ctx, key, providerConsAddress(providerAddr));
  }
  for (const { chainId, pruneTs, consumerAddrs } of genesis.consumerAddrsToPruneV2) {
    for (const address of consumerAddrs?.addresses ?? panic(NIL_POINTER)) {
      const time = fromTimestamp(pruneTs);
      appendAddressToPrune(ctx, consumerId(chainId), time, consumerConsAddress(address));
    }
  }
  state.params.set(ctx, genesis.params);
  initializeSlashMeter(ctx);
  return initialValidatorUpdates(ctx);
}

function initConsumer(ctx: Ctx, consumer: ConsumerState): void {
  const id = consumerId(consumer.chainId);
  setClient(ctx, id, consumer.clientId);
  state.phases.set(ctx, id, consumer.phase);
  state.consumerGenesis.set(ctx, id, consumer.consumerGenesis);
  if (consumer.channelId === "") {
    appendPendingPackets(ctx, id, consumer.pendingValsetChanges);
    return;
  }
  state.channelConsumers.set(ctx, consumer.channelId, id);
  state.channels.set(ctx, id, consumer.channelId);
  state.initChainHeights.set(ctx, id, consumer.initialHeight);
  state.slashAcks.set(ctx, id, { addresses: consumer.slashDowntimeAck });
}

/**
 * What a restart needs of the consumers that have a client. As in the reference much is missing: owners, metadata,
 * parameters, lists, opt-ins, sets, rewards and queues.
 */
export function exportGenesis(ctx: Ctx): JsonValue {
  const ids = consumersWithClients(ctx);
  const consumerStates = ids.map((id): ConsumerState => {
    const clientId = state.clients.get(ctx, id) ?? "";
    const channelId = state.channels.get(ctx, id);
    return {
      chainId: id,
      clientId,
      channelId: channelId ?? "",
      initialHeight: channelId === undefined ? 0n : (state.initChainHeights.get(ctx, id) ?? 0n),
      consumerGenesis:
        state.consumerGenesis.get(ctx, id) ??
        panic(`cannot find genesis for consumer chain ${id} with client ${clientId}`),
      pendingValsetChanges: pendingPackets(ctx, id),
      slashDowntimeAck:
        channelId === undefined ? [] : (state.slashAcks.get(ctx, id)?.addresses ?? []),
      phase: phaseOf(ctx, id),
    };
  });
  const consumerAddrsToPruneV2 = ids.flatMap((id) =>
    Array.from(
      state.addressesToPrune.entries(ctx, { prefix: [id] }),
      ([[, time], consumerAddrs]) => ({
        chainId: id,
        pruneTs: toTimestamp(time),
        consumerAddrs,
      }),
    ),
  );
  return GenesisState.toJSON({
    valsetUpdateId: valsetUpdateId(ctx),
    consumerStates,
    valsetUpdateIdToHeight: Array.from(state.valsetUpdateHeights.entries(ctx), ([id, height]) => ({
      valsetUpdateId: id,
      height,
    })),
    params: readParams(ctx),
    validatorConsumerPubkeys: Array.from(
      state.assignedKeys.entries(ctx),
      ([[chainId, providerAddr], consumerKey]) => ({ chainId, providerAddr, consumerKey }),
    ),
    validatorsByConsumerAddr: Array.from(
      state.validatorsByConsumerAddress.entries(ctx),
      ([[chainId, consumerAddr], providerAddr]) => ({ chainId, consumerAddr, providerAddr }),
    ),
    consumerAddrsToPruneV2,
  });
}

/** @throws CCV/4, and the refusal of a parameter */
export function validateGenesis(addresses: AddressCodec, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  const [firstHeight] = genesis.valsetUpdateIdToHeight;
  // The map is in the order of the ids, so only its first can be 0.
  if (genesis.valsetUpdateId === 0n || firstHeight?.valsetUpdateId === 0n) {
    throw ccvErrors.invalidGenesis("valset update ID cannot be equal to zero");
  }
  for (const consumer of genesis.consumerStates) {
    try {
      validateConsumerState(addresses, consumer);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw ccvErrors.invalidGenesis(
        `${error.message}: for consumer chain id: ${consumer.chainId}`,
        error,
      );
    }
  }
  validateParams(genesis.params);
  validateKeyAssignment(genesis);
}

/** Refuses a consumer without a channel, which `initGenesis` could take: the reference does too. */
function validateConsumerState(addresses: AddressCodec, consumer: ConsumerState): void {
  checkChannelId(consumer.channelId);
  checkClientId(consumer.clientId);
  validateConsumerGenesis(consumer.consumerGenesis);
  validateSlashAcks(addresses, consumer.slashDowntimeAck);
  for (const { valsetUpdateId: id, slashAcks } of consumer.pendingValsetChanges) {
    if (id === 0n) throw plainError("valset update ID cannot be equal to zero");
    validateSlashAcks(addresses, slashAcks);
  }
}

function validateSlashAcks({ cons }: AddressCodec, acks: readonly string[]): void {
  for (const ack of acks) {
    try {
      cons.fromText(ack);
    } catch (error) {
      const complaint = error instanceof Error ? error.message : String(error);
      throw plainError(`invalid Bench32 address in slash downtime acks: ${complaint}`, error);
    }
  }
}

function validateKeyAssignment(genesis: GenesisState): void {
  for (const { chainId, providerAddr, consumerKey } of genesis.validatorConsumerPubkeys) {
    requireConsumer(chainId);
    requireAddress("provider", providerAddr);
    if (consumerKey === undefined) throw ccvErrors.invalidGenesis("invalid consumer key: nil");
  }
  for (const { chainId, providerAddr, consumerAddr } of genesis.validatorsByConsumerAddr) {
    requireConsumer(chainId);
    requireAddress("provider", providerAddr);
    requireAddress("consumer", consumerAddr);
  }
  for (const { chainId, consumerAddrs } of genesis.consumerAddrsToPruneV2) {
    requireConsumer(chainId);
    for (const address of consumerAddrs?.addresses ?? []) requireAddress("consumer", address);
  }
}

function requireConsumer(id: string): void {
  if (isBlank(id)) throw ccvErrors.invalidGenesis("consumer chain id must not be blank");
}

function requireAddress(whose: string, { length }: Uint8Array): void {
  if (length > 0 && length <= ADDRESS_LENGTH_MAX) return;
  throw ccvErrors.invalidGenesis(`invalid ${whose} address: ${length} bytes`);
}
