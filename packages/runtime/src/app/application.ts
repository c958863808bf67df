import type { Application } from "@testudo/abci";
import { assert, plainError, silentLogger } from "@testudo/base";
import { fromTimestamp, type JsonValue } from "@testudo/proto";
import {
  CheckTxType,
  type ExecTxResult,
  type RequestCheckTx,
  type RequestFinalizeBlock,
  type RequestInitChain,
  type RequestQuery,
  type ResponseCheckTx,
  ResponseProcessProposal_ProposalStatus,
  type ResponseQuery,
  ResponseVerifyVoteExtension_VerifyStatus,
} from "@testudo/proto/tendermint/abci";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { StoreReader } from "@testudo/store";
import { type Ctx, createCtx, type HeaderInfo } from "../ctx.ts";
import { createInfiniteGasMeter } from "../gas.ts";
import type { AppModule } from "../module.ts";
import { createMessageRouter, type MessageRouter } from "../routing/message-router.ts";
import { createQueryRouter, type QueryRouter } from "../routing/query-router.ts";
import { branchState, type StateBranch } from "../state.ts";
import { createTxDecoder, type TxDecoder } from "../tx/tx-decoder.ts";
import { toExecTxResult, toWireGas } from "../tx/tx-result.ts";
import { createTxRunner } from "../tx/tx-runner.ts";
import { createTypeRegistry } from "../tx/type-registry.ts";
import { bareHeader, headerOfBlock } from "./abci-context.ts";
import { createAbciQuery } from "./abci-query.ts";
import type { ApplicationOptions } from "./application-options.ts";
import { createBlockExecutor } from "./block-executor.ts";
import { matchGenesisValidators, parseAppState, runGenesis } from "./genesis.ts";
import { createGrpcQueries, type GrpcAnswer, type GrpcRequest } from "./grpc-queries.ts";
import { createHeaderLog } from "./header-log.ts";
import { KEPT_STATE, keptState, restoreKeptState } from "./kept-state.ts";
import { selectTxs } from "./proposals.ts";
import { createSimulator } from "./simulation.ts";
import { noSnapshots } from "./snapshots.ts";

/** A genesis made of the state of a version. */
export interface ExportedGenesis {
  readonly appState: { readonly [module: string]: JsonValue };
  /** Height of the first block of a chain that starts from it. */
  readonly initialHeight: bigint;
  readonly consensusParams: ConsensusParams | undefined;
}

/** An application and what its node needs besides ABCI. */
export interface ChainApplication extends Application {
  query(request: RequestQuery): ResponseQuery;
  readonly router: MessageRouter;
  readonly queries: QueryRouter;
  readonly decoder: TxDecoder;
  /** Runs a gRPC method; what servers of gRPC and REST answer from. */
  grpcQuery(request: GrpcRequest): GrpcAnswer;
  /** Runs a transaction inside InitChain: for the module that applies the genesis transactions. */
  deliverGenesisTx(ctx: Ctx, tx: Uint8Array): ExecTxResult;
  /** A context over a committed version (0: the last), as queries have it. @throws VersionUnavailable */
  ctxAt(version: bigint): Ctx;
  /** The default genesis of all modules that have one. */
  defaultGenesis(): { readonly [module: string]: JsonValue };
  /** @throws AppError naming the module */
  validateGenesis(appState: { readonly [module: string]: JsonValue }): void;
  /**
   * The state of the last version as the modules export it. `complete` adds the records that they lose, as the Go binaries
   * do: owners and sets of consumers, for example.
   */
  exportGenesis(options?: { readonly complete?: boolean }): ExportedGenesis;
  /** Makes an older version the last one. No block may be under way. */
  rollback(version: bigint): Promise<void>;
  /** Resolves when every committed version is on the disk. */
  flush(): Promise<void>;
  /** Flushes. The database is the caller's to close. */
  close(): Promise<void>;
}

/** Committed versions that may wait for the disk before Commit waits too. */
const VERSIONS_PENDING_MAX = 64;

/**
 * The ABCI application around a set of modules, as the SDK's `BaseApp`: contexts, state of blocks and of the mempool,
 * order and accounting of everything that reaches the app hash.
 *
 * InitChain does not commit: genesis and first block become one version. FinalizeBlock's app hash is that of the state
 * already written to the trees; Commit only saves it. A throw from InitChain, FinalizeBlock or Commit means that the
 * chain cannot go on.
 */
