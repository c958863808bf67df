import { plainError, type Time, utf8 } from "@testudo/base";
import { MAX_CHAIN_ID_LENGTH } from "@testudo/comet";
import { fromDuration, fromTimestamp } from "@testudo/proto";
import type {
  ClientState,
  ConsensusState,
  Fraction,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { ClientStatus } from "../client/light-client.ts";
import { parseChainRevision } from "../host/chain-id.ts";
import { isZeroHeight, ZERO_HEIGHT } from "../host/height.ts";
import { isBlank } from "../host/identifiers.ts";
import { tendermintErrors as errors } from "./errors.ts";
import { state } from "./store.ts";

const HASH_SIZE = 32;

/**
 * Checks a client state by itself. The frozen height is not looked at: a frozen state is refused by its status.
 *
 * @throws 07-tendermint/2, /15, /3, /4, /7, /5, /13, client/3; panics when the chain id's revision exceeds 64 bits
 */
export function validateClientState(client: ClientState): void {
  if (isBlank(client.chainId)) throw errors.invalidChainId("chain id cannot be empty string");
  const chainIdLength = utf8(client.chainId).length;
  if (chainIdLength > MAX_CHAIN_ID_LENGTH) {
    throw errors.invalidChainId(
      `chainID is too long; got: ${chainIdLength}, max: ${MAX_CHAIN_ID_LENGTH}`,
    );
  }
  if (!isTrustLevel(client.trustLevel)) {
    const { numerator, denominator } = client.trustLevel;
    throw errors.invalidTrustLevel(
      `trustLevel must be within [1/3, 1], given ${numerator}/${denominator}`,
    );
  }
  const trustingPeriod = fromDuration(client.trustingPeriod);
  const unbondingPeriod = fromDuration(client.unbondingPeriod);
  if (trustingPeriod <= 0n) {
    throw errors.invalidTrustingPeriod("trusting period must be greater than zero");
  }
  if (unbondingPeriod <= 0n) {
    throw errors.invalidUnbondingPeriod("unbonding period must be greater than zero");
  }
  if (fromDuration(client.maxClockDrift) <= 0n) {
    throw errors.invalidMaxClockDrift("max clock drift must be greater than zero");
  }
  const { revisionNumber, revisionHeight } = client.latestHeight;
  const revision = parseChainRevision(client.chainId);
  if (revisionNumber !== revision) {
    throw errors.invalidHeaderHeight(
      `latest height revision number must match chain id revision number (${revisionNumber} != ${revision})`,
    );
  }
  if (revisionHeight === 0n) {
    throw errors.invalidHeaderHeight(
      "tendermint client's latest height revision height cannot be zero",
    );
  }
  if (trustingPeriod >= unbondingPeriod) {
    throw errors.invalidTrustingPeriod(
      `trusting period (${trustingPeriod}ns) should be < unbonding period (${unbondingPeriod}ns)`,
    );
  }
  if (client.proofSpecs.length === 0) {
    throw errors.invalidProofSpecs("proof specs cannot be nil for tm client");
  }
  client.upgradePath.forEach((key, index) => {
    if (isBlank(key)) {
      throw clientErrors.invalidClient(`key in upgrade path at index ${index} cannot be empty`);
    }
  });
}

/** Between 1/3 and 1; the multiplication wraps as the reference's 64-bit one does. */
function isTrustLevel({ numerator, denominator }: Fraction): boolean {
  return (
    BigInt.asUintN(64, numerator * 3n) >= denominator &&
    numerator <= denominator &&
    denominator !== 0n
  );
}

/** @throws client/8 without root or with a time not after 1970; an uncoded error on a hash of wrong length */
export function validateConsensusState(consensus: ConsensusState): void {
  if (consensus.root.hash.length === 0) throw clientErrors.invalidConsensus("root cannot be empty");
  const { length } = consensus.nextValidatorsHash;
  if (length !== 0 && length !== HASH_SIZE) {
    throw plainError(
      `next validators hash is invalid: expected size to be ${HASH_SIZE} bytes, got ${length} bytes`,
    );
  }
  if (consensus.timestamp.seconds <= 0n) {
    throw clientErrors.invalidConsensus("timestamp must be a positive Unix time");
  }
}

/** Whether a state of that time can no longer be trusted; the end of the period counts as past. */
export function isExpired(client: ClientState, consensus: ConsensusState, now: Time): boolean {
  return fromTimestamp(consensus.timestamp) + fromDuration(client.trustingPeriod) <= now;
}

/** The status of an existing client: frozen, or as old as its latest consensus state. */
export function statusOf(ctx: Ctx, clientId: string, client: ClientState): ClientStatus {
  if (!isZeroHeight(client.frozenHeight)) return "Frozen";
  const latest = state.consensusStates.get(ctx, clientId, client.latestHeight);
  if (latest === undefined || isExpired(client, latest, ctx.time)) return "Expired";
  return "Active";
}

const ZERO_DURATION = { seconds: 0n, nanos: 0 };

/** What a chain decides about its clients; what their creators chose is zeroed. */
export function zeroCustomFields(client: ClientState): ClientState {
  return {
    chainId: client.chainId,
    trustLevel: { numerator: 0n, denominator: 0n },
    trustingPeriod: ZERO_DURATION,
    unbondingPeriod: client.unbondingPeriod,
    maxClockDrift: ZERO_DURATION,
    frozenHeight: ZERO_HEIGHT,
    latestHeight: client.latestHeight,
    proofSpecs: client.proofSpecs,
    upgradePath: client.upgradePath,
    allowUpdateAfterExpiry: false,
    allowUpdateAfterMisbehaviour: false,
  };
}
