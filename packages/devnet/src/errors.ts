/** A devnet that cannot do what was asked: what was wrong, where, and what to do, in one line. */
export class DevnetError extends Error {
  override readonly name: string = "DevnetError";
}

/** Input that was wrong before anything was done: a file, an option, a name. */
export class InputError extends DevnetError {
  override readonly name = "InputError";
}

/** Something that was expected of a chain did not come. */
export class ExpectationFailed extends DevnetError {
  override readonly name = "ExpectationFailed";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
