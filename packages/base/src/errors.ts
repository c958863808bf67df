/** Codespace of errors that no table registers; with code 1 it means "something went wrong". */
export const UNDEFINED_CODESPACE = "undefined";

/** An error that the Go stack identifies by (codespace, code): both are wire format, the message is for people. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly codespace: string;
  readonly code: number;

  constructor(codespace: string, code: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.codespace = codespace;
    this.code = code;
  }

  /** The same error with a context in front: `context: message`. */
  wrap(context: string): AppError {
    return new AppError(this.codespace, this.code, `${context}: ${this.message}`, this);
  }
}

/** One row of an error table: call it to make the error. */
export interface ErrorKind {
  readonly codespace: string;
  readonly code: number;
  readonly text: string;
  /** `detail: text`, or the text alone: the order in which Go's `Wrap` joins them. */
  (detail?: string, cause?: unknown): AppError;
}

/**
 * Turns a table of `name: [code, text]` into error kinds. Codes are never renumbered or reused.
 *
 * @throws AssertionFailure when two rows share a code
 */
export function defineErrors<const T extends Readonly<Record<string, readonly [number, string]>>>(
  codespace: string,
  table: T,
): { readonly [K in keyof T]: ErrorKind } {
  const codes = new Set<number>();
  const kinds: Record<string, ErrorKind> = {};
  for (const [name, [code, text]] of Object.entries(table)) {
    assert(!codes.has(code), `error code ${codespace}/${code} is used twice`);
    codes.add(code);
    kinds[name] = errorKind(codespace, code, text);
  }
  return kinds as { readonly [K in keyof T]: ErrorKind };
}

/** Whether the error carries the numbers of the kind. */
export function isKind(error: unknown, kind: ErrorKind): error is AppError {
  return (
    error instanceof AppError && error.codespace === kind.codespace && error.code === kind.code
  );
}

/** An error that Go leaves unregistered (`fmt.Errorf`): undefined/1. */
export function plainError(text: string, cause?: unknown): AppError {
  return new AppError(UNDEFINED_CODESPACE, 1, text, cause);
}

/** The program contradicts itself. Nobody but the process may catch it: the chain stops. */
export class AssertionFailure extends Error {
  override readonly name = "AssertionFailure";
}

/** @throws AssertionFailure unless the condition holds */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailure(message);
}

function errorKind(codespace: string, code: number, text: string): ErrorKind {
  const make = (detail?: string, cause?: unknown) =>
    new AppError(codespace, code, detail ? `${detail}: ${text}` : text, cause);
  return Object.assign(make, { codespace, code, text });
}
