import { AppError } from "@testudo/base";

/** gRPC status codes that queries and a few messages answer with. */
export const GrpcCode = {
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

/** Names as grpc-go prints them. */
const NAMES: readonly string[] = [
  "OK",
  "Canceled",
  "Unknown",
  "InvalidArgument",
  "DeadlineExceeded",
  "NotFound",
  "AlreadyExists",
  "PermissionDenied",
  "ResourceExhausted",
  "FailedPrecondition",
  "Aborted",
  "OutOfRange",
  "Unimplemented",
  "Internal",
  "Unavailable",
  "DataLoss",
  "Unauthenticated",
];

/**
 * A gRPC status as an error. It has no registered ABCI code (`undefined/1`), and its text is grpc-go's
 * `rpc error: code = NotFound desc = …`, which clients match on.
 */
export class GrpcError extends AppError {
  constructor(
    readonly grpcCode: number,
    /** The text without the `rpc error` prefix. */
    readonly detail: string,
  ) {
    super("undefined", 1, `rpc error: code = ${NAMES[grpcCode] ?? "Unknown"} desc = ${detail}`);
  }
}

/** `status.Error(code, text)` of the reference. */
export function grpcError(code: number, text: string): GrpcError {
  return new GrpcError(code, text);
}
