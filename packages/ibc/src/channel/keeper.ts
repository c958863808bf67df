import type { Channel } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import { failing } from "../failing.ts";
import type { PortRouter } from "../port/router.ts";
import { createHandshakes, type OpeningTerms } from "./handshake.ts";
import type { ChannelNeeds } from "./needs.ts";
import { createPackets } from "./packets.ts";
import { state } from "./state.ts";
import { createTimeouts } from "./timeouts.ts";

/** Channels and packets (ICS-04). Applications send through it and read it. */
export type ChannelKeeper = ReturnType<typeof createChannelKeeper>;

/** Builds the keeper; the router leads to the applications. */
export function createChannelKeeper(needs: ChannelNeeds & { readonly router: PortRouter }) {
  const handshakes = createHandshakes(needs);
  const { sendPacket, recvPacket, recheckRecvPacket, writeAcknowledgement, acknowledgePacket } =
    createPackets(needs);
  const { timeoutPacket, timeoutOnClose } = createTimeouts(needs);

  /**
   * Proposes a channel on behalf of a user or of an application, the application's callback included.
   *
   * @throws port/5, what `checkOpenInit` refuses and what the application refuses
   */
  function chanOpenInit(
    ctx: Ctx,
    terms: OpeningTerms & { readonly version: string },
  ): { readonly channelId: string; readonly version: string } {
    const application = needs.router.route(terms.portId);
    const channelId = failing("channel handshake open init failed", () =>
      handshakes.checkOpenInit(ctx, terms),
    );
    const version = failing(
      `channel open init callback failed for port ID: ${terms.portId}, channel ID: ${channelId}`,
      () => application.onChanOpenInit(ctx, { ...terms, channelId }),
    );
    handshakes.writeOpenInit(ctx, { portId: terms.portId, channelId }, terms, version);
    return { channelId, version };
  }

  /**
   * Closes an own end without asking its application.
   *
   * @throws channel/3, channel/5, connection/3, client/29, connection/6
   */
  function chanCloseInit(ctx: Ctx, portId: string, channelId: string): void {
    handshakes.closeInit(ctx, { portId, channelId });
  }

  function channel(ctx: Ctx, portId: string, channelId: string): Channel | undefined {
    return state.channels.get(ctx, { portId, channelId });
  }

  function nextSequenceSend(ctx: Ctx, portId: string, channelId: string): bigint | undefined {
    return state.nextSequenceSend.get(ctx, { portId, channelId });
  }

  return {
    sendPacket,
    recvPacket,
    recheckRecvPacket,
    writeAcknowledgement,
    acknowledgePacket,
    timeoutPacket,
    timeoutOnClose,
    chanOpenInit,
    chanCloseInit,
    channel,
    nextSequenceSend,
    handshakes,
    router: needs.router,
  };
}
