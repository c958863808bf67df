import { TimedOut } from "./errors.ts";

/** What to wait for, how long, and what to call it when it does not come. */
export interface UntilOptions {
  readonly timeoutMs: number;
  readonly what: string;
  /** Pause between two looks, in milliseconds. */
  readonly pauseMs?: number;
}

/**
 * Looks until `condition` gives something other than `undefined` or `false`.
 *
 * @throws TimedOut
 */
export async function until<T>(
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs, what, pauseMs = 20 }: UntilOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== false) return found;
    if (performance.now() >= deadline) {
      throw new TimedOut(`${what} did not happen within ${timeoutMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
