import { AppError } from "@testudo/base";

/**
 * Runs a step and puts a context in front of the message it may be refused with. Only where that message is seen:
 * a refused receipt shows it in an event.
 */
export function inContext<T>(context: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof AppError ? error.wrap(context) : error;
  }
}
