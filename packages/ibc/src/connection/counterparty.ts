import type { Counterparty } from "@testudo/proto/ibc/core/connection/v1";
import { checkClientId, checkConnectionId } from "../host/identifiers.ts";
import { connectionErrors } from "./errors.ts";

/** @throws host/2, connection/7 without a prefix */
export function validateCounterparty(counterparty: Counterparty): void {
  if (counterparty.connectionId !== "") checkConnectionId(counterparty.connectionId);
  checkClientId(counterparty.clientId);
  if (counterparty.prefix.keyPrefix.length === 0) {
    throw connectionErrors.invalidCounterparty("counterparty prefix cannot be empty");
  }
}
