/** Bytes that are no such message, or a value that does not fit its field. */
export class WireError extends Error {
  override readonly name = "WireError";

  constructor(
    /** What is wrong, without the place. */
    readonly reason: string,
    /** `cosmos.bank.v1beta1.MsgSend.amount` */
    readonly field?: string,
  ) {
    super(field === undefined ? reason : `${field}: ${reason}`);
  }
}

/** Gives an error without a place the place where it came up. */
export function placed(error: unknown, field: string): unknown {
  if (error instanceof WireError)
    return error.field === undefined ? new WireError(error.reason, field) : error;
  // A missing or foreign value trips over a property or a conversion.
  return new WireError(error instanceof Error ? error.message : String(error), field);
}
