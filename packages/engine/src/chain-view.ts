import type { Bytes } from "@testudo/base";
import { equalBytes } from "@testudo/base";
import { EMPTY_COMMIT, type GenesisDoc, type LightBlock } from "@testudo/comet";
import type { BlockStore } from "./block-store.ts";
import type { ChainState } from "./chain-state.ts";
import type { ChainView, EngineStatus, StoredBlock } from "./engine-types.ts";
import { EngineError } from "./errors.ts";
import type { Signers } from "./signers.ts";

export interface ViewNeeds {
  readonly genesis: GenesisDoc;
  readonly store: BlockStore;
  readonly signers: Signers;
  readonly state: () => ChainState;
  readonly halted: () => string | undefined;
}

/** The committed chain, read from the block store. */
export function createChainView(needs: ViewNeeds): ChainView {
  const { genesis, store, signers, state, halted } = needs;
  const isCommitted = (height: bigint) => height <= state().lastHeight;
  const block = (height: bigint): StoredBlock | undefined => {
    if (!isCommitted(height) || height < state().initialHeight) return undefined;
    const stored = store.block(height);
    if (stored === undefined) {
      throw new EngineError(
        `block store is damaged: block ${height} is missing; restore a copy or reset the node`,
      );
    }
    return stored;
  };

  return {
    genesis: () => genesis,

    status(): EngineStatus {
      const { lastHeight, initialHeight, validators, chainId } = state();
      const latest = block(lastHeight);
      const earliest = block(initialHeight);
      const own = signers.addresses().find((address) => validators.has(address));
      const none = new Uint8Array();
      return {
        chainId,
        latestHeight: lastHeight,
        latestBlockHash: latest?.blockId.hash ?? none,
        latestAppHash: latest?.block.header.appHash ?? none,
        latestTime: latest?.block.header.time ?? genesis.genesisTime,
        earliestHeight: initialHeight,
        earliestBlockHash: earliest?.blockId.hash ?? none,
        earliestAppHash: earliest?.block.header.appHash ?? none,
        earliestTime: earliest?.block.header.time ?? genesis.genesisTime,
        validator: own === undefined ? signers.idleValidator() : validators.byAddress(own),
        halted: halted(),
      };
    },

    block,

    blockByHash(hash) {
      const height = store.heightByHash(hash);
      return height === undefined ? undefined : block(height);
    },

    blockMeta(height) {
      const stored = block(height);
      return stored === undefined ? undefined : metaOf(stored, store.blockSize(height));
    },

    commit(height) {
      if (!isCommitted(height)) return undefined;
      const next = block(height + 1n);
      if (next !== undefined) return { commit: next.block.lastCommit, canonical: true };
      const commit = store.seenCommit(height);
      return commit === undefined ? undefined : { commit, canonical: false };
    },

    blockResults: (height) => (isCommitted(height) ? store.result(height) : undefined),

    validators(height) {
      const { lastHeight, initialHeight } = state();
      const next = lastHeight === 0n ? initialHeight : lastHeight + 1n;
      if (height < initialHeight || height > next) return undefined;
      const validators = store.validators(height);
      return validators === undefined ? undefined : { height, validators };
    },

    consensusParams(height) {
      const next = state().lastHeight + 1n;
      return height > next ? undefined : store.consensusParams(height);
    },
  };
}

function metaOf(stored: StoredBlock, blockSize: number) {
  return {
    blockId: stored.blockId,
    blockSize,
    header: stored.block.header,
    numTxs: stored.block.txs.length,
  };
}

/** The chain as a lying node shows it: its tip is the forged block, everything below is true. */
export function createForkedView(honest: ChainView, forged: LightBlock): ChainView {
  const { header, commit } = forged.signedHeader;
  const forgedBlock: StoredBlock = {
    blockId: commit.blockId,
    block: { header, txs: [], evidence: [], lastCommit: EMPTY_COMMIT },
  };
  const below = <T>(height: bigint, read: (height: bigint) => T | undefined): T | undefined =>
    height < header.height ? read(height) : undefined;
  return {
    genesis: honest.genesis,
    status: () => ({
      ...honest.status(),
      latestHeight: header.height,
      latestBlockHash: commit.blockId.hash,
      latestAppHash: header.appHash,
      latestTime: header.time,
    }),
    block: (height) =>
      height === header.height ? forgedBlock : below(height, (one) => honest.block(one)),
    blockByHash: (hash: Bytes) =>
      equalBytes(hash, commit.blockId.hash) ? forgedBlock : honest.blockByHash(hash),
    blockMeta: (height) =>
      height === header.height
        ? metaOf(forgedBlock, 0)
        : below(height, (one) => honest.blockMeta(one)),
    commit: (height) =>
      height === header.height
        ? { commit, canonical: false }
        : below(height, (one) => honest.commit(one)),
    blockResults: (height) => below(height, (one) => honest.blockResults(one)),
    validators: (height) =>
      height === header.height || height === header.height + 1n
        ? { height, validators: forged.validatorSet }
        : below(height, (one) => honest.validators(one)),
    consensusParams: (height) => honest.consensusParams(height),
  };
}
