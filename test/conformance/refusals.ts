import { AppError, InvalidBytes } from "@testudo/base";

/**
 * Whether an action is accepted. Only a refusal (`AppError`, or `InvalidBytes` from a plain reader) counts as one;
 * everything else is a failed test.
 */
export function isAccepted(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof AppError || error instanceof InvalidBytes) return false;
    throw error;
  }
}

/**
 * Checks that an action is refused. The texts of our own vectors have to be the same, for such texts end up in state;
 * those of another folder are there for orientation only (`test/vectors/README.md`).
 */
export function expectRefusal(action: () => unknown, text: string | null | undefined): void {
  if (text && process.env.TESTUDO_VECTORS === undefined) expect(action).toThrow(text);
  expect(isAccepted(action)).toBe(false);
}
