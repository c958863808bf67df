import type { AbciClient } from "@testudo/abci";
import type { Bytes, Logger } from "@testudo/base";
import {
  type Block,
  EMPTY_COMMIT,
  type Evidence,
  type ExtendedCommit,
  type GenesisDoc,
  hashTx,
  type LightBlock,
  maxDataBytes,
  proveTx,
} from "@testudo/comet";
import { CheckTxType } from "@testudo/proto/tendermint/abci";
import { publishBlock } from "./block-events.ts";
import { createBlockStore } from "./block-store.ts";
import { type ChainState, stateAfterBlock } from "./chain-state.ts";
import { createChainView, createForkedView } from "./chain-view.ts";
import type { Clock } from "./clock.ts";
import type { Database, DatabaseWrite } from "./database.ts";
import type { Engine, IndexedTx, Mining, TxPlace } from "./engine-types.ts";
import { EngineError } from "./errors.ts";
import { createEventBus } from "./event-bus.ts";
import { eventQueryText, parseEventQuery } from "./event-query.ts";
import { createEvidencePool } from "./evidence-pool.ts";
import { type DecidedBlock, decideBlock, finalizeRequest } from "./execution.ts";
import { type AttackTarget, doubleSign, lightClientAttack } from "./faults.ts";
import { handshake } from "./handshake.ts";
import { createIndexer } from "./indexer.ts";
import { type BlockLimits, createMempool, MEMPOOL_LIMITS, type MempoolLimits } from "./mempool.ts";
import { createMiner } from "./miner.ts";
import { createSerialQueue } from "./serial-queue.ts";
import { createSigners } from "./signers.ts";
import { createTxIntake } from "./tx-intake.ts";

export interface EngineOptions {
  /** The engine calls it and does not close it. */
  readonly app: AbciClient;
  readonly genesis: GenesisDoc;
  /** ed25519 seeds of the validators that this process signs for. */
  readonly signerSeeds: readonly Bytes[];
  readonly clock: Clock;
  readonly mining: Mining;
  /** The engine writes it and does not close it. */
  readonly database: Database;
  readonly logger: Logger;
  readonly mempoolLimits?: MempoolLimits;
}

/**
 * A consensus engine for one chain: CometBFT v0.38's blocks, made by one process that holds the validators' keys. The
 * application sits behind ABCI 2.0.
 */
