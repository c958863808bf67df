import {
  type Coins,
  coinsAreValid,
  coinsToText,
  denomsSubsetOf,
  isAllPositive,
  SECOND,
  safeSubCoins,
  sdkErrors,
  type Time,
} from "@testudo/base";
import { fromDuration, fromTimestamp, packAny, toTimestamp } from "@testudo/proto";
import {
  AllowedMsgAllowance,
  BasicAllowance,
  PeriodicAllowance,
} from "@testudo/proto/cosmos/feegrant/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";
import { coinsFromWire, coinsToWire, NIL_POINTER } from "../wire.ts";
import { errors } from "./errors.ts";

/** Gas for each entry of a list of messages that is looked at. */
const GAS_PER_MESSAGE = 10n;

/** A fee and what it is for. */
export interface Fee {
  readonly amount: Coins;
  readonly messages: readonly Any[];
}

/** What is left after a fee: the allowance changed, nothing, or a refusal that ends the allowance too. */
export type Spending =
  | { readonly left: Any }
  | { readonly left: undefined; readonly refusal?: Error };

/** One kind of allowance. */
interface AllowanceKind {
  /** @throws sdk/10, errors.invalidDuration, errors.noAllowance, errors.noMessages */
  validate(value: Uint8Array): void;
  expiresAt(value: Uint8Array): Time | undefined;
  /** Throws on a refusal that leaves the allowance as it is. */
  spend(ctx: Ctx, value: Uint8Array, fee: Fee): Spending;
  canonical(value: Uint8Array): Uint8Array;
}

/** Panics where there is nothing, as Go does. @throws errors.noAllowance for something that is no allowance */
export function allowanceOf(any: Any | undefined) {
  if (any === undefined) panic(NIL_POINTER);
  const kind = KINDS.get(any.typeUrl);
  if (kind === undefined) throw errors.noAllowance("failed to get allowance");
  const { typeUrl, value } = any;
  return {
    validate: () => kind.validate(value),
    expiresAt: () => kind.expiresAt(value),
    spend: (ctx: Ctx, fee: Fee) => kind.spend(ctx, value, fee),
    canonical: (): Any => ({ typeUrl, value: kind.canonical(value) }),
  };
}

/** A total, perhaps without limit, perhaps until a day. */
const basic: AllowanceKind = {
  validate: (value) => validateBasicAllowance(BasicAllowance.decode(value)),
  expiresAt: (value) => timeOf(BasicAllowance.decode(value).expiration),
  canonical: (value) => BasicAllowance.encode(BasicAllowance.decode(value)),
  spend(ctx, value, { amount }) {
    const allowance = BasicAllowance.decode(value);
    if (isBefore(allowance.expiration, ctx.time)) {
      return { left: undefined, refusal: errors.feeLimitExpired("basic allowance") };
    }
    if (allowance.spendLimit.length === 0) return { left: packAny(BasicAllowance, allowance) };
    const left = minus(coinsFromWire(allowance.spendLimit), amount, "basic allowance");
    if (left.length === 0) return { left: undefined };
    return { left: packAny(BasicAllowance, { ...allowance, spendLimit: coinsToWire(left) }) };
  },
};

/** A limit for each period within a total. */
const periodic: AllowanceKind = {
  validate(value) {
    const { basic: total, ...rest } = PeriodicAllowance.decode(value);
    validateBasicAllowance(total);
    const periodLimit = coinsFromWire(rest.periodSpendLimit);
    const canSpend = coinsFromWire(rest.periodCanSpend);
    if (!coinsAreValid(periodLimit)) {
      throw sdkErrors.invalidCoins(`spend amount is invalid: ${coinsToText(periodLimit)}`);
    }
    if (!isAllPositive(periodLimit)) {
      throw sdkErrors.invalidCoins("spend limit must be positive");
    }
    if (!coinsAreValid(canSpend)) {
      throw sdkErrors.invalidCoins(`can spend amount is invalid: ${coinsToText(canSpend)}`);
    }
    const limit = coinsFromWire(total.spendLimit);
    if (limit.length > 0 && !denomsSubsetOf(periodLimit, limit)) {
      throw sdkErrors.invalidCoins(
        "period spend limit has different currency than basic spend limit",
      );
    }
    if (fromDuration(rest.period) < 0n) throw errors.invalidDuration("negative clock step");
  },
  expiresAt: (value) => timeOf(PeriodicAllowance.decode(value).basic.expiration),
  canonical: (value) => PeriodicAllowance.encode(PeriodicAllowance.decode(value)),
  spend(ctx, value, { amount }) {
    const stored = PeriodicAllowance.decode(value);
    if (isBefore(stored.basic.expiration, ctx.time)) {
      return { left: undefined, refusal: errors.feeLimitExpired("absolute limit") };
    }
    const allowance = inPeriodAt(stored, ctx.time);
    const canSpend = minus(coinsFromWire(allowance.periodCanSpend), amount, "period limit");
    const changed = { ...allowance, periodCanSpend: coinsToWire(canSpend) };
    if (changed.basic.spendLimit.length === 0) return { left: packAny(PeriodicAllowance, changed) };
    const left = minus(coinsFromWire(changed.basic.spendLimit), amount, "absolute limit");
    if (left.length === 0) return { left: undefined };
    const limited = { ...changed, basic: { ...changed.basic, spendLimit: coinsToWire(left) } };
    return { left: packAny(PeriodicAllowance, limited) };
  },
};

