import { amountOf, type Coin, MAX_INT256, plainError, utf8 } from "@testudo/base";
import {
  type Denom,
  FungibleTokenPacketData,
  type Params,
} from "@testudo/proto/ibc/applications/transfer/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { ibcErrors } from "../host/errors.ts";
import type { Height } from "../host/height.ts";
import { readAddress } from "../signer.ts";
import { inContext } from "./context.ts";
import {
  bankDenom,
  cameOver,
  denomHash,
  denomPath,
  parseDenomHash,
  VOUCHER_PREFIX,
} from "./denom.ts";
import { setDenom, voucherMetadata } from "./denoms.ts";
import { transferErrors } from "./errors.ts";
import { emitDenom, emitTransfer } from "./events.ts";
import type { TransferNeeds } from "./needs.ts";
import {
  encodePacketData,
  ICS20_VERSION,
  MAX_MEMO_LENGTH,
  parseAmount,
  type TransferData,
  validatePacketData,
} from "./packet-data.ts";

import { state } from "./state.ts";
import { createVault } from "./vault.ts";

/** Transfers always go through this port, whatever port a message names. */
export const TRANSFER_PORT = "transfer";

/** An amount that stands for everything the sender can spend. */
export const UNBOUNDED_AMOUNT = MAX_INT256;

/** What somebody wants to transfer. */
export interface TransferOrder {
  readonly sourcePort: string;
  readonly sourceChannel: string;
  readonly token: Coin;
  /** Bech32 text. */
  readonly sender: string;
  readonly receiver: string;
  readonly timeoutHeight: Height;
  /** Unix nanoseconds on a channel, Unix seconds over IBC v2. */
  readonly timeoutTimestamp: bigint;
  readonly memo: string;
  readonly encoding: string;
}

/** The two ends of a packet. */
export interface PacketEnds {
  readonly sourcePort: string;
  readonly sourceChannel: string;
  readonly destinationPort: string;
  readonly destinationChannel: string;
}

/** Token transfers (ICS-20). */
export type TransferKeeper = ReturnType<typeof createTransferKeeper>;