export function createEngine(options: EngineOptions): Engine {
  const { app, genesis, clock, database, logger } = options;
  const store = createBlockStore(database);
  const signers = createSigners(options.signerSeeds);
  const mempool = createMempool(options.mempoolLimits ?? MEMPOOL_LIMITS);
  const indexer = createIndexer(database, genesis.initialHeight);
  const bus = createEventBus((err) => logger.warn({ err }, "a subscriber failed"));
  /** Blocks, and nothing else, run here. */
  const blocks = createSerialQueue();

  let current: ChainState | undefined;
  let lastExtended: ExtendedCommit | undefined;
  let halted: string | undefined;
  let forged: LightBlock | undefined;
  /** A block was signed, and saving or executing it failed: only a restart, which finds out how far it came, may go on. */
  let broken: unknown;
  let isStopped = false;

  const state = (): ChainState => {
    if (current === undefined) throw new EngineError("the engine has not been started");
    return current;
  };
  const view = createChainView({ genesis, store, signers, state, halted: () => halted });

  const signedHeader = (height: bigint) => {
    const stored = view.block(height);
    const commit = view.commit(height);
    if (stored === undefined || commit === undefined) return undefined;
    return { header: stored.block.header, commit: commit.commit };
  };
  const evidencePool = createEvidencePool(database, () => ({
    chainId: genesis.chainId,
    lastHeight: state().lastHeight,
    lastTime: state().lastBlockTime,
    params: state().consensusParams.evidence,
    signedHeader,
    validators: (height) => view.validators(height)?.validators,
  }));

  const miner = createMiner({
    mining: options.mining,
    hasWork: () =>
      mempool.size().txs > 0 ||
      evidencePool.pending(state().consensusParams.evidence.maxBytes).evidence.length > 0,
    makeBlock: () => blocks.run(makeBlock),
  });
  const intake = createTxIntake({
    app,
    mempool,
    limits: () => blockLimits(state()),
    onTx: () => miner.workArrived(),
    logger,
  });

  /** Makes one block; a failure stands in the status until a block succeeds. */
  async function makeBlock(): Promise<bigint> {
    if (isStopped) throw new EngineError("the engine has been stopped");
    if (broken !== undefined) throw new EngineError(brokenText(broken), { cause: broken });
    try {
      const height = await decideAndExecute();
      halted = undefined;
      return height;
    } catch (error) {
      const reason = broken === undefined ? messageOf(error) : brokenText(broken);
      if (halted !== reason) logger.error({ chain: genesis.chainId, err: error }, "no block made");
      halted = reason;
      throw error;
    }
  }

  /** Decides, saves, executes and publishes one block. The block is on disk before the application sees it. */
  async function decideAndExecute(): Promise<bigint> {
    const before = state();
    const commit =
      before.lastHeight === 0n
        ? EMPTY_COMMIT
        : (store.seenCommit(before.lastHeight) ?? EMPTY_COMMIT);
    const decided = await decideBlock(
      before,
      { commit, extended: lastExtended },
      { app, clock, signers, mempool, evidence: evidencePool, logger },
    );
    try {
      await store.saveBlock(decided, decided.bytes, decided);
      await execute(before, decided);
    } catch (error) {
      broken = error;
      throw error;
    }
    return decided.block.header.height;
  }

  async function execute(before: ChainState, decided: DecidedBlock): Promise<void> {
    const { block } = decided;
    const result = await app.finalizeBlock(finalizeRequest(decided, before));
    if (result.txResults.length !== block.txs.length) {
      throw new EngineError(
        `the application answered ${result.txResults.length} of ${block.txs.length} transactions`,
      );
    }
    const after = stateAfterBlock(
      before,
      { header: block.header, blockId: decided.blockId },
      result,
    );
    const hashes = block.txs.map(hashTx);
    await store.saveResult(after, result, followUps(block, after));
    await intake.duringCommit(async () => {
      await app.commit({});
      current = after;
      lastExtended = decided.extended;
      // Before the rechecks, which may take long: who sees the height may search in it.
      await write(indexer.addBlock(after.lastHeight, result));
      await intake.blockCommitted(hashes, (index) => result.txResults[index]?.code === 0);
    });
    clock.afterBlock?.();
    publishBlock(bus, {
      decided,
      result,
      hashes,
      validators: before.validators,
      params: before.consensusParams,
    });
    for (const [index, hash] of hashes.entries()) {
      const [tx, txResult] = [block.txs[index], result.txResults[index]];
      if (tx === undefined || txResult === undefined) continue;
      intake.included(hash, { height: after.lastHeight, index, tx, result: txResult });
    }
    logger.debug(
      { chain: genesis.chainId, height: after.lastHeight, txs: block.txs.length },
      "committed block",
    );
  }

  /** What is written together with the results of a block. */
  function followUps({ txs, evidence }: Block, after: ChainState): DatabaseWrite[] {
    const { lastHeight, lastBlockTime, consensusParams } = after;
    return [
      ...indexer.hashWrites(lastHeight, txs.map(hashTx)),
      ...evidencePool.committed(evidence, {
        lastHeight,
        lastTime: lastBlockTime,
        params: consensusParams.evidence,
      }),
    ];
  }

  async function write(writes: readonly DatabaseWrite[]): Promise<void> {
    if (writes.length > 0) await database.batch(writes, { sync: false });
  }

  /** Indexes the latest blocks again, those whose index was in memory alone when the process ended. */
  async function reloadIndex(): Promise<void> {
    const { lastHeight, initialHeight } = state();
    const sealed = indexer.sealedHeight;
    const first = sealed >= initialHeight ? sealed + 1n : initialHeight;
    for (let height = first; height <= lastHeight; height += 1n) {
      const result = store.result(height);
      if (result !== undefined) await write(indexer.addBlock(height, result));
    }
  }

  function load(place: TxPlace): IndexedTx | undefined {
    const tx = store.block(place.height)?.block.txs[place.index];
    const result = store.result(place.height)?.txResults[place.index];
    return tx === undefined || result === undefined ? undefined : { ...place, tx, result };
  }

  const findTxs = (query: string) =>
    indexer.searchTxs(query).filter(({ height }) => height <= state().lastHeight);

  function attackTarget(): AttackTarget {
    const height = state().lastHeight;
    const [target, common] = [signedHeader(height), signedHeader(height - 1n)];
    const validators = view.validators(height)?.validators;
    const commonValidators = view.validators(height - 1n)?.validators;
    if (!target || !common || !validators || !commonValidators) {
      throw new EngineError("an attack needs a chain of at least two blocks");
    }
    return {
      chainId: genesis.chainId,
      signedHeader: target,
      validators,
      common: { header: common.header, validators: commonValidators },
    };
  }

  function addEvidence(evidence: Evidence): void {
    write(evidencePool.add(evidence)).catch((err) => {
      logger.warn({ err }, "evidence is in memory only: it could not be saved");
    });
    miner.workArrived();
  }

  return {
    ...view,

    async start() {
      current = await handshake({ app, genesis, store, followUps, logger });
      lastExtended = store.extendedCommit(current.lastHeight);
      await reloadIndex();
      miner.start();
    },
    async stop() {
      isStopped = true;
      miner.stop();
      await blocks.idle();
    },

    async mine(count) {
      let height = state().lastHeight;
      for (let made = 0; made < count; made += 1) height = await blocks.run(makeBlock);
      return height;
    },
    setMining: (mining) => miner.setMining(mining),

    checkTx: (tx) => app.checkTx({ tx, type: CheckTxType.NEW }),
    broadcastTxAsync: intake.submitUnanswered,
    broadcastTxSync: intake.submit,
    broadcastTxCommit: intake.submitAndWait,
    mempoolSize: () => mempool.size(),
    mempoolTxs: (limit) =>
      mempool
        .pending()
        .slice(0, limit)
        .map(({ tx }) => tx),

    tx(hash) {
      const place = indexer.place(hash);
      // A block whose execution failed half way has no result yet.
      if (place === undefined || place.height > state().lastHeight) return undefined;
      return load(place);
    },
    txProof(height, index) {
      const stored = view.block(height);
      return stored === undefined ? undefined : proveTx(stored.block.txs, index);
    },
    txAt: load,
    searchTxs: (query) =>
      findTxs(query)
        .map(load)
        .filter((tx) => tx !== undefined),
    findTxs,
    searchBlocks: (query) => indexer.searchBlocks(query, state().lastHeight),

    abciInfo: () =>
      app.info({ version: "0.38.17", blockVersion: 11n, p2pVersion: 8n, abciVersion: "2.0.0" }),
    abciQuery: (request) => app.query(request),

    subscribe: (subscription) => bus.subscribe(subscription),
    queryText: (query) => eventQueryText(parseEventQuery(query)),

    addEvidence,
    signers: () =>
      signers.addresses().map((consAddress) => ({
        consAddress,
        signs: signers.signs(consAddress),
      })),
    addSigner: (seed) => signers.add(seed),
    setSigning(consAddress, signs) {
      signers.setSigning(consAddress, signs);
      if (signs) miner.workArrived();
    },
    causeDoubleSign(consAddress) {
      const evidence = doubleSign(attackTarget(), signers, consAddress);
      addEvidence(evidence);
      return evidence;
    },
    causeLightClientAttack({ kind, byzantine }) {
      const attack = lightClientAttack({ target: attackTarget(), signers, kind, byzantine });
      forged = attack.conflictingBlock;
      addEvidence(attack.evidence);
      return attack;
    },
    forkedView: () => (forged === undefined ? undefined : createForkedView(view, forged)),
  };
}

/** Name of a transaction: SHA-256 of its bytes. */
export const txHash = hashTx;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function brokenText(cause: unknown): string {
  return `a signed block could not be saved or executed (${messageOf(cause)}); stop the node, fix the cause and start it again`;
}

/** What a transaction may take at most to have a chance in the next block. */
function blockLimits({ consensusParams, validators }: ChainState): BlockLimits {
  const { maxBytes, maxGas } = consensusParams.block;
  const validatorCount = validators.size;
  return {
    dataBytes: maxDataBytes({ maxBytes, evidenceBytes: 0n, validatorCount }),
    gas: maxGas,
  };
}
