/** JSON that is no such message, or a message that has no JSON. */
export class JsonError extends Error {
  override readonly name = "JsonError";

  constructor(
    readonly reason: string,
    /** `consumer_genesis.provider.initial_val_set[3]`, empty at the top */
    readonly path: string,
  ) {
    super(path === "" ? reason : `${path}: ${reason}`);
  }
}