export function createTransferKeeper(needs: TransferNeeds) {
  const { addresses, bank, channel } = needs;
  const vault = createVault(needs);

  /**
   * Sends tokens and returns the packet's sequence. Without such a channel the order goes to IBC v2, where it fails.
   *
   * @throws transfer/7, transfer/5, transfer/3, transfer/6, ibc/2, and what bank and channels refuse
   */
  function transfer(ctx: Ctx, order: TransferOrder): bigint {
    if (!params(ctx).sendEnabled) throw transferErrors.sendDisabled();
    const coin = spendableCoin(ctx, order);
    const denom = denomOfCoin(ctx, coin.denom);
    const data: FungibleTokenPacketData = {
      denom: denomPath(denom),
      amount: coin.amount.toString(),
      sender: addresses.acc.toText(readAddress(addresses, order.sender)),
      receiver: order.receiver,
      memo: order.memo,
    };
    validatePacketData(data);
    return channel.channel(ctx, order.sourcePort, order.sourceChannel) === undefined
      ? sendV2(ctx, order, data)
      : send(ctx, order, denom, data);
  }

  /** The coin to send, an unbounded amount replaced by all that the sender can spend. */
  function spendableCoin(ctx: Ctx, { token, sender }: TransferOrder): Coin {
    if (token.amount !== UNBOUNDED_AMOUNT) return token;
    const { denom } = token;
    const owner = readAddress(addresses, sender);
    const balance = bank.balance(ctx, owner, denom);
    const amount = balance - amountOf(bank.lockedCoins(ctx, owner), denom);
    if (amount < 0n) panic(`negative coin amount: ${amount}`);
    if (amount === 0n) throw transferErrors.invalidAmount(`empty spendable balance for ${denom}`);
    return { denom, amount };
  }

  /** The history of a bank denom. @throws transfer/3 on a malformed hash, transfer/6 on an unknown voucher */
  function denomOfCoin(ctx: Ctx, name: string): Denom {
    if (!name.startsWith(VOUCHER_PREFIX)) return { base: name, trace: [] };
    const hex = name.slice(VOUCHER_PREFIX.length);
    const hash = parseDenomHash(hex);
    if (hash === undefined) {
      throw transferErrors.invalidDenomForTransfer(`invalid denom trace hash ${hex}`);
    }
    const denom = state.denoms.get(ctx, hash);
    if (denom === undefined) throw transferErrors.denomNotFound(hex);
    return denom;
  }

  function send(
    ctx: Ctx,
    order: TransferOrder,
    denom: Denom,
    data: FungibleTokenPacketData,
  ): bigint {
    const { sourceChannel, timeoutHeight, timeoutTimestamp } = order;
    take(ctx, { portId: TRANSFER_PORT, channelId: sourceChannel }, denom, data);
    const sequence = channel.sendPacket(ctx, {
      sourcePort: TRANSFER_PORT,
      sourceChannel,
      timeoutHeight,
      timeoutTimestamp,
      data: encodePacketData(data),
    });
    emitTransfer(ctx, data);
    return sequence;
  }

  /** Takes the tokens from the sender: vouchers that go home are burnt, everything else is locked. */
  function take(
    ctx: Ctx,
    end: { readonly portId: string; readonly channelId: string },
    denom: Denom,
    data: FungibleTokenPacketData,
  ): void {
    if (!params(ctx).sendEnabled) throw transferErrors.sendDisabled();
    const sender = readAddress(addresses, data.sender);
    if (vault.isBlocked(sender)) {
      throw ibcErrors.unauthorized(`${data.sender} is not allowed to send funds`);
    }
    const coin = coinOf(denom, data.amount);
    if (!bank.isSendEnabled(ctx, coin.denom)) {
      throw transferErrors.sendDisabled(`${coin.denom} transfers are currently disabled`);
    }
    if (cameOver(denom, end)) vault.burn(ctx, sender, coin);
    else vault.escrow(ctx, sender, end, coin);
  }

  /** @throws ibc/12 on an unknown encoding, and what a v2 send refuses: it always does */
  function sendV2(ctx: Ctx, order: TransferOrder, data: FungibleTokenPacketData): never {
    const encoding = order.encoding === "" ? "application/json" : order.encoding;
    needs.sendPacketV2(ctx, {
      sourceClient: order.sourceChannel,
      timeoutTimestamp: order.timeoutTimestamp,
      payloads: [
        {
          sourcePort: TRANSFER_PORT,
          destinationPort: TRANSFER_PORT,
          version: ICS20_VERSION,
          encoding,
          value: payloadValue(encoding, data),
        },
      ],
    });
  }

  /**
   * Credits what a packet brought. Tokens of this chain are unlocked, all others become vouchers.
   *
   * @throws transfer/11, transfer/8, ibc/5, ibc/2, and what bank refuses
   */
  function receive(ctx: Ctx, ends: PacketEnds, data: TransferData): void {
    if (utf8(data.memo).length > MAX_MEMO_LENGTH) {
      throw transferErrors.invalidMemo(
        `error validating ICS-20 transfer packet data: memo must not exceed ${MAX_MEMO_LENGTH} bytes`,
      );
    }
    if (!params(ctx).receiveEnabled) throw transferErrors.receiveDisabled();
    const receiver = receiverOf(data);
    const source = { portId: ends.sourcePort, channelId: ends.sourceChannel };
    const own = { portId: ends.destinationPort, channelId: ends.destinationChannel };
    if (cameOver(data.denom, source)) {
      const home: Denom = { base: data.denom.base, trace: data.denom.trace.slice(1) };
      vault.unescrow(ctx, receiver, own, coinOf(home, data.amount));
      return;
    }
    const voucher: Denom = { base: data.denom.base, trace: [own, ...data.denom.trace] };
    if (!state.denoms.has(ctx, denomHash(voucher))) setDenom(ctx, voucher);
    const coin = coinOf(voucher, data.amount);
    if (!bank.hasDenomMetadata(ctx, coin.denom)) {
      bank.setDenomMetadata(ctx, voucherMetadata(voucher));
    }
    emitDenom(ctx, voucher);
    inContext("failed to mint IBC tokens", () => vault.mint(ctx, coin));
    inContext(`failed to send coins to receiver ${addresses.acc.toText(receiver)}`, () =>
      vault.payMinted(ctx, receiver, coin),
    );
  }

  function receiverOf({ receiver: text }: TransferData) {
    let receiver: ReturnType<typeof readAddress>;
    try {
      receiver = readAddress(addresses, text);
    } catch (error) {
      throw ibcErrors.invalidAddress(`failed to decode receiver address: ${text}`, error);
    }
    if (vault.isBlocked(receiver)) {
      throw ibcErrors.unauthorized(
        `${addresses.acc.toText(receiver)} is not allowed to receive funds`,
      );
    }
    return receiver;
  }

  /**
   * Gives a sender back what a packet took.
   *
   * @throws an uncoded error on a malformed sender, ibc/2, and what bank refuses
   */
  function refund(ctx: Ctx, ends: PacketEnds, data: TransferData): void {
    const sender = senderOf(data);
    if (vault.isBlocked(sender)) {
      throw ibcErrors.unauthorized(`${data.sender} is not allowed to receive funds`);
    }
    const end = { portId: ends.sourcePort, channelId: ends.sourceChannel };
    const coin = coinOf(data.denom, data.amount);
    if (cameOver(data.denom, end)) {
      vault.mint(ctx, coin);
      vault.payMinted(ctx, sender, coin);
    } else {
      vault.unescrow(ctx, sender, end, coin);
    }
  }

  function senderOf({ sender }: TransferData) {
    try {
      return addresses.acc.fromText(sender);
    } catch (error) {
      throw plainError(error instanceof Error ? error.message : String(error), error);
    }
  }

  function params(ctx: Ctx): Params {
    return state.params.get(ctx) ?? panic("transfer params are not set in store");
  }

  return {
    transfer,
    receive,
    refund,
    params,
    setParams: (ctx: Ctx, next: Params): void => state.params.set(ctx, next),
    port: (ctx: Ctx): string => state.port.get(ctx) ?? "",
  };
}

/** What the packet's token is called in this chain's bank. */
function coinOf(denom: Denom, amount: string): Coin {
  return { denom: bankDenom(denom), amount: parseAmount(amount) };
}

/** Nothing receives IBC v2 packets here, so the form of the value decides only whether the encoding is known. */
function payloadValue(encoding: string, data: FungibleTokenPacketData): Uint8Array {
  switch (encoding) {
    case "application/json":
    case "application/x-solidity-abi":
      return encodePacketData(data);
    case "application/x-protobuf":
      return FungibleTokenPacketData.encode(data);
    default:
      throw ibcErrors.invalidType(`invalid encoding provided, got ${encoding}`);
  }
}
