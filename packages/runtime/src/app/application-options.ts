import type { AddressCodec, DecCoin, Logger } from "@testudo/base";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { CommitMultiStore } from "@testudo/store";
import type { AnteHandler } from "../ante/handler.ts";
import type { Ctx, HeaderInfo } from "../ctx.ts";
import type { AppModule, QueryRoute } from "../module.ts";
import type { KeptPart } from "./kept-state.ts";
import type { SnapshotHandlers } from "./snapshots.ts";
import type { VoteExtensions } from "./vote-extensions.ts";

/** Where the engine's parameters are stored; one access per call. */
export interface ConsensusParamsStore {
  /** Undefined when InitChain brought none. */
  get(ctx: Ctx): ConsensusParams | undefined;
  set(ctx: Ctx, params: ConsensusParams): void;
}

/** Names of modules in the order they run. A module that is not named in an order does nothing there. */
export interface ModuleOrders {
  readonly initGenesis: readonly string[];
  readonly preBlock: readonly string[];
  readonly beginBlock: readonly string[];
  readonly endBlock: readonly string[];
  /** By default the order of `initGenesis`. */
  readonly exportGenesis?: readonly string[];
}

/** A chain, put together. */
export interface ApplicationOptions {
  /** `data` of Info, `interchain-security-p`. */
  readonly name: string;
  /** Version in Info; empty by default, as in a plain build of the reference. */
  readonly version?: string;
  readonly chainId: string;
  readonly addresses: AddressCodec;
  readonly store: CommitMultiStore;
  readonly modules: readonly AppModule[];
  readonly orders: ModuleOrders;
  readonly ante: AnteHandler;
  readonly consensusParams: ConsensusParamsStore;

  /** Runs in InitChain after the consensus params are stored and before the first module: the module version map. */
  readonly beforeGenesis?: (ctx: Ctx) => void;
  /** What a complete export has beside the genesis of the modules. */
  readonly keptParts?: readonly KeptPart[];
  /** Prices below which this node's mempool takes nothing. */
  readonly minGasPrices?: readonly DecCoin[];
  /** Message URLs that decode though no module handles them. */
  readonly unhandledMessages?: readonly string[];
  /** Type URLs of what else an `Any` may hold on this chain: keys, contents, authorizations and the like. */
  readonly knownTypes?: readonly string[];
  /** Queries that no module owns. */
  readonly queries?: readonly QueryRoute[];
  readonly voteExtensions?: VoteExtensions;
  /** Absent: the application neither offers nor takes snapshots. */
  readonly snapshots?: SnapshotHandlers;
  /** FinalizeBlock refuses heights above it; 0 or absent: never. */
  readonly haltHeight?: bigint;
  /** FinalizeBlock refuses block times above it, in Unix seconds; 0 or absent: never. */
  readonly haltTimeSeconds?: bigint;
  /** Header of the last committed block, where the caller still knows it after a restart. */
  readonly lastHeader?: HeaderInfo;
  /** Headers of older blocks for queries at their heights, where the caller keeps them. */
  readonly headerAt?: (height: bigint) => HeaderInfo | undefined;
  readonly logger?: Logger;
}
