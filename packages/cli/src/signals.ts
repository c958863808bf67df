/** Ctrl-C, or a request of the system to end. */
export interface SignalWatch {
  readonly received: Promise<void>;
  /** Lets signals end the process as usual again. */
  release(): void;
}

/** Exit code of a process that a second signal ended (128 + SIGINT). */
const FORCED = 130;

/** The first signal is an answer, the second ends the process at once. */
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
  return {
    received,
    release() {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
