import { equalBytes } from "@testudo/base";
import { ADDRESS_SIZE, blockIdFault, isCompleteBlockId, isZeroBlockId } from "./block-id.ts";
import { proposalSignBytes, voteExtensionSignBytes, voteSignBytes } from "./canonical.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import { type PubKey, pubKeyAddress, verifySignature } from "./keys.ts";
import { type Proposal, SignedMsgType, type Vote } from "./types.ts";

/** Longest signature that is looked at. */
export const MAX_SIGNATURE_SIZE = 64;

/** Longest vote extension: 1 MiB. */
export const MAX_VOTE_EXTENSION_SIZE = 1024 * 1024;

/** What is wrong with a vote by itself. */
export function voteFault(vote: Vote): string | undefined {
  if (vote.type !== SignedMsgType.prevote && vote.type !== SignedMsgType.precommit) {
    return "invalid Type";
  }
  if (vote.height <= 0n) return "negative or zero Height";
  if (vote.round < 0) return "negative Round";
  const idFault = blockIdFault(vote.blockId);
  if (idFault !== undefined) return `wrong BlockID: ${idFault}`;
  const isNil = isZeroBlockId(vote.blockId);
  if (!isNil && !isCompleteBlockId(vote.blockId)) {
    return "blockID must be either empty or complete";
  }
  if (vote.validatorAddress.length !== ADDRESS_SIZE) {
    return `expected ValidatorAddress size to be ${ADDRESS_SIZE} bytes, got ${vote.validatorAddress.length} bytes`;
  }
  if (vote.validatorIndex < 0) return "negative ValidatorIndex";
  if (vote.signature.length === 0) return "signature is missing";
  if (vote.signature.length > MAX_SIGNATURE_SIZE) {
    return `signature is too big (max: ${MAX_SIGNATURE_SIZE})`;
  }
  return extensionFault(vote, isNil);
}

/** Throws a CometError "invalid" unless `voteFault` finds nothing. */
export function validateVote(vote: Vote): void {
  throwIfInvalid(voteFault(vote));
}

/**
 * Checks that `key` signed the vote and owns its address; not its extension.
 *
 * @throws CometError "wrongSignature"
 */
export function verifyVote(chainId: string, vote: Vote, key: PubKey): void {
  if (!equalBytes(pubKeyAddress(key), vote.validatorAddress)) {
    throw cometError("wrongSignature", "invalid validator address");
  }
  if (!verifySignature(key, voteSignBytes(chainId, vote), vote.signature)) {
    throw cometError("wrongSignature", "invalid signature");
  }
}

/**
 * Checks the signature over the extension, which only a precommit for a block carries; other votes pass.
 *
 * @throws CometError "wrongSignature"
 */
export function verifyVoteExtension(chainId: string, vote: Vote, key: PubKey): void {
  if (vote.type !== SignedMsgType.precommit || isZeroBlockId(vote.blockId)) return;
  if (!verifySignature(key, voteExtensionSignBytes(chainId, vote), vote.extensionSignature)) {
    throw cometError("wrongSignature", "invalid signature");
  }
}

/** What is wrong with a proposal by itself. */
export function proposalFault(proposal: Proposal): string | undefined {
  if (proposal.type !== SignedMsgType.proposal) return "invalid Type";
  if (proposal.height < 0n) return "negative Height";
  if (proposal.round < 0) return "negative Round";
  if (proposal.polRound < -1) return "negative POLRound (exception: -1)";
  const idFault = blockIdFault(proposal.blockId);
  if (idFault !== undefined) return `wrong BlockID: ${idFault}`;
  if (!isCompleteBlockId(proposal.blockId)) return "expected a complete, non-empty BlockID";
  if (proposal.signature.length === 0) return "signature is missing";
  if (proposal.signature.length > MAX_SIGNATURE_SIZE) {
    return `signature is too big (max: ${MAX_SIGNATURE_SIZE})`;
  }
  return undefined;
}

/**
 * Checks that `key` signed the proposal.
 *
 * @throws CometError "wrongSignature"
 */
export function verifyProposal(chainId: string, proposal: Proposal, key: PubKey): void {
  if (!verifySignature(key, proposalSignBytes(chainId, proposal), proposal.signature)) {
    throw cometError("wrongSignature", "invalid signature");
  }
}

/** Extensions belong to precommits for a block alone, and never come unsigned. */
function extensionFault(vote: Vote, isNil: boolean): string | undefined {
  const { extension, extensionSignature } = vote;
  if (vote.type !== SignedMsgType.precommit || isNil) {
    if (extension.length > 0) {
      return `unexpected vote extension; vote type ${vote.type}, isNil ${isNil}`;
    }
    return extensionSignature.length > 0 ? "unexpected vote extension signature" : undefined;
  }
  if (extensionSignature.length > MAX_SIGNATURE_SIZE) {
    return `vote extension signature is too big (max: ${MAX_SIGNATURE_SIZE})`;
  }
  return extensionSignature.length === 0 && extension.length !== 0
    ? "vote extension signature absent on vote with extension"
    : undefined;
}
