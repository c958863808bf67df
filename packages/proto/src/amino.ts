/**
 * Amino JSON: the text that LEGACY_AMINO_JSON signers put their signature under.
 *
 * Works on bytes, not on decoded messages: whether a submessage is on the wire decides whether it shows.
 */
import { Dec, formatRfc3339Nano, fromUtf8, SECOND, toBase64, utf8 } from "@testudo/base";
import type {
  FieldDescriptor,
  JsonValue,
  Message,
  MessageDescriptor,
  MessageType,
} from "./descriptor.ts";
import type { Coin } from "./gen/cosmos/base/v1beta1.ts";
import type { Any } from "./gen/google/protobuf.ts";
import { JsonError } from "./json-error.ts";
import { sortedJsonText } from "./json-text.ts";
import { messageByTypeUrl } from "./type-index.ts";
import { ANY, DURATION, TIMESTAMP } from "./well-known.ts";

/** Nanoseconds of anything longer might not fit an int64; Go stops a second early. */
const DURATION_SECONDS_MAX = 9223372035n;

/** Messages that the Go encoder finds no fields for, so that it takes everything in them for unknown. */
const UNREADABLE = new Set(["tendermint.types.Vote"]);

/** What a LEGACY_AMINO_JSON signer signs. */
export interface AminoSignDoc {
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly fee: AminoFee;
  readonly messages: readonly Any[];
  readonly memo: string;
  /** 0 for none. */
  readonly timeoutHeight: bigint;
}

export interface AminoFee {
  readonly amount: readonly Coin[];
  readonly gas: bigint;
  /** Empty for none. */
  readonly payer: string;
  /** Empty for none. */
  readonly granter: string;
}

/**
 * The bytes to sign: canonical JSON with sorted members.
 *
 * @throws JsonError for a message that the Go stack has no amino JSON for
 */
export function aminoSignDoc(doc: AminoSignDoc): Uint8Array {
  const { fee } = doc;
  const json: JsonValue = {
    account_number: doc.accountNumber.toString(),
    chain_id: doc.chainId,
    fee: {
      amount: fee.amount.map(({ denom, amount }) => ({
        ...(denom === "" ? {} : { denom }),
        amount: amount === "" ? "0" : amount,
      })),
      gas: fee.gas.toString(),
      ...(fee.granter === "" ? {} : { granter: fee.granter }),
      ...(fee.payer === "" ? {} : { payer: fee.payer }),
    },
    memo: doc.memo,
    msgs: doc.messages.map(aminoJsonOfAny),
    sequence: doc.sequence.toString(),
    ...(doc.timeoutHeight === 0n ? {} : { timeout_height: doc.timeoutHeight.toString() }),
  };
  return utf8(sortedJsonText(json));
}

/** `{ type, value }` of a message; a message without an amino name goes by its type URL. @throws JsonError */
export function aminoJson<T>(type: MessageType<T>, message: T): JsonValue {
  return aminoJsonOfAny({ typeUrl: type.typeUrl, value: type.encode(message) });
}

function aminoJsonOfAny({ typeUrl, value }: Any): JsonValue {
  const type = messageByTypeUrl(typeUrl);
  if (type === undefined) throw new JsonError(`unknown type "${typeUrl}" in an Any`, "");
  const { descriptor } = type;
  const message = descriptor.sparseDecoder().decode(value);
  return { type: descriptor.amino ?? type.typeUrl, value: messageValue(descriptor, message) };
}

function messageValue(descriptor: MessageDescriptor, message: Message): JsonValue {
  switch (descriptor.typeName) {
    case TIMESTAMP:
      if (Number(message.nanos) < 0) {
        throw new JsonError("nanos must be non-negative on timestamp", "nanos");
      }
      return formatRfc3339Nano(nanoseconds(message));
    case DURATION:
      return durationValue(message);
    case ANY:
      return aminoJsonOfAny({
        typeUrl: message.typeUrl as string,
        value: message.value as Uint8Array,
      });
  }
  switch (descriptor.aminoEncoding) {
    case "key_field":
      return bytesValue(message.key as Uint8Array) ?? null;
    case "threshold_string":
      return {
        pubkeys: (message.publicKeys as readonly Message[]).map((key) =>
          aminoJsonOfAny({ typeUrl: key.typeUrl as string, value: key.value as Uint8Array }),
        ),
        threshold: String(message.threshold),
      };
    case "module_account":
      return moduleAccountValue(message);
    default:
      return fieldsValue(descriptor, message);
  }
}

