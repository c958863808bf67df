import { type ConsumerId, consumerId, GO_ZERO_TIME, plainError, type Time } from "@testudo/base";
import { parseChainRevision } from "@testudo/ibc/host";
import { fromTimestamp } from "@testudo/proto";
import type { Height } from "@testudo/proto/ibc/core/client/v1";
import {
  ConsumerPhase,
  type ConsumerInitializationParameters as InitializationParameters,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Ctx } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { state } from "./state.ts";

const {
  CONSUMER_PHASE_UNSPECIFIED: UNSPECIFIED,
  CONSUMER_PHASE_REGISTERED: REGISTERED,
  CONSUMER_PHASE_INITIALIZED: INITIALIZED,
  CONSUMER_PHASE_LAUNCHED: LAUNCHED,
} = ConsumerPhase;

/** Where a consumer is in its life; unspecified when nobody ever created it. */
export function phaseOf(ctx: Ctx, id: ConsumerId): ConsumerPhase {
  return state.phases.get(ctx, id) ?? UNSPECIFIED;
}

/** Name of a phase as events and queries print it. */
export function phaseName(phase: ConsumerPhase): string {
  return Object.entries(ConsumerPhase).find(([, value]) => value === phase)?.[0] ?? `${phase}`;
}

/** Whether the chain id and the initialization parameters may still change. */
export function isPrelaunched(ctx: Ctx, id: ConsumerId): boolean {
  const phase = phaseOf(ctx, id);
  return phase === REGISTERED || phase === INITIALIZED;
}

/** Registered, initialized or launched. */
export function isActive(ctx: Ctx, id: ConsumerId): boolean {
  const phase = phaseOf(ctx, id);
  return phase === REGISTERED || phase === INITIALIZED || phase === LAUNCHED;
}

/** Hands out the next id; none is used twice. */
export function takeConsumerId(ctx: Ctx): ConsumerId {
  const next = state.nextConsumerId.get(ctx) ?? 0n;
  state.nextConsumerId.set(ctx, next + 1n);
  return consumerId(next.toString());
}

/** Ids of all active consumers in the order of their creation. */
export function activeConsumerIds(ctx: Ctx): ConsumerId[] {
  const count = state.nextConsumerId.get(ctx) ?? 0n;
  const ids = Array.from({ length: Number(count) }, (_, index) => consumerId(`${index}`));
  return ids.filter((id) => isActive(ctx, id));
}

/** Ids of the consumers that have a client, in the order of their text: "10" comes before "2". */
export function consumersWithClients(ctx: Ctx): ConsumerId[] {
  return [...state.clients.keys(ctx)];
}

/** @throws undefined/1 */
export function requireChainId(ctx: Ctx, id: ConsumerId): string {
  return state.chainIds.require(ctx, id, () =>
    plainError(`failed to retrieve chain id for consumer id (${id})`),
  );
}

/** For handlers, where a consumer without a chain id is an inconsistency. @throws CCV/11 */
export function consistentChainId(ctx: Ctx, id: ConsumerId): string {
  return state.chainIds.require(ctx, id, () =>
    ccvErrors.invalidConsumerState(
      `cannot get consumer chain ID: failed to retrieve chain id for consumer id (${id})`,
    ),
  );
}

/** @throws undefined/1 */
export function requireInitializationParameters(
  ctx: Ctx,
  id: ConsumerId,
): InitializationParameters {
  return state.initializationParameters.require(ctx, id, () =>
    plainError(`failed to retrieve initialization parameters for consumer id (${id})`),
  );
}

/**
 * Stores initialization parameters.
 *
 * @throws undefined/1 unless the initial height has the revision of the consumer's chain id
 */
export function setInitializationParameters(
  ctx: Ctx,
  id: ConsumerId,
  parameters: InitializationParameters,
): void {
  const chainId = requireChainId(ctx, id);
  requireRevision(id, parameters.initialHeight, chainId);
  state.initializationParameters.set(ctx, id, parameters);
}

/** @throws undefined/1 unless the height has the revision of the chain id */
export function requireRevision(id: ConsumerId, { revisionNumber }: Height, chainId: string): void {
  if (revisionNumber === parseChainRevision(chainId)) return;
  throw plainError(
    `invalid initial height for consumer id (${id}): chain ID (${chainId}) doesn't match revision number (${revisionNumber})`,
  );
}

/** @throws CCV/17 */
export function requirePowerShapingParameters(ctx: Ctx, id: ConsumerId): PowerShapingParameters {
  return state.powerShapingParameters.require(ctx, id, () =>
    ccvErrors.storeKeyNotFound(`GetConsumerPowerShapingParameters, consumerId(${id})`),
  );
}

/** When the chain is to launch; undefined while that is open. */
export function spawnTimeOf({ spawnTime }: InitializationParameters): Time | undefined {
  const time = fromTimestamp(spawnTime);
  return time === GO_ZERO_TIME ? undefined : time;
}

/**
 * Binds a consumer to its client, in both directions.
 *
 * Whether the client belongs to another consumer is not asked: over a shared connection the later one takes it.
 */
export function setClient(ctx: Ctx, id: ConsumerId, clientId: string): void {
  const previous = state.clients.get(ctx, id);
  if (previous !== undefined) state.clientConsumers.delete(ctx, previous);
  state.clients.set(ctx, id, clientId);
  state.clientConsumers.set(ctx, clientId, id);
}

/** Forgets the client of a consumer, in both directions. */
export function deleteClient(ctx: Ctx, id: ConsumerId): void {
  const clientId = state.clients.get(ctx, id);
  if (clientId !== undefined) state.clientConsumers.delete(ctx, clientId);
  state.clients.delete(ctx, id);
}
