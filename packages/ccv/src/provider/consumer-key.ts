import { fromBase64, InvalidBytes, plainError } from "@testudo/base";
import { stakingErrors } from "@testudo/modules/staking";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import { InvalidPacketJson, readWholeJson } from "../wire/packet-json.ts";

const ED25519_TYPE = "/cosmos.crypto.ed25519.PubKey";

/** A consensus key as its owner writes it: proto JSON, kept as text. */
export interface ConsumerKeyText {
  readonly type: string;
  readonly key: string;
}

/**
 * Reads the JSON form of a key without judging the key. Members are told by name without regard to case, others are
 * left alone, and null counts as an object without members.
 *
 * @throws undefined/1
 */
export function parseConsumerKeyJson(text: string): ConsumerKeyText {
  const json = readJson(text);
  if (json === null) return { type: "", key: "" };
  if (typeof json !== "object" || Array.isArray(json)) {
    throw plainError(`json: cannot unmarshal ${kindOf(json)} into Go value of type types.PubKey`);
  }
  let [type, key] = ["", ""];
  for (const [name, value] of Object.entries(json)) {
    const member = name.toLowerCase();
    if ((member !== "@type" && member !== "key") || value === null) continue;
    if (typeof value !== "string") {
      throw plainError(
        `json: cannot unmarshal ${kindOf(value)} into Go struct field PubKey.${member} of type string`,
      );
    }
    if (member === "key") key = value;
    else type = value;
  }
  return { type, key };
}

/**
 * Reads the JSON form of an ed25519 key. Its length is not looked at.
 *
 * @throws undefined/1, staking/6 for every other kind of key
 */
export function parseConsumerKey(text: string): PublicKey {
  const { type, key } = parseConsumerKeyJson(text);
  if (type !== ED25519_TYPE) {
    throw stakingErrors.pubKeyTypeNotSupported(`got: ${type}, expected: ${ED25519_TYPE}`);
  }
  return { ed25519: decodeBase64(key) };
}

function readJson(text: string): unknown {
  try {
    return readWholeJson(text);
  } catch (error) {
    if (!(error instanceof InvalidPacketJson)) throw error;
    throw plainError(error.message, error);
  }
}

function decodeBase64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (!(error instanceof InvalidBytes)) throw error;
    throw plainError(`illegal base64 data: ${error.message}`, error);
  }
}

function kindOf(json: unknown): string {
  if (Array.isArray(json)) return "array";
  return typeof json === "boolean" ? "bool" : typeof json;
}
