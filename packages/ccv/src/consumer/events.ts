import { type AddressCodec, type Coins, coinsToText, consAddress } from "@testudo/base";
import { gogoText } from "@testudo/modules/gogo-text";
import { Acknowledgement } from "@testudo/proto/ibc/core/channel/v1";
import type { SlashPacketData } from "@testudo/proto/interchain_security/ccv/v1";
import { type Event, event } from "@testudo/runtime";
import {
  AttributeKey,
  CCV_MODULE,
  CONSUMER_MODULE,
  EventType,
  TRANSFER_PORT,
} from "../wire/names.ts";
import { infractionName } from "../wire/packets.ts";

/** The first packet of the provider came. */
export function channelEstablished(channelId: string, portId: string): Event {
  return event(
    EventType.CHANNEL_ESTABLISHED,
    [AttributeKey.MODULE, CONSUMER_MODULE],
    ["channel_id", channelId],
    ["port_id", portId],
  );
}

/** A channel for rewards was proposed; the id is the one of the CCV channel whose handshake did it. */
export function feeTransferChannelOpened(ccvChannelId: string): Event {
  return event(
    EventType.FEE_TRANSFER_CHANNEL_OPENED,
    [AttributeKey.MODULE, CONSUMER_MODULE],
    ["channel_id", ccvChannelId],
    ["port_id", TRANSFER_PORT],
  );
}

/** A packet of the provider was answered. */
export function packetReceived(valsetUpdateId: bigint, refusal: string | undefined): Event {
  return event(
    EventType.PACKET,
    [AttributeKey.MODULE, CCV_MODULE],
    [AttributeKey.VALSET_UPDATE_ID, idText(valsetUpdateId)],
    [AttributeKey.ACK_SUCCESS, String(refusal === undefined)],
    ...(refusal === undefined ? [] : [[AttributeKey.ACK_ERROR, refusal] as const]),
  );
}

/** The provider answered a packet. */
export function packetAcknowledged(acknowledgement: Acknowledgement): readonly Event[] {
  const { result, error } = acknowledgement;
  const events = [
    event(
      EventType.PACKET,
      [AttributeKey.MODULE, CONSUMER_MODULE],
      [AttributeKey.ACK, gogoText(Acknowledgement, acknowledgement)],
    ),
  ];
  if (result !== undefined) {
    events.push(event(EventType.PACKET, [AttributeKey.ACK_SUCCESS, result]));
  } else if (error !== undefined) {
    events.push(event(EventType.PACKET, [AttributeKey.ACK_ERROR, error]));
  }
  return events;
}

/** A packet was never received by the provider. */
export function packetTimedOut(): Event {
  return event(EventType.TIMEOUT, [AttributeKey.MODULE, CONSUMER_MODULE]);
}

/** The provider will be asked to slash. */
export function slashRequested(addresses: AddressCodec, packet: SlashPacketData): Event {
  return event(
    EventType.CONSUMER_SLASH_REQUEST,
    [AttributeKey.MODULE, CONSUMER_MODULE],
    [AttributeKey.VALIDATOR_ADDRESS, addresses.cons.toText(consAddress(packet.validator.address))],
    [AttributeKey.VALSET_UPDATE_ID, idText(packet.valsetUpdateId)],
    [AttributeKey.INFRACTION_TYPE, infractionName(packet.infraction)],
  );
}

/** Rewards went to the provider. */
export function feesDistributed(distribution: {
  readonly height: bigint;
  readonly nextHeight: bigint;
  readonly fraction: string;
  readonly total: Coins;
  readonly sent: Coins;
}): Event {
  const { height, nextHeight, fraction, total, sent } = distribution;
  return event(
    "fee_distribution",
    [AttributeKey.MODULE, CONSUMER_MODULE],
    ["current_distribution_height", height.toString()],
    ["next_distribution_height", nextHeight.toString()],
    ["distribution_fraction", fraction],
    ["total", coinsToText(total)],
    ["provider_amount", coinsToText(sent)],
  );
}

/** Go prints ids as signed numbers. */
function idText(id: bigint): string {
  return BigInt.asIntN(64, id).toString();
}
