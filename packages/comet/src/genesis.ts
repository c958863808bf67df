import { equalBytes, GO_ZERO_TIME, type Time, toBase64, toHexUpper, utf8 } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { cometError, throwIfInvalid } from "./errors.ts";
import { readConsensusParams, readPubKey } from "./from-json.ts";
import { compactJson, escapeGoJson, rawMembers } from "./go-json.ts";
import { MAX_CHAIN_ID_LENGTH } from "./header.ts";
import { consensusParamsToJson, type JsonObject, pubKeyToJson, timeToJson } from "./json.ts";
import {
  base64Bytes,
  elements,
  field,
  hexBytes,
  int64,
  isAbsent,
  type JsonNode,
  jsonRoot,
  text,
  time,
  timeWithOffset,
  wrong,
} from "./json-reading.ts";
import { pubKeyAddress } from "./keys.ts";
import { consensusParamsFault, DEFAULT_CONSENSUS_PARAMS } from "./params.ts";
import type { GenesisDoc, GenesisValidator } from "./types.ts";
import { newValidator } from "./validator.ts";
import type { ValidatorSet } from "./validator-set.ts";
import { newValidatorSet } from "./validator-updates.ts";

/**
 * Reads a genesis file: CometBFT's document, or the application genesis that the SDK writes (its initial height is a
 * number, or there is none but `consensus` or `app_name`). Missing parts get their defaults: initial height 1, default
 * parameters, addresses from the keys, and `now` as genesis time.
 *
 * @throws CometError "invalid" for malformed JSON, a missing chain id, powerless validators, wrong addresses, or
 *   parameters out of bounds; and for a missing genesis time when there is no `now`
 */
export function parseGenesis(json: string, options: { readonly now?: Time } = {}): GenesisDoc {
  const root = jsonRoot(parsed(json));
  const read = isAppGenesis(root) ? readAppGenesis(root) : readGenesisDoc(root);
  const appState = rawMembers(json).get("app_state");
  const genesis = {
    ...read,
    genesisTime: read.genesisTime === GO_ZERO_TIME ? options.now : read.genesisTime,
    initialHeight: read.initialHeight === 0n ? 1n : read.initialHeight,
    appState: appState === "null" ? undefined : appState,
  };
  if (genesis.genesisTime === undefined) throw cometError("invalid", "genesis_time is missing");
  const doc: GenesisDoc = { ...genesis, genesisTime: genesis.genesisTime };
  validateGenesis(doc);
  return doc;
}

/** What is wrong with a genesis document by itself; the application state is not looked at. */
export function genesisFault(doc: GenesisDoc): string | undefined {
  if (doc.chainId === "") return "genesis doc must include non-empty chain_id";
  if (utf8(doc.chainId).length > MAX_CHAIN_ID_LENGTH) {
    return `chain_id in genesis doc is too long (max: ${MAX_CHAIN_ID_LENGTH})`;
  }
  if (doc.initialHeight < 0n) {
    return `initial_height cannot be negative (got ${doc.initialHeight})`;
  }
  const badParams = consensusParamsFault(doc.consensusParams);
  if (badParams !== undefined) return badParams;
  for (const [i, validator] of doc.validators.entries()) {
    if (validator.power === 0n) {
      return `the genesis file cannot contain validators with no voting power: validators[${i}]`;
    }
    const address = pubKeyAddress(validator.pubKey);
    if (!equalBytes(validator.address, address)) {
      return `incorrect address for validators[${i}] in the genesis file, should be ${toHexUpper(address)}`;
    }
  }
  return undefined;
}

/** Throws a CometError "invalid" unless `genesisFault` finds nothing. */
export function validateGenesis(doc: GenesisDoc): void {
  throwIfInvalid(genesisFault(doc));
}

/** The validators of the first block; empty when the application names them. */
export function genesisValidatorSet(doc: GenesisDoc): ValidatorSet {
  return newValidatorSet(doc.validators.map(({ pubKey, power }) => newValidator(pubKey, power)));
}

/** CometBFT's document as JSON. Numbers beyond 2^53 in the application state lose digits: `genesisToText` keeps them. */
export function genesisToJson(doc: GenesisDoc): JsonObject {
  if (doc.appState === undefined) return documentWithoutState(doc);
  const appState: JsonValue = JSON.parse(doc.appState);
  return { ...documentWithoutState(doc), app_state: appState };
}

/** CometBFT's document as compact JSON text, byte for byte what Go writes. */
export function genesisToText(doc: GenesisDoc): string {
  return withState(documentWithoutState(doc), doc.appState);
}

