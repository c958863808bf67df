import type { Time } from "@testudo/base";
import {
  BlockIdFlag,
  type SignedHeader,
  signedHeaderToProto,
  ValidatorSet,
  validatorSetToProto,
} from "@testudo/comet";
import type { Height } from "@testudo/ibc/host";
import { fromDuration, fromTimestamp, packAny } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgUpdateClient } from "@testudo/proto/ibc/core/client/v1";
import { type ClientState, Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Endpoint } from "./endpoint.ts";
import { NotYetProvable } from "./not-yet-provable.ts";

/** A light client on `on` that follows `of`. */
export interface ClientRef {
  readonly on: Endpoint;
  readonly of: Endpoint;
  readonly clientId: string;
}

/** Messages that bring a client to a height, and that height; nothing to send when it is there already. */
export interface ClientUpdate {
  readonly messages: readonly Any[];
  readonly height: Height;
}

/** A client is refreshed when this share of its trusting period has passed. */
const REFRESH_SHARE = { numerator: 2n, denominator: 3n };

/**
 * Updates a client to the tip of the chain it follows; what that chain stored one block below the tip can then be
 * proven. In between, headers are added where too little of the trusted power signed the tip.
 *
 * @throws NotYetProvable when the client's chain has to make a block first
 */
export async function updateToTip(ref: ClientRef): Promise<ClientUpdate> {
  const { on, of, clientId } = ref;
  const [state, tip, here] = await Promise.all([
    on.clientState(clientId),
    of.client.status(),
    on.client.status(),
  ]);
  const trusted = state.latestHeight;
  if (tip.latestHeight <= trusted.revisionHeight) return { messages: [], height: trusted };
  // A chain that has made no block for a while takes the other's header for one from the future.
  if (tip.latestTime >= here.latestTime + fromDuration(state.maxClockDrift)) {
    throw new NotYetProvable(on.chainId);
  }
  const headers = await headersBetween(of, trusted, tip.latestHeight, state);
  return {
    messages: headers.map((header) =>
      packAny(MsgUpdateClient, {
        clientId,
        clientMessage: packAny(Header, header),
        signer: on.signer,
      }),
    ),
    height: of.heightOf(tip.latestHeight),
  };
}

/** The header of a height as a client that trusts `trusted` needs it. */
export async function headerAt(of: Endpoint, trusted: Height, height: bigint): Promise<Header> {
  const [signed, validators, trustedValidators] = await Promise.all([
    of.client.commit(height),
    of.client.validators(height),
    of.client.validators(trusted.revisionHeight + 1n),
  ]);
  return makeHeader({ signed, validators, trusted, trustedValidators });
}

/** Puts a header together. */
export function makeHeader(parts: {
  readonly signed: SignedHeader;
  readonly validators: ValidatorSet;
  readonly trusted: Height;
  readonly trustedValidators: ValidatorSet;
}): Header {
  return {
    signedHeader: signedHeaderToProto(parts.signed),
    validatorSet: validatorSetToProto(withProposer(parts.validators, parts.signed)),
    trustedHeight: parts.trusted,
    trustedValidators: validatorSetToProto(parts.trustedValidators),
  };
}

/** When a client should be updated although no packet asks for it: block time of the chain that it is on. */
export async function refreshTime({ on, clientId }: ClientRef): Promise<Time> {
  const state = await on.clientState(clientId);
  const consensus = await on.consensusState(clientId, state.latestHeight);
  const { numerator, denominator } = REFRESH_SHARE;
  const share = (fromDuration(state.trustingPeriod) * numerator) / denominator;
  return fromTimestamp(consensus.timestamp) + share;
}

async function headersBetween(
  of: Endpoint,
  trusted: Height,
  target: bigint,
  state: ClientState,
): Promise<readonly Header[]> {
  const [signed, trustedValidators] = await Promise.all([
    of.client.commit(target),
    of.client.validators(trusted.revisionHeight + 1n),
  ]);
  const isAdjacent = target === trusted.revisionHeight + 1n;
  if (isAdjacent || isTrustedEnough(signed, trustedValidators, state)) {
    const validators = await of.client.validators(target);
    return [makeHeader({ signed, validators, trusted, trustedValidators })];
  }
  const middle = (trusted.revisionHeight + target) / 2n;
  return [
    ...(await headersBetween(of, trusted, middle, state)),
    ...(await headersBetween(of, of.heightOf(middle), target, state)),
  ];
}

/** Whether those who signed hold more than the trust level of the trusted power (ICS-07, skipping verification). */
function isTrustedEnough(
  { commit }: SignedHeader,
  trusted: ValidatorSet,
  { trustLevel }: ClientState,
): boolean {
  let signed = 0n;
  for (const { blockIdFlag, validatorAddress } of commit.signatures) {
    if (blockIdFlag !== BlockIdFlag.commit) continue;
    signed += trusted.byAddress(validatorAddress)?.power ?? 0n;
  }
  return signed * trustLevel.denominator > trusted.totalPower * trustLevel.numerator;
}

/** RPC does not say who proposed; the header does. */
function withProposer(validators: ValidatorSet, { header }: SignedHeader): ValidatorSet {
  const proposer = validators.byAddress(header.proposerAddress);
  if (proposer === undefined) return validators;
  return new ValidatorSet(validators.validators, proposer, validators);
}
