import { join } from "node:path";
import type { Duration, Time } from "@testudo/base";
import { type Clock, createWallClock, readFileIfAny, writePrivateFile } from "@testudo/node";
import { InputError } from "./errors.ts";

/** The clock of a single node. */
export interface NodeClock extends Clock {
  /** Moves it so that a restart does not find itself in its own past; gives the new time. */
  advanceForGood(by: Duration): Promise<Time>;
}

/** The wall clock plus what has been moved so far, which `<home>/clock.json` keeps. @throws InputError */
export async function openNodeClock(home: string): Promise<NodeClock> {
  const path = join(home, "clock.json");
  let offset = await readOffset(path);
  const clock = createWallClock({ offset });
  return {
    ...clock,
    async advanceForGood(by) {
      offset += by;
      // First on the disk: blocks of the new time may follow at once.
      await writePrivateFile(path, `${JSON.stringify({ offset: String(offset) })}\n`);
      clock.advance(by);
      return clock.now();
    },
  };
}

async function readOffset(path: string): Promise<Duration> {
  const text = await readFileIfAny(path);
  if (text === undefined) return 0n;
  try {
    const { offset } = Object(JSON.parse(text));
    if (!/^\d{1,20}$/.test(offset)) throw new Error("no number");
    return BigInt(offset);
  } catch {
    throw new InputError(
      `${path} is damaged; remove it, and block times go on slowly until the wall clock has caught up`,
    );
  }
}
