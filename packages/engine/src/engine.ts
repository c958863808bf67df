import type { AbciClient } from "@testudo/abci";
import { ByteMap, type Bytes, type Logger } from "@testudo/base";
import {
  EMPTY_COMMIT,
  type Evidence,
  type GenesisDoc,
  type LightBlock,
  proveTx,
  type Vote,
} from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import { CheckTxType, type ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { createBlockStore } from "./block-store.ts";
import { type ChainState, stateAfterBlock, validatorsFromUpdates } from "./chain-state.ts";
import { createChainView, createForkedView } from "./chain-view.ts";
import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { Engine, IndexedTx, Mining } from "./engine-types.ts";
import { ConsensusHalted, EngineError } from "./errors.ts";
import { createEventBus, eventAttributes } from "./event-bus.ts";
import { createEvidencePool } from "./evidence-pool.ts";
import { type DecidedBlock, decideBlock, finalizeRequest } from "./execution.ts";
import { type AttackTarget, doubleSign, lightClientAttack } from "./faults.ts";
import { handshake } from "./handshake.ts";
import { createIndexer, type TxPlace, txHashText } from "./indexer.ts";
import { createMempool, MEMPOOL_LIMITS, type MempoolLimits } from "./mempool.ts";
import { createMiner } from "./miner.ts";
import { createSerialQueue } from "./serial-queue.ts";
import { createSigners } from "./signers.ts";

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
  const indexer = createIndexer();
  const bus = createEventBus((err) => logger.warn({ err }, "a subscriber failed"));
  /** Blocks, and nothing else, run here. */
  const blocks = createSerialQueue();
  const commitWaiters = new Map<string, ((tx: IndexedTx) => void)[]>();

  let current: ChainState | undefined;
  let lastExtensions = new ByteMap<Vote>();
  let halted: string | undefined;
  let forged: LightBlock | undefined;
  /** A block was saved but could not be executed: only a restart, which replays it, may go on. */
  let broken: unknown;

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
  const evidencePool = createEvidencePool(() => ({
    chainId: genesis.chainId,
    lastHeight: state().lastHeight,
    lastTime: state().lastBlockTime,
    params: state().consensusParams.evidence,
    signedHeader,
    validators: (height) => view.validators(height)?.validators,
  }));

  const miner = createMiner({
    mining: options.mining,
    hasWork: () => mempool.size().txs > 0,
    makeBlock: () => blocks.run(makeBlock),
    onHalt: (error) => {
      if (error instanceof ConsensusHalted) {
        if (halted === undefined) logger.error({ chain: genesis.chainId }, error.message);
        halted = error.message;
        return;
      }
      logger.error({ chain: genesis.chainId, err: error }, "no more blocks: making one failed");
      halted = error instanceof Error ? error.message : String(error);
    },
  });

  /** Decides, saves, executes and publishes one block. The block is on disk before the application sees it. */
  async function makeBlock(): Promise<bigint> {
    if (broken !== undefined) {
      throw new EngineError(
        "a saved block could not be executed; stop the node, fix the cause and start it again",
        { cause: broken },
      );
    }
    const before = state();
    const commit =
      before.lastHeight === 0n
        ? EMPTY_COMMIT
        : (store.seenCommit(before.lastHeight) ?? EMPTY_COMMIT);
    const decided = await decideBlock(
      before,
      { commit, extensions: lastExtensions },
      { app, clock, signers, mempool, evidence: evidencePool, logger },
    );
    await store.saveBlock(decided, decided.bytes, decided.commit);
    const { after, result } = await execute(before, decided).catch((error: unknown) => {
      broken = error;
      throw error;
    });
    current = after;
    lastExtensions = decided.extensions;
    halted = undefined;
    clock.afterBlock?.();

    evidencePool.committed(decided.block.evidence);
    mempool.committed(decided.block.txs, (index) => result.txResults[index]?.code === 0);
    await recheck();
    indexer.addBlock(after.lastHeight, decided.block.txs, result);
    publish(decided, result);
    logger.debug(
      { chain: genesis.chainId, height: after.lastHeight, txs: decided.block.txs.length },
      "committed block",
    );
    return after.lastHeight;
  }

  async function execute(before: ChainState, decided: DecidedBlock) {
    const result = await app.finalizeBlock(finalizeRequest(decided, before));
    if (result.txResults.length !== decided.block.txs.length) {
      throw new EngineError(
        `the application answered ${result.txResults.length} of ${decided.block.txs.length} transactions`,
      );
    }
    const after = stateAfterBlock(
      before,
      { header: decided.block.header, blockId: decided.blockId },
      result,
    );
    await store.saveResult(after, result);
    await app.commit({});
    return { after, result };
  }

  /** Transactions that a block has made invalid leave the mempool. */
  async function recheck(): Promise<void> {
    for (const tx of mempool.pending()) {
      const answer = await app.checkTx({ tx, type: CheckTxType.RECHECK });
      if (answer.code !== 0) mempool.drop(tx);
    }
  }

  function publish(decided: DecidedBlock, result: ResponseFinalizeBlock): void {
    const { block, blockId } = decided;
    const { height } = block.header;
    const attributes = eventAttributes("NewBlock", result.events);
    bus.publish({ type: "NewBlock", block, blockId, result }, attributes);
    bus.publish(
      { type: "NewBlockHeader", header: block.header },
      eventAttributes("NewBlockHeader", []),
    );
    bus.publish(
      { type: "NewBlockEvents", height, events: result.events, numTxs: block.txs.length },
      eventAttributes("NewBlockEvents", result.events, { "block.height": String(height) }),
    );
    for (const evidence of block.evidence) {
      bus.publish({ type: "NewEvidence", height, evidence }, eventAttributes("NewEvidence", []));
    }
    for (const [index, tx] of block.txs.entries()) {
      const txResult = result.txResults[index];
      if (txResult === undefined) continue;
      const indexed = { height, index, tx, result: txResult };
      const hash = txHashText(tx);
      bus.publish(
        { type: "Tx", tx: indexed },
        eventAttributes("Tx", txResult.events, { "tx.hash": hash, "tx.height": String(height) }),
      );
      for (const done of commitWaiters.get(hash) ?? []) done(indexed);
      commitWaiters.delete(hash);
    }
    if (result.validatorUpdates.length > 0) {
      const updates = validatorsFromUpdates(result.validatorUpdates, state().consensusParams);
      bus.publish(
        { type: "ValidatorSetUpdates", updates },
        eventAttributes("ValidatorSetUpdates", []),
      );
    }
  }

  /** Fills the index and the evidence pool from the stored chain. */
  function reloadHistory(): void {
    for (let height = genesis.initialHeight; height <= state().lastHeight; height += 1n) {
      const [stored, result] = [store.block(height), store.result(height)];
      if (stored === undefined || result === undefined) continue;
      indexer.addBlock(height, stored.block.txs, result);
      if (stored.block.evidence.length > 0) evidencePool.committed(stored.block.evidence);
    }
  }

  async function admit(tx: Bytes) {
    mempool.admit(tx);
    try {
      const answer = await app.checkTx({ tx, type: CheckTxType.NEW });
      mempool.settle(tx, answer);
      if (answer.code === 0) miner.workArrived();
      return answer;
    } catch (error) {
      mempool.drop(tx);
      throw error;
    }
  }

  function load(place: TxPlace): IndexedTx | undefined {
    const tx = store.block(place.height)?.block.txs[place.index];
    const result = store.result(place.height)?.txResults[place.index];
    return tx === undefined || result === undefined ? undefined : { ...place, tx, result };
  }

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
    evidencePool.add(evidence);
    miner.workArrived();
  }

  return {
    ...view,

    async start() {
      current = await handshake({ app, genesis, store, logger });
      reloadHistory();
      miner.start();
    },
    async stop() {
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
    async broadcastTxAsync(tx) {
      // The caller does not wait for CheckTx, so its refusal is only logged.
      admit(tx).catch((err) => logger.debug({ err }, "transaction refused"));
    },
    broadcastTxSync: admit,
    async broadcastTxCommit(tx, timeoutMs) {
      const hash = txHashText(tx);
      let timer: NodeJS.Timeout | undefined;
      const inBlock = new Promise<IndexedTx>((resolve, reject) => {
        commitWaiters.set(hash, [...(commitWaiters.get(hash) ?? []), resolve]);
        timer = setTimeout(
          () => reject(new EngineError("timed out waiting for tx to be included in a block")),
          timeoutMs,
        );
      });
      inBlock.catch(() => undefined);
      try {
        const checkTx = await admit(tx);
        return { checkTx, committed: checkTx.code === 0 ? await inBlock : undefined };
      } finally {
        clearTimeout(timer);
        commitWaiters.delete(hash);
      }
    },
    mempoolSize: () => mempool.size(),
    mempoolTxs: (limit) => mempool.pending().slice(0, limit),

    tx(hash) {
      const place = indexer.place(hash);
      return place === undefined ? undefined : load(place);
    },
    txProof(height, index) {
      const stored = view.block(height);
      return stored === undefined ? undefined : proveTx(stored.block.txs, index);
    },
    searchTxs: (query) =>
      indexer
        .searchTxs(query)
        .map(load)
        .filter((tx) => tx !== undefined),
    searchBlocks: (query) => indexer.searchBlocks(query),

    abciInfo: () =>
      app.info({ version: "0.38.17", blockVersion: 11n, p2pVersion: 8n, abciVersion: "2.0.0" }),
    abciQuery: (request) => app.query(request),

    subscribe: (subscription) => bus.subscribe(subscription),

    addEvidence,
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
export const txHash = sha256;
