import type { AccAddress } from "@testudo/base";
import {
  MsgAcknowledgement,
  MsgAcknowledgementResponse,
  MsgRecvPacket,
  MsgRecvPacketResponse,
  MsgTimeout,
  MsgTimeoutOnClose,
  MsgTimeoutOnCloseResponse,
  MsgTimeoutResponse,
  type Packet,
  ResponseResultType,
} from "@testudo/proto/ibc/core/channel/v1";
import { type Ctx, type MessageRoute, onBranch, route } from "@testudo/runtime";
import { channelErrors } from "../channel/errors.ts";
import { asErrorEvent } from "../channel/events.ts";
import type { ChannelKeeper } from "../channel/keeper.ts";
import { validatePacket } from "../channel/packet.ts";
import { commitmentErrors } from "../commitment/errors.ts";
import { failing } from "../failing.ts";
import { ibcErrors } from "../host/errors.ts";
import type { IbcModule } from "../port/module.ts";
import { type AccountNeeds, readAddress } from "../signer.ts";

/** What a packet message came to: applied, or handled before and therefore without effect. */
export interface PacketResult {
  readonly result: ResponseResultType;
}

const SUCCESS: PacketResult = {
  result: ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS,
};
/** Nothing happened and nothing was emitted. */
export const NOOP: PacketResult = { result: ResponseResultType.RESPONSE_RESULT_TYPE_NOOP };

/** The packet half of service `ibc.core.channel.v1.Msg`, callable by the redundancy check too. */
export type PacketHandlers = ReturnType<typeof createPacketHandlers>;

export function createPacketHandlers({
  channel,
  addresses,
}: AccountNeeds & { readonly channel: ChannelKeeper }) {
  function recvPacket(ctx: Ctx, msg: MsgRecvPacket): PacketResult {
    const relayer = readAddress(addresses, msg.signer);
    const { packet } = msg;
    const application = channel.router.route(packet.destinationPort);
    const outcome = failing("receive packet verification failed", () =>
      channel.recvPacket(ctx, packet, { ...msg, proof: msg.proofCommitment }),
    );
    if (outcome === undefined) return NOOP;

    const callback = onBranch(ctx, (branch) =>
      application.onRecvPacket(branch, packet, relayer, outcome.channelVersion),
    );
    const acknowledgement = callback.value;
    if (acknowledgement === undefined || acknowledgement.success) callback.keep();
    else for (const event of callback.events) ctx.emit(asErrorEvent(event));

    if (acknowledgement !== undefined) {
      channel.writeAcknowledgement(ctx, packet, acknowledgement.bytes);
    }
    return SUCCESS;
  }

  function acknowledgement(ctx: Ctx, msg: MsgAcknowledgement): PacketResult {
    const { packet, acknowledgement } = msg;
    const { application, relayer } = senderSide(packet, msg.signer);
    const outcome = failing("acknowledge packet verification failed", () =>
      channel.acknowledgePacket(ctx, packet, { ...msg, proof: msg.proofAcked }),
    );
    if (outcome === undefined) return NOOP;
    const { channelVersion } = outcome;
    failing("acknowledge packet callback failed", () =>
      application.onAcknowledgementPacket(ctx, packet, acknowledgement, relayer, channelVersion),
    );
    return SUCCESS;
  }

  function timeout(ctx: Ctx, msg: MsgTimeout): PacketResult {
    const { packet } = msg;
    const { application, relayer } = senderSide(packet, msg.signer);
    const outcome = failing("timeout packet verification failed", () =>
      channel.timeoutPacket(ctx, packet, { ...msg, proof: msg.proofUnreceived }),
    );
    if (outcome === undefined) return NOOP;
    failing("timeout packet callback failed", () =>
      application.onTimeoutPacket(ctx, packet, relayer, outcome.channelVersion),
    );
    return SUCCESS;
  }

  function timeoutOnClose(ctx: Ctx, msg: MsgTimeoutOnClose): PacketResult {
    const { packet } = msg;
    const { application, relayer } = senderSide(packet, msg.signer);
    const outcome = failing("timeout on close packet verification failed", () =>
      channel.timeoutOnClose(ctx, packet, {
        ...msg,
        proof: msg.proofUnreceived,
        closedProof: msg.proofClose,
      }),
    );
    if (outcome === undefined) return NOOP;
    failing("timeout on close callback failed", () =>
      application.onTimeoutPacket(ctx, packet, relayer, outcome.channelVersion),
    );
    return SUCCESS;
  }

  function senderSide(
    packet: Packet,
    signer: string,
  ): { readonly application: IbcModule; readonly relayer: AccAddress } {
    const relayer = readAddress(addresses, signer);
    return { application: channel.router.route(packet.sourcePort), relayer };
  }

  return { recvPacket, acknowledgement, timeout, timeoutOnClose };
}

/** Routes for the packet messages. */
export function createPacketMessages(
  { addresses }: AccountNeeds,
  handlers: PacketHandlers,
): readonly MessageRoute[] {
  return [
    route(MsgRecvPacket, MsgRecvPacketResponse, {
      validateBasic(msg) {
        requireProof(msg.proofCommitment, "commitment proof");
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.recvPacket,
    }),
    route(MsgAcknowledgement, MsgAcknowledgementResponse, {
      validateBasic(msg) {
        requireProof(msg.proofAcked, "acknowledgement proof");
        if (msg.acknowledgement.length === 0) {
          throw channelErrors.invalidAcknowledgement("ack bytes cannot be empty");
        }
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.acknowledgement,
    }),
    route(MsgTimeout, MsgTimeoutResponse, {
      validateBasic(msg) {
        requireProof(msg.proofUnreceived, "unreceived proof");
        requireNextSequence(msg.nextSequenceRecv);
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.timeout,
    }),
    route(MsgTimeoutOnClose, MsgTimeoutOnCloseResponse, {
      validateBasic(msg) {
        requireNextSequence(msg.nextSequenceRecv);
        requireProof(msg.proofUnreceived, "unreceived proof");
        requireProof(msg.proofClose, "proof of closed counterparty channel end");
        readAddress(addresses, msg.signer);
        validatePacket(msg.packet);
      },
      handle: handlers.timeoutOnClose,
    }),
  ];
}

function requireProof(proof: Uint8Array, name: string): void {
  if (proof.length === 0) throw commitmentErrors.invalidProof(`cannot submit an empty ${name}`);
}

/** Wanted on unordered channels too, where nothing reads it. */
function requireNextSequence(nextSequenceRecv: bigint): void {
  if (nextSequenceRecv === 0n) {
    throw ibcErrors.invalidSequence("next sequence receive cannot be 0");
  }
}
