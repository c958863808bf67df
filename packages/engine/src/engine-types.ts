import type { Bytes, Time } from "@testudo/base";
import type {
  Block,
  BlockId,
  BlockMeta,
  Commit,
  ConsensusParams,
  Evidence,
  GenesisDoc,
  Header,
  LightBlock,
  TxProof,
  Validator,
  ValidatorSet,
  Vote,
} from "@testudo/comet";
import type {
  ExecTxResult,
  RequestQuery,
  ResponseCheckTx,
  ResponseFinalizeBlock,
  ResponseInfo,
  ResponseQuery,
} from "@testudo/proto/tendermint/abci";

/** A committed block with the id that commits to it. */
export interface StoredBlock {
  readonly blockId: BlockId;
  readonly block: Block;
}

/** Where a transaction lies. */
export interface TxPlace {
  readonly height: bigint;
  readonly index: number;
}

/** A transaction as the index knows it. */
export interface IndexedTx {
  readonly height: bigint;
  readonly index: number;
  readonly tx: Bytes;
  readonly result: ExecTxResult;
}

/** The validator set that signs `height`; `proposerPriority` as of that height's first round. */
export interface ValidatorsAtHeight {
  readonly height: bigint;
  readonly validators: ValidatorSet;
}

/** What `status` shows. */
export interface EngineStatus {
  readonly chainId: string;
  readonly latestHeight: bigint;
  readonly latestBlockHash: Bytes;
  /** App hash in the latest header: the state after the block before it. */
  readonly latestAppHash: Bytes;
  readonly latestTime: Time;
  readonly earliestHeight: bigint;
  readonly earliestBlockHash: Bytes;
  readonly earliestAppHash: Bytes;
  readonly earliestTime: Time;
  /** The first validator this process signs for, with its power at the next height; 0 when it is in no set. */
  readonly validator: Validator | undefined;
  /** Why no block can be made: too little power signs, the application or the disk failed. */
  readonly halted: string | undefined;
}

/** Size of the mempool: transactions and their bytes. */
export interface MempoolSize {
  readonly txs: number;
  readonly bytes: number;
}

/** Events of one block, as subscribers and the indexer see them. */
export type EngineEvent =
  | {
      readonly type: "NewBlock";
      readonly block: Block;
      readonly blockId: BlockId;
      readonly result: ResponseFinalizeBlock;
    }
  | { readonly type: "NewBlockHeader"; readonly header: Header }
  | {
      readonly type: "NewBlockEvents";
      readonly height: bigint;
      readonly events: ResponseFinalizeBlock["events"];
      readonly numTxs: number;
    }
  | { readonly type: "NewEvidence"; readonly height: bigint; readonly evidence: Evidence }
  | { readonly type: "Tx"; readonly tx: IndexedTx }
  | {
      readonly type: "ValidatorSetUpdates";
      readonly updates: readonly Validator[];
    }
  | { readonly type: "Vote"; readonly vote: Vote }
  | {
      readonly type: "NewRound";
      readonly height: bigint;
      readonly round: number;
      readonly proposer: { readonly address: Bytes; readonly index: number };
    }
  | {
      readonly type: "CompleteProposal";
      readonly height: bigint;
      readonly round: number;
      readonly blockId: BlockId;
    };

