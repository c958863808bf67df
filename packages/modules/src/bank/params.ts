import { plainError } from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/bank/v1beta1";

/** Parameters of a chain that sets none: every coin may be sent. */
export const DEFAULT_PARAMS: Params = { sendEnabled: [], defaultSendEnabled: true };

/** @throws AppError undefined/1 for the per-denom list, which moved out of the parameters */
export function validateParams(params: Params): void {
  if (params.sendEnabled.length > 0) {
    throw plainError("use of send_enabled in params is no longer supported");
  }
}
