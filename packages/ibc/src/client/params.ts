import { plainError } from "@testudo/base";
import type { Params } from "@testudo/proto/ibc/core/client/v1";
import { isBlank } from "../host/identifiers.ts";

/** Alone in the list it allows every client type. */
const ALLOW_ALL = "*";

/** Bounds the list that every route lookup reads and walks. */
const MAX_ALLOWED_CLIENTS = 200;

/** Every wired client type is allowed. */
export const DEFAULT_CLIENT_PARAMS: Params = { allowedClients: [ALLOW_ALL] };

/** @throws an uncoded error on too many, blank or repeated types, and on `*` with others. */
export function validateClientParams({ allowedClients }: Params): void {
  if (allowedClients.length > MAX_ALLOWED_CLIENTS) {
    throw plainError(`allowed clients length must not exceed ${MAX_ALLOWED_CLIENTS} items`);
  }
  if (allowedClients.includes(ALLOW_ALL) && allowedClients.length > 1) {
    throw plainError(
      `allow list must have only one element because the allow all clients wildcard (${ALLOW_ALL}) is present`,
    );
  }
  const seen = new Set<string>();
  allowedClients.forEach((clientType, index) => {
    if (isBlank(clientType)) throw plainError(`client type ${index} cannot be blank`);
    if (seen.has(clientType)) throw plainError(`duplicate client type: ${clientType}`);
    seen.add(clientType);
  });
}

/** Whether clients of the type may be used at all. */
export function isAllowedClient({ allowedClients }: Params, clientType: string): boolean {
  if (isBlank(clientType)) return false;
  if (allowedClients.length === 1 && allowedClients[0] === ALLOW_ALL) return true;
  return allowedClients.includes(clientType);
}
