import type { MessageType } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgAcknowledgement,
  MsgRecvPacket,
  MsgTimeout,
  MsgTimeoutOnClose,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgAcknowledgement as MsgAcknowledgementV2,
  MsgRecvPacket as MsgRecvPacketV2,
  MsgTimeout as MsgTimeoutV2,
} from "@testudo/proto/ibc/core/channel/v2";
import { MsgUpdateClient } from "@testudo/proto/ibc/core/client/v1";
import { atomically, type Ctx } from "@testudo/runtime";
import { channelErrors } from "../channel/errors.ts";
import type { ChannelKeeper } from "../channel/keeper.ts";
import { clientErrors } from "../client/errors.ts";
import type { ClientKeeper } from "../client/keeper.ts";
import { unpackClientMessage } from "../client/unpack.ts";
import type { PacketHandlersV2 } from "./channel-v2-messages.ts";
import { NOOP, type PacketHandlers } from "./packet-messages.ts";

/** Whether a relayed packet came to something. */
type PacketStep = (ctx: Ctx, value: Uint8Array) => boolean;

/**
 * Keeps relay transactions out of the mempool when everything they carry was relayed before. Relayers race each other;
 * without it all but one would pay for nothing. Blocks are not affected.
 *
 * @throws channel/22 when all packet messages are redundant, and whatever a message of the transaction is refused with
 */
export type RedundantRelayCheck = (ctx: Ctx, messages: readonly Any[]) => void;

/** The check, for the end of an application's ante chain. It works on the mempool's state and keeps what it does there. */
export function createRedundantRelayCheck({
  client,
  channel,
  handlers,
  handlersV2,
}: {
  readonly client: ClientKeeper;
  readonly channel: ChannelKeeper;
  readonly handlers: PacketHandlers;
  readonly handlersV2: PacketHandlersV2;
}): RedundantRelayCheck {
  const packetSteps = new Map<string, PacketStep>([
    step(MsgRecvPacket, receive),
    step(MsgAcknowledgement, (ctx, msg) => handlers.acknowledgement(ctx, msg) !== NOOP),
    step(MsgTimeout, (ctx, msg) => handlers.timeout(ctx, msg) !== NOOP),
    step(MsgTimeoutOnClose, (ctx, msg) => handlers.timeoutOnClose(ctx, msg) !== NOOP),
    step(MsgTimeoutV2, (ctx, msg) => {
      handlersV2.timeout(ctx, msg);
      return false;
    }),
    step(MsgAcknowledgementV2, (ctx, msg) => {
      handlersV2.acknowledgement(ctx, msg);
      return false;
    }),
    step(MsgRecvPacketV2, (ctx, msg) => {
      handlersV2.recvPacket(ctx, msg);
      return false;
    }),
  ]);

  return (ctx, messages) => {
    if (ctx.mode !== "check" && ctx.mode !== "recheck") return;
    let packets = 0;
    let useful = 0;
    for (const { typeUrl, value } of messages) {
      const packetStep = packetSteps.get(typeUrl);
      if (packetStep !== undefined) {
        packets += 1;
        if (packetStep(ctx, value)) useful += 1;
      } else if (typeUrl === MsgUpdateClient.typeUrl) {
        updateClient(ctx, MsgUpdateClient.decode(value));
      } else {
        // Whoever batches something else with packets wants that done in any case.
        return;
      }
    }
    if (packets > 0 && useful === 0) throw channelErrors.redundantTx();
  };

  /** The application's callback is left out: only whether the packet is new matters here. */
  function receive(ctx: Ctx, msg: MsgRecvPacket): boolean {
    const outcome = atomically(ctx, (branch) =>
      ctx.mode === "recheck"
        ? channel.recheckRecvPacket(branch, msg.packet)
        : channel.recvPacket(branch, msg.packet, { ...msg, proof: msg.proofCommitment }),
    );
    return outcome !== undefined;
  }

  /** Without misbehaviour check and pruning: later messages of the transaction only need the new state. */
  function updateClient(ctx: Ctx, msg: MsgUpdateClient): void {
    const message = unpackClientMessage(msg.clientMessage);
    const status = client.status(ctx, msg.clientId);
    if (status !== "Active") {
      throw clientErrors.clientNotActive(
        `cannot update client (${msg.clientId}) with status ${status}`,
      );
    }
    const module = client.route(ctx, msg.clientId);
    if (ctx.mode !== "recheck") module.verifyClientMessage(ctx, msg.clientId, message);
    module.updateState(ctx, msg.clientId, message);
  }
}

function step<T>(
  type: MessageType<T>,
  run: (ctx: Ctx, message: T) => boolean,
): [string, PacketStep] {
  return [type.typeUrl, (ctx, value) => run(ctx, type.decode(value))];
}
