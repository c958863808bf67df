/** A JSON-RPC 2.0 error. The reason for a person is in `data`, as CometBFT has it. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  constructor(
    readonly code: number,
    message: string,
    readonly data?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const parseError = (reason: string) =>
  new RpcError(-32700, "Parse error. Invalid JSON", `error unmarshaling request: ${reason}`);
export const invalidRequest = (data: string) => new RpcError(-32600, "Invalid Request", data);
export const methodNotFound = () => new RpcError(-32601, "Method not found");
export const invalidParams = (data: string) => new RpcError(-32602, "Invalid params", data);
export const internalError = (data: string, options?: ErrorOptions) =>
  new RpcError(-32603, "Internal error", data, options);
export const serverError = (data: string) => new RpcError(-32000, "Server error", data);

/** Whatever a method threw, as the error that the client sees: one line, no stack. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  return internalError(error instanceof Error ? error.message : String(error), { cause: error });
}
