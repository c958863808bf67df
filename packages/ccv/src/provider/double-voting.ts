import { type ConsumerId, consumerConsAddress, equalBytes, toHexUpper } from "@testudo/base";
import {
  cometError,
  type DuplicateVoteEvidence,
  equalBlockIds,
  type PubKey,
  pubKeyAddress,
  SignedMsgType,
  type ValidatorSet,
  type Vote,
  verifySignature,
  voteSignBytes,
} from "@testudo/comet";
import { type Ctx, panic } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { requireChainId } from "./consumers.ts";
import { NIL_POINTER } from "./go-text.ts";
import { requireInfractionParameters } from "./infraction-parameters.ts";
import { providerAddressOf } from "./key-assignment.ts";
import type { Punishment } from "./punishment.ts";
import { state } from "./state.ts";

/** Votes for two blocks of a consumer at once. */
export type DoubleVoting = ReturnType<typeof createDoubleVoting>;

export function createDoubleVoting({ slash, jailAndTombstone }: Punishment) {
  /**
   * Verifies evidence of a double vote on a consumer and punishes the voter.
   *
   * The validators only supply the voter's key: nobody asks whether the set ever was one, and evidence never gets too
   * old while the key is known.
   *
   * @throws CCV/16, undefined/1 for a bad signature, and what the punishment refuses
   */
  function handleDoubleVoting(
    ctx: Ctx,
    id: ConsumerId,
    evidence: DuplicateVoteEvidence,
    validators: ValidatorSet,
  ): void {
    const { voteA } = evidence;
    const key = keyOfVoter(voteA, validators);
    if (state.clients.get(ctx, id) === undefined) {
      throw ccvErrors.invalidDoubleVotingEvidence(`cannot find consumer chain ${id}`);
    }
    requireRecent(ctx, id, BigInt.asUintN(64, voteA.height));
    verifyDoubleVoting(evidence, requireChainId(ctx, id), key);

    const voter = consumerConsAddress(voteA.validatorAddress);
    const address = providerAddressOf(ctx, id, voter);
    const { doubleSign } = requireInfractionParameters(ctx, id);
    const punishment = doubleSign ?? panic(NIL_POINTER);
    slash(ctx, address, punishment);
    jailAndTombstone(ctx, address, punishment);
  }

  return { handleDoubleVoting };
}

/** Evidence from before the provider secured the chain does not count. @throws CCV/16 */
export function requireRecent(ctx: Ctx, id: ConsumerId, height: bigint): void {
  const minHeight = state.equivocationMinHeights.get(ctx, id) ?? 0n;
  if (height >= minHeight) return;
  throw ccvErrors.invalidDoubleVotingEvidence(
    `evidence for consumer chain ${id} is too old - evidence height (${height}), min (${minHeight})`,
  );
}

function keyOfVoter({ validatorAddress }: Vote, validators: ValidatorSet): PubKey {
  const validator = validators.byAddress(validatorAddress);
  if (validator !== undefined) return validator.pubKey;
  throw ccvErrors.invalidDoubleVotingEvidence(
    `misbehaving validator ${toHexUpper(validatorAddress)} cannot be found in the infraction block header validator set`,
  );
}

/**
 * Whether a key signed two votes that exclude each other. The age is nobody's business here.
 *
 * @throws CCV/16, undefined/1 for a bad signature
 */
export function verifyDoubleVoting(
  { voteA, voteB }: DuplicateVoteEvidence,
  chainId: string,
  key: PubKey,
): void {
  const refuse = ccvErrors.invalidDoubleVotingEvidence;
  if (!equalBytes(pubKeyAddress(key), voteA.validatorAddress)) {
    throw refuse(
      `public key ${toHexUpper(key.bytes)} doesn't correspond to the validator address ${toHexUpper(voteA.validatorAddress)} in double vote evidence`,
    );
  }
  if (voteA.height !== voteB.height || voteA.round !== voteB.round || voteA.type !== voteB.type) {
    throw refuse(`height/round/type are not the same: ${stepOf(voteA)} vs ${stepOf(voteB)}`);
  }
  if (!equalBytes(voteA.validatorAddress, voteB.validatorAddress)) {
    throw refuse(
      `validator addresses do not match: ${toHexUpper(voteA.validatorAddress)} vs ${toHexUpper(voteB.validatorAddress)}`,
    );
  }
  if (equalBlockIds(voteA.blockId, voteB.blockId)) {
    throw refuse("block IDs are the same - not a real duplicate vote");
  }
  for (const [name, vote] of Object.entries({ VoteA: voteA, VoteB: voteB })) {
    if (!verifySignature(key, voteSignBytes(chainId, vote), vote.signature)) {
      throw cometError("wrongSignature", `verifying ${name}: invalid signature`);
    }
  }
}

function stepOf({ height, round, type }: Vote): string {
  return `${height}/${round}/${typeName(type)}`;
}

function typeName(type: number): string {
  if (type === SignedMsgType.prevote) return "SIGNED_MSG_TYPE_PREVOTE";
  if (type === SignedMsgType.precommit) return "SIGNED_MSG_TYPE_PRECOMMIT";
  return `${type}`;
}
