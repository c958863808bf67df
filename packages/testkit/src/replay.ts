import type { Application } from "@testudo/abci";
import { fromBase64, fromHex, parseRfc3339, toHex, utf8 } from "@testudo/base";
import { type JsonValue, toTimestamp } from "@testudo/proto";
import type { Event, ExecTxResult, ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { CommitMultiStore } from "@testudo/store";
import { listVectorFiles, readVectorJson } from "./vectors.ts";

/**
 * A recorded chain: `test/vectors/replay/README.md` says what each field holds.
 */
export interface RecordedChain {
  readonly about: string;
  readonly role: "provider" | "consumer";
  readonly chain_id: string;
  readonly genesis_time: string;
  readonly initial_height: number;
  readonly consensus_params: RecordedConsensusParams;
  readonly app_state: JsonValue;
  readonly info_before: RecordedInfo;
  readonly info_after: RecordedInfo;
  readonly init_chain_response: {
    readonly app_hash: string;
    readonly validators: readonly RecordedValidator[];
    readonly consensus_params: RecordedConsensusParams | null;
  };
  readonly blocks: readonly RecordedBlock[];
  readonly dumps: Readonly<Record<string, Readonly<Record<string, readonly [string, string][]>>>>;
  readonly store_hashes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface RecordedInfo {
  readonly data: string;
  readonly version: string;
  readonly app_version: number;
  readonly last_block_height: number;
  readonly last_block_app_hash: string;
}

interface RecordedConsensusParams {
  readonly block?: { readonly max_bytes: number; readonly max_gas: number };
  readonly evidence?: {
    readonly max_age_num_blocks: number;
    readonly max_age_duration: number;
    readonly max_bytes: number;
  };
  readonly validator?: { readonly pub_key_types: readonly string[] };
}

interface RecordedValidator {
  readonly pub_key_ed25519: string;
  readonly power: number;
}

interface RecordedBlock {
  readonly height: number;
  readonly time: string;
  readonly hash: string;
  readonly next_validators_hash: string;
  readonly proposer_address: string;
  readonly last_commit_votes:
    | readonly { readonly address: string; readonly flag: number; readonly power: number }[]
    | null;
  readonly misbehavior?: readonly {
    readonly type_number: number;
    readonly validator: { readonly address: string; readonly power: number };
    readonly height: number;
    readonly time: string;
    readonly total_voting_power: number;
  }[];
  readonly txs: readonly string[];
  readonly tx_notes: readonly string[];
  readonly tx_results: readonly {
    readonly code: number;
    readonly codespace: string;
    readonly data: string;
    readonly events: readonly string[];
    readonly gas_used: number;
    readonly gas_wanted: number;
    readonly log: string;
  }[];
  readonly block_events: readonly string[];
  readonly validator_updates: readonly RecordedValidator[];
  readonly consensus_param_updates: RecordedConsensusParams | null;
  readonly app_hash: string;
  readonly queries?: readonly {
    readonly path: string;
    readonly request: string;
    readonly code: number;
    readonly response: string;
  }[];
}

/** Names of all recordings in the vectors' folder. */
export function recordedChains(): readonly string[] {
  return listVectorFiles()
    .map((file) => /^replay\/(.+)\.json$/.exec(file)?.[1])
    .filter((name) => name !== undefined);
}

/** Reads `replay/<name>.json` of the vectors. */
export function loadRecordedChain(name: string): RecordedChain {
  return readVectorJson(`replay/${name}.json`) as RecordedChain;
}

/** One way in which an application answered unlike the recording. */
export interface Difference {
  readonly height: number;
  /** What differs: `tx 3 gas_used`, `store bank key 00…`, `app_hash`, … */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

export interface ReplayOptions {
  readonly chain: RecordedChain;
  readonly app: Application;
  /** The application's store, to name the first key that differs; absent when it is in another process. */
  readonly store?: CommitMultiStore;
  /** The application has the blocks before the first one already: it gets no InitChain. */
  readonly isContinued?: boolean;
  /** Stops after the block in which this many differences have been found. Default 20. */
  readonly differencesMax?: number;
}

/** Feeds a recorded chain to an application and lists every answer that differs, in order. */
export async function replayChain(options: ReplayOptions): Promise<readonly Difference[]> {
  const { chain, app, store, differencesMax = 20 } = options;
  const found: Difference[] = [];
  const compare = (height: number, what: string, expected: unknown, actual: unknown) => {
    const [left, right] = [text(expected), text(actual)];
    if (left !== right) found.push({ height, what, expected: left, actual: right });
  };

  const compareInfo = async (expected: RecordedInfo, height: number) => {
    const info = await app.info({ version: "", blockVersion: 0n, p2pVersion: 0n, abciVersion: "" });
    compare(height, "info data", expected.data, info.data);
    compare(height, "info height", expected.last_block_height, info.lastBlockHeight);
    compare(height, "info app_hash", expected.last_block_app_hash, toHex(info.lastBlockAppHash));
  };

  const initialize = async () => {
    await compareInfo(chain.info_before, 0);
    const init = await app.initChain({
      time: toTimestamp(parseRfc3339(chain.genesis_time)),
      chainId: chain.chain_id,
      initialHeight: BigInt(chain.initial_height),
      consensusParams: consensusParams(chain.consensus_params),
      validators: [],
      appStateBytes: utf8(JSON.stringify(chain.app_state)),
    });
    compare(0, "init app_hash", chain.init_chain_response.app_hash, toHex(init.appHash));
    compare(
      0,
      "init validators",
      chain.init_chain_response.validators,
      init.validators.map(recordedUpdate),
    );
  };
  if (options.isContinued !== true) await initialize();

  for (const block of chain.blocks) {
    const height = BigInt(block.height);
    const result = await app.finalizeBlock({
      txs: block.txs.map(fromBase64),
      decidedLastCommit: {
        round: 0,
        votes: (block.last_commit_votes ?? []).map((vote) => ({
          validator: { address: fromHex(vote.address), power: BigInt(vote.power) },
          blockIdFlag: vote.flag,
        })),
      },
      misbehavior: (block.misbehavior ?? []).map((one) => ({
        type: one.type_number,
        validator: {
          address: fromHex(one.validator.address),
          power: BigInt(one.validator.power),
        },
        height: BigInt(one.height),
        time: toTimestamp(parseRfc3339(one.time)),
        totalVotingPower: BigInt(one.total_voting_power),
      })),
      hash: fromHex(block.hash),
      height,
      time: toTimestamp(parseRfc3339(block.time)),
      nextValidatorsHash: fromHex(block.next_validators_hash),
      proposerAddress: fromHex(block.proposer_address),
    });
    compareTxs(block, result.txResults, compare);
    compareList(block.height, "block event", block.block_events, result.events.map(flat), compare);
    compareList(
      block.height,
      "validator update",
      block.validator_updates.map(text),
      result.validatorUpdates.map((update) => text(recordedUpdate(update))),
      compare,
    );
    compare(
      block.height,
      "consensus_param_updates",
      block.consensus_param_updates,
      result.consensusParamUpdates && recordedParams(result.consensusParamUpdates),
    );
    compare(block.height, "app_hash", block.app_hash, toHex(result.appHash));
    await app.commit({});
    if (store !== undefined) compareStores(chain, block.height, store, compare);

    for (const query of block.queries ?? []) {
      const answer = await app.query({
        path: query.path,
        data: fromHex(query.request),
        height: 0n,
        prove: false,
      });
      compare(block.height, `query ${query.path} ${query.request} code`, query.code, answer.code);
      compare(
        block.height,
        `query ${query.path} ${query.request}`,
        query.response,
        toHex(answer.value),
      );
    }
    if (found.length >= differencesMax) return found;
  }
  await compareInfo(chain.info_after, Number(chain.blocks.at(-1)?.height ?? 0));
  return found;
}

type Compare = (height: number, what: string, expected: unknown, actual: unknown) => void;

function compareTxs(block: RecordedBlock, results: readonly ExecTxResult[], compare: Compare) {
  const { height } = block;
  compare(height, "number of tx results", block.tx_results.length, results.length);
  for (const [index, expected] of block.tx_results.entries()) {
    const actual = results[index];
    if (actual === undefined) break;
    const name = (field: string) => `tx ${index} (${block.tx_notes[index] ?? ""}) ${field}`;
    // The log of ours stands beside the code, so that a difference explains itself.
    compare(
      height,
      name("code"),
      `${expected.codespace}/${expected.code} ${expected.code === 0 ? "" : expected.log}`,
      actual.code === expected.code && actual.codespace === expected.codespace
        ? `${expected.codespace}/${expected.code} ${expected.code === 0 ? "" : expected.log}`
        : `${actual.codespace}/${actual.code} ${actual.log.slice(0, 400)}`,
    );
    compare(height, name("data"), expected.data, toBase64Text(actual.data));
    compare(height, name("gas_wanted"), expected.gas_wanted, actual.gasWanted);
    compare(height, name("gas_used"), expected.gas_used, actual.gasUsed);
    compareList(height, name("event"), expected.events, actual.events.map(flat), compare);
  }
}

function compareList(
  height: number,
  what: string,
  expected: readonly string[],
  actual: readonly string[],
  compare: Compare,
) {
  const length = Math.max(expected.length, actual.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [expected[index], actual[index]];
    if (left === right) continue;
    // Later entries are shifted against each other; the first one that differs says it all.
    compare(height, `${what} ${index} of ${expected.length}`, left ?? "(none)", right ?? "(none)");
    return;
  }
}

function compareStores(
  chain: RecordedChain,
  height: number,
  store: CommitMultiStore,
  compare: Compare,
) {
  const hashes = chain.store_hashes[height] ?? {};
  for (const [name, hash] of Object.entries(hashes)) {
    compare(height, `store ${name} root`, hash, toHex(store.storeRoot(name)));
  }
  const dump = chain.dumps[height] ?? {};
  for (const [name, pairs] of Object.entries(dump)) {
    const expected = new Map(pairs);
    const actual = new Map<string, string>();
    for (const [key, value] of store.at(BigInt(height)).store(name).iterate()) {
      actual.set(toHex(key), toHex(value));
    }
    for (const key of new Set([...expected.keys(), ...actual.keys()])) {
      compare(
        height,
        `store ${name} key ${key}`,
        expected.get(key) ?? "(none)",
        actual.get(key) ?? "(none)",
      );
    }
  }
}

/** `type|key=value|…`, as the recording has them. */
function flat(event: Event): string {
  const parts = event.attributes.map(({ key, value }) => `${key}=${recordedText(value)}`);
  return [event.type, ...parts].join("|");
}

/** What follows an attribute's value on the wire: `index: true`, and the tag of the next attribute. */
const AFTER_VALUE = [0x18, 0x01, 0x12];

/**
 * A value as the recorder saw it. Its protobuf library reads UTF-8 without checking it, so that raw bytes give other
 * characters there than elsewhere, and a sequence cut short at the end takes in the bytes of the next field.
 */
function recordedText(value: string): string {
  if (value.isWellFormed()) return value;
  const bytes = utf8(value);
  const byte = (at: number) => (bytes[at] ?? AFTER_VALUE[at - bytes.length] ?? 0) & 0x3f;
  const units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      units.push(first);
      at += 1;
    } else if (first > 0xbf && first < 0xe0) {
      units.push(((first & 0x1f) << 6) | byte(at + 1));
      at += 2;
    } else if (first > 0xef) {
      const code =
        (((first & 7) << 18) | (byte(at + 1) << 12) | (byte(at + 2) << 6) | byte(at + 3)) - 0x10000;
      units.push(0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
      at += 4;
    } else {
      units.push(((first & 0xf) << 12) | (byte(at + 1) << 6) | byte(at + 2));
      at += 3;
    }
  }
  return String.fromCharCode(...units);
}

function recordedUpdate(update: ValidatorUpdate): RecordedValidator {
  const key = update.pubKey?.ed25519 ?? new Uint8Array();
  return { pub_key_ed25519: toHex(key), power: Number(update.power) };
}

function consensusParams(recorded: RecordedConsensusParams): ConsensusParams {
  const { block, evidence, validator } = recorded;
  return {
    block: block && { maxBytes: BigInt(block.max_bytes), maxGas: BigInt(block.max_gas) },
    evidence: evidence && {
      maxAgeNumBlocks: BigInt(evidence.max_age_num_blocks),
      maxAgeDuration: {
        seconds: BigInt(evidence.max_age_duration) / 1_000_000_000n,
        nanos: Number(BigInt(evidence.max_age_duration) % 1_000_000_000n),
      },
      maxBytes: BigInt(evidence.max_bytes),
    },
    validator: validator && { pubKeyTypes: [...validator.pub_key_types] },
    version: undefined,
    abci: undefined,
  };
}

function recordedParams(params: ConsensusParams): RecordedConsensusParams {
  const { block, evidence, validator } = params;
  const duration = evidence?.maxAgeDuration;
  return {
    ...(block && {
      block: { max_bytes: Number(block.maxBytes), max_gas: Number(block.maxGas) },
    }),
    ...(evidence && {
      evidence: {
        max_age_num_blocks: Number(evidence.maxAgeNumBlocks),
        max_age_duration: Number(
          (duration?.seconds ?? 0n) * 1_000_000_000n + BigInt(duration?.nanos ?? 0),
        ),
        max_bytes: Number(evidence.maxBytes),
      },
    }),
    ...(validator && { validator: { pub_key_types: validator.pubKeyTypes } }),
  };
}

function toBase64Text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** Values of one kind in one form, so that bigint 5 equals number 5. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_key, one) => (typeof one === "bigint" ? Number(one) : one));
}
