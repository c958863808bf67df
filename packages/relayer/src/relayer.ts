import type { Logger } from "@testudo/base";
import { createPath, type Path, type PathOptions } from "./path.ts";
import type { Watcher } from "./watcher.ts";

export interface RelayerOptions {
  readonly logger: Logger;
  /**
   * Asked when a path waits for a chain's next block. A devnet that mines on demand makes one; elsewhere blocks come by
   * themselves and this is absent.
   */
  readonly nudge?: (chainId: string) => Promise<void>;
  /** Longest pause between two passes while events are listened to, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
}

/** Relays between chains over their public RPC, and watches consumers for misbehaviour. */
export type Relayer = ReturnType<typeof createRelayer>;

/** Pause after a failure, growing up to the limit, in milliseconds. */
const RETRY_MS = 250;
/** How long news is gathered before a pass, in milliseconds. */
const GATHER_MS = 10;
const RETRY_LIMIT_MS = 10_000;

export function createRelayer({ logger, nudge, pollMs = 1_000 }: RelayerOptions) {
  const paths = new Map<string, Path>();
  const watchers = new Map<string, Watcher>();
  const loops = new Map<string, Loop>();
  let isStarted = false;

  /** One pass over a path in event-driven mode; a failure is logged and retried later, other paths go on. */
  const runPath = async (path: Path): Promise<boolean> => {
    const { worked, waitsFor } = await path.pass();
    for (const chainId of waitsFor) await nudge?.(chainId);
    return worked || (await path.refresh());
  };

  function startLoop(name: string, chainsOf: Path | Watcher, run: () => Promise<boolean>): void {
    const loop = createLoop({ name, run, pollMs, logger });
    for (const client of clientsOf(chainsOf)) loop.follow(client);
    loops.set(name, loop);
    loop.start();
  }

  function addPath(options: Omit<PathOptions, "logger">): Path {
    const path = createPath({ ...options, logger });
    paths.set(path.name, path);
    if (isStarted) startLoop(path.name, path, () => runPath(path));
    return path;
  }

  function addWatcher(watcher: Watcher): void {
    watchers.set(watcher.name, watcher);
    if (isStarted) startLoop(watcher.name, watcher, () => watcher.pass());
  }

  return {
    addPath,
    addWatcher,
    paths: () => [...paths.values()],
    path: (name: string) => paths.get(name),
    watcher: (name: string) => watchers.get(name),

    /** Forgets a path or a watcher, and ends its loop. */
    async remove(name: string): Promise<void> {
      paths.delete(name);
      watchers.delete(name);
      await loops.get(name)?.stop();
      loops.delete(name);
    },

    /** Works by itself from now on: at each new block, and now and then. */
    start() {
      if (isStarted) return;
      isStarted = true;
      for (const path of paths.values()) startLoop(path.name, path, () => runPath(path));
      for (const watcher of watchers.values()) {
        startLoop(watcher.name, watcher, () => watcher.pass());
      }
    },

    async stop() {
      isStarted = false;
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
      loops.clear();
    },

    /** One pass over everything, in a fixed order and one transaction at a time: the same calls give the same blocks. */
    async step(): Promise<{ readonly worked: boolean }> {
      let worked = false;
      for (const path of paths.values()) {
        const result = await path.pass();
        for (const chainId of result.waitsFor) await nudge?.(chainId);
        worked = result.worked || result.waitsFor.length > 0 || worked;
        worked = (await path.refresh()) || worked;
      }
      for (const watcher of watchers.values()) worked = (await watcher.pass()) || worked;
      return { worked };
    },

    /**
     * Steps until nothing is left to do.
     *
     * @throws Error when it is not done after `stepsMax` steps
     */
    async settle({ stepsMax = 100 }: { readonly stepsMax?: number } = {}): Promise<void> {
      for (let steps = 0; steps < stepsMax; steps += 1) {
        const { worked } = await this.step();
        if (!worked) return;
      }
      throw new Error(`the relayer still had work after ${stepsMax} steps`);
    },

    /** Updates clients whose trusting period runs out. */
    async refreshClients(): Promise<void> {
      for (const path of paths.values()) await path.refresh();
    },
  };
}

interface HeightSource {
  onNewBlock(onHeight: () => void, onEnd: () => void): { cancel(): void };
}

interface Loop {
  follow(source: HeightSource): void;
  start(): void;
  stop(): Promise<void>;
}

function clientsOf(of: Path | Watcher): readonly HeightSource[] {
  return "sides" in of
    ? [of.sides.a.endpoint.client, of.sides.b.endpoint.client]
    : [of.endpoint.client];
}

/** Runs a job at each new block of the chains it follows, at least every `pollMs`, and backs off when it fails. */
function createLoop(options: {
  readonly name: string;
  readonly run: () => Promise<boolean>;
  readonly pollMs: number;
  readonly logger: Logger;
}): Loop {
  const { name, run, pollMs, logger } = options;
  const sources: HeightSource[] = [];
  const listening: { cancel(): void }[] = [];
  let isRunning = false;
  let wake: (() => void) | undefined;
  let hasNews = false;
  let done: Promise<void> = Promise.resolve();

  const tell = () => {
    hasNews = true;
    wake?.();
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (hasNews || !isRunning) wake();
    });

  async function loop(): Promise<void> {
    let retryMs = RETRY_MS;
    while (isRunning) {
      hasNews = false;
      try {
        const worked = await run();
        retryMs = RETRY_MS;
        if (worked) continue;
        await pause(pollMs);
        // Blocks come in bursts: one pass for all of them finds as much as one for each.
        await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      } catch (error) {
        if (!isRunning) return;
        logger.warn({ path: name, err: error }, "relaying failed, trying again");
        hasNews = false;
        await pause(retryMs);
        retryMs = Math.min(retryMs * 2, RETRY_LIMIT_MS);
      }
    }
  }

  return {
    follow: (source) => sources.push(source),
    start() {
      isRunning = true;
      // A stream that breaks is only a slower loop: the poll finds what the events would have told.
      for (const source of sources) listening.push(source.onNewBlock(tell, () => undefined));
      done = loop();
    },
    async stop() {
      isRunning = false;
      for (const one of listening) one.cancel();
      wake?.();
      await done;
    },
  };
}
