import { toBase64, toHex, toHexUpper, utf8 } from "@testudo/base";
import {
  blockIdToJson,
  blockMetaToJson,
  blockToJson,
  bytesToJson,
  consensusParamsToJson,
  consensusParamUpdatesToJson,
  EMPTY_BLOCK_ID,
  eventToJson,
  execTxResultToJson,
  genesisToText,
  headerToJson,
  type JsonObject,
  pubKeyToJson,
  signedHeaderToJson,
  timeToJson,
  validatorToJson,
  validatorUpdateToJson,
} from "@testudo/comet";
import type { Event } from "@testudo/proto/tendermint/abci";
import { consensusState, wholeConsensusState } from "./consensus-state.ts";
import { heightOf } from "./heights.ts";
import { type MethodTable, method, type RawJson } from "./method.ts";
import type { ChainPort } from "./node-port.ts";
import { pageOf } from "./pages.ts";
import { internalError } from "./rpc-error.ts";

/** How a node names itself in `status` and `net_info`. */
export interface NodeIdentity {
  /** 40 hex digits. */
  readonly nodeId: string;
  readonly moniker: string;
  /** Address of this RPC server, `tcp://host:port`, once it listens. */
  readonly rpcAddress: () => string;
}

const COMET_VERSION = "0.38.17";
const P2P_VERSION = "8";
const BLOCK_VERSION = "11";
/** The channels that a CometBFT node with the usual reactors announces. */
const CHANNELS = "40202122233038606100";
const BLOCKCHAIN_LIMIT = 20n;
/** CometBFT cuts a genesis into pieces of 16 MiB. */
const GENESIS_CHUNK_BYTES = 16 * 1024 * 1024;

/** What older clients find in answers beside what CometBFT v0.38 says. */
export interface LegacyAnswers {
  /** Whether `block_results` lists the events of the begin and end blockers apart, as v0.37 did. */
  readonly legacyEvents?: boolean | undefined;
}

