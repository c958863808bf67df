import { AppError, type ConsumerId, isKind } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ValidatorSetChangePacketData } from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import { PROVIDER_PORT } from "../wire/names.ts";
import { encodeVscPacket } from "../wire/packets.ts";
import { sendCcvPacket } from "../wire/send-packet.ts";
import { consumersWithClients, phaseOf } from "./consumers.ts";
import { errors } from "./errors.ts";
import { pruneKeyAssignments } from "./key-assignment.ts";
import type { LifeCycle } from "./life-cycle.ts";
import type { Needs } from "./needs.ts";
import { blocksPerEpoch, ccvTimeoutPeriod } from "./params.ts";
import { state } from "./state.ts";
import {
  computeConsumerNextValSet,
  consumerValidators,
  type ValidatorSets,
} from "./validator-set.ts";

/** Validator set changes on their way to consumers. */
export type VscPackets = ReturnType<typeof createVscPackets>;

export function createVscPackets(
  { channel, logger }: Pick<Needs, "channel" | "logger">,
  { electorate, providerValidatorUpdates }: ValidatorSets,
  { stopConsumer }: LifeCycle,
) {
  /** End of a block: notes its height, prunes, updates the own set, and at the end of an epoch the consumers' sets. */
  function endBlock(ctx: Ctx): ValidatorUpdate[] {
    state.valsetUpdateHeights.set(ctx, valsetUpdateId(ctx), ctx.height + 1n);
    for (const id of consumersWithClients(ctx)) pruneKeyAssignments(ctx, id);

    const updates = providerValidatorUpdates(ctx);
    if (blocksUntilNextEpoch(ctx) === 0n) {
      queueVscPackets(ctx);
      sendVscPackets(ctx);
    }
    return updates;
  }

  /**
   * Queues a packet for every launched consumer whose set changes. One id serves all of them, and it is used up even if
   * nobody's set changed.
   */
  function queueVscPackets(ctx: Ctx): void {
    const id = valsetUpdateId(ctx);
    const voters = electorate(ctx);
    for (const consumer of launchedWithClients(ctx)) {
      const current = consumerValidators(ctx, consumer);
      const validatorUpdates = computeConsumerNextValSet(ctx, consumer, current, voters);
      if (validatorUpdates.length === 0) continue;
      appendPendingPackets(ctx, consumer, [
        { validatorUpdates, valsetUpdateId: id, slashAcks: takeSlashAcks(ctx, consumer) },
      ]);
    }
    state.validatorSetUpdateId.set(ctx, valsetUpdateId(ctx) + 1n);
  }

  /** Sends what waits for launched consumers with a channel. */
  function sendVscPackets(ctx: Ctx): void {
    for (const id of launchedWithClients(ctx)) {
      const channelId = state.channels.get(ctx, id);
      if (channelId !== undefined) sendTo(ctx, id, channelId);
    }
  }

  /**
   * Sends all of a consumer's packets in order. With a client that is not active they wait; a consumer that cannot be
   * sent to for another reason is stopped. The block goes on either way.
   */
  function sendTo(ctx: Ctx, id: ConsumerId, channelId: string): void {
    for (const packet of pendingPackets(ctx, id)) {
      try {
        sendCcvPacket(ctx, channel, {
          portId: PROVIDER_PORT,
          channelId,
          data: encodeVscPacket(packet),
          timeoutPeriod: ccvTimeoutPeriod(ctx),
        });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (isKind(error, clientErrors.clientNotActive)) return;
        logger.error({ consumer: id, err: error }, "cannot send to consumer, stopping it");
        stopConsumer(ctx, id);
        return;
      }
    }
    state.pendingVscPackets.delete(ctx, id);
  }

  /**
   * The consumer refused a packet: it is stopped.
   *
   * @throws provider/4 on a channel that is no consumer's
   */
  function onErrorAcknowledgement(ctx: Ctx, { sourceChannel }: Packet): void {
    const id = state.channelConsumers.require(ctx, sourceChannel, () =>
      errors.unknownConsumerChannelId(
        `recv ErrorAcknowledgement on unknown channel ${sourceChannel}`,
      ),
    );
    stopConsumer(ctx, id);
  }

  /**
   * The consumer let a packet time out: it is stopped.
   *
   * @throws channel/5 on a channel that is no consumer's
   */
  function onTimeout(ctx: Ctx, { sourceChannel }: Packet): void {
    const id = state.channelConsumers.require(ctx, sourceChannel, () =>
      channelErrors.invalidChannelState(sourceChannel),
    );
    stopConsumer(ctx, id);
  }

  return { endBlock, onErrorAcknowledgement, onTimeout };
}

/** Id of the set update that the current epoch will end with. */
export function valsetUpdateId(ctx: Ctx): bigint {
  return state.validatorSetUpdateId.get(ctx) ?? 0n;
}

/** 0 on the last block of an epoch. */
export function blocksUntilNextEpoch(ctx: Ctx): bigint {
  const since = ctx.height % blocksPerEpoch(ctx);
  return since === 0n ? 0n : blocksPerEpoch(ctx) - since;
}

/** Packets that wait for a consumer, oldest first. */
export function pendingPackets(ctx: Ctx, id: ConsumerId): readonly ValidatorSetChangePacketData[] {
  return state.pendingVscPackets.get(ctx, id)?.list ?? [];
}

export function appendPendingPackets(
  ctx: Ctx,
  id: ConsumerId,
  packets: readonly ValidatorSetChangePacketData[],
): void {
  state.pendingVscPackets.set(ctx, id, { list: [...pendingPackets(ctx, id), ...packets] });
}

function takeSlashAcks(ctx: Ctx, id: ConsumerId): readonly string[] {
  const acks = state.slashAcks.get(ctx, id)?.addresses ?? [];
  if (acks.length > 0) state.slashAcks.delete(ctx, id);
  return acks;
}

/** Asks for each phase when its turn comes: a consumer before it may have changed what follows. */
function* launchedWithClients(ctx: Ctx): Generator<ConsumerId> {
  for (const id of consumersWithClients(ctx)) {
    if (phaseOf(ctx, id) === ConsumerPhase.CONSUMER_PHASE_LAUNCHED) yield id;
  }
}
