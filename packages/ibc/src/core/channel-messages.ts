import {
  type Channel,
  MsgChannelCloseConfirm,
  MsgChannelCloseConfirmResponse,
  MsgChannelCloseInit,
  MsgChannelCloseInitResponse,
  MsgChannelOpenAck,
  MsgChannelOpenAckResponse,
  MsgChannelOpenConfirm,
  MsgChannelOpenConfirmResponse,
  MsgChannelOpenInit,
  MsgChannelOpenInitResponse,
  MsgChannelOpenTry,
  MsgChannelOpenTryResponse,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import { type MessageRoute, route } from "@testudo/runtime";
import { validateChannel } from "../channel/channel-end.ts";
import { channelErrors } from "../channel/errors.ts";
import type { ChannelKeeper } from "../channel/keeper.ts";
import { stateName } from "../channel/order.ts";
import { commitmentErrors } from "../commitment/errors.ts";
import { failing } from "../failing.ts";
import { checkChannelId, checkPortId, isChannelId } from "../host/identifiers.ts";
import { type AccountNeeds, readAddress } from "../signer.ts";

/** The handshake half of service `ibc.core.channel.v1.Msg`. */
export function createChannelMessages({
  channel,
  addresses,
}: AccountNeeds & { readonly channel: ChannelKeeper }): readonly MessageRoute[] {
  const { handshakes, router } = channel;
  return [
    route(MsgChannelOpenInit, MsgChannelOpenInitResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        requireState(msg.channel, State.STATE_INIT, "INIT in MsgChannelOpenInit");
        if (msg.channel.counterparty.channelId !== "") {
          throw channelErrors.invalidCounterparty("counterparty channel identifier must be empty");
        }
        readAddress(addresses, msg.signer);
        validateChannel(msg.channel);
      },
      handle(ctx, { portId, channel: end }) {
        return channel.chanOpenInit(ctx, { ...termsOf(portId, end), version: end.version });
      },
    }),
    route(MsgChannelOpenTry, MsgChannelOpenTryResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        if (msg.previousChannelId !== "") {
          throw channelErrors.invalidChannelIdentifier(
            "previous channel identifier must be empty, this field has been deprecated as crossing hellos are no longer supported",
          );
        }
        requireProof(msg.proofInit, "init");
        requireState(msg.channel, State.STATE_TRYOPEN, "TRYOPEN in MsgChannelOpenTry");
        checkChannelId(msg.channel.counterparty.channelId);
        readAddress(addresses, msg.signer);
        validateChannel(msg.channel);
      },
      handle(ctx, msg) {
        const { portId, counterpartyVersion } = msg;
        const terms = { ...termsOf(portId, msg.channel), counterpartyVersion };
        const application = router.route(portId);
        const channelId = failing("channel handshake open try failed", () =>
          handshakes.checkOpenTry(ctx, {
            ...terms,
            proof: msg.proofInit,
            proofHeight: msg.proofHeight,
          }),
        );
        const version = failing(callback("open try", portId, channelId), () =>
          application.onChanOpenTry(ctx, { ...terms, channelId }),
        );
        handshakes.writeOpenTry(ctx, { portId, channelId }, terms, version);
        return { version, channelId };
      },
    }),
    route(MsgChannelOpenAck, MsgChannelOpenAckResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        requireChannelId(msg.channelId);
        checkChannelId(msg.counterpartyChannelId);
        requireProof(msg.proofTry, "try");
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        const application = router.route(msg.portId);
        failing("channel handshake open ack failed", () =>
          handshakes.checkOpenAck(ctx, msg, { ...msg, proof: msg.proofTry }),
        );
        handshakes.writeOpenAck(ctx, msg, msg);
        failing(callback("open ack", msg.portId, msg.channelId), () =>
          application.onChanOpenAck(ctx, msg),
        );
        return {};
      },
    }),
    route(MsgChannelOpenConfirm, MsgChannelOpenConfirmResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        requireChannelId(msg.channelId);
        requireProof(msg.proofAck, "acknowledgement");
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        const application = router.route(msg.portId);
        failing("channel handshake open confirm failed", () =>
          handshakes.checkOpenConfirm(ctx, msg, { ...msg, proof: msg.proofAck }),
        );
        handshakes.writeOpenConfirm(ctx, msg);
        failing(callback("open confirm", msg.portId, msg.channelId), () =>
          application.onChanOpenConfirm(ctx, msg.portId, msg.channelId),
        );
        return {};
      },
    }),
    route(MsgChannelCloseInit, MsgChannelCloseInitResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        requireChannelId(msg.channelId);
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        const { portId, channelId } = msg;
        const application = router.route(portId);
        failing(callback("close init", portId, channelId), () =>
          application.onChanCloseInit(ctx, portId, channelId),
        );
        failing("channel handshake close init failed", () => handshakes.closeInit(ctx, msg));
        return {};
      },
    }),
    route(MsgChannelCloseConfirm, MsgChannelCloseConfirmResponse, {
      validateBasic(msg) {
        checkPortId(msg.portId);
        requireChannelId(msg.channelId);
        requireProof(msg.proofInit, "init");
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        const { portId, channelId } = msg;
        const application = router.route(portId);
        failing(callback("close confirm", portId, channelId), () =>
          application.onChanCloseConfirm(ctx, portId, channelId),
        );
        failing("channel handshake close confirm failed", () =>
          handshakes.closeConfirm(ctx, msg, { ...msg, proof: msg.proofInit }),
        );
        return {};
      },
    }),
  ];
}

function callback(step: string, portId: string, channelId: string): string {
  return `channel ${step} callback failed for port ID: ${portId}, channel ID: ${channelId}`;
}

function termsOf(portId: string, { ordering, connectionHops, counterparty }: Channel) {
  return { portId, order: ordering, connectionHops, counterparty };
}

function requireState({ state }: Channel, wanted: State, where: string): void {
  if (state !== wanted) {
    throw channelErrors.invalidChannelState(
      `channel state must be ${where}. expected: ${stateName(wanted)}, got: ${stateName(state)}`,
    );
  }
}

function requireChannelId(channelId: string): void {
  if (!isChannelId(channelId)) throw channelErrors.invalidChannelIdentifier();
}

function requireProof(proof: Uint8Array, step: string): void {
  if (proof.length === 0) {
    throw commitmentErrors.invalidProof(`cannot submit an empty ${step} proof`);
  }
}
