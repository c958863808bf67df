import type { Mining } from "./engine-types.ts";

/** Decides when the next block is made. */
export interface Miner {
  start(): void;
  stop(): void;
  setMining(mining: Mining): void;
  /** A transaction or evidence waits for a block, or validators came back. */
  workArrived(): void;
}

export interface MinerNeeds {
  readonly mining: Mining;
  readonly hasWork: () => boolean;
  /** When it rejects, mining pauses until the next reason to try. */
  readonly makeBlock: () => Promise<bigint>;
}

export function createMiner(needs: MinerNeeds): Miner {
  let { mining } = needs;
  let isRunning = false;
  let isBusy = false;
  /** Blocks owed in `auto` mode: one for the work, then the follow-up blocks. */
  let owed = 0;
  let timer: NodeJS.Timeout | undefined;

  const clear = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  /** The next block that no work asks for: the heartbeat, or the interval. */
  const schedule = () => {
    clear();
    if (!isRunning) return;
    const pause =
      mining.mode === "interval"
        ? mining.ms
        : mining.mode === "auto"
          ? mining.heartbeatMs
          : undefined;
    if (pause === undefined) return;
    timer = setTimeout(() => {
      owed = Math.max(owed, 1);
      void drain();
    }, pause);
  };

  const drain = async () => {
    if (isBusy) return;
    isBusy = true;
    clear();
    try {
      while (isRunning && owed > 0) {
        const isForWork = mining.mode === "auto" && needs.hasWork();
        await needs.makeBlock();
        owed = isForWork && mining.mode === "auto" ? mining.followUpBlocks : owed - 1;
        if (mining.mode === "auto" && needs.hasWork()) owed = Math.max(owed, 1);
        // Requests that came meanwhile get their turn between two blocks.
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch {
      // Whoever makes blocks tells why one failed.
      owed = 0;
    } finally {
      isBusy = false;
      schedule();
    }
  };

  return {
    start() {
      isRunning = true;
      // Clients expect a first block; the handshake alone does not make one.
      if (mining.mode === "auto") owed = 1;
      if (owed > 0) void drain();
      else schedule();
    },
    stop() {
      isRunning = false;
      clear();
    },
    setMining(changed) {
      mining = changed;
      if (mining.mode === "auto" && needs.hasWork()) owed = Math.max(owed, 1);
      if (owed > 0) void drain();
      else schedule();
    },
    workArrived() {
      if (mining.mode !== "auto") return;
      owed = Math.max(owed, 1);
      if (isRunning) void drain();
    },
  };
}
