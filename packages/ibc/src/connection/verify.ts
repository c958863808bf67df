import { uint64BE, utf8 } from "@testudo/base";
import { Channel } from "@testudo/proto/ibc/core/channel/v1";
import { ConnectionEnd } from "@testudo/proto/ibc/core/connection/v1";
import type { Ctx } from "@testudo/runtime";
import type { ClientKeeper } from "../client/keeper.ts";
import { applyPrefix } from "../commitment/path.ts";
import { commitAcknowledgement } from "../host/commitments.ts";
import type { Height } from "../host/height.ts";
import {
  type ChannelKey,
  channelEndPath,
  connectionPath,
  nextSequenceRecvPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
} from "../host/paths.ts";
import { state } from "./state.ts";

/** A proof against the consensus state at a height of the counterparty. */
export interface Proof {
  readonly proof: Uint8Array;
  readonly proofHeight: Height;
}

/** One packet as its channel end on the counterparty keeps it. */
export interface PacketKey extends ChannelKey {
  readonly sequence: bigint;
}

/** What a connection can prove about its counterparty's state (ICS-03). */
export type ProofVerifier = ReturnType<typeof createProofVerifier>;

/** Delay periods apply to packets only, never to handshakes. */
export function createProofVerifier(client: ClientKeeper) {
  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function connectionState(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: { readonly connectionId: string; readonly end: ConnectionEnd },
  ): void {
    const path = connectionPath(claim.connectionId);
    client.verifyMembership(ctx, {
      ...request(connection, proof, path),
      value: ConnectionEnd.encode(claim.end),
    });
  }

  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function channelState(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: ChannelKey & { readonly end: Channel },
  ): void {
    const path = channelEndPath(claim);
    client.verifyMembership(ctx, {
      ...request(connection, proof, path),
      value: Channel.encode(claim.end),
    });
  }

  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function packetCommitment(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: PacketKey & { readonly commitment: Uint8Array },
  ): void {
    const delays = packetDelays(ctx, connection);
    const path = packetCommitmentPath(claim, claim.sequence);
    client.verifyMembership(ctx, {
      ...request(connection, proof, path, delays),
      value: claim.commitment,
    });
  }

  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function packetAcknowledgement(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: PacketKey & { readonly acknowledgement: Uint8Array },
  ): void {
    const delays = packetDelays(ctx, connection);
    const path = packetAcknowledgementPath(claim, claim.sequence);
    client.verifyMembership(ctx, {
      ...request(connection, proof, path, delays),
      value: commitAcknowledgement(claim.acknowledgement),
    });
  }

  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function packetReceiptAbsence(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: PacketKey,
  ): void {
    const delays = packetDelays(ctx, connection);
    const path = packetReceiptPath(claim, claim.sequence);
    client.verifyNonMembership(ctx, request(connection, proof, path, delays));
  }

  /** @throws commitment/3 on an empty prefix and what the client refuses */
  function nextSequenceRecv(
    ctx: Ctx,
    connection: ConnectionEnd,
    proof: Proof,
    claim: ChannelKey & { readonly nextSequenceRecv: bigint },
  ): void {
    const delays = packetDelays(ctx, connection);
    client.verifyMembership(ctx, {
      ...request(connection, proof, nextSequenceRecvPath(claim), delays),
      value: uint64BE(claim.nextSequenceRecv),
    });
  }

  return {
    connectionState,
    channelState,
    packetCommitment,
    packetAcknowledgement,
    packetReceiptAbsence,
    nextSequenceRecv,
  };
}

interface Delays {
  readonly timeDelay: bigint;
  readonly blockDelay: bigint;
}

const NO_DELAYS: Delays = { timeDelay: 0n, blockDelay: 0n };

/** The params are read for every packet proof, delay or not: gas shows it. */
function packetDelays(ctx: Ctx, { delayPeriod }: ConnectionEnd): Delays {
  const { maxExpectedTimePerBlock } = state.params.get(ctx);
  return { timeDelay: delayPeriod, blockDelay: blocksFor(delayPeriod, maxExpectedTimePerBlock) };
}

/** The reference divides in float64 and rounds up; exact division would differ for large delays. */
function blocksFor(delayPeriod: bigint, timePerBlock: bigint): bigint {
  if (timePerBlock === 0n) return 0n;
  return BigInt(Math.ceil(Number(delayPeriod) / Number(timePerBlock)));
}

function request(
  connection: ConnectionEnd,
  { proof, proofHeight }: Proof,
  path: string,
  delays: Delays = NO_DELAYS,
) {
  return {
    clientId: connection.clientId,
    height: proofHeight,
    ...delays,
    proof,
    path: applyPrefix(connection.counterparty.prefix.keyPrefix, utf8(path)),
  };
}
