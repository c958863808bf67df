import { AppError, type ConsumerId, plainError, type Time } from "@testudo/base";
import { State as ChannelState } from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { attempt, type Ctx } from "@testudo/runtime";
import { PROVIDER_PORT } from "../wire/names.ts";
import { deleteClient, phaseOf, spawnTimeOf } from "./consumers.ts";
import { dropQueuedInfractionParameters } from "./infraction-parameters.ts";
import { deleteKeyAssignments } from "./key-assignment.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";
import { dequeue, enqueue, takeDue } from "./time-queue.ts";
import { clearList } from "./validator-lists.ts";
import { deleteConsumerValidators } from "./validator-set.ts";

const {
  CONSUMER_PHASE_REGISTERED: REGISTERED,
  CONSUMER_PHASE_INITIALIZED: INITIALIZED,
  CONSUMER_PHASE_STOPPED: STOPPED,
  CONSUMER_PHASE_DELETED: DELETED,
} = ConsumerPhase;

/** How consumers end. */
export type LifeCycle = ReturnType<typeof createLifeCycle>;

export function createLifeCycle({
  staking,
  channel,
  logger,
}: Pick<Needs, "staking" | "channel" | "logger">) {
  /** Stops a consumer at once and plans its deletion for one unbonding period from now. */
  function stopConsumer(ctx: Ctx, id: ConsumerId): void {
    state.phases.set(ctx, id, STOPPED);
    const removalTime = ctx.time + staking.unbondingTime(ctx);
    state.removalTimes.set(ctx, id, removalTime);
    enqueue(ctx, state.removalQueue, removalTime, id);
  }

  /** Beginning of a block: deletes the consumers that are due. A failure is logged and not tried again. */
  function deleteDueConsumers(ctx: Ctx): void {
    for (const id of takeDue(ctx, state.removalQueue)) {
      const result = attempt(ctx, (branch) => deleteConsumer(branch, id));
      if (!result.ok) {
        logger.error({ consumer: id, err: result.error }, "consumer could not be deleted");
      }
    }
  }

  /**
   * Deletes what a stopped consumer no longer needs. Its chain id, owner, metadata, parameters, reward denoms and
   * allocations stay for those who want to look it up.
   *
   * @throws undefined/1 unless the consumer is stopped
   */
  function deleteConsumer(ctx: Ctx, id: ConsumerId): void {
    if (phaseOf(ctx, id) !== STOPPED) {
      throw plainError(`cannot delete non-stopped chain: ${id}`);
    }
    deleteClient(ctx, id);
    state.consumerGenesis.delete(ctx, id);
    deleteKeyAssignments(ctx, id);
    state.minPowersInTopN.delete(ctx, id);
    state.equivocationMinHeights.delete(ctx, id);
    closeChannel(ctx, id);
    for (const key of [...state.commissionRates.keys(ctx, { prefix: [id] })]) {
      state.commissionRates.delete(ctx, key);
    }
    state.initChainHeights.delete(ctx, id);
    state.slashAcks.delete(ctx, id);
    state.pendingVscPackets.delete(ctx, id);
    clearList(ctx, state.allowlist, id);
    clearList(ctx, state.denylist, id);
    clearList(ctx, state.optedIn, id);
    deleteConsumerValidators(ctx, id);
    clearList(ctx, state.prioritylist, id);
    state.removalTimes.delete(ctx, id);
    dropQueuedInfractionParameters(ctx, id);
    state.phases.set(ctx, id, DELETED);
  }

  function closeChannel(ctx: Ctx, id: ConsumerId): void {
    const channelId = state.channels.get(ctx, id);
    if (channelId === undefined) return;
    const end = channel.channel(ctx, PROVIDER_PORT, channelId);
    if (end !== undefined && end.state !== ChannelState.STATE_CLOSED) {
      try {
        channel.chanCloseInit(ctx, PROVIDER_PORT, channelId);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        logger.error({ consumer: id, channel: channelId, err: error }, "channel stays open");
      }
    }
    state.channels.delete(ctx, id);
    state.channelConsumers.delete(ctx, channelId);
  }

  return { stopConsumer, deleteDueConsumers };
}

/** Moves a prelaunched consumer with a spawn time to INITIALIZED and returns that time. */
export function initializeConsumer(ctx: Ctx, id: ConsumerId): Time | undefined {
  const phase = phaseOf(ctx, id);
  if (phase !== REGISTERED && phase !== INITIALIZED) return undefined;
  const parameters = state.initializationParameters.get(ctx, id);
  const spawnTime = parameters && spawnTimeOf(parameters);
  if (spawnTime === undefined) return undefined;
  state.phases.set(ctx, id, INITIALIZED);
  return spawnTime;
}

/**
 * Queues a launch and takes back the one that was planned before. A time that did not change moves the consumer to the
 * end of its slot.
 *
 * @throws undefined/1 when the consumer is not in the slot of the former time
 */
export function planLaunch(
  ctx: Ctx,
  id: ConsumerId,
  times: { readonly former: Time | undefined; readonly spawn: Time },
): void {
  if (times.former !== undefined) dequeue(ctx, state.launchQueue, times.former, id);
  enqueue(ctx, state.launchQueue, times.spawn, id);
}
