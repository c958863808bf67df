import { AppError, sdkErrors } from "@testudo/base";
import {
  ackFromJson,
  channelErrors,
  errorAcknowledgement,
  orderName,
  resultAcknowledgement,
} from "@testudo/ibc/channel";
import { type Acknowledgement, type IbcModule, portErrors } from "@testudo/ibc/port";
import { gogoText } from "@testudo/modules/gogo-text";
import {
  Order,
  type Packet,
  Acknowledgement as StandardAcknowledgement,
} from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { V1_RESULT } from "../wire/acknowledgements.ts";
import { ccvErrors } from "../wire/errors.ts";
import { encodeHandshakeMetadata } from "../wire/handshake.ts";
import { CCV_VERSION, CONSUMER_PORT } from "../wire/names.ts";
import { decodeConsumerPacket, UndecodablePacket, unknownPacketType } from "../wire/packets.ts";
import type { Channels } from "./channels.ts";
import { emitPacketAcknowledged, emitPacketReceived, emitPacketTimedOut } from "./events.ts";
import { NIL_POINTER } from "./go-text.ts";
import type { Rewards } from "./rewards.ts";
import type { SlashPackets } from "./slash-packets.ts";
import { state } from "./state.ts";
import type { VscPackets } from "./vsc-packets.ts";

/** What became of a packet from a consumer. */
interface Receipt {
  readonly acknowledgement: Acknowledgement;
  readonly error?: string;
  readonly handledValsetUpdateId?: bigint;
}

/** The provider behind its port: consumers open channels, send reports and confirm validator sets. */
export function createProviderIbcModule({
  channels,
  rewards,
  slashPackets,
  vscPackets,
}: {
  readonly channels: Channels;
  readonly rewards: Rewards;
  readonly slashPackets: SlashPackets;
  readonly vscPackets: VscPackets;
}): IbcModule {
  /** Takes a packet; whatever is wrong with it, the consumer gets an answer, unless the reference would panic. */
  function receive(ctx: Ctx, packet: Packet): Receipt {
    const data = decode(packet);
    if (data === undefined) {
      return refusal(sdkErrors.invalidType("cannot unmarshal ConsumerPacket data"));
    }
    switch (data.type) {
      case ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM:
        return { acknowledgement: resultAcknowledgement(V1_RESULT) };
      case ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH: {
        const slash = data.slashPacketData ?? panic(NIL_POINTER);
        try {
          const result = slashPackets.onRecvSlashPacket(ctx, packet, slash);
          return {
            acknowledgement: resultAcknowledgement(result),
            handledValsetUpdateId: slash.valsetUpdateId,
          };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          return refusal(error);
        }
      }
      default:
        return refusal(unknownPacketType(data));
    }
  }

  return {
    onChanOpenInit() {
      throw onlyConsumerStarts();
    },

    onChanOpenTry(ctx, { order, connectionHops, portId, counterparty, counterpartyVersion }) {
      if (order !== Order.ORDER_ORDERED) {
        throw channelErrors.invalidChannelOrdering(
          `expected ${orderName(Order.ORDER_ORDERED)} channel, got ${orderName(order)} `,
        );
      }
      const bound = state.port.get(ctx) ?? "";
      if (portId !== bound) {
        throw portErrors.invalidPort(`invalid port: ${portId}, expected ${bound}`);
      }
      if (counterparty.portId !== CONSUMER_PORT) {
        throw portErrors.invalidPort(
          `invalid counterparty port: ${counterparty.portId}, expected ${CONSUMER_PORT}`,
        );
      }
      if (counterpartyVersion !== CCV_VERSION) {
        throw ccvErrors.invalidVersion(
          `invalid counterparty version: got: ${counterpartyVersion}, expected ${CCV_VERSION}`,
        );
      }
      channels.verifyConsumerChain(ctx, connectionHops);
      return encodeHandshakeMetadata({
        providerFeePoolAddr: rewards.rewardsPoolAddress(ctx),
        version: CCV_VERSION,
      });
    },

    onChanOpenAck() {
      throw onlyConsumerStarts();
    },

    onChanOpenConfirm(ctx, _portId, channelId) {
      channels.establishChannel(ctx, channelId);
    },

    onChanCloseInit() {
      throw sdkErrors.invalidRequest("user cannot close channel");
    },

    onChanCloseConfirm() {},

    onRecvPacket(ctx, packet) {
      const { acknowledgement, ...told } = receive(ctx, packet);
      emitPacketReceived(ctx, { ...told, success: acknowledgement.success });
      return acknowledgement;
    },

    onAcknowledgementPacket(ctx, packet, bytes) {
      const answer = readAcknowledgement(bytes);
      if (answer.error !== undefined && answer.error !== "") {
        vscPackets.onErrorAcknowledgement(ctx, packet);
      }
      emitPacketAcknowledged(ctx, gogoText(StandardAcknowledgement, answer), answer);
    },

    onTimeoutPacket(ctx, packet) {
      vscPackets.onTimeout(ctx, packet);
      emitPacketTimedOut(ctx);
    },
  };
}

function refusal(error: AppError): Receipt {
  return { acknowledgement: errorAcknowledgement(error), error: error.message };
}

function decode({ data }: Packet) {
  try {
    return decodeConsumerPacket(data);
  } catch (error) {
    if (error instanceof UndecodablePacket) return undefined;
    throw error;
  }
}

function readAcknowledgement(bytes: Uint8Array): StandardAcknowledgement {
  try {
    return ackFromJson(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw sdkErrors.unknownRequest(
      `cannot unmarshal provider packet acknowledgement: ${error.message}`,
      error,
    );
  }
}

function onlyConsumerStarts() {
  return ccvErrors.invalidChannelFlow("channel handshake must be initiated by consumer chain");
}
