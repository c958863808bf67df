import { AppError } from "@testudo/base";

/** Whether an action is accepted. Only a refusal (`AppError`) counts as one; everything else is a failed test. */
export function isAccepted(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
