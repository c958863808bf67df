import {
  type AccAddress,
  AppError,
  addDecCoins,
  type ConsumerId,
  consumerId,
  Dec,
  parseInt256,
  toHexUpper,
  utf8,
} from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { isChannelId } from "@testudo/ibc/host";
import type { Acknowledgement, IbcModule } from "@testudo/ibc/port";
import { JsonError } from "@testudo/proto";
import { FungibleTokenPacketData } from "@testudo/proto/ibc/applications/transfer/v1";
import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import { InvalidPacketJson, readPacketJson } from "../wire/packet-json.ts";
import { parseRewardMemo } from "../wire/reward-memo.ts";
import type { Channels } from "./channels.ts";
import { emitRewardsScheduled } from "./events.ts";
import type { Needs } from "./needs.ts";
import { allocatedRewards, type Rewards, setAllocatedRewards } from "./rewards.ts";
import { state } from "./state.ts";

/** A consumer that ran before memos named consumers, known by its channel on the Cosmos Hub. */
const STRIDE = {
  hub: "cosmoshub-4",
  channelId: "channel-391",
  chainId: "stride-1",
  id: consumerId("1"),
};

/**
 * Books rewards that arrive by token transfer to the consumer that sent them. Sits on top of the transfer application
 * and never changes its answer.
 */
export function createRewardMiddleware(
  transfer: IbcModule,
  {
    addresses,
    channels,
    rewards,
  }: Pick<Needs, "addresses"> & { readonly channels: Channels; readonly rewards: Rewards },
): IbcModule {
  function onRecvPacket(
    ctx: Ctx,
    packet: Packet,
    relayer: AccAddress,
    channelVersion: string,
  ): Acknowledgement | undefined {
    const acknowledgement = transfer.onRecvPacket(ctx, packet, relayer, channelVersion);
    if (acknowledgement?.success === true) bookRewards(ctx, packet);
    return acknowledgement;
  }

  function bookRewards(ctx: Ctx, packet: Packet): void {
    const data = readTransfer(packet.data);
    if (data === undefined) return;
    if (receiverOf(data) !== rewards.rewardsPoolAddress(ctx)) return;
    const id = senderOf(ctx, packet, data);
    if (id === undefined) return;
    const chainId = state.chainIds.get(ctx, id);
    if (chainId === undefined) return;

    const denom = providerDenom(packet, data.denom);
    const booked = allocatedRewards(ctx, id, denom);
    const amount = Dec.fromInt(parseInt256(data.amount));
    setAllocatedRewards(ctx, id, denom, addDecCoins(booked, [{ denom, amount }]));
    emitRewardsScheduled(ctx, { id, chainId, denom, amount: data.amount });
  }

  /** The receiver in the one form that addresses are printed in; empty when it is none of this chain. */
  function receiverOf({ receiver }: FungibleTokenPacketData): string {
    try {
      return addresses.acc.toText(addresses.acc.fromText(receiver));
    } catch {
      return "";
    }
  }

  /** Whom the memo names, which is believed; without a memo of that kind, whose client the channel is built on. */
  function senderOf(
    ctx: Ctx,
    packet: Packet,
    { memo }: FungibleTokenPacketData,
  ): ConsumerId | undefined {
    const named = parseRewardMemo(memo);
    if (named !== undefined) return consumerId(named.consumerId);
    return (
      tolerated(() =>
        channels.consumerUnder(ctx, packet.destinationPort, packet.destinationChannel),
      ) ?? strideOf(ctx, packet)
    );
  }

  function strideOf(ctx: Ctx, packet: Packet): ConsumerId | undefined {
    if (ctx.chainId !== STRIDE.hub || packet.destinationChannel !== STRIDE.channelId) {
      return undefined;
    }
    const under = tolerated(() =>
      channels.clientUnder(ctx, packet.destinationPort, packet.destinationChannel),
    );
    if (under?.clientState.chainId !== STRIDE.chainId) return undefined;
    return state.chainIds.get(ctx, STRIDE.id) === STRIDE.chainId ? STRIDE.id : undefined;
  }

  return { ...transfer, onRecvPacket };
}

/** What the coins of a packet are called on this chain. */
function providerDenom(packet: Packet, denom: string): string {
  const home = `${packet.sourcePort}/${packet.sourceChannel}/`;
  if (!denom.startsWith(home)) {
    return voucher(`${packet.destinationPort}/${packet.destinationChannel}/${denom}`);
  }
  const returned = denom.slice(home.length);
  const parts = returned.split("/");
  return parts.length > 2 && isChannelId(parts[1] ?? "") ? voucher(returned) : returned;
}

function voucher(path: string): string {
  return `ibc/${toHexUpper(sha256(utf8(path)))}`;
}

function readTransfer(bytes: Uint8Array): FungibleTokenPacketData | undefined {
  try {
    return FungibleTokenPacketData.fromJSON(readPacketJson(bytes));
  } catch (error) {
    if (error instanceof JsonError || error instanceof InvalidPacketJson) return undefined;
    throw error;
  }
}

/** A look-up whose refusal is an answer too. */
function tolerated<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
