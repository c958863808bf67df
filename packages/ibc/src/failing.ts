import { AppError } from "@testudo/base";

/**
 * Runs a step and puts its name in front of what it is refused for, as the reference does: failed proposals keep the
 * whole text.
 */
export function failing<T>(context: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof AppError ? error.wrap(context) : error;
  }
}
