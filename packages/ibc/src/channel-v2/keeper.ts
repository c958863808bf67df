import { AppError, DAY, equalBytes, SECOND } from "@testudo/base";
import type { Acknowledgement, Packet } from "@testudo/proto/ibc/core/channel/v2";
import type { CounterpartyInfo } from "@testudo/proto/ibc/core/client/v2";
import { type Ctx, panic } from "@testudo/runtime";
import { channelV2Errors as errors } from "../channel/errors.ts";
import { clientErrors, clientV2Errors } from "../client/errors.ts";
import type { ClientKeeper } from "../client/keeper.ts";
import { state as clientState } from "../client/state.ts";
import { appendToPath } from "../commitment/path.ts";
import type { Proof } from "../connection/verify.ts";
import { commitAcknowledgementV2, commitPacketV2 } from "../host/commitments.ts";
import { isZeroHeight } from "../host/height.ts";
import { v2PacketKey } from "../host/paths.ts";
import { type OutgoingPacketV2, validateOutgoing, validatePacket } from "./packet.ts";
import { RECEIPT_V2, state } from "./state.ts";

/** Longest time ahead that a v2 packet may time out. */
const MAX_TIMEOUT_DELTA = DAY;

/**
 * IBC v2 packets (Eureka), as far as users can reach them: the messages are registered, but no application is, so every
 * packet that would reach one ends in a panic and leaves nothing behind.
 */
export type ChannelV2Keeper = ReturnType<typeof createChannelV2Keeper>;

export function createChannelV2Keeper({ client }: { readonly client: ClientKeeper }) {
  /**
   * Checks and commits a packet, then panics for want of an application. Applications call it without a message, so the
   * stateless check is part of it.
   *
   * @throws host/2, channelv2/3, clientv2/35, channelv2/9, channelv2/8, channelv2/4, channelv2/2, client/29, client/26, client/7
   */
  function sendPacket(ctx: Ctx, outgoing: OutgoingPacketV2): never {
    validateOutgoing(outgoing);
    const { sourceClient, timeoutTimestamp, payloads } = outgoing;
    const counterparty = requireCounterparty(ctx, sourceClient);
    const timeout = BigInt.asIntN(64, timeoutTimestamp) * SECOND;
    if (timeout <= ctx.time) {
      throw errors.timeoutElapsed("timeout is less than or equal the current block timestamp");
    }
    if (timeout > ctx.time + MAX_TIMEOUT_DELTA) {
      throw errors.invalidTimeout("timeout exceeds the maximum expected value");
    }
    const sequence = clientState.nextSequenceSendV2.get(ctx, sourceClient);
    if (sequence === undefined) {
      throw errors.sequenceSendNotFound(`source client: ${sourceClient}`);
    }
    const packet: Packet = {
      sequence,
      sourceClient,
      destinationClient: counterparty.clientId,
      timeoutTimestamp,
      payloads,
    };
    requireValid(packet);

    const status = client.status(ctx, sourceClient);
    if (status !== "Active") {
      throw clientErrors.clientNotActive(`client (${sourceClient}) status is ${status}`);
    }
    const height = client.latestHeight(ctx, sourceClient);
    if (isZeroHeight(height)) {
      throw clientErrors.invalidHeight(
        `cannot send packet using client (${sourceClient}) with zero height`,
      );
    }
    const latest = seconds(client.timestampAtHeight(ctx, sourceClient, height));
    if (latest >= timeoutTimestamp) {
      throw errors.timeoutElapsed(
        `latest timestamp: ${latest}, timeout timestamp: ${timeoutTimestamp}`,
      );
    }
    clientState.nextSequenceSendV2.set(ctx, sequence + 1n, sourceClient);
    state.commitments.set(ctx, commitPacketV2(packet), sourceClient, sequence);
    noApplication();
  }

  /** False when the packet was received before; panics for want of an application otherwise. */
  function recvPacket(ctx: Ctx, packet: Packet, { proof, proofHeight }: Proof): false {
    const { sourceClient, destinationClient, sequence } = packet;
    const counterparty = requireCounterparty(ctx, destinationClient);
    requireSame(counterparty, sourceClient, "source");
    const now = seconds(BigInt.asUintN(64, ctx.time));
    if (now >= packet.timeoutTimestamp) {
      throw errors.timeoutElapsed(
        `current timestamp: ${now}, timeout timestamp: ${packet.timeoutTimestamp}`,
      );
    }
    if (state.receipts.has(ctx, destinationClient, sequence)) return false;
    client.verifyMembership(ctx, {
      clientId: destinationClient,
      height: proofHeight,
      timeDelay: 0n,
      blockDelay: 0n,
      proof,
      path: appendToPath(
        counterparty.merklePrefix,
        v2PacketKey(sourceClient, "commitment", sequence),
      ),
      value: commitPacketV2(packet),
    });
    state.receipts.set(ctx, RECEIPT_V2, destinationClient, sequence);
    noApplication();
  }

  /** False when the packet is not committed (any more); panics for want of an application otherwise. */
  function acknowledgePacket(
    ctx: Ctx,
    packet: Packet,
    answer: { readonly acknowledgement: Acknowledgement } & Proof,
  ): false {
    const { sourceClient, destinationClient, sequence } = packet;
    const counterparty = requireCounterparty(ctx, sourceClient);
    requireSame(counterparty, destinationClient, "destination");
    if (!isCommitted(ctx, packet)) return false;
    client.verifyMembership(ctx, {
      clientId: sourceClient,
      height: answer.proofHeight,
      timeDelay: 0n,
      blockDelay: 0n,
      proof: answer.proof,
      path: appendToPath(
        counterparty.merklePrefix,
        v2PacketKey(destinationClient, "acknowledgement", sequence),
      ),
      value: commitAcknowledgementV2(answer.acknowledgement.appAcknowledgements),
    });
    state.commitments.delete(ctx, sourceClient, sequence);
    noApplication();
  }

  /** False when the packet is not committed (any more); panics for want of an application otherwise. */
  function timeoutPacket(ctx: Ctx, packet: Packet, { proof, proofHeight }: Proof): false {
    const { sourceClient, destinationClient, sequence } = packet;
    const counterparty = requireCounterparty(ctx, sourceClient);
    requireSame(counterparty, destinationClient, "destination");
    const timestamp = seconds(client.timestampAtHeight(ctx, sourceClient, proofHeight));
    if (timestamp < packet.timeoutTimestamp) {
      throw errors.timeoutNotReached(
        `proof timestamp: ${timestamp}, timeout timestamp: ${packet.timeoutTimestamp}`,
      );
    }
    if (!isCommitted(ctx, packet)) return false;
    client.verifyNonMembership(ctx, {
      clientId: sourceClient,
      height: proofHeight,
      timeDelay: 0n,
      blockDelay: 0n,
      proof,
      path: appendToPath(
        counterparty.merklePrefix,
        v2PacketKey(destinationClient, "receipt", sequence),
      ),
    });
    state.commitments.delete(ctx, sourceClient, sequence);
    noApplication();
  }

  return { sendPacket, recvPacket, acknowledgePacket, timeoutPacket };
}

