import {
  MsgAcknowledgement,
  MsgAcknowledgementResponse,
  MsgRecvPacket,
  MsgRecvPacketResponse,
  MsgSendPacket,
  MsgSendPacketResponse,
  MsgTimeout,
  MsgTimeoutResponse,
  ResponseResultType,
} from "@testudo/proto/ibc/core/channel/v2";
import { type Ctx, type MessageRoute, route } from "@testudo/runtime";
import type { ChannelV2Keeper } from "../channel-v2/keeper.ts";
import { validateAcknowledgement, validateOutgoing, validatePacket } from "../channel-v2/packet.ts";
import { commitmentErrors } from "../commitment/errors.ts";
import { type AccountNeeds, readAddress } from "../signer.ts";

const NOOP = { result: ResponseResultType.RESPONSE_RESULT_TYPE_NOOP };

/** The relayed messages of service `ibc.core.channel.v2.Msg`; the only answer without an error is a no-op. */
export type PacketHandlersV2 = ReturnType<typeof createPacketHandlersV2>;

export function createPacketHandlersV2(channelV2: ChannelV2Keeper) {
  return {
    recvPacket(ctx: Ctx, msg: MsgRecvPacket) {
      channelV2.recvPacket(ctx, msg.packet, { ...msg, proof: msg.proofCommitment });
      return NOOP;
    },
    acknowledgement(ctx: Ctx, msg: MsgAcknowledgement) {
      channelV2.acknowledgePacket(ctx, msg.packet, { ...msg, proof: msg.proofAcked });
      return NOOP;
    },
    timeout(ctx: Ctx, msg: MsgTimeout) {
      channelV2.timeoutPacket(ctx, msg.packet, { ...msg, proof: msg.proofUnreceived });
      return NOOP;
    },
  };
}

/** Routes of service `ibc.core.channel.v2.Msg`. */
export function createChannelV2Messages({
  channelV2,
  addresses,
  handlers,
}: AccountNeeds & {
  readonly channelV2: ChannelV2Keeper;
  readonly handlers: PacketHandlersV2;
}): readonly MessageRoute[] {
  return [
    route(MsgSendPacket, MsgSendPacketResponse, {
      validateBasic(msg) {
        validateOutgoing(msg);
        readAddress(addresses, msg.signer);
      },
      handle: (ctx, msg) => channelV2.sendPacket(ctx, msg),
    }),
    route(MsgRecvPacket, MsgRecvPacketResponse, {
      validateBasic(msg) {
        requireProof(msg.proofCommitment);
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.recvPacket,
    }),
    route(MsgAcknowledgement, MsgAcknowledgementResponse, {
      validateBasic(msg) {
        requireProof(msg.proofAcked);
        validateAcknowledgement(msg.acknowledgement);
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.acknowledgement,
    }),
    route(MsgTimeout, MsgTimeoutResponse, {
      validateBasic(msg) {
        requireProof(msg.proofUnreceived);
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.timeout,
    }),
  ];
}

function requireProof(proof: Uint8Array): void {
  if (proof.length === 0) throw commitmentErrors.invalidProof("proof can not be empty");
}
