import { type ConsumerId, Dec, MAX_INT64, plainError } from "@testudo/base";
import { fromDuration, toDuration } from "@testudo/proto";
import type {
  InfractionParameters,
  SlashJailParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Ctx } from "@testudo/runtime";
import { decToBytes, fractionOf } from "./consumer-parameters.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";
import { dequeue, enqueue, takeDue } from "./time-queue.ts";

/** How a consumer's infractions are punished, and when a change of that takes effect. */
export type Infractions = ReturnType<typeof createInfractions>;

export function createInfractions({ staking, slashing }: Pick<Needs, "staking" | "slashing">) {
  /** As on the provider; downtime costs no stake. */
  function defaultInfractionParameters(ctx: Ctx): Required<InfractionParameters> {
    const jailDuration = toDuration(slashing.downtimeJailDuration(ctx));
    return {
      doubleSign: {
        slashFraction: decToBytes(slashing.slashFractionDoubleSign(ctx)),
        jailDuration: toDuration(MAX_INT64),
        tombstone: true,
      },
      downtime: { slashFraction: decToBytes(Dec.zero), jailDuration, tombstone: false },
    };
  }

  /**
   * Schedules new parameters for one unbonding period from now and forgets what was scheduled before. Parameters that
   * are in force already only cancel.
   *
   * @throws undefined/1
   */
  function queueInfractionParameters(
    ctx: Ctx,
    id: ConsumerId,
    parameters: InfractionParameters,
  ): void {
    dropQueuedInfractionParameters(ctx, id);
    const current = requireInfractionParameters(ctx, id);
    const isSame =
      samePunishment(current.doubleSign, parameters.doubleSign) &&
      samePunishment(current.downtime, parameters.downtime);
    if (isSame) return;
    state.queuedInfractionParameters.set(ctx, id, parameters);
    enqueue(ctx, state.infractionUpdateQueue, ctx.time + staking.unbondingTime(ctx), id);
  }

  return { defaultInfractionParameters, queueInfractionParameters };
}

/** @throws undefined/1 */
export function requireInfractionParameters(ctx: Ctx, id: ConsumerId): InfractionParameters {
  return state.infractionParameters.require(ctx, id, () =>
    plainError(`failed to retrieve infraction parameters for consumer id (${id})`),
  );
}

/** Forgets what is scheduled for a consumer. */
export function dropQueuedInfractionParameters(ctx: Ctx, id: ConsumerId): void {
  if (!state.queuedInfractionParameters.has(ctx, id)) return;
  state.queuedInfractionParameters.delete(ctx, id);
  for (const time of state.infractionUpdateQueue.keys(ctx)) {
    const ids = state.infractionUpdateQueue.get(ctx, time)?.ids ?? [];
    if (!ids.includes(id)) continue;
    dequeue(ctx, state.infractionUpdateQueue, time, id);
    // The reference looks for the entry once more before it gives up, and pays for that.
    state.infractionUpdateQueue.get(ctx, time);
    return;
  }
}

/** Beginning of a block: what is due takes effect. */
export function applyDueInfractionParameters(ctx: Ctx): void {
  for (const id of takeDue(ctx, state.infractionUpdateQueue)) {
    const queued = state.queuedInfractionParameters.require(ctx, id, () =>
      plainError(`failed to retrieve queued infraction parameters for consumer id (${id})`),
    );
    state.infractionParameters.set(ctx, id, queued);
    state.queuedInfractionParameters.delete(ctx, id);
  }
}

function samePunishment(
  a: SlashJailParameters | undefined,
  b: SlashJailParameters | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.tombstone === b.tombstone &&
    fractionOf(a).eq(fractionOf(b)) &&
    fromDuration(a.jailDuration) === fromDuration(b.jailDuration)
  );
}
