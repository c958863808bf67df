import { type ConsumerId, consumerId, plainError, type Time } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { goTimeText } from "./go-text.ts";
import type { TimeQueue } from "./state.ts";

/** Ids that one block takes from a queue, so that its work stays bounded. */
export const IDS_PER_BLOCK_MAX = 200;

/** Puts a consumer at the end of a time slot. */
export function enqueue(ctx: Ctx, queue: TimeQueue, time: Time, id: ConsumerId): void {
  const queued = queue.get(ctx, time)?.ids ?? [];
  queue.set(ctx, time, { ids: [...queued, id] });
}

/**
 * Takes a consumer out of a time slot; the slot goes with its last entry.
 *
 * @throws undefined/1 when it is not there
 */
export function dequeue(ctx: Ctx, queue: TimeQueue, time: Time, id: ConsumerId): void {
  const queued = queue.get(ctx, time)?.ids ?? [];
  if (queued.length === 0) {
    throw plainError(`no consumer ids found for this time: ${goTimeText(time)}`);
  }
  const index = queued.indexOf(id);
  if (index < 0) throw plainError(`failed to find consumer id (${id})`);
  if (queued.length === 1) queue.delete(ctx, time);
  else queue.set(ctx, time, { ids: queued.toSpliced(index, 1) });
}

/**
 * Takes the consumers whose time has come, in the order of their times, at most `IDS_PER_BLOCK_MAX`. The rest of a slot
 * that was taken in part keeps its order for the next block.
 */
export function takeDue(ctx: Ctx, queue: TimeQueue): ConsumerId[] {
  const due: string[] = [];
  const emptied: Time[] = [];
  let left: readonly string[] = [];
  for (const time of queue.keys(ctx)) {
    if (due.length >= IDS_PER_BLOCK_MAX || time > ctx.time) break;
    const ids = queue.get(ctx, time)?.ids ?? [];
    emptied.push(time);
    const room = IDS_PER_BLOCK_MAX - due.length;
    due.push(...ids.slice(0, room));
    if (ids.length > room) {
      left = ids.slice(room);
      break;
    }
  }

  for (const time of emptied) queue.delete(ctx, time);
  const last = emptied.at(-1);
  if (last !== undefined && left.length > 0) queue.set(ctx, last, { ids: left });
  return due.map(consumerId);
}
