import { AppError, equalBytes } from "@testudo/base";
import {
  blockIdFromProto,
  CometError,
  commitFromProto,
  verifyCommitLight,
  verifyCommitLightTrusting,
} from "@testudo/comet";
import { fromDuration, fromTimestamp } from "@testudo/proto";
import type {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { isRevisionFormat, withRevision } from "../host/chain-id.ts";
import { compareHeights, type Height, heightToText } from "../host/height.ts";
import { checkClientId } from "../host/identifiers.ts";
import { signedHeaderOf, validatorSetOf } from "./comet.ts";
import { tendermintErrors as errors } from "./errors.ts";
import {
  blockHeaderOf,
  consensusStateOf,
  heightOf,
  requireTrustedValidators,
  validateHeader,
} from "./header.ts";
import { nextConsensusState, previousConsensusState, state } from "./store.ts";

/**
 * Checks misbehaviour by itself: two good headers of one chain, each committed by its own validators.
 *
 * @throws 07-tendermint/6, /5, /14, host/2, client/13; panics on a header without a signed header, as the reference does
 */
export function validateMisbehaviour({ clientId, header1, header2 }: Misbehaviour): void {
  if (header1 === undefined) throw errors.invalidHeader("misbehaviour Header1 cannot be nil");
  if (header2 === undefined) throw errors.invalidHeader("misbehaviour Header2 cannot be nil");
  requireTrustedHeight(header1, "Header1");
  requireTrustedHeight(header2, "Header2");
  requireTrustedSet(header1, "Header1");
  requireTrustedSet(header2, "Header2");
  if (blockHeaderOf(header1).chainId !== blockHeaderOf(header2).chainId) {
    throw clientErrors.invalidMisbehaviour("headers must have identical chainIDs");
  }
  checkClientId(clientId);
  requireValidHeader(header1, 1);
  requireValidHeader(header2, 2);
  const [height1, height2] = [heightOf(header1), heightOf(header2)];
  if (compareHeights(height1, height2) < 0) {
    throw clientErrors.invalidMisbehaviour(
      `Header1 height is less than Header2 height (${heightToText(height1)} < ${heightToText(height2)})`,
    );
  }
  requireCommitted(header1);
  requireCommitted(header2);
}

function requireTrustedHeight({ trustedHeight }: Header, name: string): void {
  if (trustedHeight.revisionHeight === 0n) {
    throw errors.invalidHeaderHeight(`misbehaviour ${name} cannot have zero revision height`);
  }
}

function requireTrustedSet({ trustedValidators }: Header, name: string): void {
  if (trustedValidators === undefined) {
    throw errors.invalidValidatorSet(`trusted validator set in ${name} cannot be empty`);
  }
}

/** Whatever is wrong with a header, misbehaviour reports it under its own number. */
function requireValidHeader(header: Header, number: 1 | 2): void {
  recode(`header ${number} failed validation`, () => validateHeader(header));
}

function requireCommitted(header: Header): void {
  const { header: block, commit } = signedHeaderOf(header.signedHeader);
  const validators = validatorSetOf(header.validatorSet);
  recode("validator set did not commit to header", () =>
    verifyCommitLight({
      chainId: block.chainId,
      validators,
      blockId: commit.blockId,
      height: commit.height,
      commit,
    }),
  );
}

/** Runs a check and turns its refusal, whatever its numbers, into client/13. Panics pass. */
function recode(context: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw clientErrors.invalidMisbehaviour(`${context}: ${error.message}`, error);
  }
}

/**
 * Verifies checked misbehaviour: the light client would have followed either header (ICS-07). There is no clock drift,
 * adjacency or two-thirds check here.
 *
 * @throws client/7, 07-tendermint/14, 07-tendermint/11, client/13, and an uncoded error on malformed sets
 */
