import { type AppError, plainError } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import type { MsgUpdateParams } from "@testudo/proto/cosmos/consensus/v1";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { panic } from "@testudo/runtime";
import { goDurationText } from "../go-duration.ts";

/** Largest block that CometBFT takes, in bytes. */
const BLOCK_BYTES_MAX = 104_857_600n;
const KEY_TYPES = ["ed25519", "secp256k1"];

/** Parameters with every part present, as the engine keeps them in memory. */
export type CompleteParams = {
  readonly [K in keyof ConsensusParams]-?: NonNullable<ConsensusParams[K]>;
};

/**
 * The parameters that an update names, as a record; the version is never the update's business.
 *
 * @throws undefined/1 unless block, evidence and validator are all there
 */
export function updateOf({ block, evidence, validator, abci }: MsgUpdateParams): ConsensusParams {
  if (block === undefined || evidence === undefined || validator === undefined) {
    throw plainError("all parameters must be present");
  }
  return { block, evidence, validator, version: { app: 0n }, abci };
}

/** Fills in what a stored record may leave out. Panics, as Go does, without block, evidence or validator. */
export function completeParams(stored: ConsensusParams): CompleteParams {
  const { block, evidence, validator } = stored;
  if (block === undefined || evidence === undefined || validator === undefined) {
    return panic("runtime error: invalid memory address or nil pointer dereference");
  }
  return {
    block,
    evidence,
    validator,
    version: stored.version ?? { app: 0n },
    abci: stored.abci ?? { voteExtensionsEnableHeight: 0n },
  };
}

/** The stored parameters with the update's parts in place of theirs. */
export function merged(current: CompleteParams, update: ConsensusParams): CompleteParams {
  return {
    block: update.block ?? current.block,
    evidence: update.evidence ?? current.evidence,
    validator: update.validator ?? current.validator,
    version: update.version ?? current.version,
    abci: update.abci ?? current.abci,
  };
}

/** CometBFT's rules for parameters. @throws undefined/1 */
export function validateParams({ block, evidence, validator, abci }: CompleteParams): void {
  const { maxBytes, maxGas } = block;
  if (maxBytes === 0n) throw plainError("block.MaxBytes cannot be 0");
  if (maxBytes < -1n) {
    throw plainError(`block.MaxBytes must be -1 or greater than 0. Got ${maxBytes}`);
  }
  if (maxBytes > BLOCK_BYTES_MAX) {
    throw plainError(`block.MaxBytes is too big. ${maxBytes} > ${BLOCK_BYTES_MAX}`);
  }
  if (maxGas < -1n) {
    throw plainError(`block.MaxGas must be greater or equal to -1. Got ${maxGas}`);
  }
  if (evidence.maxAgeNumBlocks <= 0n) {
    throw plainError(
      `evidence.MaxAgeNumBlocks must be greater than 0. Got ${evidence.maxAgeNumBlocks}`,
    );
  }
  const maxAge = fromDuration(evidence.maxAgeDuration);
  if (maxAge <= 0n) {
    throw plainError(
      `evidence.MaxAgeDuration must be grater than 0 if provided, Got ${goDurationText(maxAge)}`,
    );
  }
  const evidenceBytesMax = maxBytes === -1n ? BLOCK_BYTES_MAX : maxBytes;
  if (evidence.maxBytes > evidenceBytesMax) {
    throw plainError(
      `evidence.MaxBytesEvidence is greater than upper bound, ${evidence.maxBytes} > ${maxBytes}`,
    );
  }
  if (evidence.maxBytes < 0n) {
    throw plainError(`evidence.MaxBytes must be non negative. Got: ${evidence.maxBytes}`);
  }
  if (abci.voteExtensionsEnableHeight < 0n) {
    throw plainError(
      `ABCI.VoteExtensionsEnableHeight cannot be negative. Got: ${abci.voteExtensionsEnableHeight}`,
    );
  }
  if (validator.pubKeyTypes.length === 0) {
    throw plainError("len(Validator.PubKeyTypes) must be greater than 0");
  }
  validator.pubKeyTypes.forEach((type, index) => {
    if (!KEY_TYPES.includes(type)) throw unknownKeyType(index, type);
  });
}

/** Vote extensions can be planned for the future, and never be switched off once they are on. @throws undefined/1 */
export function validateChange(
  current: CompleteParams,
  update: ConsensusParams,
  height: bigint,
): void {
  if (update.abci === undefined) return;
  const before = current.abci.voteExtensionsEnableHeight;
  const after = update.abci.voteExtensionsEnableHeight;
  if (after < 0n) throw plainError("VoteExtensionsEnableHeight must be positive");
  if (before === after || (before <= 0n && after === 0n)) return;
  const areOn = before > 0n && before <= height;
  // The texts run together in CometBFT too.
  if (after === 0n) {
    if (!areOn) return;
    throw plainError(
      `vote extensions cannot be disabled once enabledold enable height: ${before}, current height ${height}`,
    );
  }
  if (after <= height) {
    throw plainError(
      `vote extensions cannot be updated to a past or current height, enable height: ${after}, current height ${height}`,
    );
  }
  if (areOn) {
    throw plainError(
      `vote extensions cannot be modified once enabledenable height: ${before}, current height ${height}`,
    );
  }
}

function unknownKeyType(index: number, type: string): AppError {
  return plainError(`params.Validator.PubKeyTypes[${index}], ${type}, is an unknown pubkey type`);
}
