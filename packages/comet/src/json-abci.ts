import { toBase64 } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import type {
  Event,
  EventAttribute,
  ExecTxResult,
  ResponseCheckTx,
  ResponseInfo,
  ResponseQuery,
  ValidatorUpdate,
} from "@testudo/proto/tendermint/abci";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { bytesToJson, type JsonObject } from "./json.ts";

// ABCI messages in RPC answers. Some are written by gogoproto's jsonpb with every field, others by libs/json, which leaves
// out what is zero: each function here says which.

/** A transaction result with every field: `block_results`, `tx`, `tx_search`, `broadcast_tx_commit`. */
export function execTxResultToJson(result: ExecTxResult): JsonObject {
  return {
    code: result.code,
    data: bytesToJson(result.data),
    log: result.log.toWellFormed(),
    info: result.info,
    gas_wanted: `${result.gasWanted}`,
    gas_used: `${result.gasUsed}`,
    events: result.events.map(fullEventToJson),
    codespace: result.codespace,
  };
}

/** A transaction result inside a `Tx` event, where zero fields are left out. */
export function execTxResultToSparseJson(result: ExecTxResult): JsonObject {
  return {
    ...nonZero("code", result.code),
    ...nonEmpty("data", result.data),
    ...nonZero("log", result.log.toWellFormed()),
    ...nonZero("info", result.info),
    ...(result.gasWanted === 0n ? {} : { gas_wanted: `${result.gasWanted}` }),
    ...(result.gasUsed === 0n ? {} : { gas_used: `${result.gasUsed}` }),
    ...(result.events.length === 0 ? {} : { events: result.events.map(eventToJson) }),
    ...nonZero("codespace", result.codespace),
  };
}

/** The result of `check_tx` with every field. */
export function checkTxToJson(result: ResponseCheckTx): JsonObject {
  return {
    code: result.code,
    data: bytesToJson(result.data),
    log: result.log.toWellFormed(),
    info: result.info,
    gas_wanted: `${result.gasWanted}`,
    gas_used: `${result.gasUsed}`,
    events: result.events.map(fullEventToJson),
    codespace: result.codespace,
  };
}

/** A block event, without `attributes` if it has none: `finalize_block_events` and the WebSocket events. */
export function eventToJson(event: Event): JsonObject {
  return {
    ...nonZero("type", event.type),
    ...(event.attributes.length === 0 ? {} : { attributes: event.attributes.map(attributeToJson) }),
  };
}

/** The answer to a query with every field; `proofOps` is the one name in camel case. */
export function queryResponseToJson(response: ResponseQuery): JsonObject {
  return {
    code: response.code,
    log: response.log.toWellFormed(),
    info: response.info,
    index: `${response.index}`,
    key: bytesToJson(response.key),
    value: bytesToJson(response.value),
    proofOps:
      response.proofOps === undefined
        ? null
        : {
            ops: response.proofOps.ops.map((op) => ({
              type: op.type,
              key: bytesToJson(op.key),
              data: bytesToJson(op.data),
            })),
          },
    height: `${response.height}`,
    codespace: response.codespace,
  };
}

/** What the application says of itself; zero fields are left out. */
export function infoToJson(info: ResponseInfo): JsonObject {
  return {
    ...nonZero("data", info.data),
    ...nonZero("version", info.version),
    ...(info.appVersion === 0n ? {} : { app_version: `${info.appVersion}` }),
    ...(info.lastBlockHeight === 0n ? {} : { last_block_height: `${info.lastBlockHeight}` }),
    ...nonEmpty("last_block_app_hash", info.lastBlockAppHash),
  };
}

/** A validator update with the key as Go shows a protobuf oneof; power 0 is left out. */
export function validatorUpdateToJson(update: ValidatorUpdate): JsonObject {
  const { ed25519, secp256k1 } = update.pubKey;
  return {
    pub_key: { Sum: keySum({ ed25519, secp256k1 }) },
    ...(update.power === 0n ? {} : { power: `${update.power}` }),
  };
}

/** Parameters as an application changes them: absent groups and zero fields are left out, durations are not. */
export function consensusParamUpdatesToJson(params: ConsensusParams): JsonObject {
  const { block, evidence, validator, version, abci } = params;
  return {
    ...(block === undefined
      ? {}
      : {
          block: {
            ...integer("max_bytes", block.maxBytes),
            ...integer("max_gas", block.maxGas),
          },
        }),
    ...(evidence === undefined
      ? {}
      : {
          evidence: {
            ...integer("max_age_num_blocks", evidence.maxAgeNumBlocks),
            max_age_duration: `${fromDuration(evidence.maxAgeDuration)}`,
            ...integer("max_bytes", evidence.maxBytes),
          },
        }),
    ...(validator === undefined
      ? {}
      : {
          validator:
            validator.pubKeyTypes.length === 0 ? {} : { pub_key_types: [...validator.pubKeyTypes] },
        }),
    ...(version === undefined ? {} : { version: integer("app", version.app) }),
    ...(abci === undefined
      ? {}
      : {
          abci: integer("vote_extensions_enable_height", abci.voteExtensionsEnableHeight),
        }),
  };
}

function fullEventToJson(event: Event): JsonObject {
  return { type: event.type, attributes: event.attributes.map(attributeToJson) };
}

function attributeToJson(attribute: EventAttribute): JsonObject {
  const { key, value, index } = attribute;
  // Bytes that are no text show as replacement characters, as in Go.
  return { key: key.toWellFormed(), value: value.toWellFormed(), index };
}

function keySum(key: {
  readonly ed25519?: Uint8Array | undefined;
  readonly secp256k1?: Uint8Array | undefined;
}): JsonObject | null {
  if (key.ed25519 !== undefined) {
    return {
      type: "tendermint.crypto.PublicKey_Ed25519",
      value: { ed25519: toBase64(key.ed25519) },
    };
  }
  if (key.secp256k1 !== undefined) {
    return {
      type: "tendermint.crypto.PublicKey_Secp256K1",
      value: { secp256k1: toBase64(key.secp256k1) },
    };
  }
  return null;
}

function nonZero(name: string, value: string | number): JsonObject {
  return value === "" || value === 0 ? {} : { [name]: value };
}

function nonEmpty(name: string, bytes: Uint8Array): JsonObject {
  return bytes.length === 0 ? {} : { [name]: toBase64(bytes) };
}

function integer(name: string, value: bigint): JsonObject {
  return value === 0n ? {} : { [name]: `${value}` };
}