export function verifyMisbehaviour(
  ctx: Ctx,
  clientId: string,
  client: ClientState,
  { header1, header2 }: Misbehaviour,
): void {
  if (header1 === undefined || header2 === undefined) panic("misbehaviour without headers");
  const trusted1 = requireTrustedState(ctx, clientId, header1.trustedHeight);
  const trusted2 = requireTrustedState(ctx, clientId, header2.trustedHeight);
  verifySide(ctx, client, header1, trusted1);
  verifySide(ctx, client, header2, trusted2);
}

function requireTrustedState(ctx: Ctx, clientId: string, height: Height): ConsensusState {
  const trusted = state.consensusStates.get(ctx, clientId, height);
  if (trusted === undefined) {
    throw clientErrors.consensusStateNotFound(
      `could not get trusted consensus state from clientStore at TrustedHeight: ${heightToText(height)}`,
    );
  }
  return trusted;
}

function verifySide(ctx: Ctx, client: ClientState, header: Header, trusted: ConsensusState): void {
  const validators = validatorSetOf(header.trustedValidators);
  const proposed = header.signedHeader?.commit;
  if (proposed === undefined) panic("misbehaviour header without a commit");
  const commit = commitFromProto(proposed);
  requireTrustedValidators(header, trusted);

  const age = ctx.time - fromTimestamp(trusted.timestamp);
  const trustingPeriod = fromDuration(client.trustingPeriod);
  if (age >= trustingPeriod) {
    throw errors.trustingPeriodExpired(
      `current timestamp minus the latest consensus state timestamp is greater than or equal to the trusting period (${age} >= ${trustingPeriod})`,
    );
  }
  // A header of a later revision was signed under the later chain id.
  const chainId = isRevisionFormat(client.chainId)
    ? withRevision(client.chainId, heightOf(header).revisionNumber)
    : client.chainId;
  recode("validator set in header has too much change from trusted validator set", () =>
    verifyCommitLightTrusting({ chainId, validators, commit, trustLevel: client.trustLevel }),
  );
}

/**
 * Whether two headers contradict each other: a fork at one height, or time running backwards. The provider asks before
 * it verifies them, so a commit for a malformed block id is no fork.
 */
export function isMisbehaviour({ header1, header2 }: Misbehaviour): boolean {
  if (header1 === undefined || header2 === undefined) return false;
  if (compareHeights(heightOf(header1), heightOf(header2)) === 0) {
    const [hash1, hash2] = [committedHash(header1), committedHash(header2)];
    return hash1 !== undefined && hash2 !== undefined && !equalBytes(hash1, hash2);
  }
  const [time1, time2] = [header1, header2].map((header) =>
    fromTimestamp(blockHeaderOf(header).time),
  );
  return time1 !== undefined && time2 !== undefined && time1 <= time2;
}

/** The hash that a commit is for; none where its block id is malformed. */
function committedHash({ signedHeader }: Header): Uint8Array | undefined {
  const commit = signedHeader?.commit ?? panic("misbehaviour header without a commit");
  try {
    return blockIdFromProto(commit.blockId).hash;
  } catch (error) {
    if (error instanceof CometError) return undefined;
    throw error;
  }
}

/** Whether a verified header contradicts what the client stored: another state at its height, or times out of order. */
export function contradictsStore(ctx: Ctx, clientId: string, header: Header): boolean {
  const height = heightOf(header);
  const consensus = consensusStateOf(header);
  const existing = state.consensusStates.get(ctx, clientId, height);
  if (existing !== undefined) return !equalConsensusStates(existing, consensus);

  const time = fromTimestamp(consensus.timestamp);
  const previous = previousConsensusState(ctx, clientId, height);
  const next = nextConsensusState(ctx, clientId, height);
  return (
    (previous !== undefined && fromTimestamp(previous.timestamp) >= time) ||
    (next !== undefined && fromTimestamp(next.timestamp) <= time)
  );
}

function equalConsensusStates(a: ConsensusState, b: ConsensusState): boolean {
  return (
    fromTimestamp(a.timestamp) === fromTimestamp(b.timestamp) &&
    equalBytes(a.root.hash, b.root.hash) &&
    equalBytes(a.nextValidatorsHash, b.nextValidatorsHash)
  );
}
