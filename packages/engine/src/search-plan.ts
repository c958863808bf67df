import { orderMeets } from "./event-match.ts";
import {
  type Condition,
  compareDecimals,
  type Decimal,
  type EventQuery,
  type Operand,
  parseDecimal,
} from "./event-query.ts";

/** Bounds on an attribute that several conditions made together; of two bounds on one side the last counts. */
export interface AttributeRange {
  readonly key: string;
  readonly lower: Operand | undefined;
  readonly upper: Operand | undefined;
  readonly includesLower: boolean;
  readonly includesUpper: boolean;
}

/**
 * What a search has to do, after the rules of CometBFT v0.38's key-value indexers: conditions on the height bound the
 * search, conditions on attributes must hold within one event.
 */
export interface SearchPlan {
  /** Heights to look at, both ends included. */
  readonly lowest: bigint;
  readonly highest: bigint;
  /** Conditions on the height's text: CONTAINS and EXISTS. */
  readonly heightTexts: readonly Condition[];
  readonly ranges: readonly AttributeRange[];
  /** Conditions on attributes, but for the ranges. */
  readonly conditions: readonly Condition[];
  /** Whether conditions on attributes exist at all. */
  readonly hasAttributes: boolean;
  /** Nothing is left to search for: a height that is no number counts for nothing. */
  readonly isEmpty: boolean;
}

const MAX_HEIGHT = 2n ** 63n - 1n;

/** Plans a search where `heightKey` (`tx.height`, `block.height`) names the height. */
export function planSearch({ conditions }: EventQuery, heightKey: string): SearchPlan {
  const heights = conditions.filter(({ key }) => key === heightKey);
  const attributes = conditions.filter(({ key }) => key !== heightKey);
  const hasAttributes = attributes.length > 0;
  const heightTexts = heights.filter(
    ({ operator }) => operator === "CONTAINS" || operator === "EXISTS",
  );
  const [range] = rangesOf(heights.filter(isRange));
  const rest = {
    heightTexts,
    ranges: rangesOf(attributes.filter(isRange)),
    conditions: attributes.filter((condition) => !isRange(condition)),
    hasAttributes,
  };
  // Beside a range an equal height does not count, as in the reference.
  if (range !== undefined) return { ...rest, ...heightBounds(range), isEmpty: false };
  const everything = { lowest: 0n, highest: MAX_HEIGHT };
  if (heightTexts.length > 0) return { ...rest, ...everything, isEmpty: false };
  const exact = heights.map(({ operand }) => numberOf(operand)).find((one) => one !== undefined);
  if (exact === undefined) return { ...rest, ...everything, isEmpty: !hasAttributes };
  const height = truncate(exact);
  if (height === 0n && hasAttributes) return { ...rest, ...everything, isEmpty: false };
  return { ...rest, lowest: height, highest: height, isEmpty: false };
}

/** Whether a value lies within a range; only numbers that fill the whole value count. */
export function rangeHolds(range: AttributeRange, value: string): boolean {
  const { lower, upper } = range;
  if ((lower ?? upper)?.kind !== "number") return false;
  const number = wholeNumber(value);
  if (number === undefined) return false;
  return (
    boundHolds(number, range.includesLower ? ">=" : ">", lower) &&
    boundHolds(number, range.includesUpper ? "<=" : "<", upper)
  );
}

function boundHolds(
  value: Decimal,
  operator: "<" | "<=" | ">" | ">=",
  bound: Operand | undefined,
): boolean {
  if (bound === undefined) return true;
  if (bound.kind !== "number") return false;
  return orderMeets(operator, compareDecimals(value, bound.number));
}

function rangesOf(conditions: readonly Condition[]): AttributeRange[] {
  const ranges = new Map<string, AttributeRange>();
  for (const { key, operator, operand } of conditions) {
    const before = ranges.get(key) ?? {
      key,
      lower: undefined,
      upper: undefined,
      includesLower: false,
      includesUpper: false,
    };
    const isLower = operator === ">" || operator === ">=";
    ranges.set(key, {
      ...before,
      ...(isLower ? { lower: operand } : { upper: operand }),
      includesLower: before.includesLower || operator === ">=",
      includesUpper: before.includesUpper || operator === "<=",
    });
  }
  return [...ranges.values()];
}

/** Whole heights within a range; nothing lies between bounds that are no numbers. */
function heightBounds(range: AttributeRange): { lowest: bigint; highest: bigint } {
  const nothing = { lowest: 1n, highest: 0n };
  const { lower, upper, includesLower, includesUpper } = range;
  if (lower !== undefined && lower.kind !== "number") return nothing;
  if (upper !== undefined && upper.kind !== "number") return nothing;
  const lowest = lower === undefined ? 0n : truncate(lower.number);
  const highest = upper === undefined ? MAX_HEIGHT : truncate(upper.number);
  const skipsLowest = lower !== undefined && (!includesLower || !isWhole(lower.number)) ? 1n : 0n;
  const skipsHighest = upper !== undefined && !includesUpper && isWhole(upper.number) ? 1n : 0n;
  return { lowest: lowest + skipsLowest, highest: highest - skipsHighest };
}

function isRange({ operator }: Condition): boolean {
  return operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
}

function numberOf(operand: Operand | undefined): Decimal | undefined {
  if (operand?.kind === "number") return operand.number;
  return operand?.kind === "text" ? wholeNumber(operand.text) : undefined;
}

/** Longer ones are no amounts; reading them would cost more than linear time. */
const NUMBER = /^([+-]?)(\d{1,100})(?:\.(\d{0,100}))?$/;

/** The number that a value is from end to end, or `undefined`. */
function wholeNumber(text: string): Decimal | undefined {
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const { units, scale } = parseDecimal(`${match[2]}.${match[3] ?? ""}`);
  return { units: match[1] === "-" ? -units : units, scale };
}

function truncate({ units, scale }: Decimal): bigint {
  return units / 10n ** BigInt(scale);
}

function isWhole({ units, scale }: Decimal): boolean {
  return units % 10n ** BigInt(scale) === 0n;
}
