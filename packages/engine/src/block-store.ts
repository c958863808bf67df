import {
  type Bytes,
  concatBytes,
  fromHex,
  fromUtf8,
  readUint64BE,
  toHex,
  uint64BE,
  utf8,
} from "@testudo/base";
import {
  blockIdFromProto,
  blockIdToProto,
  type Commit,
  type ConsensusParams,
  commitFromProto,
  commitToProto,
  consensusParamsFromProto,
  consensusParamsToProto,
  decodeBlock,
  type ExtendedCommit,
  extendedCommitFromProto,
  extendedCommitToProto,
  incrementProposerPriority,
  type ValidatorSet,
  validatorSetFromProto,
  validatorSetToProto,
} from "@testudo/comet";
import { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import {
  BlockID as ProtoBlockId,
  Commit as ProtoCommit,
  ExtendedCommit as ProtoExtendedCommit,
  ConsensusParams as ProtoParams,
  ValidatorSet as ProtoValidatorSet,
} from "@testudo/proto/tendermint/types";
import type { ChainState } from "./chain-state.ts";
import type { Database, DatabaseWrite } from "./database.ts";
import type { StoredBlock } from "./engine-types.ts";
import { EngineError } from "./errors.ts";

/** Everything the engine keeps: blocks, commits, results, validator sets and parameters by height. */
export interface BlockStore {
  /** Height of the last block that was saved; 0 when there is none. */
  lastSaved(): bigint;
  /**
   * Saves a block with the commit that made it final, and waits until it is on disk: the point of no return. The
   * extended commit is there if the height has vote extensions, which the next proposer needs.
   */
  saveBlock(
    stored: StoredBlock,
    blockBytes: Bytes,
    seen: { readonly commit: Commit; readonly extended: ExtendedCommit | undefined },
  ): Promise<void>;
  /**
   * Saves what executing the block gave, with what else follows from it; in order, without waiting for the disk.
   */
  saveResult(
    state: ChainState,
    result: ResponseFinalizeBlock,
    alongside?: readonly DatabaseWrite[],
  ): Promise<void>;
  saveGenesisState(state: ChainState): Promise<void>;
  /** State after the last block that was executed. */
  loadState(initial: ChainState): ChainState | undefined;
  block(height: bigint): StoredBlock | undefined;
  blockSize(height: bigint): number;
  heightByHash(hash: Bytes): bigint | undefined;
  seenCommit(height: bigint): Commit | undefined;
  /** Only of heights with vote extensions. */
  extendedCommit(height: bigint): ExtendedCommit | undefined;
  result(height: bigint): ResponseFinalizeBlock | undefined;
  validators(height: bigint): ValidatorSet | undefined;
  consensusParams(height: bigint): ConsensusParams | undefined;
}

const PREFIX = {
  block: utf8("B"),
  blockId: utf8("I"),
  hash: utf8("H"),
  seenCommit: utf8("C"),
  extendedCommit: utf8("D"),
  result: utf8("R"),
  validators: utf8("V"),
  params: utf8("P"),
  lastSaved: utf8("saved"),
  state: utf8("state"),
} as const;

/**
 * Blocks and results are kept decoded, as followers, relayers and searches ask for the same ones again and again: so
 * many, or fewer if they have many transactions.
 */
const CACHED_BLOCKS = 64;
const CACHED_TXS = 4_096;

/** Every so many heights a validator set stays in full, so that reading one between moves priorities a bounded way. */
const VALIDATORS_CHECKPOINT = 256n;

/** Heights whose sets the state needs with the exact priorities: the last block's, the next one's, the one after. */
const FULL_SETS = 3n;

/**
 * Blocks in an embedded database. The latest validator sets, those at changes and at checkpoints are kept in full;
 * other heights point to one of them and the priorities are moved on when it is read, as CometBFT's state store does.
 */
export function createBlockStore(database: Database): BlockStore {
  const blocks = createHeightCache<StoredBlock>(({ block }) => block.txs.length);
  const results = createHeightCache<ResponseFinalizeBlock>(({ txResults }) => txResults.length);
  const at = (prefix: Bytes, height: bigint) => concatBytes(prefix, uint64BE(height));
  const read = (prefix: Bytes, height: bigint) => database.getSync(at(prefix, height));

  const saved = database.getSync(PREFIX.lastSaved);
  let last = saved === undefined ? 0n : readUint64BE(saved, 0);

  /** Where the sets written by this process changed last, for the few heights that are still in full. */
  const changes = new Map<bigint, bigint>();

  const validatorsWrite = (height: bigint, set: ValidatorSet, changedAt: bigint): DatabaseWrite => {
    changes.set(height, changedAt);
    return {
      key: at(PREFIX.validators, height),
      value: concatBytes(FULL, ProtoValidatorSet.encode(validatorSetToProto(set))),
    };
  };
  /** Shrinks the record of a height that the state no longer needs. */
  const shrinkWrites = (height: bigint): readonly DatabaseWrite[] => {
    const changedAt = changes.get(height);
    changes.delete(height);
    if (changedAt === undefined) return [];
    const checkpoint = height - (height % VALIDATORS_CHECKPOINT);
    const base = checkpoint > changedAt ? checkpoint : changedAt;
    if (base === height) return [];
    return [{ key: at(PREFIX.validators, height), value: concatBytes(POINTER, uint64BE(base)) }];
  };
  const paramsWrite = (
    height: bigint,
    params: ConsensusParams,
    changedAt: bigint,
  ): DatabaseWrite => ({
    key: at(PREFIX.params, height),
    value:
      height === changedAt
        ? concatBytes(FULL, ProtoParams.encode(consensusParamsToProto(params)))
        : concatBytes(POINTER, uint64BE(changedAt)),
  });

  const validators = (height: bigint): ValidatorSet | undefined => {
    const found = resolve(read, PREFIX.validators, height);
    if (found === undefined) return undefined;
    const set = validatorSetFromProto(ProtoValidatorSet.decode(found.value));
    const rounds = Number(height - found.height);
    return rounds === 0 ? set : incrementProposerPriority(set, rounds);
  };

  return {
    lastSaved: () => last,

    async saveBlock(stored, blockBytes, { commit, extended }) {
      const { height } = stored.block.header;
      const extendedWrites =
        extended === undefined
          ? []
          : [
              {
                key: at(PREFIX.extendedCommit, height),
                value: ProtoExtendedCommit.encode(extendedCommitToProto(extended)),
              },
            ];
      await database.batch(
        [
          { key: at(PREFIX.block, height), value: blockBytes },
          {
            key: at(PREFIX.blockId, height),
            value: ProtoBlockId.encode(blockIdToProto(stored.blockId)),
          },
          {
            key: at(PREFIX.seenCommit, height),
            value: ProtoCommit.encode(commitToProto(commit)),
          },
          ...extendedWrites,
          { key: concatBytes(PREFIX.hash, stored.blockId.hash), value: uint64BE(height) },
          { key: PREFIX.lastSaved, value: uint64BE(height) },
        ],
        { sync: true },
      );
      last = height;
      blocks.set(height, stored);
    },

    async saveResult(state, result, alongside = []) {
      await database.batch(
        [
          {
            key: at(PREFIX.result, state.lastHeight),
            value: ResponseFinalizeBlock.encode(result),
          },
          validatorsWrite(state.lastHeight + 2n, state.nextValidators, state.validatorsChangedAt),
          ...shrinkWrites(state.lastHeight + 2n - FULL_SETS),
          paramsWrite(state.lastHeight + 1n, state.consensusParams, state.paramsChangedAt),
          { key: PREFIX.state, value: encodeState(state) },
          ...alongside,
        ],
        { sync: false },
      );
      results.set(state.lastHeight, result);
    },

    saveGenesisState: (state) =>
      database.batch(
        [
          validatorsWrite(state.initialHeight, state.validators, state.initialHeight),
          validatorsWrite(state.initialHeight + 1n, state.nextValidators, state.initialHeight),
          paramsWrite(state.initialHeight, state.consensusParams, state.initialHeight),
          { key: PREFIX.state, value: encodeState(state) },
        ],
        { sync: true },
      ),

    loadState(initial) {
      const bytes = database.getSync(PREFIX.state);
      if (bytes === undefined) return undefined;
      return decodeState(bytes, initial, { validators, read });
    },

    block(height) {
      const cached = blocks.get(height);
      if (cached !== undefined) return cached;
      const [bytes, id] = [read(PREFIX.block, height), read(PREFIX.blockId, height)];
      if (bytes === undefined || id === undefined) return undefined;
      const stored = {
        blockId: blockIdFromProto(ProtoBlockId.decode(id)),
        block: decodeBlock(bytes),
      };
      blocks.set(height, stored);
      return stored;
    },

    blockSize: (height) => read(PREFIX.block, height)?.length ?? 0,

    heightByHash(hash) {
      const found = database.getSync(concatBytes(PREFIX.hash, hash));
      return found === undefined ? undefined : readUint64BE(found, 0);
    },

    seenCommit(height) {
      const bytes = read(PREFIX.seenCommit, height);
      return bytes === undefined ? undefined : commitFromProto(ProtoCommit.decode(bytes));
    },

    extendedCommit(height) {
      const bytes = read(PREFIX.extendedCommit, height);
      if (bytes === undefined) return undefined;
      return extendedCommitFromProto(ProtoExtendedCommit.decode(bytes));
    },

    result(height) {
      const cached = results.get(height);
      if (cached !== undefined) return cached;
      const bytes = read(PREFIX.result, height);
      if (bytes === undefined) return undefined;
      const result = ResponseFinalizeBlock.decode(bytes);
      results.set(height, result);
      return result;
    },

    validators,

    consensusParams(height) {
      const found = resolve(read, PREFIX.params, height);
      return found === undefined ? undefined : paramsFromBytes(found.value);
    },
  };
}

/** The heights used last, within the limits above; `weightOf` counts the transactions of one. */
function createHeightCache<T>(weightOf: (value: T) => number) {
  const cached = new Map<bigint, T>();
  let weight = 0;
  return {
    get(height: bigint): T | undefined {
      const value = cached.get(height);
      if (value === undefined) return undefined;
      cached.delete(height);
      cached.set(height, value);
      return value;
    },
    set(height: bigint, value: T): void {
      const before = cached.get(height);
      if (before !== undefined) weight -= weightOf(before);
      cached.delete(height);
      cached.set(height, value);
      weight += weightOf(value);
      for (const [oldest, old] of cached) {
        if (oldest === height || (cached.size <= CACHED_BLOCKS && weight <= CACHED_TXS)) break;
        cached.delete(oldest);
        weight -= weightOf(old);
      }
    },
  };
}

const FULL = Uint8Array.of(1);
const POINTER = Uint8Array.of(0);

type Read = (prefix: Bytes, height: bigint) => Bytes | undefined;

/** Follows a pointer to the record that it stands for. */
function resolve(
  read: Read,
  prefix: Bytes,
  height: bigint,
): { readonly height: bigint; readonly value: Bytes } | undefined {
  const bytes = read(prefix, height);
  if (bytes === undefined) return undefined;
  if (bytes[0] === FULL[0]) return { height, value: bytes.subarray(1) };
  const changedAt = readUint64BE(bytes, 1);
  const full = read(prefix, changedAt);
  if (full === undefined || full[0] !== FULL[0]) {
    throw new EngineError(
      `block store is damaged: height ${height} points to height ${changedAt}, which has no record; restore a copy or reset the node`,
    );
  }
  return { height: changedAt, value: full.subarray(1) };
}

function paramsFromBytes(bytes: Bytes): ConsensusParams {
  return consensusParamsFromProto(ProtoParams.decode(bytes));
}

/** The small part of a state; validator sets and parameters are read from their own records. */
interface StateRecord {
  readonly lastHeight: string;
  readonly lastBlockTime: string;
  readonly lastBlockId: string;
  readonly validatorsChangedAt: string;
  readonly paramsChangedAt: string;
  readonly lastResultsHash: string;
  readonly appHash: string;
}

function encodeState(state: ChainState): Bytes {
  const record: StateRecord = {
    lastHeight: String(state.lastHeight),
    lastBlockTime: String(state.lastBlockTime),
    lastBlockId: toHex(ProtoBlockId.encode(blockIdToProto(state.lastBlockId))),
    validatorsChangedAt: String(state.validatorsChangedAt),
    paramsChangedAt: String(state.paramsChangedAt),
    lastResultsHash: toHex(state.lastResultsHash),
    appHash: toHex(state.appHash),
  };
  return utf8(JSON.stringify(record));
}

function decodeState(
  bytes: Bytes,
  initial: ChainState,
  from: {
    readonly validators: (height: bigint) => ValidatorSet | undefined;
    readonly read: Read;
  },
): ChainState {
  const record = JSON.parse(fromUtf8(bytes)) as StateRecord;
  const lastHeight = BigInt(record.lastHeight);
  const first = lastHeight === 0n ? initial.initialHeight : lastHeight + 1n;
  const need = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) {
      throw new EngineError(
        `block store is damaged: no ${what} after height ${lastHeight}; restore a copy or reset the node`,
      );
    }
    return value;
  };
  const params = resolve(from.read, PREFIX.params, first);
  return {
    ...initial,
    lastHeight,
    lastBlockTime: BigInt(record.lastBlockTime),
    lastBlockId: blockIdFromProto(ProtoBlockId.decode(fromHex(record.lastBlockId))),
    lastValidators:
      lastHeight === 0n
        ? initial.lastValidators
        : need(from.validators(lastHeight), "validator set"),
    validators: need(from.validators(first), "validator set"),
    nextValidators: need(from.validators(first + 1n), "next validator set"),
    validatorsChangedAt: BigInt(record.validatorsChangedAt),
    consensusParams: paramsFromBytes(need(params, "consensus parameters").value),
    paramsChangedAt: BigInt(record.paramsChangedAt),
    lastResultsHash: fromHex(record.lastResultsHash),
    appHash: fromHex(record.appHash),
  };
}
