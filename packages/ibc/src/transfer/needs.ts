import type { AccAddress, Coins } from "@testudo/base";
import type { Metadata } from "@testudo/proto/cosmos/bank/v1beta1";
import type { Channel } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import type { OutgoingPacket } from "../channel/packets.ts";
import type { OutgoingPacketV2 } from "../channel-v2/packet.ts";
import type { AccountNeeds } from "../signer.ts";

/** What transfers ask of the rest of the application. */
export interface TransferNeeds extends AccountNeeds {
  readonly auth: {
    moduleAddress(name: string): AccAddress | undefined;
  };
  readonly bank: {
    balance(ctx: Ctx, address: AccAddress, denom: string): bigint;
    /** What a vesting schedule holds back. */
    lockedCoins(ctx: Ctx, address: AccAddress): Coins;
    sendCoins(ctx: Ctx, from: AccAddress, to: AccAddress, coins: Coins): void;
    sendCoinsFromAccountToModule(ctx: Ctx, from: AccAddress, module: string, coins: Coins): void;
    mintCoins(ctx: Ctx, module: string, coins: Coins): void;
    burnCoins(ctx: Ctx, module: string, coins: Coins): void;
    isBlocked(address: AccAddress): boolean;
    isSendEnabled(ctx: Ctx, denom: string): boolean;
    hasDenomMetadata(ctx: Ctx, denom: string): boolean;
    setDenomMetadata(ctx: Ctx, metadata: Metadata): void;
  };
  readonly channel: {
    channel(ctx: Ctx, portId: string, channelId: string): Channel | undefined;
    sendPacket(ctx: Ctx, packet: OutgoingPacket): bigint;
  };
  /** Sends over IBC v2; it never succeeds. */
  sendPacketV2(ctx: Ctx, packet: OutgoingPacketV2): never;
}