export function createApplication(options: ApplicationOptions): ChainApplication {
  const { name, version = "", chainId, addresses, store, consensusParams } = options;
  const { minGasPrices = [], logger = silentLogger, snapshots = noSnapshots } = options;
  const router = createMessageRouter(options.modules);
  const types = createTypeRegistry({
    handled: router.typeUrls,
    unhandled: options.unhandledMessages,
    others: options.knownTypes,
  });
  const decoder = createTxDecoder({ addresses, types, router });
  const runner = createTxRunner({
    decoder,
    router,
    ante: options.ante,
    addresses: addresses.acc,
    consensusParams: (ctx) => consensusParams.get(ctx),
  });
  const inOrder = moduleLookup(options.modules);
  const executeBlock = createBlockExecutor({
    preBlockers: inOrder(options.orders.preBlock),
    beginBlockers: inOrder(options.orders.beginBlock),
    endBlockers: inOrder(options.orders.endBlock),
    consensusParams,
    decoder,
    runner,
  });
  const simulator = createSimulator(runner, () => checkCtx("check"));
  const queries = createQueryRouter([
    ...options.modules,
    { name, queries: [simulator.route, ...(options.queries ?? [])] },
  ]);
  const grpc = createGrpcQueries({ name, store, router: queries, queryCtx });

  const { lastHeader, headerAt } = options;
  const headers = createHeaderLog({ chainId, height: store.version, lastHeader, headerAt });
  let initialHeight = 1n;
  /** What InitChain wrote, until the first block takes it over. */
  let genesis: StateBranch | undefined;
  /** The block that was executed and not committed yet. */
  let executed: HeaderInfo | undefined;
  let check = freshCheckState();

  function committed(): StoreReader {
    return store.version === 0n ? store.branch() : store.at(store.version);
  }

  function freshCheckState(): StateBranch {
    return branchState(committed());
  }

  function checkCtx(mode: "check" | "recheck"): Ctx {
    const header = headers.last();
    return createCtx({ state: check, header, mode, minGasPrices });
  }

  function queryCtx(state: StoreReader, height: bigint): Ctx {
    const header = headers.at(height);
    return createCtx({ state: branchState(state), header, mode: "query", minGasPrices });
  }

  /** State before the next block; on a new chain that is what InitChain wrote. */
  function nextBlockState(): StateBranch {
    return branchState(genesis ?? committed());
  }

  function initChain(request: RequestInitChain) {
    if (request.chainId !== chainId) {
      throw plainError(
        `invalid chain-id on InitChain; expected: ${chainId}, got: ${request.chainId}`,
      );
    }
    assert(store.version === 0n, "InitChain on a chain that has blocks");
    forgetExecuted();
    initialHeight = request.initialHeight === 0n ? 1n : request.initialHeight;
    if (initialHeight > 1n) store.setInitialVersion(initialHeight);

    const time = fromTimestamp(request.time);
    const state = store.branch();
    const ctx = createCtx({
      state,
      header: bareHeader(chainId, initialHeight > 1n ? initialHeight : 0n, time),
      mode: "init",
      blockGas: createInfiniteGasMeter(),
    });
    if (request.consensusParams !== undefined) consensusParams.set(ctx, request.consensusParams);
    options.beforeGenesis?.(ctx);
    const appState = parseAppState(request.appStateBytes);
    const made = runGenesis(ctx, inOrder(options.orders.initGenesis), appState);
    const kept = appState.get(KEPT_STATE);
    if (kept !== undefined) restoreKeptState(ctx, kept, options.keptParts ?? []);
    const validators = matchGenesisValidators(request.validators, made);

    genesis = state;
    check = freshCheckState();
    headers.set(bareHeader(chainId, request.initialHeight, time));
    return { consensusParams: undefined, validators, appHash: store.appHash };
  }

  function finalizeBlock(request: RequestFinalizeBlock) {
    checkHalt(options, request);
    checkHeight(request.height);
    if (executed !== undefined) {
      assert(genesis === undefined, "the first block comes again without InitChain");
      forgetExecuted();
    }
    const header = headerOfBlock(request, { chainId, appHash: store.appHash });
    const state = genesis === undefined ? store.branch() : branchState(genesis);
    const response = executeBlock({ request, header, state });

    state.write();
    genesis?.write();
    executed = header;
    const { length: txs } = request.txs;
    logger.debug({ height: request.height, txs }, "executed block");
    return { ...response, appHash: store.workingHash() };
  }

  /** The engine that sent this block has gone before it was committed; it, or the next one, sends it again. */
  function forgetExecuted(): void {
    store.discard();
    executed = undefined;
  }

  function checkHeight(height: bigint): void {
    if (height < 1n) throw plainError(`invalid height: ${height}`);
    const expected = store.version === 0n ? initialHeight : store.version + 1n;
    if (height !== expected) {
      throw plainError(`invalid height: ${height}; expected: ${expected}`);
    }
  }

  async function commit() {
    assert(executed !== undefined, "Commit without a block");
    store.commit();
    headers.set(executed);
    genesis = undefined;
    executed = undefined;
    check = freshCheckState();
    await store.drain(VERSIONS_PENDING_MAX);
    return { retainHeight: 0n };
  }

  function checkTx({ tx, type }: RequestCheckTx): ResponseCheckTx {
    const ctx = checkCtx(type === CheckTxType.RECHECK ? "recheck" : "check");
    const outcome = runner.run(ctx, tx);
    return {
      code: outcome.error?.code ?? 0,
      data: new Uint8Array(),
      log: outcome.error?.message ?? "",
      info: "",
      gasWanted: toWireGas(outcome.gasWanted),
      gasUsed: toWireGas(outcome.gasUsed),
      events: [],
      codespace: outcome.error?.codespace ?? "",
    };
  }

  /** Where vote extensions are on. The first block's params are still in the genesis branch. */
  function requireVoteExtensions(height: bigint, call: string) {
    const ctx = createCtx({ state: nextBlockState(), mode: "query" });
    const enabledFrom = consensusParams.get(ctx)?.abci?.voteExtensionsEnableHeight ?? 0n;
    if (enabledFrom === 0n || height < enabledFrom) {
      throw plainError(
        `vote extensions are not enabled; unexpected call to ${call} at height ${height}`,
      );
    }
    if (options.voteExtensions === undefined) {
      throw plainError(`application ${call} handler not set`);
    }
    return options.voteExtensions;
  }

  return {
    ...snapshots,
    router,
    queries,
    decoder,

    info: () => ({
      data: name,
      version,
      appVersion: 0n,
      lastBlockHeight: store.version,
      lastBlockAppHash: store.appHash,
    }),
    initChain,
    checkTx,

    prepareProposal(request) {
      if (request.height < 1n) throw plainError("PrepareProposal called with invalid height");
      const params = consensusParams.get(createCtx({ state: nextBlockState(), mode: "prepare" }));
      try {
        return { txs: [...selectTxs(request, params, decoder)] };
      } catch (error) {
        // The engine then proposes what it has.
        const reason = error instanceof Error ? error.message : String(error);
        logger.error({ height: request.height, err: reason }, "failed to prepare proposal");
        return { txs: request.txs };
      }
    },

    processProposal(request) {
      if (request.height < 1n) throw plainError("ProcessProposal called with invalid height");
      return { status: ResponseProcessProposal_ProposalStatus.ACCEPT };
    },

    extendVote(request) {
      const extensions = requireVoteExtensions(request.height, "ExtendVote");
      return { voteExtension: extensions.extend(request) };
    },

    verifyVoteExtension(request) {
      const extensions = requireVoteExtensions(request.height, "VerifyVoteExtension");
      const { ACCEPT, REJECT } = ResponseVerifyVoteExtension_VerifyStatus;
      return { status: extensions.verify(request) ? ACCEPT : REJECT };
    },

    finalizeBlock,
    commit,
    query: createAbciQuery({ version, store, grpc, simulateJson: (tx) => simulator.json(tx) }),
    grpcQuery: (request) => grpc.run(request),

    deliverGenesisTx: (ctx, tx) => toExecTxResult(runner.run(ctx, tx)),
    ctxAt: (at) =>
      queryCtx(store.at(at === 0n ? store.version : at), at === 0n ? store.version : at),

    defaultGenesis() {
      const parts = options.modules.map(
        (module) => [module.name, module.defaultGenesis?.()] as const,
      );
      return Object.fromEntries(
        parts.flatMap(([key, json]) => (json === undefined ? [] : [[key, json]])),
      );
    },

    validateGenesis(appState) {
      for (const module of options.modules) {
        const json = appState[module.name];
        if (json !== undefined && json !== null) module.validateGenesis?.(json);
      }
    },

    exportGenesis({ complete = false } = {}) {
      const ctx = queryCtx(store.at(store.version), store.version);
      const order = options.orders.exportGenesis ?? options.orders.initGenesis;
      const parts = inOrder(order).map(
        (module) => [module.name, module.exportGenesis?.(ctx)] as const,
      );
      return {
        appState: {
          ...Object.fromEntries(
            parts.flatMap(([key, json]) => (json === undefined ? [] : [[key, json]])),
          ),
          ...(complete ? { [KEPT_STATE]: keptState(ctx, options.keptParts ?? []) } : {}),
        },
        initialHeight: store.version + 1n,
        consensusParams: consensusParams.get(ctx),
      };
    },

    async rollback(target) {
      assert(executed === undefined, "a rollback in the middle of a block");
      await store.rollback(target);
      headers.rollback(target);
      check = freshCheckState();
    },

    flush: () => store.flush(),
    close: () => store.close(),
  };
}

/** Modules by name, in a given order. An unknown or doubled name is a mistake in the wiring. */
function moduleLookup(modules: readonly AppModule[]) {
  const byName = new Map(modules.map((module) => [module.name, module]));
  assert(byName.size === modules.length, "two modules have one name");
  return (names: readonly string[]): AppModule[] => {
    assert(
      new Set(names).size === names.length,
      `a module is twice in an order: ${names.join(", ")}`,
    );
    return names.map((name) => {
      const module = byName.get(name);
      assert(module !== undefined, `no module is named ${name}`);
      return module;
    });
  };
}

function checkHalt(
  { haltHeight = 0n, haltTimeSeconds = 0n }: ApplicationOptions,
  request: RequestFinalizeBlock,
): void {
  const tooHigh = haltHeight > 0n && request.height > haltHeight;
  const tooLate = haltTimeSeconds > 0n && request.time.seconds > haltTimeSeconds;
  if (tooHigh || tooLate) {
    throw plainError(`halt per configuration height ${haltHeight} time ${haltTimeSeconds}`);
  }
}
