import { AppError, MAX_UINT64 } from "@testudo/base";
import { checkClientId, formatClientId, isBlank, readClientId } from "../host/identifiers.ts";
import { clientErrors } from "./errors.ts";

/**
 * Checks that every id made from a client type is a good one.
 *
 * @throws client/10 on blank types and types that form no client id, host/2 when an id would be too short or too long
 */
export function validateClientType(clientType: string): void {
  if (isBlank(clientType)) throw clientErrors.invalidClientType("client type cannot be blank");
  const smallest = formatClientId(clientType, 0n);
  if (readClientId(smallest) instanceof AppError) throw clientErrors.invalidClientType();
  checkClientId(smallest);
  checkClientId(formatClientId(clientType, MAX_UINT64));
}
