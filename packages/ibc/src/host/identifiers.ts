import { AppError, plainError, utf8 } from "@testudo/base";
import { hostErrors } from "./errors.ts";
import { parseUint64 } from "./uint64.ts";

const ID_CHARACTERS = /^[a-zA-Z0-9._+\-#[\]<>]+$/;
const CLIENT_ID_FORMAT = /^\w+([\w-]+\w)?-[0-9]{1,20}$/;
const CONNECTION_ID_FORMAT = /^connection-[0-9]{1,20}$/;
const CHANNEL_ID_FORMAT = /^channel-[0-9]{1,20}$/;

const CONNECTION_PREFIX = "connection-";
const CHANNEL_PREFIX = "channel-";

/** Client id of the stateless localhost client. */
export const LOCALHOST_CLIENT_ID = "09-localhost-0";
/** The connection every chain has to itself. */
export const LOCALHOST_CONNECTION_ID = "connection-localhost";
/** Client type of the localhost client. */
export const LOCALHOST_CLIENT_TYPE = "09-localhost";
/** Client type of CometBFT light clients. */
export const TENDERMINT_CLIENT_TYPE = "07-tendermint";

/** White space as Go's `unicode.IsSpace` sees it; the empty text is blank too. */
const BLANK = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

/** Whether nothing remains of the text once white space is trimmed. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** @throws host/2 unless the text may name a client (4 to 64 bytes). */
export function checkClientId(id: string): void {
  checkIdentifier(id, 4, 64);
}

/** @throws host/2 unless the text may name a connection (10 to 64 bytes). */
export function checkConnectionId(id: string): void {
  checkIdentifier(id, 10, 64);
}

/** @throws host/2 unless the text may name a channel (8 to 64 bytes). */
export function checkChannelId(id: string): void {
  checkIdentifier(id, 8, 64);
}

/** @throws host/2 unless the text may name a port (2 to 128 bytes). */
export function checkPortId(id: string): void {
  checkIdentifier(id, 2, 128);
}

function checkIdentifier(id: string, shortest: number, longest: number): void {
  if (isBlank(id)) throw hostErrors.invalidId("identifier cannot be blank");
  if (id.includes("/")) {
    throw hostErrors.invalidId(`identifier ${id} cannot contain separator '/'`);
  }
  const length = utf8(id).length;
  if (length < shortest || length > longest) {
    throw hostErrors.invalidId(
      `identifier ${id} has invalid length: ${length}, must be between ${shortest}-${longest} characters`,
    );
  }
  if (!ID_CHARACTERS.test(id)) {
    throw hostErrors.invalidId(
      `identifier ${id} must contain only alphanumeric or the following characters: '.', '_', '+', '-', '#', '[', ']', '<', '>'`,
    );
  }
}

/** Whether the text looks like `{type}-{n}`; the number may still exceed 64 bits. */
export function isClientIdFormat(id: string): boolean {
  return CLIENT_ID_FORMAT.test(id);
}

/** Whether the text is `{type}-{n}` with a number that fits 64 bits. */
export function isClientId(id: string): boolean {
  return !(readClientId(id) instanceof AppError);
}

/** Whether the text is `connection-{n}` with 1 to 20 digits. */
export function isConnectionIdFormat(id: string): boolean {
  return CONNECTION_ID_FORMAT.test(id);
}

/** Whether the text is `channel-{n}` with 1 to 20 digits. */
export function isChannelIdFormat(id: string): boolean {
  return CHANNEL_ID_FORMAT.test(id);
}

/** Whether the text is a strict connection id whose number fits 64 bits. */
export function isConnectionId(id: string): boolean {
  return connectionSequence(id) !== undefined;
}

/** Whether the text is a strict channel id whose number fits 64 bits. */
export function isChannelId(id: string): boolean {
  return channelSequence(id) !== undefined;
}

/** The number of `connection-{n}`; undefined when the text is not a strict connection id. */
export function connectionSequence(id: string): bigint | undefined {
  if (!isConnectionIdFormat(id)) return undefined;
  return parseUint64(id.slice(CONNECTION_PREFIX.length));
}

/** The number of `channel-{n}`; undefined when the text is not a strict channel id. */
export function channelSequence(id: string): bigint | undefined {
  if (!isChannelIdFormat(id)) return undefined;
  return parseUint64(id.slice(CHANNEL_PREFIX.length));
}

/** `{type}-{n}`. */
export function formatClientId(clientType: string, sequence: bigint): string {
  return `${clientType}-${sequence}`;
}

/** `connection-{n}`. */
export function formatConnectionId(sequence: bigint): string {
  return `${CONNECTION_PREFIX}${sequence}`;
}

/** `channel-{n}`. */
export function formatChannelId(sequence: bigint): string {
  return `${CHANNEL_PREFIX}${sequence}`;
}

/** A client id in its two parts. */
export interface ClientIdParts {
  readonly clientType: string;
  readonly sequence: bigint;
}

/**
 * Splits a client id into its type and number.
 *
 * @throws host/2 when it is not `{type}-{n}`; an uncoded error when the number exceeds 64 bits.
 */
export function parseClientId(id: string): ClientIdParts {
  const parts = readClientId(id);
  if (parts instanceof AppError) throw parts;
  return parts;
}

/** Like `parseClientId`, but the refusal is returned. */
export function readClientId(id: string): ClientIdParts | AppError {
  if (!isClientIdFormat(id)) {
    return hostErrors.invalidId(
      `invalid client identifier ${id} is not in format: \`{client-type}-{N}\``,
    );
  }
  const dash = id.lastIndexOf("-");
  const sequence = parseUint64(id.slice(dash + 1));
  if (sequence === undefined) {
    return plainError(`failed to parse client identifier sequence: ${id}: value out of range`);
  }
  return { clientType: id.slice(0, dash), sequence };
}
