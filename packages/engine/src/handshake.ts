import type { AbciClient } from "@testudo/abci";
import { equalBytes, type Logger, toHexUpper, utf8 } from "@testudo/base";
import {
  type Block,
  consensusParamsToProto,
  EMPTY_VALIDATOR_SET,
  type GenesisDoc,
  pubKeyToProto,
} from "@testudo/comet";
import { toTimestamp } from "@testudo/proto";
import type { ResponseInfo, ResponseInitChain } from "@testudo/proto/tendermint/abci";
import type { BlockStore } from "./block-store.ts";
import { type ChainState, genesisState, stateAfterBlock } from "./chain-state.ts";
import type { DatabaseWrite } from "./database.ts";
import { EngineError } from "./errors.ts";
import { finalizeRequest } from "./execution.ts";

export interface HandshakeNeeds {
  readonly app: AbciClient;
  readonly genesis: GenesisDoc;
  readonly store: BlockStore;
  /** What is to be written together with the results of a block. */
  readonly followUps: (block: Block, after: ChainState) => DatabaseWrite[];
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

  checkChain(needs, savedHeight);
  let state = await startingState(needs, info);
  if (appHeight > state.lastHeight) {
    throw new EngineError(
      `the application is at height ${appHeight}, but the results of the blocks after ${state.lastHeight} are lost, as a power failure can do; remove the application's state folder, and the blocks will be executed again`,
    );
  }
  const known = appHeight === 0n ? undefined : store.result(appHeight);
  if (known !== undefined && !equalBytes(known.appHash, info.lastBlockAppHash)) {
    throw wrongHash(appHeight, known.appHash, info.lastBlockAppHash);
  }
  for (
    let height = appHeight === 0n ? state.initialHeight : appHeight + 1n;
    height <= savedHeight;
    height += 1n
  ) {
    state = await replayBlock(needs, state, height);
    logger.debug({ height }, "replayed block");
  }
  logger.info({ height: state.lastHeight, replayed: savedHeight - appHeight }, "handshake done");
  return state;

  /** The stored state; a new chain, or an application that lost everything, gets InitChain. */
  async function startingState(
    from: HandshakeNeeds,
    { lastBlockHeight, appVersion }: ResponseInfo,
  ): Promise<ChainState> {
    if (lastBlockHeight > 0n) {
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
    const first = withAppVersion(genesisState(genesis, answer), answer, appVersion);
    const stored = store.loadState(first);
    if (stored !== undefined) return stored;
    await store.saveGenesisState(first);
    return first;
  }
}

/** The first header has the version that the application says, unless its InitChain gave parameters with one. */
function withAppVersion(
  state: ChainState,
  { consensusParams }: ResponseInitChain,
  appVersion: bigint,
): ChainState {
  if (consensusParams !== undefined) return state;
  return {
    ...state,
    consensusParams: { ...state.consensusParams, version: { app: appVersion } },
  };
}

async function replayBlock(
  { app, store, followUps }: HandshakeNeeds,
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
  await store.saveResult(next, result, followUps(stored.block, next));
  await app.commit({});
  return next;
}

/** Blocks of another chain are not continued. */
function checkChain({ store, genesis }: HandshakeNeeds, savedHeight: bigint): void {
  const saved = savedHeight === 0n ? undefined : store.block(savedHeight);
  if (saved === undefined || saved.block.header.chainId === genesis.chainId) return;
  throw new EngineError(
    `the block store holds chain ${saved.block.header.chainId}, but the genesis is of ${genesis.chainId}; choose another folder, or reset the node`,
  );
}

function wrongHash(height: bigint, expected: Uint8Array, actual: Uint8Array): EngineError {
  return new EngineError(
    `the application's hash after block ${height} is ${toHexUpper(actual)}, the chain has ${toHexUpper(expected)}: another version of the application, or a damaged store; restore a copy or reset the node`,
  );
}