/** Methods that read the committed chain; a view of a forged chain serves them as well. */
export function chainMethods(
  chain: ChainPort,
  identity: NodeIdentity,
  { legacyEvents = false }: LegacyAnswers = {},
): MethodTable {
  let genesisText: string | undefined;
  const genesis = () => {
    genesisText ??= genesisToText(chain.genesis());
    return genesisText;
  };

  const blockResult = (height: bigint): JsonObject => {
    const stored = chain.block(height);
    return {
      block_id: blockIdToJson(stored?.blockId ?? EMPTY_BLOCK_ID),
      block: stored === undefined ? null : blockToJson(stored.block),
    };
  };

  return {
    health: method({}, () => ({})),

    status: method({}, () => {
      const status = chain.status();
      const { validator } = status;
      return {
        node_info: nodeInfo(chain, identity),
        sync_info: {
          latest_block_hash: toHexUpper(status.latestBlockHash),
          latest_app_hash: toHexUpper(status.latestAppHash),
          latest_block_height: String(status.latestHeight),
          latest_block_time: timeToJson(status.latestTime),
          earliest_block_hash: toHexUpper(status.earliestBlockHash),
          earliest_app_hash: toHexUpper(status.earliestAppHash),
          earliest_block_height: String(status.earliestHeight),
          earliest_block_time: timeToJson(status.earliestTime),
          catching_up: false,
        },
        validator_info: {
          address: validator === undefined ? "" : toHexUpper(validator.address),
          pub_key: validator === undefined ? null : pubKeyToJson(validator.pubKey),
          voting_power: String(validator?.power ?? 0n),
        },
      };
    }),

    net_info: method({}, () => ({
      listening: true,
      listeners: [`Listener(@${identity.rpcAddress()})`],
      n_peers: "0",
      peers: [],
    })),

    genesis: method(
      {},
      (): RawJson => {
        const text = genesis();
        if (utf8(text).length > GENESIS_CHUNK_BYTES) {
          throw internalError(
            "genesis response is large, please use the genesis_chunked API instead",
          );
        }
        return { rawJson: `{"genesis":${text}}` };
      },
      { cacheable: true },
    ),

    genesis_chunked: method(
      { chunk: "int" },
      ({ chunk = 0n }) => {
        const bytes = utf8(genesis());
        const total = Math.max(1, Math.ceil(bytes.length / GENESIS_CHUNK_BYTES));
        if (chunk < 0n || chunk >= BigInt(total)) {
          throw internalError(`there are ${total - 1} chunks, ${chunk} is invalid`);
        }
        const start = Number(chunk) * GENESIS_CHUNK_BYTES;
        return {
          chunk: String(chunk),
          total: String(total),
          data: toBase64(bytes.subarray(start, start + GENESIS_CHUNK_BYTES)),
        };
      },
      { cacheable: true },
    ),

    blockchain: method(
      { minHeight: "int", maxHeight: "int" },
      ({ minHeight = 0n, maxHeight = 0n }) => {
        const { latestHeight, earliestHeight } = chain.status();
        const [low, high] = heightRange(minHeight, maxHeight, earliestHeight, latestHeight);
        const metas = [];
        for (let height = high; height >= low; height -= 1n) {
          const meta = chain.blockMeta(height);
          if (meta !== undefined) metas.push(blockMetaToJson(meta));
        }
        return { last_height: String(latestHeight), block_metas: metas };
      },
    ),

    block: method({ height: "int" }, ({ height }) => blockResult(heightOf(chain, height)), {
      cacheableWith: "height",
    }),

    block_by_hash: method(
      { hash: "bytes" },
      ({ hash }) => {
        const stored = chain.blockByHash(hash ?? new Uint8Array());
        return {
          block_id: blockIdToJson(stored?.blockId ?? EMPTY_BLOCK_ID),
          block: stored === undefined ? null : blockToJson(stored.block),
        };
      },
      { cacheable: true },
    ),

    header: method(
      { height: "int" },
      ({ height }) => {
        const stored = chain.block(heightOf(chain, height));
        return { header: stored === undefined ? null : headerToJson(stored.block.header) };
      },
      { cacheableWith: "height" },
    ),

    header_by_hash: method(
      { hash: "hex" },
      ({ hash }) => {
        const stored = chain.blockByHash(hash ?? new Uint8Array());
        return { header: stored === undefined ? null : headerToJson(stored.block.header) };
      },
      { cacheable: true },
    ),

    commit: method(
      { height: "int" },
      ({ height }) => {
        const at = heightOf(chain, height);
        const [stored, found] = [chain.block(at), chain.commit(at)];
        if (stored === undefined || found === undefined) {
          throw internalError(`no commit for height ${at}`);
        }
        return {
          signed_header: signedHeaderToJson({
            header: stored.block.header,
            commit: found.commit,
          }),
          canonical: found.canonical,
        };
      },
      { cacheableWith: "height" },
    ),

    block_results: method(
      { height: "int" },
      ({ height }) => {
        const at = heightOf(chain, height);
        const results = chain.blockResults(at);
        if (results === undefined) throw internalError(`could not find results for height #${at}`);
        const { txResults, events, validatorUpdates, consensusParamUpdates, appHash } = results;
        return {
          height: String(at),
          txs_results: txResults.length === 0 ? null : txResults.map(execTxResultToJson),
          ...(legacyEvents ? byBlocker(events) : {}),
          finalize_block_events: events.length === 0 ? null : events.map(eventToJson),
          validator_updates:
            validatorUpdates.length === 0 ? null : validatorUpdates.map(validatorUpdateToJson),
          consensus_param_updates:
            consensusParamUpdates === undefined
              ? null
              : consensusParamUpdatesToJson(consensusParamUpdates),
          app_hash: bytesToJson(appHash),
        };
      },
      { cacheableWith: "height" },
    ),

    validators: method(
      { height: "int", page: "int", per_page: "int" },
      ({ height, page, per_page }) => {
        const { latestHeight } = chain.status();
        const at = heightOf(chain, height, latestHeight + 1n);
        const found = chain.validators(at);
        if (found === undefined) throw internalError(`no validators for height ${at}`);
        const all = found.validators.validators;
        const { skip, perPage } = pageOf(all.length, page, per_page);
        const shown = all.slice(skip, skip + perPage);
        return {
          block_height: String(at),
          validators: shown.map(validatorToJson),
          count: String(shown.length),
          total: String(all.length),
        };
      },
      { cacheableWith: "height" },
    ),

    consensus_params: method(
      { height: "int" },
      ({ height }) => {
        const { latestHeight } = chain.status();
        const at = heightOf(chain, height, latestHeight + 1n);
        const params = chain.consensusParams(at);
        if (params === undefined) throw internalError(`no consensus parameters for height ${at}`);
        return { block_height: String(at), consensus_params: consensusParamsToJson(params) };
      },
      { cacheableWith: "height" },
    ),

    consensus_state: method({}, () => ({ round_state: consensusState(chain) })),

    dump_consensus_state: method({}, () => ({
      round_state: wholeConsensusState(chain),
      peers: [],
    })),
  };
}

/** The SDK says in each event of a block which blocker it is of. */
function byBlocker(events: readonly Event[]): JsonObject {
  const of = (mode: string) =>
    events
      .filter(({ attributes }) =>
        attributes.some(({ key, value }) => key === "mode" && value === mode),
      )
      .map(eventToJson);
  return { begin_block_events: of("BeginBlock"), end_block_events: of("EndBlock") };
}

function nodeInfo(chain: ChainPort, identity: NodeIdentity): JsonObject {
  const { chainId, latestHeight } = chain.status();
  const params = chain.consensusParams(latestHeight);
  return {
    protocol_version: {
      p2p: P2P_VERSION,
      block: BLOCK_VERSION,
      app: String(params?.version.app ?? 0n),
    },
    id: identity.nodeId,
    listen_addr: identity.rpcAddress(),
    network: chainId,
    version: COMET_VERSION,
    channels: CHANNELS,
    moniker: identity.moniker,
    other: { tx_index: "on", rpc_address: identity.rpcAddress() },
  };
}

/** The heights that `blockchain` shows, at most twenty, the newest of what was asked. */
function heightRange(
  min: bigint,
  max: bigint,
  earliest: bigint,
  latest: bigint,
): readonly [low: bigint, high: bigint] {
  if (min < 0n || max < 0n) throw internalError("heights must be non-negative");
  const from = min === 0n ? 1n : min;
  const high = max === 0n || max > latest ? latest : max;
  const above = from > earliest ? from : earliest;
  const low = above > high - BLOCKCHAIN_LIMIT + 1n ? above : high - BLOCKCHAIN_LIMIT + 1n;
  if (low > high) throw internalError(`min height ${low} can't be greater than max height ${high}`);
  return [low, high];
}

/** A node id from any seed text: 40 lower-case hex digits. */
export function nodeIdOf(hash: Uint8Array): string {
  return toHex(hash.subarray(0, 20));
}
