import type { AccAddress } from "@testudo/base";
import type { Counterparty, Order, Packet } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";

/** What an application answers to a packet. */
export interface Acknowledgement {
  /** False makes core drop what the application wrote. */
  readonly success: boolean;
  /** Goes to the counterparty as it is; its hash is stored. Must not be empty. */
  readonly bytes: Uint8Array;
}

/** A channel that somebody wants to open, as the application sees it. */
export interface ChannelProposal {
  readonly order: Order;
  readonly connectionHops: readonly string[];
  readonly portId: string;
  /** The id this channel will have here. */
  readonly channelId: string;
  readonly counterparty: Counterparty;
}

/** An application behind a port (ICS-26). A callback refuses by throwing an `AppError`. */
export interface IbcModule {
  /** Returns the version to store. */
  onChanOpenInit(ctx: Ctx, channel: ChannelProposal & { readonly version: string }): string;
  /** Returns the version to store and to answer with. */
  onChanOpenTry(
    ctx: Ctx,
    channel: ChannelProposal & { readonly counterpartyVersion: string },
  ): string;
  onChanOpenAck(
    ctx: Ctx,
    channel: {
      readonly portId: string;
      readonly channelId: string;
      readonly counterpartyChannelId: string;
      readonly counterpartyVersion: string;
    },
  ): void;
  onChanOpenConfirm(ctx: Ctx, portId: string, channelId: string): void;
  onChanCloseInit(ctx: Ctx, portId: string, channelId: string): void;
  onChanCloseConfirm(ctx: Ctx, portId: string, channelId: string): void;
  /**
   * Runs on a branch that core drops when the answer is not successful. Undefined means that the acknowledgement comes
   * later, through `writeAcknowledgement`. Refuse with an unsuccessful acknowledgement: a throw fails the transaction.
   */
  onRecvPacket(
    ctx: Ctx,
    packet: Packet,
    relayer: AccAddress,
    channelVersion: string,
  ): Acknowledgement | undefined;
  onAcknowledgementPacket(
    ctx: Ctx,
    packet: Packet,
    acknowledgement: Uint8Array,
    relayer: AccAddress,
    channelVersion: string,
  ): void;
  onTimeoutPacket(ctx: Ctx, packet: Packet, relayer: AccAddress, channelVersion: string): void;
}
