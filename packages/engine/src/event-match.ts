import {
  type Condition,
  compareDecimals,
  type EventQuery,
  type Operator,
  parseDecimal,
} from "./event-query.ts";
import { dateOf, timeOf } from "./query-scanner.ts";

/**
 * Whether a map of `type.key` → values meets all conditions, each by any value: the rule of subscriptions
 * (CometBFT's `libs/pubsub/query`). A condition on a bare event type is met by its presence.
 */
export function queryMatches(
  query: EventQuery,
  attributes: ReadonlyMap<string, readonly string[]>,
): boolean {
  return query.conditions.every((condition) => conditionMatches(condition, attributes));
}

function conditionMatches(
  condition: Condition,
  attributes: ReadonlyMap<string, readonly string[]>,
): boolean {
  const values = attributes.get(condition.key);
  if (values?.some((value) => valueMatches(condition, value))) return true;
  if (!valueMatches(condition, "")) return false;
  for (const name of attributes.keys()) {
    if (
      name.length > condition.key.length &&
      name.slice(0, name.lastIndexOf(".")) === condition.key
    )
      return true;
  }
  return false;
}

/**
 * CometBFT compares with the number that an attribute begins with, so `12stake` counts as 12. Longer numbers are no
 * amounts; reading them would cost more than linear time.
 */
const LEADING_NUMBER = /^\d{1,100}(?![0-9])(?:\.\d{1,100})?/;

/** Whether one attribute value meets a condition of a subscription. */
export function valueMatches({ operator, operand }: Condition, value: string): boolean {
  if (operand === undefined) return true;
  if (operator === "CONTAINS") return value.includes(operand.text);
  switch (operand.kind) {
    case "text":
      return value === operand.text;
    case "number": {
      const digits = LEADING_NUMBER.exec(value)?.[0];
      if (digits === undefined) return false;
      return orderMeets(operator, compareDecimals(parseDecimal(digits), operand.number));
    }
    default: {
      const moment = operand.kind === "time" ? timeOf(value) : dateOf(value);
      if (moment === undefined) return false;
      const order = moment < operand.nanoseconds ? -1 : moment > operand.nanoseconds ? 1 : 0;
      return orderMeets(operator, order);
    }
  }
}

/** Whether a comparison that came out as `order` (-1, 0, 1) is what the operator wants. */
export function orderMeets(operator: Operator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return false;
  }
}
