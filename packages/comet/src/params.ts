import { type Bytes, concatBytes, HOUR } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { fromDuration } from "@testudo/proto";
import type { ConsensusParams as ConsensusParamsProto } from "@testudo/proto/tendermint/types";
import { varintField } from "./encoding.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import type { ConsensusParams } from "./types.ts";

/** Largest block: 100 MiB. */
export const MAX_BLOCK_SIZE_BYTES = 104_857_600n;

const PUB_KEY_TYPES: readonly string[] = ["ed25519", "secp256k1"];

/** What a genesis document without parameters gets. */
export const DEFAULT_CONSENSUS_PARAMS: ConsensusParams = Object.freeze({
  block: Object.freeze({ maxBytes: 22_020_096n, maxGas: -1n }),
  evidence: Object.freeze({
    maxAgeNumBlocks: 100_000n,
    maxAgeDuration: 48n * HOUR,
    maxBytes: 1_048_576n,
  }),
  validator: Object.freeze({ pubKeyTypes: Object.freeze(["ed25519"]) }),
  version: Object.freeze({ app: 0n }),
  abci: Object.freeze({ voteExtensionsEnableHeight: 0n }),
});

/** The consensus hash of a header: covers the block limits alone, so that other parameters may change. */
export function hashConsensusParams(params: Pick<ConsensusParams, "block">): Bytes {
  return sha256(
    concatBytes(varintField(0x08, params.block.maxBytes), varintField(0x10, params.block.maxGas)),
  );
}

/** What is wrong with parameters by themselves. */
export function consensusParamsFault(params: ConsensusParams): string | undefined {
  const { block, evidence, validator, abci } = params;
  if (block.maxBytes === 0n) return "block.MaxBytes cannot be 0";
  if (block.maxBytes < -1n) {
    return `block.MaxBytes must be -1 or greater than 0. Got ${block.maxBytes}`;
  }
  if (block.maxBytes > MAX_BLOCK_SIZE_BYTES) {
    return `block.MaxBytes is too big. ${block.maxBytes} > ${MAX_BLOCK_SIZE_BYTES}`;
  }
  if (block.maxGas < -1n) {
    return `block.MaxGas must be greater or equal to -1. Got ${block.maxGas}`;
  }
  if (evidence.maxAgeNumBlocks <= 0n) {
    return `evidence.MaxAgeNumBlocks must be greater than 0. Got ${evidence.maxAgeNumBlocks}`;
  }
  if (evidence.maxAgeDuration <= 0n) {
    return `evidence.MaxAgeDuration must be greater than 0 if provided, Got ${evidence.maxAgeDuration}`;
  }
  if (evidence.maxBytes > (block.maxBytes === -1n ? MAX_BLOCK_SIZE_BYTES : block.maxBytes)) {
    return `evidence.MaxBytesEvidence is greater than upper bound, ${evidence.maxBytes} > ${block.maxBytes}`;
  }
  if (evidence.maxBytes < 0n) {
    return `evidence.MaxBytes must be non negative. Got: ${evidence.maxBytes}`;
  }
  if (abci.voteExtensionsEnableHeight < 0n) {
    return `ABCI.VoteExtensionsEnableHeight cannot be negative. Got: ${abci.voteExtensionsEnableHeight}`;
  }
  if (validator.pubKeyTypes.length === 0) {
    return "len(Validator.PubKeyTypes) must be greater than 0";
  }
  for (const [i, type] of validator.pubKeyTypes.entries()) {
    if (!PUB_KEY_TYPES.includes(type)) {
      return `params.Validator.PubKeyTypes[${i}], ${type}, is an unknown pubkey type`;
    }
  }
  return undefined;
}

/** Throws a CometError "invalid" unless `consensusParamsFault` finds nothing. */
export function validateConsensusParams(params: ConsensusParams): void {
  throwIfInvalid(consensusParamsFault(params));
}

/** Parameters with the groups replaced that an application's answer carries; absent groups stay. */
export function updateConsensusParams(
  params: ConsensusParams,
  update: ConsensusParamsProto | undefined,
): ConsensusParams {
  if (update === undefined) return params;
  const { block, evidence, validator, version, abci } = update;
  return {
    block: block === undefined ? params.block : { maxBytes: block.maxBytes, maxGas: block.maxGas },
    evidence:
      evidence === undefined
        ? params.evidence
        : {
            maxAgeNumBlocks: evidence.maxAgeNumBlocks,
            maxAgeDuration: fromDuration(evidence.maxAgeDuration),
            maxBytes: evidence.maxBytes,
          },
    validator:
      validator === undefined ? params.validator : { pubKeyTypes: [...validator.pubKeyTypes] },
    version: version === undefined ? params.version : { app: version.app },
    abci:
      abci === undefined
        ? params.abci
        : { voteExtensionsEnableHeight: abci.voteExtensionsEnableHeight },
  };
}

/**
 * Checks that an update at `height` moves the enable height of vote extensions only while that is still open: never to
 * a past or present height, and never once they are on.
 *
 * @throws CometError "invalid"
 */
export function validateConsensusParamsUpdate(
  params: ConsensusParams,
  update: { readonly abci?: ConsensusParams["abci"] | undefined } | undefined,
  height: bigint,
): void {
  if (update?.abci === undefined) return;
  const current = params.abci.voteExtensionsEnableHeight;
  const next = update.abci.voteExtensionsEnableHeight;
  if (next < 0n) throw cometError("invalid", "VoteExtensionsEnableHeight must be positive");
  if (current === next || (current <= 0n && next === 0n)) return;
  if (next === 0n && current > height) return;
  const heights = `old enable height: ${current}, current height ${height}`;
  if (next === 0n) {
    throw cometError("invalid", `vote extensions cannot be disabled once enabled: ${heights}`);
  }
  if (next <= height) {
    throw cometError(
      "invalid",
      `vote extensions cannot be updated to a past or current height, enable height: ${next}, current height ${height}`,
    );
  }
  if (current > 0n && current <= height) {
    throw cometError("invalid", `vote extensions cannot be modified once enabled: ${heights}`);
  }
}

/** Whether precommits at `height` carry extensions. */
export function voteExtensionsEnabled(params: ConsensusParams, height: bigint): boolean {
  const enableHeight = params.abci.voteExtensionsEnableHeight;
  return enableHeight !== 0n && enableHeight <= height;
}
