import { Order, type State } from "@testudo/proto/ibc/core/channel/v1";

/** The protobuf name of an ordering, the form of events and version features. */
export function orderName(order: Order): string {
  if (order === Order.ORDER_ORDERED) return "ORDER_ORDERED";
  if (order === Order.ORDER_UNORDERED) return "ORDER_UNORDERED";
  if (order === Order.ORDER_NONE_UNSPECIFIED) return "ORDER_NONE_UNSPECIFIED";
  return `${order}`;
}

/** The protobuf name of a channel state, for messages to people. */
export function stateName(state: State): string {
  const names = [
    "STATE_UNINITIALIZED_UNSPECIFIED",
    "STATE_INIT",
    "STATE_TRYOPEN",
    "STATE_OPEN",
    "STATE_CLOSED",
  ];
  return names[state] ?? `${state}`;
}
