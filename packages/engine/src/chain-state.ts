import type { Bytes, Time } from "@testudo/base";
import {
  type BlockId,
  type ConsensusParams,
  EMPTY_BLOCK_ID,
  EMPTY_VALIDATOR_SET,
  type GenesisDoc,
  type Header,
  hashResults,
  incrementProposerPriority,
  newValidatorSet,
  type PubKey,
  pubKey,
  pubKeyAddress,
  updateConsensusParams,
  updateWithChangeSet,
  type Validator,
  type ValidatorSet,
  validateConsensusParamsUpdate,
} from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import type {
  ResponseFinalizeBlock,
  ResponseInitChain,
  ValidatorUpdate,
} from "@testudo/proto/tendermint/abci";
import { EngineError } from "./errors.ts";

/** What is known after a block, and all that is needed to make the next one (CometBFT's `state.State`). */
export interface ChainState {
  readonly chainId: string;
  readonly initialHeight: bigint;
  /** 0 before the first block. */
  readonly lastHeight: bigint;
  readonly lastBlockId: BlockId;
  readonly lastBlockTime: Time;
  /** Signed the block at `lastHeight`; empty before the first block. */
  readonly lastValidators: ValidatorSet;
  /** Sign the block at `lastHeight` + 1. */
  readonly validators: ValidatorSet;
  /** Sign the block at `lastHeight` + 2. */
  readonly nextValidators: ValidatorSet;
  /** First height that `nextValidators` (but for priorities) signs. */
  readonly validatorsChangedAt: bigint;
  readonly consensusParams: ConsensusParams;
  /** First height to which `consensusParams` apply. */
  readonly paramsChangedAt: bigint;
  readonly lastResultsHash: Bytes;
  readonly appHash: Bytes;
}

/** State before the first block; the application's validators and parameters replace those of the genesis. */
export function genesisState(
  genesis: GenesisDoc,
  answer: ResponseInitChain | undefined,
): ChainState {
  const params = answer?.consensusParams
    ? updateConsensusParams(genesis.consensusParams, answer.consensusParams)
    : genesis.consensusParams;
  const list =
    answer !== undefined && answer.validators.length > 0
      ? validatorsFromUpdates(answer.validators, params)
      : genesis.validators.map(({ address, pubKey, power }) => ({
          address,
          pubKey,
          power,
          proposerPriority: 0n,
        }));
  // A stored chain has its sets in its blocks; only a new one must name somebody here.
  if (list.length === 0 && answer !== undefined) {
    throw new EngineError(
      "validator set is empty: neither the genesis nor the application's InitChain named a validator",
    );
  }
  const isEmpty = list.length === 0;
  const validators = isEmpty ? EMPTY_VALIDATOR_SET : newValidatorSet(list);
  return {
    chainId: genesis.chainId,
    initialHeight: genesis.initialHeight,
    lastHeight: 0n,
    lastBlockId: EMPTY_BLOCK_ID,
    lastBlockTime: genesis.genesisTime,
    lastValidators: EMPTY_VALIDATOR_SET,
    validators,
    nextValidators: isEmpty ? validators : incrementProposerPriority(validators, 1),
    validatorsChangedAt: genesis.initialHeight,
    consensusParams: params,
    paramsChangedAt: genesis.initialHeight,
    lastResultsHash: sha256(new Uint8Array()),
    appHash: answer !== undefined && answer.appHash.length > 0 ? answer.appHash : genesis.appHash,
  };
}

/**
 * State after a block: validator updates take effect two blocks later, parameter updates in the next one.
 *
 * @throws EngineError when the application's updates break a rule of consensus; nothing is changed then
 */
export function stateAfterBlock(
  state: ChainState,
  block: { readonly header: Header; readonly blockId: BlockId },
  result: ResponseFinalizeBlock,
): ChainState {
  const { header, blockId } = block;
  let { consensusParams, paramsChangedAt } = state;
  if (result.consensusParamUpdates !== undefined) {
    const updated = updateConsensusParams(consensusParams, result.consensusParamUpdates);
    validateConsensusParamsUpdate(consensusParams, result.consensusParamUpdates, header.height);
    if (JSON.stringify(updated, bigintText) !== JSON.stringify(consensusParams, bigintText)) {
      consensusParams = updated;
      paramsChangedAt = header.height + 1n;
    }
  }

  let next = state.nextValidators;
  let { validatorsChangedAt } = state;
  if (result.validatorUpdates.length > 0) {
    const changes = validatorsFromUpdates(result.validatorUpdates, state.consensusParams);
    next = updateWithChangeSet(next, changes);
    validatorsChangedAt = header.height + 2n;
  }

  return {
    ...state,
    lastHeight: header.height,
    lastBlockId: blockId,
    lastBlockTime: header.time,
    lastValidators: state.validators,
    validators: state.nextValidators,
    nextValidators: incrementProposerPriority(next, 1),
    validatorsChangedAt,
    consensusParams,
    paramsChangedAt,
    lastResultsHash: hashResults(result.txResults),
    appHash: result.appHash,
  };
}

/** The application's updates as validators. @throws EngineError for a key kind that the parameters do not allow */
export function validatorsFromUpdates(
  updates: readonly ValidatorUpdate[],
  params: ConsensusParams,
): Validator[] {
  return updates.map(({ pubKey: key, power }) => {
    if (power < 0n) throw new EngineError(`voting power can't be negative: ${power}`);
    const consensusKey = keyFromUpdate(key);
    if (power > 0n && !params.validator.pubKeyTypes.includes(consensusKey.type)) {
      throw new EngineError(
        `validator uses pubkey ${consensusKey.type}, which is unsupported for consensus`,
      );
    }
    return {
      address: pubKeyAddress(consensusKey),
      pubKey: consensusKey,
      power,
      proposerPriority: 0n,
    };
  });
}

function keyFromUpdate(key: ValidatorUpdate["pubKey"]): PubKey {
  if (key?.ed25519 !== undefined) return pubKey("ed25519", key.ed25519);
  if (key?.secp256k1 !== undefined) return pubKey("secp256k1", key.secp256k1);
  throw new EngineError("a validator update has no public key");
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