/** The application genesis of the SDK (v0.50) as JSON text: what its binaries read as `genesis.json`. */
export function appGenesisToText(
  doc: GenesisDoc,
  app: { readonly name: string; readonly version: string },
): string {
  const head = escapeGoJson(
    JSON.stringify({
      app_name: app.name,
      app_version: app.version,
      genesis_time: timeToJson(doc.genesisTime),
      chain_id: doc.chainId,
    }),
  ).slice(0, -1);
  // Written by hand, as the height is a 64-bit number without quotes here.
  const height = `"initial_height":${doc.initialHeight}`;
  const hash = `"app_hash":${doc.appHash.length === 0 ? "null" : JSON.stringify(toBase64(doc.appHash))}`;
  const state = doc.appState === undefined ? "" : `,"app_state":${goText(doc.appState)}`;
  const consensus = escapeGoJson(
    JSON.stringify({
      ...(doc.validators.length === 0 ? {} : { validators: doc.validators.map(validatorJson) }),
      params: consensusParamsToJson(doc.consensusParams),
    }),
  );
  return `${head},${height},${hash}${state},"consensus":${consensus}}`;
}

type ReadGenesis = Omit<GenesisDoc, "appState">;

function readGenesisDoc(root: JsonNode): ReadGenesis {
  return {
    genesisTime: time(field(root, "genesis_time")),
    chainId: text(field(root, "chain_id")),
    initialHeight: int64(field(root, "initial_height")),
    appHash: hexBytes(field(root, "app_hash")),
    ...readConsensus({
      params: field(root, "consensus_params"),
      validators: field(root, "validators"),
    }),
  };
}

function readAppGenesis(root: JsonNode): ReadGenesis {
  const consensus = field(root, "consensus");
  const height = field(root, "initial_height");
  if (!isAbsent(height) && !Number.isSafeInteger(height.value)) throw wrong(height, "a number");
  return {
    genesisTime: timeWithOffset(field(root, "genesis_time")),
    chainId: text(field(root, "chain_id")),
    initialHeight: isAbsent(height) ? 0n : BigInt(Number(height.value)),
    appHash: base64Bytes(field(root, "app_hash")),
    ...readConsensus({
      params: field(consensus, "params"),
      validators: field(consensus, "validators"),
    }),
  };
}

function readConsensus(nodes: {
  readonly params: JsonNode;
  readonly validators: JsonNode;
}): Pick<GenesisDoc, "consensusParams" | "validators"> {
  return {
    consensusParams: isAbsent(nodes.params)
      ? DEFAULT_CONSENSUS_PARAMS
      : readConsensusParams(nodes.params),
    validators: elements(nodes.validators).map(readValidator),
  };
}

function readValidator(node: JsonNode): GenesisValidator {
  const key = readPubKey(field(node, "pub_key"));
  const address = hexBytes(field(node, "address"));
  return {
    address: address.length === 0 ? pubKeyAddress(key) : address,
    pubKey: key,
    power: int64(field(node, "power")),
    name: text(field(node, "name")),
  };
}

/** The SDK tries its own form first, and a height in quotes is where that fails on CometBFT's document. */
function isAppGenesis(root: JsonNode): boolean {
  const height = field(root, "initial_height");
  if (!isAbsent(height)) return typeof height.value !== "string";
  return !isAbsent(field(root, "consensus")) || !isAbsent(field(root, "app_name"));
}

function documentWithoutState(doc: GenesisDoc): JsonObject {
  return {
    genesis_time: timeToJson(doc.genesisTime),
    chain_id: doc.chainId,
    initial_height: `${doc.initialHeight}`,
    consensus_params: consensusParamsToJson(doc.consensusParams),
    ...(doc.validators.length === 0 ? {} : { validators: doc.validators.map(validatorJson) }),
    app_hash: toHexUpper(doc.appHash),
  };
}

function withState(document: JsonObject, appState: string | undefined): string {
  const json = escapeGoJson(JSON.stringify(document));
  if (appState === undefined) return json;
  return `${json.slice(0, -1)},"app_state":${goText(appState)}}`;
}

function goText(json: string): string {
  return escapeGoJson(compactJson(json));
}

function validatorJson(validator: GenesisValidator): JsonObject {
  return {
    address: toHexUpper(validator.address),
    pub_key: pubKeyToJson(validator.pubKey),
    power: `${validator.power}`,
    name: validator.name,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw cometError(
      "invalid",
      `genesis is not JSON: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}