/** An event with the `type.key` → values map that queries match against. */
export interface PublishedEvent {
  readonly event: EngineEvent;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** A running subscription. */
export interface Subscription {
  readonly query: string;
  /** Stops it; harmless when it has ended already. */
  cancel(): void;
}

export interface SubscribeOptions {
  /** In the event query grammar. A malformed one is refused with the offset of the fault. */
  readonly query: string;
  /** Called for each matching event, in order. */
  readonly onEvent: (published: PublishedEvent) => void;
}

/** How a light client attack lies. */
export type AttackKind = "equivocation" | "lunatic" | "amnesia";

/** When blocks are made. */
export type Mining =
  | {
      readonly mode: "auto";
      /** Empty blocks after the last one with a transaction, so that proofs and periodic work go through. */
      readonly followUpBlocks: number;
      /** An empty block after this much silence; absent: none. */
      readonly heartbeatMs?: number;
    }
  | { readonly mode: "interval"; readonly ms: number }
  | { readonly mode: "manual" };

/** A committed chain, read-only: what RPC serves of it. Heights that do not exist give `undefined`. */
export interface ChainView {
  genesis(): GenesisDoc;
  status(): EngineStatus;
  block(height: bigint): StoredBlock | undefined;
  blockByHash(hash: Bytes): StoredBlock | undefined;
  blockMeta(height: bigint): BlockMeta | undefined;
  /** The canonical commit of a height, or the one seen when the height is the latest. */
  commit(height: bigint): { readonly commit: Commit; readonly canonical: boolean } | undefined;
  blockResults(height: bigint): ResponseFinalizeBlock | undefined;
  /** Known up to the latest height + 1. */
  validators(height: bigint): ValidatorsAtHeight | undefined;
  consensusParams(height: bigint): ConsensusParams | undefined;
}

/** The consensus engine of one chain. */
export interface Engine extends ChainView {
  /** Handshakes with the application (InitChain or replay) and starts making blocks as `mining` says. */
  start(): Promise<void>;
  /** Finishes the block in progress, saves, and stops. */
  stop(): Promise<void>;

  /** Makes `count` blocks, one after another; resolves with the last height when all are committed. */
  mine(count: number): Promise<bigint>;
  setMining(mining: Mining): void;

  /** Refuses with an error that names the reason: too large, full, already in the cache. */
  checkTx(tx: Bytes): Promise<ResponseCheckTx>;
  broadcastTxAsync(tx: Bytes): Promise<void>;
  broadcastTxSync(tx: Bytes): Promise<ResponseCheckTx>;
  /** Waits until the transaction is in a block; `committed` is absent when CheckTx refused it. */
  broadcastTxCommit(
    tx: Bytes,
    timeoutMs: number,
  ): Promise<{
    readonly checkTx: ResponseCheckTx;
    readonly committed: IndexedTx | undefined;
  }>;
  mempoolSize(): MempoolSize;
  mempoolTxs(limit: number): readonly Bytes[];

  tx(hash: Bytes): IndexedTx | undefined;
  txProof(height: bigint, index: number): TxProof | undefined;
  txAt(place: TxPlace): IndexedTx | undefined;
  /** All matches in ascending (height, index) order, loaded. */
  searchTxs(query: string): readonly IndexedTx[];
  /** Where all matches lie, ascending: the cheap half of `searchTxs`. */
  findTxs(query: string): readonly TxPlace[];
  /** Heights of all matching blocks, ascending. */
  searchBlocks(query: string): readonly bigint[];

  abciInfo(): Promise<ResponseInfo>;
  abciQuery(request: RequestQuery): Promise<ResponseQuery>;

  subscribe(options: SubscribeOptions): Subscription;
  /** The one spelling of a query: two with the same meaning have it in common. Refuses malformed ones. */
  queryText(query: string): string;

  /** Puts evidence into the pool; refused when it does not verify or is too old. Known evidence changes nothing. */
  addEvidence(evidence: Evidence): void;

  /** The validators whose keys this process holds, and whether they vote. */
  signers(): readonly { readonly consAddress: Bytes; readonly signs: boolean }[];
  /** Adds an ed25519 seed, so that a validator can change its key or join; returns its consensus address. */
  addSigner(seed: Bytes): Bytes;
  /** Fault: the validator withholds its votes, or votes again. */
  setSigning(consAddress: Bytes, signs: boolean): void;
  /** Fault: the validator signs a second block at the latest height; the evidence goes into the pool. */
  causeDoubleSign(consAddress: Bytes): Evidence;
  /**
   * Fault: the given validators sign a forged block at the latest height. Its evidence goes into the pool, and the
   * forged history can be read through `forkedView`.
   */
  causeLightClientAttack(options: {
    readonly kind: AttackKind;
    readonly byzantine: readonly Bytes[];
  }): { readonly evidence: Evidence; readonly conflictingBlock: LightBlock };
  /** The chain as a lying node shows it: forged light blocks instead of the real ones, or `undefined` without an attack. */
  forkedView(): ChainView | undefined;
}