/** Neither application installs a v2 router; the reference dereferences a nil pointer here. */
function noApplication(): never {
  panic("runtime error: invalid memory address or nil pointer dereference: no IBC v2 router");
}

function requireCounterparty(ctx: Ctx, clientId: string): CounterpartyInfo {
  const counterparty = clientState.counterparties.get(ctx, clientId);
  if (counterparty === undefined) {
    throw clientV2Errors.counterpartyNotFound(`counterparty not found for client: ${clientId}`);
  }
  return counterparty;
}

function requireSame(counterparty: CounterpartyInfo, clientId: string, role: string): void {
  if (counterparty.clientId !== clientId) {
    throw clientV2Errors.invalidCounterparty(
      `counterparty id (${counterparty.clientId}) does not match packet ${role} id (${clientId})`,
    );
  }
}

function isCommitted(ctx: Ctx, packet: Packet): boolean {
  const commitment = state.commitments.get(ctx, packet.sourceClient, packet.sequence);
  if (commitment === undefined) return false;
  if (!equalBytes(commitment, commitPacketV2(packet))) {
    throw errors.invalidPacket("commitment bytes are not equal");
  }
  return true;
}

/** Whatever is wrong with a packet made here, it is reported under one code. */
function requireValid(packet: Packet): void {
  try {
    validatePacket(packet);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw errors.invalidPacket(
      `constructed packet failed basic validation: ${error.message}`,
      error,
    );
  }
}

/** Whole Unix seconds of Unix nanoseconds. */
function seconds(timestamp: bigint): bigint {
  return timestamp / SECOND;
}
