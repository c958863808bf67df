import { equalBytes } from "@testudo/base";
import { type ValidatorSet, validateSignedHeader, verifyLight } from "@testudo/comet";
import { fromDuration, fromTimestamp } from "@testudo/proto";
import type {
  ClientState,
  ConsensusState,
  Header,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Header as BlockHeader } from "@testudo/proto/tendermint/types";
import { type Ctx, panic } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { parseChainRevision } from "../host/chain-id.ts";
import { compareHeights, type Height, heightToText } from "../host/height.ts";
import { signedHeaderOf, validatorSetOf } from "./comet.ts";
import { tendermintErrors as errors } from "./errors.ts";
import { state } from "./store.ts";

/** The block header inside; panics when there is none, as only unchecked headers lack it. */
export function blockHeaderOf(header: Header): BlockHeader {
  const inner = header.signedHeader?.header;
  if (inner === undefined) panic("tendermint header is nil");
  return inner;
}

/** The header's height, with the revision of its own chain id. */
export function heightOf(header: Header): Height {
  const { chainId, height } = blockHeaderOf(header);
  return {
    revisionNumber: parseChainRevision(chainId),
    revisionHeight: BigInt.asUintN(64, height),
  };
}

/** The consensus state that the header stands for. */
export function consensusStateOf(header: Header): ConsensusState {
  const { time, appHash, nextValidatorsHash } = blockHeaderOf(header);
  return { timestamp: time, root: { hash: appHash }, nextValidatorsHash };
}

/**
 * Checks a header by itself, as far as no trusted state is needed.
 *
 * @throws client/12 on missing parts or a set that does not hash to the header's, 07-tendermint/5 unless the trusted
 *   height is lower, an uncoded error on everything that consensus refuses
 */
export function validateHeader(header: Header): void {
  if (header.signedHeader === undefined) {
    throw clientErrors.invalidHeader("tendermint signed header cannot be nil");
  }
  if (header.signedHeader.header === undefined) {
    throw clientErrors.invalidHeader("tendermint header cannot be nil");
  }
  const { chainId, validatorsHash } = header.signedHeader.header;
  validateSignedHeader(signedHeaderOf(header.signedHeader), chainId);

  const height = heightOf(header);
  if (compareHeights(header.trustedHeight, height) >= 0) {
    throw errors.invalidHeaderHeight(
      `TrustedHeight ${heightToText(header.trustedHeight)} must be less than header height ${heightToText(height)}`,
    );
  }
  if (header.validatorSet === undefined) throw clientErrors.invalidHeader("validator set is nil");
  if (!equalBytes(validatorsHash, validatorSetOf(header.validatorSet).hash())) {
    throw clientErrors.invalidHeader("validator set does not match hash");
  }
}

/**
 * Verifies a checked header against the consensus state that it names as trusted (ICS-07).
 *
 * @throws client/7, 07-tendermint/14, 07-tendermint/5, client/12, and an uncoded error on everything that light
 *   verification refuses
 */
export function verifyHeader(
  ctx: Ctx,
  clientId: string,
  client: ClientState,
  header: Header,
): void {
  const { trustedHeight } = header;
  const trusted = state.consensusStates.get(ctx, clientId, trustedHeight);
  if (trusted === undefined) {
    throw clientErrors.consensusStateNotFound(
      `could not get trusted consensus state from clientStore for Header at TrustedHeight: ${heightToText(trustedHeight)}`,
    );
  }
  const trustedValidators = requireTrustedValidators(header, trusted);

  const height = heightOf(header);
  if (height.revisionNumber !== trustedHeight.revisionNumber) {
    throw errors.invalidHeaderHeight(
      `header height revision ${height.revisionNumber} does not match trusted header revision ${trustedHeight.revisionNumber}`,
    );
  }
  const untrustedHeader = signedHeaderOf(header.signedHeader);
  const untrustedValidators = validatorSetOf(header.validatorSet);
  if (compareHeights(height, trustedHeight) <= 0) {
    throw clientErrors.invalidHeader(
      `header height ≤ consensus state height (${heightToText(height)} ≤ ${heightToText(trustedHeight)})`,
    );
  }
  verifyLight({
    trustedHeader: {
      chainId: client.chainId,
      height: BigInt.asIntN(64, trustedHeight.revisionHeight),
      time: fromTimestamp(trusted.timestamp),
      nextValidatorsHash: trusted.nextValidatorsHash,
    },
    trustedValidators,
    untrustedHeader,
    untrustedValidators,
    trustingPeriod: fromDuration(client.trustingPeriod),
    now: ctx.time,
    maxClockDrift: fromDuration(client.maxClockDrift),
    trustLevel: client.trustLevel,
  });
}

/**
 * The header's trusted validators.
 *
 * @throws 07-tendermint/14 unless they are those that the trusted state announced, an uncoded error on a malformed set
 */
export function requireTrustedValidators(header: Header, trusted: ConsensusState): ValidatorSet {
  const validators = validatorSetOf(header.trustedValidators);
  if (!equalBytes(trusted.nextValidatorsHash, validators.hash())) {
    throw errors.invalidValidatorSet("trusted validators do not hash to latest trusted validators");
  }
  return validators;
}
