import {
  AppError,
  bech32Decode,
  type ConsAddress,
  consAddress,
  type Logger,
  plainError,
} from "@testudo/base";
import type { Acknowledgement, Packet } from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import type { Ctx } from "@testudo/runtime";
import { SLASH_PACKET_BOUNCED, SLASH_PACKET_HANDLED, V1_RESULT } from "../wire/acknowledgements.ts";
import { ccvErrors } from "../wire/errors.ts";
import { CONSUMER_PORT } from "../wire/names.ts";
import {
  decodeConsumerPacket,
  type ReceivedVscPacket,
  validateVscPacket,
} from "../wire/packets.ts";
import { accumulateChanges } from "../wire/validator-updates.ts";
import { errors } from "./errors.ts";
import { channelEstablished } from "./events.ts";
import type { Needs } from "./needs.ts";
import { dropHandledPacket, retryBouncedPacket } from "./slash-queue.ts";
import { state } from "./state.ts";

/**
 * Takes a validator set packet: its changes wait for the end of the block, its slash acknowledgements count at once. The
 * first one establishes the channel.
 *
 * @throws CCV/1 on a packet without updates or id, CCV/3 when another channel is the established one
 */
export function receiveVscPacket(
  ctx: Ctx,
  logger: Logger,
  packet: Pick<Packet, "destinationPort" | "destinationChannel">,
  received: ReceivedVscPacket,
): void {
  const { validatorUpdates, valsetUpdateId, slashAcks } = validateVscPacket(received);
  requireProviderChannel(ctx, packet);

  const pending = state.pendingChanges.get(ctx) ?? [];
  state.pendingChanges.set(ctx, accumulateChanges(pending, validatorUpdates));
  state.valsetUpdateIds.set(ctx, ctx.height + 1n, valsetUpdateId);
  for (const ack of slashAcks) {
    const address = consAddressOfAnyPrefix(ack);
    if (address === undefined) {
      // Refusing the packet would make the provider drop the chain.
      logger.error({ ack, vscId: valsetUpdateId }, "slash acknowledgement is no address");
    } else {
      state.outstandingDowntimes.delete(ctx, address);
    }
  }
}

function requireProviderChannel(
  ctx: Ctx,
  { destinationPort, destinationChannel }: Pick<Packet, "destinationPort" | "destinationChannel">,
): void {
  const established = state.providerChannelId.get(ctx);
  if (established === destinationChannel) return;
  if (established !== undefined) {
    throw ccvErrors.invalidChannelFlow(
      `VSCPacket received on unknown channel ${destinationChannel}; expected: ${established}`,
    );
  }
  state.providerChannelId.set(ctx, destinationChannel);
  ctx.emit(channelEstablished(destinationChannel, destinationPort));
}

/** The provider writes addresses with its own prefix, which this chain need not know. */
function consAddressOfAnyPrefix(text: string): ConsAddress | undefined {
  try {
    return consAddress(bech32Decode(text.trim()).bytes);
  } catch {
    return undefined;
  }
}

/**
 * Takes the provider's answer to a packet.
 *
 * A refusal closes the channel it came over and the established one, since the provider then knows less than it must.
 *
 * @throws undefined/1 on a result that no provider gives or a channel that cannot be closed, ccvconsumer/1 on a refusal
 *   before the channel was established
 */
export function handleAcknowledgement(
  ctx: Ctx,
  channel: Needs["channel"],
  packet: Pick<Packet, "sourcePort" | "sourceChannel" | "data">,
  { result, error }: Acknowledgement,
): void {
  if (result !== undefined) handleResult(ctx, packet.data, result);
  if (error !== undefined && error !== "") closeChannels(ctx, channel, packet);
}

function handleResult(ctx: Ctx, data: Uint8Array, result: Uint8Array): void {
  const [answer] = result;
  if (answer === undefined || result.length !== 1) {
    throw plainError(`acknowledgement result length must be 1, got ${result.length}`);
  }
  const { type } = decodeConsumerPacket(data);
  if (type === ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM) return;
  switch (answer) {
    case V1_RESULT[0]:
    case SLASH_PACKET_HANDLED[0]:
      dropHandledPacket(ctx);
      return;
    case SLASH_PACKET_BOUNCED[0]:
      retryBouncedPacket(ctx);
      return;
    default:
      throw plainError(`unrecognized acknowledgement result: ${String.fromCodePoint(answer)}`);
  }
}

function closeChannels(
  ctx: Ctx,
  channel: Needs["channel"],
  { sourcePort, sourceChannel }: Pick<Packet, "sourcePort" | "sourceChannel">,
): void {
  try {
    channel.chanCloseInit(ctx, sourcePort, sourceChannel);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw plainError(`ChanCloseInit(${sourceChannel}) failed: ${error.message}`, error);
  }
  const established = state.providerChannelId.get(ctx);
  if (established === undefined) {
    throw errors.noEstablishedChannel(
      `recv ErrorAcknowledgement on non-established channel ${sourceChannel}`,
    );
  }
  if (established !== sourceChannel) channel.chanCloseInit(ctx, CONSUMER_PORT, established);
}
