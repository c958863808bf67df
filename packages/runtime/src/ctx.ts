import type { DecCoin, Time } from "@testudo/base";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { KVStore, StoreReader } from "@testudo/store";
import type { Event } from "./events.ts";
import { createInfiniteGasMeter, type GasMeter } from "./gas.ts";
import { gasStore } from "./gas-store.ts";

/** Why code runs. `init` is InitChain; `finalize` a block; the rest never reaches committed state. */
export type ExecMode =
  | "init"
  | "check"
  | "recheck"
  | "simulate"
  | "finalize"
  | "query"
  | "prepare"
  | "process";

/** What a block header says, as far as FinalizeBlock knows it. */
export interface HeaderInfo {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  /** Hash of this block; empty outside FinalizeBlock. */
  readonly hash: Uint8Array;
  /** App hash after the previous block. */
  readonly appHash: Uint8Array;
  readonly nextValidatorsHash: Uint8Array;
  readonly proposerAddress: Uint8Array;
}

/** One entry of the last commit, in validator set order. */
export interface VoteInfo {
  readonly address: Uint8Array;
  readonly power: bigint;
  /** 1 absent, 2 commit, 3 nil (tendermint.types.BlockIDFlag). */
  readonly flag: number;
}

/** Evidence that the engine put in the block. */
export interface Misbehavior {
  /** 1 duplicate vote, 2 light client attack. */
  readonly type: number;
  readonly address: Uint8Array;
  readonly power: bigint;
  readonly height: bigint;
  readonly time: Time;
  readonly totalVotingPower: bigint;
}

/** What `with` can change. Leaving a field out keeps it. */
export interface CtxFields {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly header: HeaderInfo;
  readonly lastCommitVotes: readonly VoteInfo[];
  readonly misbehavior: readonly Misbehavior[];
  readonly consensusParams: ConsensusParams | undefined;
  readonly mode: ExecMode;
  readonly gas: GasMeter;
  readonly blockGas: GasMeter | undefined;
  readonly txBytes: Uint8Array;
  readonly minGasPrices: readonly DecCoin[];
  /** Priority of the transaction in an application-side mempool; never part of consensus. */
  readonly priority: bigint;
  /** State below the gas meter. Modules go through `store`. */
  readonly state: StoreReader;
  /** Where `emit` writes. */
  readonly eventLog: Event[];
}

/** Everything a step of the state machine may know; always the first argument. */
export interface Ctx extends CtxFields, StoreReader {
  /** The named store, every access charged to `gas`. */
  store(name: string): KVStore;
  emit(event: Event): void;
  /** Events emitted so far through this context and those that share its log. */
  events(): readonly Event[];
  /**
   * A context that differs in the given fields. State and events stay shared unless they are among the changes; a new
   * height, time or chain id is put into `header` too.
   */
  with(changes: Partial<CtxFields>): Ctx;
}

const NO_BYTES = new Uint8Array();

/** A context over `state`. Only `state` is needed; the rest defaults to an empty block of an unnamed chain. */
export function createCtx(fields: Partial<CtxFields> & { readonly state: StoreReader }): Ctx {
  const header = fields.header ?? {
    chainId: fields.chainId ?? "",
    height: fields.height ?? 0n,
    time: fields.time ?? 0n,
    hash: NO_BYTES,
    appHash: NO_BYTES,
    nextValidatorsHash: NO_BYTES,
    proposerAddress: NO_BYTES,
  };
  return new Context({
    chainId: fields.chainId ?? header.chainId,
    height: fields.height ?? header.height,
    time: fields.time ?? header.time,
    header,
    lastCommitVotes: fields.lastCommitVotes ?? [],
    misbehavior: fields.misbehavior ?? [],
    consensusParams: fields.consensusParams,
    mode: fields.mode ?? "finalize",
    gas: fields.gas ?? createInfiniteGasMeter(),
    blockGas: fields.blockGas,
    txBytes: fields.txBytes ?? NO_BYTES,
    minGasPrices: fields.minGasPrices ?? [],
    priority: fields.priority ?? 0n,
    state: fields.state,
    eventLog: fields.eventLog ?? [],
  });
}

/** A class only so that the thousands of contexts of a block share their methods. */
class Context implements Ctx {
  readonly #fields: CtxFields;
  #stores: Map<string, KVStore> | undefined;

  constructor(fields: CtxFields) {
    this.#fields = fields;
  }

  get chainId() {
    return this.#fields.chainId;
  }
  get height() {
    return this.#fields.height;
  }
  get time() {
    return this.#fields.time;
  }
  get header() {
    return this.#fields.header;
  }
  get lastCommitVotes() {
    return this.#fields.lastCommitVotes;
  }
  get misbehavior() {
    return this.#fields.misbehavior;
  }
  get consensusParams() {
    return this.#fields.consensusParams;
  }
  get mode() {
    return this.#fields.mode;
  }
  get gas() {
    return this.#fields.gas;
  }
  get blockGas() {
    return this.#fields.blockGas;
  }
  get txBytes() {
    return this.#fields.txBytes;
  }
  get minGasPrices() {
    return this.#fields.minGasPrices;
  }
  get priority() {
    return this.#fields.priority;
  }
  get state() {
    return this.#fields.state;
  }
  get eventLog() {
    return this.#fields.eventLog;
  }

  store(name: string): KVStore {
    this.#stores ??= new Map();
    const known = this.#stores.get(name);
    if (known !== undefined) return known;
    const created = gasStore(this.#fields.state.store(name), this.#fields.gas);
    this.#stores.set(name, created);
    return created;
  }

  emit(event: Event): void {
    this.#fields.eventLog.push(event);
  }

  events(): readonly Event[] {
    return this.#fields.eventLog;
  }

  with(changes: Partial<CtxFields>): Ctx {
    const merged = { ...this.#fields, ...changes };
    const { height, time, chainId } = merged;
    const stale =
      merged.header.height !== height ||
      merged.header.time !== time ||
      merged.header.chainId !== chainId;
    if (!stale) return new Context(merged);
    if (changes.header === undefined)
      return new Context({ ...merged, header: { ...merged.header, height, time, chainId } });
    const { header } = merged;
    return new Context({
      ...merged,
      height: changes.height ?? header.height,
      time: changes.time ?? header.time,
      chainId: changes.chainId ?? header.chainId,
    });
  }
}
