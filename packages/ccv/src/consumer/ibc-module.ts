import { AppError, sdkErrors } from "@testudo/base";
import {
  ackFromJson,
  channelErrors,
  errorAcknowledgement,
  orderName,
  resultAcknowledgement,
} from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { connectionErrors } from "@testudo/ibc/connection";
import { isBlank } from "@testudo/ibc/host";
import { type IbcModule, portErrors } from "@testudo/ibc/port";
import { ICS20_VERSION } from "@testudo/ibc/transfer";
import { type Acknowledgement, Order } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import { V1_RESULT } from "../wire/acknowledgements.ts";
import { ccvErrors } from "../wire/errors.ts";
import { decodeHandshakeMetadata } from "../wire/handshake.ts";
import { CCV_VERSION, PROVIDER_PORT, TRANSFER_PORT } from "../wire/names.ts";
import { decodeVscPacket, type ReceivedVscPacket, UndecodablePacket } from "../wire/packets.ts";
import {
  feeTransferChannelOpened,
  packetAcknowledged,
  packetReceived,
  packetTimedOut,
} from "./events.ts";
import type { ConsumerKeeper } from "./keeper.ts";
import { handleAcknowledgement, receiveVscPacket } from "./packets.ts";
import { changeParams, consumerParams } from "./params.ts";
import { state } from "./state.ts";

/** The consumer's end of the CCV channel (ICS-28): it proposes the channel, the provider answers. */
export function createConsumerIbcModule({ needs }: ConsumerKeeper): IbcModule {
  const { channel, connection, logger } = needs;

  /** @throws CCV/5 */
  function requireNoProviderChannel(ctx: Ctx, complaint: string): void {
    const established = state.providerChannelId.get(ctx);
    if (established !== undefined) {
      throw ccvErrors.duplicateChannel(`provider channel: ${established} ${complaint}`);
    }
  }

  /** @throws channel/15, connection/3, client/3 */
  function requireProviderClient(ctx: Ctx, hops: readonly string[]): void {
    const [connectionId] = hops;
    if (connectionId === undefined || hops.length !== 1) {
      throw channelErrors.tooManyConnectionHops("must have direct connection to provider chain");
    }
    const end = connection.connection(ctx, connectionId);
    if (end === undefined) {
      throw connectionErrors.connectionNotFound(
        `connection not found for connection ID: ${connectionId}`,
      );
    }
    const expected = state.providerClientId.get(ctx);
    if (expected === undefined) {
      throw clientErrors.invalidClient("could not find provider client id");
    }
    if (expected !== end.clientId) {
      throw clientErrors.invalidClient(
        `invalid client: ${end.clientId}, channel must be built on top of client: ${expected}`,
      );
    }
  }

  /** Proposes the channel over which rewards will go, on the connection of the CCV channel. */
  function openTransferChannel(ctx: Ctx, portId: string, channelId: string): void {
    const ccvChannel = channel.channel(ctx, portId, channelId);
    if (ccvChannel === undefined) {
      throw ccvErrors.channelNotFound("cannot get connection hops from non-existent channel");
    }
    const opened = channel.chanOpenInit(ctx, {
      portId: TRANSFER_PORT,
      order: Order.ORDER_UNORDERED,
      connectionHops: ccvChannel.connectionHops,
      counterparty: { portId: TRANSFER_PORT, channelId: "" },
      version: ICS20_VERSION,
    });
    changeParams(ctx, { distributionTransmissionChannel: opened.channelId });
    ctx.emit(feeTransferChannelOpened(channelId));
  }

  return {
    onChanOpenInit(ctx, { order, portId, counterparty, connectionHops, ...proposal }) {
      const version = isBlank(proposal.version) ? CCV_VERSION : proposal.version;
      requireNoProviderChannel(ctx, "already set");
      if (order !== Order.ORDER_ORDERED) {
        throw channelErrors.invalidChannelOrdering(
          `expected ${orderName(Order.ORDER_ORDERED)} channel, got ${orderName(order)} `,
        );
      }
      const boundPort = state.port.get(ctx) ?? "";
      if (boundPort !== portId) {
        throw portErrors.invalidPort(`invalid port: ${portId}, expected ${boundPort}`);
      }
      if (version !== CCV_VERSION) {
        throw ccvErrors.invalidVersion(`got ${version}, expected ${CCV_VERSION}`);
      }
      if (counterparty.portId !== PROVIDER_PORT) {
        throw portErrors.invalidPort(
          `invalid counterparty port: ${counterparty.portId}, expected ${PROVIDER_PORT}`,
        );
      }
      requireProviderClient(ctx, connectionHops);
      return version;
    },

    onChanOpenTry() {
      throw mustBeInitiatedHere();
    },

    onChanOpenAck(ctx, { portId, channelId, counterpartyVersion }) {
      requireNoProviderChannel(ctx, "already established");
      const { version, providerFeePoolAddr } = decodeHandshakeMetadata(counterpartyVersion);
      if (version !== CCV_VERSION) {
        throw ccvErrors.invalidVersion(
          `invalid counterparty version: ${version}, expected ${CCV_VERSION}`,
        );
      }
      changeParams(ctx, { providerFeePoolAddrStr: providerFeePoolAddr });
      const transferChannel = consumerParams(ctx).distributionTransmissionChannel;
      if (channel.channel(ctx, TRANSFER_PORT, transferChannel) !== undefined) return;
      openTransferChannel(ctx, portId, channelId);
    },

    onChanOpenConfirm() {
      throw mustBeInitiatedHere();
    },

    /** Only duplicates of the established channel may be closed. */
    onChanCloseInit(ctx, _portId, channelId) {
      const established = state.providerChannelId.get(ctx);
      if (established !== undefined && established !== channelId) return;
      throw sdkErrors.invalidRequest("user cannot close channel");
    },

    onChanCloseConfirm() {},

    onRecvPacket(ctx, packet) {
      let received: ReceivedVscPacket | undefined;
      try {
        received = readVscPacket(packet.data);
        receiveVscPacket(ctx, logger, packet, received);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        logger.error({ err: error, sequence: packet.sequence }, "packet refused");
        ctx.emit(packetReceived(received?.valsetUpdateId ?? 0n, error.message));
        return errorAcknowledgement(error);
      }
      ctx.emit(packetReceived(received.valsetUpdateId, undefined));
      return resultAcknowledgement(V1_RESULT);
    },

    onAcknowledgementPacket(ctx, packet, bytes) {
      const acknowledgement = readAcknowledgement(bytes);
      handleAcknowledgement(ctx, channel, packet, acknowledgement);
      for (const event of packetAcknowledged(acknowledgement)) ctx.emit(event);
    },

    /** Core closes the channel, since it is ordered. */
    onTimeoutPacket(ctx) {
      ctx.emit(packetTimedOut());
    },
  };
}

function mustBeInitiatedHere(): AppError {
  return ccvErrors.invalidChannelFlow("channel handshake must be initiated by consumer chain");
}

/** @throws sdk/29 */
function readVscPacket(data: Uint8Array): ReceivedVscPacket {
  try {
    return decodeVscPacket(data);
  } catch (error) {
    if (!(error instanceof UndecodablePacket)) throw error;
    throw sdkErrors.invalidType("cannot unmarshal VSCPacket data", error);
  }
}

/** @throws sdk/6 */
function readAcknowledgement(bytes: Uint8Array): Acknowledgement {
  try {
    return ackFromJson(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw sdkErrors.unknownRequest(
      `cannot unmarshal consumer packet acknowledgement: ${error.message}`,
      error,
    );
  }
}
