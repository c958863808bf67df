/** The node answered, but not as the caller needs. */
export class ClientError extends Error {
  override readonly name: string = "ClientError";
}

/** A JSON-RPC error of the node. */
export class RpcCallError extends ClientError {
  override readonly name = "RpcCallError";

  constructor(
    readonly method: string,
    readonly code: number,
    message: string,
    readonly data: string,
  ) {
    super(`${method}: ${data === "" ? message : data}`);
  }
}

/** A query that the application refused; `codespace` and `code` are the application's. */
export class QueryFailed extends ClientError {
  override readonly name = "QueryFailed";

  constructor(
    readonly path: string,
    readonly codespace: string,
    readonly code: number,
    readonly log: string,
  ) {
    super(`query ${path}: ${log} (${codespace}/${code})`);
  }
}

/** A transaction that was refused or that failed in a block. */
export class TxFailed extends ClientError {
  override readonly name = "TxFailed";

  constructor(
    readonly hash: string,
    readonly codespace: string,
    readonly code: number,
    readonly log: string,
  ) {
    super(`transaction failed with ${codespace}/${code}: ${log}`);
  }
}

/** Something was waited for and did not come. */
export class TimedOut extends ClientError {
  override readonly name = "TimedOut";
}