/** Another allowance, for some messages alone. */
const allowedMessages: AllowanceKind = {
  validate(value) {
    const { allowance, allowedMessages: urls } = AllowedMsgAllowance.decode(value);
    if (allowance === undefined) throw errors.noAllowance("allowance should not be empty");
    if (urls.length === 0) throw errors.noMessages("allowed messages shouldn't be empty");
    allowanceOf(allowance).validate();
  },
  expiresAt: (value) => allowanceOf(AllowedMsgAllowance.decode(value).allowance).expiresAt(),
  canonical(value) {
    const outer = AllowedMsgAllowance.decode(value);
    return AllowedMsgAllowance.encode({
      ...outer,
      allowance: allowanceOf(outer.allowance).canonical(),
    });
  },
  spend(ctx, value, fee) {
    const outer = AllowedMsgAllowance.decode(value);
    if (!allAllowed(ctx, outer.allowedMessages, fee.messages)) {
      throw errors.messageNotAllowed("message does not exist in allowed messages");
    }
    const spending = allowanceOf(outer.allowance).spend(ctx, fee);
    if (spending.left === undefined) return spending;
    return { left: packAny(AllowedMsgAllowance, { ...outer, allowance: spending.left }) };
  },
};

const KINDS: ReadonlyMap<string, AllowanceKind> = new Map([
  [BasicAllowance.typeUrl, basic],
  [PeriodicAllowance.typeUrl, periodic],
  [AllowedMsgAllowance.typeUrl, allowedMessages],
]);

function validateBasicAllowance({ spendLimit, expiration }: BasicAllowance): void {
  const limit = coinsFromWire(spendLimit);
  if (!coinsAreValid(limit)) {
    throw sdkErrors.invalidCoins(`send amount is invalid: ${coinsToText(limit)}`);
  }
  const until = timeOf(expiration);
  if (until !== undefined && until < -SECOND + 1n) {
    throw errors.invalidDuration("expiration time cannot be negative");
  }
}

/** The allowance with a new period begun if the old one is over. */
function inPeriodAt(allowance: PeriodicAllowance, now: Time): PeriodicAllowance {
  const reset = fromTimestamp(allowance.periodReset);
  if (now < reset) return allowance;
  const limit = allowance.basic.spendLimit;
  const { negative } = safeSubCoins(
    coinsFromWire(limit),
    coinsFromWire(allowance.periodSpendLimit),
  );
  const period = fromDuration(allowance.period);
  const next = reset + period;
  return {
    ...allowance,
    periodCanSpend: negative && limit.length > 0 ? limit : allowance.periodSpendLimit,
    periodReset: toTimestamp(now > next ? now + period : next),
  };
}

function allAllowed(ctx: Ctx, urls: readonly string[], messages: readonly Any[]): boolean {
  for (const _ of urls) ctx.gas.consume(GAS_PER_MESSAGE, "check msg");
  for (const { typeUrl } of messages) {
    ctx.gas.consume(GAS_PER_MESSAGE, "check msg");
    if (!urls.includes(typeUrl)) return false;
  }
  return true;
}

/** @throws errors.feeLimitExceeded */
function minus(limit: Coins, fee: Coins, name: string): Coins {
  const { coins, negative } = safeSubCoins(limit, fee);
  if (negative) throw errors.feeLimitExceeded(name);
  return coins;
}

function timeOf(time: BasicAllowance["expiration"]): Time | undefined {
  return time === undefined ? undefined : fromTimestamp(time);
}

function isBefore(time: BasicAllowance["expiration"], now: Time): boolean {
  const until = timeOf(time);
  return until !== undefined && until < now;
}
