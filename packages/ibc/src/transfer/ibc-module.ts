import { AppError, equalBytes } from "@testudo/base";
import { Order } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import {
  ackFromJson,
  ackToJson,
  errorAcknowledgement,
  resultAcknowledgement,
} from "../channel/acknowledgement.ts";
import { channelErrors } from "../channel/errors.ts";
import { orderName } from "../channel/order.ts";
import { hostErrors, ibcErrors } from "../host/errors.ts";
import { channelSequence, isBlank } from "../host/identifiers.ts";
import { portErrors } from "../port/errors.ts";
import type { ChannelProposal, IbcModule } from "../port/module.ts";
import { transferErrors } from "./errors.ts";
import { emitAcknowledgement, emitReceive, emitTimeout } from "./events.ts";
import type { TransferKeeper } from "./keeper.ts";
import { decodePacketData, ICS20_VERSION, type TransferData } from "./packet-data.ts";

const MAX_UINT32 = (1n << 32n) - 1n;
const RECEIVED = Uint8Array.of(1);

/** ICS-20 behind its port. */
export function createTransferIbcModule(keeper: TransferKeeper): IbcModule {
  function requireTransferChannel(ctx: Ctx, channel: ChannelProposal): void {
    const sequence = channelSequence(channel.channelId);
    if (sequence === undefined) {
      throw hostErrors.invalidId("channel identifier is not in the format: `channel-{N}`");
    }
    if (sequence > MAX_UINT32) {
      throw transferErrors.maxTransferChannels(
        `channel sequence ${sequence} is greater than max allowed transfer channels ${MAX_UINT32}`,
      );
    }
    if (channel.order !== Order.ORDER_UNORDERED) {
      throw channelErrors.invalidChannelOrdering(
        `expected ORDER_UNORDERED channel, got ${orderName(channel.order)}`,
      );
    }
    const port = keeper.port(ctx);
    if (port !== channel.portId) {
      throw portErrors.invalidPort(`invalid port: ${channel.portId}, expected ${port}`);
    }
  }

  return {
    onChanOpenInit(ctx, channel) {
      requireTransferChannel(ctx, channel);
      const version = isBlank(channel.version) ? ICS20_VERSION : channel.version;
      requireVersion(version);
      return version;
    },

    /** Another version is answered with ours; whether that will do is for the counterparty to say. */
    onChanOpenTry(ctx, channel) {
      requireTransferChannel(ctx, channel);
      return ICS20_VERSION;
    },

    onChanOpenAck(_ctx, { counterpartyVersion }) {
      requireVersion(counterpartyVersion);
    },

    onChanOpenConfirm() {},

    onChanCloseInit() {
      throw ibcErrors.invalidRequest("user cannot close channel");
    },

    onChanCloseConfirm() {},

    onRecvPacket(ctx, packet, _relayer, channelVersion) {
      let data: TransferData | undefined;
      try {
        data = decodePacketData(packet.data, channelVersion);
        keeper.receive(ctx, packet, data);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        emitReceive(ctx, data, error);
        return errorAcknowledgement(error);
      }
      emitReceive(ctx, data, undefined);
      return resultAcknowledgement(RECEIVED);
    },

    onAcknowledgementPacket(ctx, packet, bytes, _relayer, channelVersion) {
      const acknowledgement = ackFromJson(bytes);
      const data = decodePacketData(packet.data, channelVersion);
      if (!equalBytes(ackToJson(acknowledgement), bytes)) {
        throw ibcErrors.invalidType("acknowledgement did not marshal to expected bytes");
      }
      if (acknowledgement.error !== undefined) {
        keeper.refund(ctx, packet, data);
      } else if (acknowledgement.result === undefined) {
        throw ibcErrors.invalidType("expected a result or an error, got neither");
      }
      emitAcknowledgement(ctx, data, acknowledgement);
    },

    onTimeoutPacket(ctx, packet, _relayer, channelVersion) {
      const data = decodePacketData(packet.data, channelVersion);
      keeper.refund(ctx, packet, data);
      emitTimeout(ctx, data);
    },
  };
}

function requireVersion(version: string): void {
  if (version !== ICS20_VERSION) {
    throw transferErrors.invalidVersion(`expected one of [${ICS20_VERSION}], got ${version}`);
  }
}
