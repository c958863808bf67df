import { accAddress } from "@testudo/base";
import type { CommittedTx, SendOptions } from "@testudo/client";
import { moduleAddress } from "@testudo/crypto";
import {
  JsonError,
  type JsonValue,
  type MessageType,
  packAny,
  signerFields,
  unpackAs,
} from "@testudo/proto";
import { TxMsgData } from "@testudo/proto/cosmos/base/abci/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { DevnetError, InputError, messageOf } from "./errors.ts";
import { findMessage, findQuery } from "./json-names.ts";
import type { Network, NetworkChain } from "./network.ts";

/** The account in whose name passed proposals act, and its name in JSON and options. */
export const GOV = "gov";

/** Address of the governance account on a chain. */
export function govAddress({ addresses }: NetworkChain): string {
  return addresses.acc.toText(accAddress(moduleAddress(GOV)));
}

/**
 * Asks a chain any query and gives its answer as Go's JSON.
 *
 * @throws InputError for a request that is none, QueryFailed
 */
export async function queryJson(
  network: Network,
  request: {
    readonly chain: NetworkChain;
    /** See `findQuery`. */
    readonly query: string;
    readonly json: unknown;
    readonly height?: bigint;
  },
): Promise<JsonValue> {
  const { chain, height } = request;
  const { path, request: asked, response } = findQuery(request.query);
  const message = readAs(asked, withAddresses(network, chain, request.json));
  const types = { request: asked, response };
  return response.toJSON(await chain.client.query(path, types, message, { height }));
}

/**
 * Asks the REST server of a chain.
 *
 * @throws DevnetError with what it said
 */
export async function restJson(chain: NetworkChain, path: string, height?: bigint) {
  const { rest, chainId } = chain.entry;
  if (rest === undefined) throw new InputError(`${chainId} serves no REST; ask it a query by name`);
  const headers: Record<string, string> =
    height === undefined ? {} : { "x-cosmos-block-height": String(height) };
  const answer = await fetch(`${rest}${path}`, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new DevnetError(`${path}: ${refusalIn(body) ?? `status ${answer.status}`}`);
  const json: JsonValue = JSON.parse(body);
  return json;
}

/** A transaction in a block, with what its messages answered, as Go's JSON. */
export interface JsonTx {
  readonly tx: CommittedTx;
  readonly responses: readonly JsonValue[];
}

/** Sends messages in JSON with `@type`, in one transaction. A signer that is not named is the sender. */
export async function sendJson(
  network: Network,
  request: {
    readonly chain: NetworkChain;
    readonly from: string;
    readonly messages: readonly unknown[];
    readonly options?: SendOptions;
  },
): Promise<JsonTx> {
  const { chain, from, options } = request;
  const sender = await chain.sender(from);
  const messages = request.messages.map((json) =>
    readMessage(network, chain, { json, signer: sender.signer.addressText }),
  );
  return answered(await sender.send(messages, options));
}

/** What the messages of a transaction answered. */
export function answered(tx: CommittedTx): JsonTx {
  const { msgResponses } = TxMsgData.decode(tx.result.data);
  return { tx, responses: msgResponses.map((response) => Any.toJSON(response)) };
}

/** What the first message of a transaction answered. */
export function unpackResponse<T>({ result, hash }: CommittedTx, type: MessageType<T>): T {
  const [first] = TxMsgData.decode(result.data).msgResponses;
  const response = first && unpackAs(type, first);
  if (response === undefined) throw new DevnetError(`transaction ${hash} has no ${type.typeName}`);
  return response;
}

/**
 * A message in JSON with `@type`, which may be a name as `findMessage` takes. Fields that name a signer and are left out
 * get `signer`; texts such as `@alice` are addresses, see `withAddresses`.
 *
 * @throws InputError naming the field
 */
export function readMessage(
  network: Network,
  chain: NetworkChain,
  { json, signer }: { readonly json: unknown; readonly signer: string },
): Any {
  const { "@type": name, ...fields } = asObject(json);
  if (typeof name !== "string") throw new InputError('a message needs a "@type", such as MsgSend');
  const type = findMessage(name);
  const unsigned = signerFields(type.typeUrl).filter((field) => isPlain(type, field));
  const signed = Object.fromEntries(unsigned.map((field) => [field, signer]));
  return packAny(type, readAs(type, withAddresses(network, chain, { ...signed, ...fields })));
}

/** JSON with its text, for people who mistyped it. @throws InputError */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${what} is no JSON: ${messageOf(error)}`);
  }
}

const REFERENCE = /^@([a-z][a-z0-9-]{0,30})(?:\.(operator|cons))?$/;

/**
 * The JSON with addresses for names: `@alice` is her account, `@alice.operator` and `@alice.cons` are her validator's
 * addresses, `@gov` is governance.
 *
 * @throws InputError for a name that nobody has
 */
export function withAddresses(network: Network, chain: NetworkChain, json: unknown): unknown {
  if (typeof json === "string") return addressFor(network, chain, json);
  if (Array.isArray(json)) return json.map((one) => withAddresses(network, chain, one));
  if (typeof json !== "object" || json === null) return json;
  const entries = Object.entries(json).map(([key, value]) => {
    // A type is never an address, and what stands under it may be another message.
    return [key, key === "@type" ? typeUrlOf(value) : withAddresses(network, chain, value)];
  });
  return Object.fromEntries(entries);
}

function addressFor(network: Network, chain: NetworkChain, text: string): string {
  const [, name, kind] = REFERENCE.exec(text) ?? [];
  if (name === undefined) return text;
  if (kind === "operator") return network.validator(name).operator;
  if (kind === "cons") return network.validator(name).consAddress;
  return name === GOV ? govAddress(chain) : network.address(chain, name);
}

function typeUrlOf(value: unknown): unknown {
  return typeof value === "string" && !value.includes("/") ? findMessage(value).typeUrl : value;
}

function readAs<T>(type: MessageType<T>, json: unknown): T {
  try {
    return type.fromJSON(json);
  } catch (error) {
    if (error instanceof JsonError) throw new InputError(`${type.typeName}: ${error.message}`);
    throw error;
  }
}

/** Signers that are messages of their own (`inputs` of MsgMultiSend) name themselves. */
function isPlain(type: MessageType<unknown>, name: string): boolean {
  return type.descriptor.fields.some((field) => field.name === name && field.kind === "string");
}

function refusalIn(body: string): string | undefined {
  try {
    const { message } = Object(JSON.parse(body));
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

function asObject(json: unknown): Record<string, unknown> {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    return Object.fromEntries(Object.entries(json));
  }
  throw new InputError("a message is a JSON object");
}