function fieldsValue(descriptor: MessageDescriptor, message: Message): JsonValue {
  const json: Record<string, JsonValue> = {};
  for (const field of descriptor.fields) {
    const isSet = isOnWire(field, message[field.key]);
    if (field.oneof !== undefined) {
      addOneofMember(json, descriptor, field, message);
    } else if (isSet || field.keepEmpty === true) {
      if (isSet && UNREADABLE.has(descriptor.typeName)) {
        throw new JsonError(`${descriptor.typeName} has no amino JSON`, field.name);
      }
      json[field.aminoName ?? field.name] = fieldValue(field, message[field.key]);
    }
  }
  return json;
}

/** A member stands under the name of its oneof; a oneof without a member is null. */
function addOneofMember(
  json: Record<string, JsonValue>,
  descriptor: MessageDescriptor,
  field: FieldDescriptor,
  message: Message,
): void {
  const { oneof = "", aminoOneof, key } = field;
  if (aminoOneof === undefined) {
    throw new JsonError(`${descriptor.typeName} has a oneof without amino names`, field.name);
  }
  const name = oneof.charAt(0).toUpperCase() + oneof.slice(1);
  if (message[key] === undefined) {
    json[name] ??= null;
    return;
  }
  const member = { [field.aminoName ?? field.name]: fieldValue(field, message[key]) };
  json[name] = { type: aminoOneof, value: member };
}

/** Presence as protobuf reflection sees it: scalars are there when they are not zero. */
function isOnWire(field: FieldDescriptor, value: unknown): boolean {
  if (value === undefined) return false;
  if (field.repeated) return (value as readonly unknown[]).length > 0;
  if (field.kind === "message" || field.optional) return true;
  if (value instanceof Uint8Array) return value.length > 0;
  return value !== "" && value !== 0 && value !== 0n && value !== false;
}

function fieldValue(field: FieldDescriptor, value: unknown): JsonValue {
  if (field.repeated) {
    const list = value as readonly unknown[];
    if (list.length > 0) return list.map((item) => itemValue(field, item));
    return field.aminoEncoding === "legacy_coins" ? [] : null;
  }
  if (value === undefined) throw new JsonError("an absent message cannot be shown", field.name);
  return itemValue(field, value);
}

function itemValue(field: FieldDescriptor, value: unknown): JsonValue {
  if (field.custom !== undefined) {
    return numberValue(field.custom, field.name, value as string | Uint8Array);
  }
  switch (field.kind) {
    case "message":
      return messageValue(field.message().descriptor, value as Message);
    case "bytes":
      return toBase64(value as Uint8Array);
    case "float":
    case "double":
      throw new JsonError("floating point has no amino JSON", field.name);
    default:
      return typeof value === "bigint" ? value.toString() : (value as string | number | boolean);
  }
}

function numberValue(number: "dec" | "int", name: string, value: string | Uint8Array): string {
  const text = typeof value === "string" ? value : fromUtf8(value);
  if (text === "") return "0";
  if (number === "int") return text;
  try {
    return Dec.fromAtomics(text).toString();
  } catch (error) {
    throw new JsonError(error instanceof Error ? error.message : String(error), name);
  }
}

function durationValue(message: Message): string {
  const seconds = message.seconds as bigint;
  if (seconds > DURATION_SECONDS_MAX) {
    throw new JsonError(`${seconds} seconds do not fit an int64 of nanoseconds`, "seconds");
  }
  return nanoseconds(message).toString();
}

/** Go shows a module account with its base account unfolded and its number and sequence as numbers. */
function moduleAccountValue(message: Message): JsonValue {
  const base = (message.baseAccount ?? {}) as Message;
  const permissions = message.permissions as readonly string[];
  return {
    account_number: Number(base.accountNumber ?? 0n),
    address: (base.address ?? "") as string,
    name: message.name as string,
    permissions: permissions.length === 0 ? null : permissions,
    public_key: "",
    sequence: Number(base.sequence ?? 0n),
  };
}

function bytesValue(bytes: Uint8Array): string | undefined {
  return bytes.length === 0 ? undefined : toBase64(bytes);
}

function nanoseconds(message: Message): bigint {
  return (message.seconds as bigint) * SECOND + BigInt(message.nanos as number);
}
