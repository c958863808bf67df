import { AppError, UNDEFINED_CODESPACE } from "@testudo/base";

/** The gRPC status codes that servers of a chain answer with. */
export const GrpcCode = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

/** What a call failed with, as gRPC says it. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
}

/**
 * The status that a gRPC server of the reference gives for what a handler threw: a status as it is, a registered error
 * as `codespace sdk code 26: invalid height: …` with the registered text in front, any other refusal as Unknown, and a
 * bug as Internal.
 */
export function statusOf(error: unknown): GrpcStatus {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: GrpcCode.INTERNAL, message };
  }
  const own = ownStatus(error);
  if (own !== undefined) return own;
  const { codespace, code, message } = error;
  if (codespace === UNDEFINED_CODESPACE && code === 1) return { code: GrpcCode.UNKNOWN, message };
  return {
    code: GrpcCode.UNKNOWN,
    message: `codespace ${codespace} code ${code}: ${registeredTextFirst(error)}`,
  };
}

/** A refusal with a gRPC status of its own. */
export class StatusError extends AppError {
  readonly grpcCode: number;
  /** The text alone. */
  readonly detail: string;

  constructor(code: number, detail: string) {
    super(UNDEFINED_CODESPACE, 1, detail);
    this.grpcCode = code;
    this.detail = detail;
  }
}

/** Whether a failure is a bug of ours, which the log should have. */
export function isBug(error: unknown): boolean {
  return !(error instanceof AppError);
}

/** The runtime's gRPC errors are known by their fields: this package does not know the runtime. */
function ownStatus(error: AppError): GrpcStatus | undefined {
  if ("grpcCode" in error && "detail" in error && typeof error.grpcCode === "number") {
    return { code: error.grpcCode, message: String(error.detail) };
  }
  const inner = error.cause instanceof AppError ? ownStatus(error.cause) : undefined;
  return inner && { code: inner.code, message: error.message };
}

/**
 * Errors read from the outermost context inwards, `context: detail: text`; a status reads the other way round,
 * `text: detail: context`. Contexts are told apart by the chain of causes, and the registered text of the innermost
 * error is what stands behind its last colon.
 */
function registeredTextFirst(error: AppError): string {
  const { cause, message } = error;
  if (cause instanceof AppError && message.endsWith(`: ${cause.message}`)) {
    const context = message.slice(0, -cause.message.length - 2);
    return `${registeredTextFirst(cause)}: ${context}`;
  }
  const at = message.lastIndexOf(": ");
  return at < 0 ? message : `${message.slice(at + 2)}: ${message.slice(0, at)}`;
}
