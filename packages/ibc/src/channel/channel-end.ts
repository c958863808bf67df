import { type Channel, type Counterparty, Order, State } from "@testudo/proto/ibc/core/channel/v1";
import { checkChannelId, checkConnectionId, checkPortId } from "../host/identifiers.ts";
import { channelErrors } from "./errors.ts";
import { orderName } from "./order.ts";

/** @throws channel/5, channel/6, channel/15, host/2 */
export function validateChannel(end: Channel): void {
  if (end.state === State.STATE_UNINITIALIZED_UNSPECIFIED) {
    throw channelErrors.invalidChannelState();
  }
  if (end.ordering !== Order.ORDER_ORDERED && end.ordering !== Order.ORDER_UNORDERED) {
    throw channelErrors.invalidChannelOrdering(orderName(end.ordering));
  }
  const [hop] = end.connectionHops;
  if (hop === undefined || end.connectionHops.length !== 1) {
    throw channelErrors.tooManyConnectionHops(
      "current IBC version only supports one connection hop",
    );
  }
  checkConnectionId(hop);
  validateCounterparty(end.counterparty);
}

function validateCounterparty({ portId, channelId }: Counterparty): void {
  checkPortId(portId);
  if (channelId !== "") checkChannelId(channelId);
}
