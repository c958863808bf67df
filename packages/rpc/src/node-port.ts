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

/** A transaction in a block, with what executing it gave. */
export interface IndexedTx {
  readonly height: bigint;
  readonly index: number;
  readonly tx: Bytes;
  readonly result: ExecTxResult;
}

/** Where a chain stands. */
export interface NodeStatus {
  readonly chainId: string;
  readonly latestHeight: bigint;
  readonly latestBlockHash: Bytes;
  readonly latestAppHash: Bytes;
  readonly latestTime: Time;
  readonly earliestHeight: bigint;
  readonly earliestBlockHash: Bytes;
  readonly earliestAppHash: Bytes;
  readonly earliestTime: Time;
  readonly validator: Validator | undefined;
  readonly halted: string | undefined;
}

/** An event of the chain, as WebSocket subscribers get it. */
export type NodeEvent =
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
  | { readonly type: "ValidatorSetUpdates"; readonly updates: readonly Validator[] }
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

export interface PublishedEvent {
  readonly event: NodeEvent;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** The committed chain, read-only. Heights that do not exist give `undefined`. */
export interface ChainPort {
  genesis(): GenesisDoc;
  status(): NodeStatus;
  block(height: bigint): StoredBlock | undefined;
  blockByHash(hash: Bytes): StoredBlock | undefined;
  blockMeta(height: bigint): BlockMeta | undefined;
  commit(height: bigint): { readonly commit: Commit; readonly canonical: boolean } | undefined;
  blockResults(height: bigint): ResponseFinalizeBlock | undefined;
  validators(
    height: bigint,
  ): { readonly height: bigint; readonly validators: ValidatorSet } | undefined;
  consensusParams(height: bigint): ConsensusParams | undefined;
}

/** All that RPC serves from. The consensus engine fits it; so could a proxy of another node. */
export interface NodePort extends ChainPort {
  checkTx(tx: Bytes): Promise<ResponseCheckTx>;
  /** Rejects with an error that names why the mempool did not even ask the application. */
  broadcastTxSync(tx: Bytes): Promise<ResponseCheckTx>;
  broadcastTxAsync(tx: Bytes): Promise<void>;
  broadcastTxCommit(
    tx: Bytes,
    timeoutMs: number,
  ): Promise<{ readonly checkTx: ResponseCheckTx; readonly committed: IndexedTx | undefined }>;
  mempoolSize(): { readonly txs: number; readonly bytes: number };
  mempoolTxs(limit: number): readonly Bytes[];
  tx(hash: Bytes): IndexedTx | undefined;
  txProof(height: bigint, index: number): TxProof | undefined;
  /** Where the matches lie, ascending by (height, index). */
  findTxs(query: string): readonly TxPlace[];
  txAt(place: TxPlace): IndexedTx | undefined;
  /** Heights, ascending. */
  searchBlocks(query: string): readonly bigint[];
  abciInfo(): Promise<ResponseInfo>;
  abciQuery(request: RequestQuery): Promise<ResponseQuery>;
  subscribe(options: {
    readonly query: string;
    readonly onEvent: (published: PublishedEvent) => void;
  }): { cancel(): void };
  /** The one spelling of a query; refuses malformed ones. */
  queryText(query: string): string;
  addEvidence(evidence: Evidence): void;
}
