/** Ctrl-C, or a request of the system to end. */
export interface SignalWatch {
  readonly received: Promise<void>;
  /** Lets signals end the process as usual again. */
  release(): void;
}

/** Exit code of a process that a second signal ended (128 + SIGINT). */
const FORCED = 130;

/**
 * The first signal is an answer, the second ends the process at once. Where a parent process holds a channel to this one,
 * its end counts as a signal too.
 */
export function untilSignal(): SignalWatch {
  const names = ["SIGINT", "SIGTERM"] as const;
  let onSignal: () => void = () => undefined;
  const received = new Promise<void>((resolve) => {
    let isStopping = false;
    onSignal = () => {
      if (isStopping) process.exit(FORCED);
      isStopping = true;
      resolve();
    };
  });
  for (const name of names) process.on(name, onSignal);
  process.once("disconnect", onSignal);
  return {
    received,
    release() {
      for (const name of names) process.off(name, onSignal);
      process.off("disconnect", onSignal);
      // A channel that is listened to keeps the process alive.
      if (process.connected) process.disconnect();
    },
  };
}
