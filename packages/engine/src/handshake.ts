import type { AbciClient } from "@testudo/abci";
import { equalBytes, type Logger, toHexUpper, utf8 } from "@testudo/base";
import {
  consensusParamsToProto,
  EMPTY_VALIDATOR_SET,
  type GenesisDoc,
  hashTx,
  pubKeyToProto,
} from "@testudo/comet";
import { toTimestamp } from "@testudo/proto";
import type { BlockStore } from "./block-store.ts";
import { type ChainState, genesisState, stateAfterBlock } from "./chain-state.ts";
import { EngineError } from "./errors.ts";
import { finalizeRequest } from "./execution.ts";
import type { Indexer } from "./indexer.ts";

export interface HandshakeNeeds {
  readonly app: AbciClient;
  readonly genesis: GenesisDoc;
  readonly store: BlockStore;
  readonly indexer: Pick<Indexer, "hashWrites">;
  readonly logger: Logger;
}

/**
 * Brings application, block store and state to one height: InitChain on a new chain, else the blocks that the
 * application has not committed are executed again, and a block that was saved but not executed is executed now.
 *
 * @throws EngineError when the application is ahead of the block store, or computes another app hash than the chain has
 */
export async function handshake(needs: HandshakeNeeds): Promise<ChainState> {
  const { app, genesis, store, logger } = needs;
  const info = await app.info({
    version: "0.38.17",
    blockVersion: 11n,
    p2pVersion: 8n,
    abciVersion: "2.0.0",
  });
  const appHeight = info.lastBlockHeight;
  const savedHeight = store.lastSaved();
  if (appHeight > savedHeight) {
    throw new EngineError(
      `the application is at height ${appHeight}, ahead of the block store at ${savedHeight}; the folders belong to different runs: restore both from one copy, or reset the node`,
    );
  }

  let state = await startingState(needs, appHeight);
  for (
    let height = appHeight === 0n ? state.initialHeight : appHeight + 1n;
    height <= savedHeight;
    height += 1n
  ) {
    state = await replayBlock(needs, state, height);
    logger.debug({ height }, "replayed block");
  }
  if (appHeight === savedHeight && state.lastHeight === savedHeight && savedHeight > 0n) {
    checkAppHash(state, info.lastBlockAppHash, savedHeight);
  }
  logger.info({ height: state.lastHeight, replayed: savedHeight - appHeight }, "handshake done");
  return state;

  /** The stored state; a new chain, or an application that lost everything, gets InitChain. */
  async function startingState(from: HandshakeNeeds, height: bigint): Promise<ChainState> {
    if (height > 0n) {
      const stored = store.loadState(genesisState(from.genesis, undefined));
      if (stored === undefined) {
        throw new EngineError(
          "the block store has blocks but no state; restore a copy or reset the node",
        );
      }
      return stored;
    }
    const answer = await app.initChain({
      time: toTimestamp(genesis.genesisTime),
      chainId: genesis.chainId,
      consensusParams: consensusParamsToProto(genesis.consensusParams),
      validators: genesis.validators.map(({ pubKey, power }) => ({
        pubKey: pubKeyToProto(pubKey),
        power,
      })),
      appStateBytes: utf8(genesis.appState ?? ""),
      initialHeight: genesis.initialHeight,
    });
    const first = genesisState(genesis, answer);
    const stored = store.loadState(first);
    if (stored !== undefined) return stored;
    await store.saveGenesisState(first);
    return first;
  }
}

async function replayBlock(
  { app, store, indexer }: HandshakeNeeds,
  state: ChainState,
  height: bigint,
): Promise<ChainState> {
  const stored = store.block(height);
  if (stored === undefined) {
    throw new EngineError(`block ${height} is missing; restore a copy or reset the node`);
  }
  const isExecuted = height <= state.lastHeight;
  const lastValidators =
    height === state.initialHeight
      ? EMPTY_VALIDATOR_SET
      : isExecuted
        ? store.validators(height - 1n)
        : state.lastValidators;
  if (lastValidators === undefined) {
    throw new EngineError(`no validator set for height ${height - 1n}; reset the node`);
  }
  const result = await app.finalizeBlock(
    finalizeRequest(stored, { initialHeight: state.initialHeight, lastValidators }),
  );
  if (isExecuted) {
    const known = store.result(height);
    if (known !== undefined && !equalBytes(known.appHash, result.appHash)) {
      throw wrongHash(height, known.appHash, result.appHash);
    }
    await app.commit({});
    return state;
  }
  const next = stateAfterBlock(
    state,
    { header: stored.block.header, blockId: stored.blockId },
    result,
  );
  const hashes = stored.block.txs.map(hashTx);
  await store.saveResult(next, result, indexer.hashWrites(height, hashes));
  await app.commit({});
  return next;
}

function checkAppHash(state: ChainState, appHash: Uint8Array, height: bigint): void {
  if (!equalBytes(state.appHash, appHash)) throw wrongHash(height, state.appHash, appHash);
}

function wrongHash(height: bigint, expected: Uint8Array, actual: Uint8Array): EngineError {
  return new EngineError(
    `the application's hash after block ${height} is ${toHexUpper(actual)}, the chain has ${toHexUpper(expected)}: another version of the application, or a damaged store; restore a copy or reset the node`,
  );
}
