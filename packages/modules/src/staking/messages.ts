import {
  type AccAddress,
  accAddress,
  coinToText,
  consAddress,
  Dec,
  isValidDenom,
  plainError,
  sdkErrors,
  type ValAddress,
} from "@testudo/base";
import { pubKeyFromAny } from "@testudo/crypto";
import { fromTimestamp, toTimestamp } from "@testudo/proto";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  BondStatus,
  Commission,
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgCancelUnbondingDelegation,
  MsgCancelUnbondingDelegationResponse,
  MsgCreateValidator,
  MsgCreateValidatorResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgEditValidator,
  MsgEditValidatorResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, GrpcCode, grpcError, type MessageRoute, panic, route } from "@testudo/runtime";
import { gogoText } from "../gogo-text.ts";
import { requireAuthority } from "../gov/errors.ts";
import { addressFromWire, coinFromWire, decFromWire, intFromWire, NIL_POINTER } from "../wire.ts";
import { validateNewRate, validateRates } from "./commission.ts";
import { edited, isEmptyDescription, validateLengths } from "./description.ts";
import { errors } from "./errors.ts";
import {
  delegated,
  redelegated,
  unbondingBegun,
  unbondingCancelled,
  validatorCreated,
  validatorEdited,
} from "./events.ts";
import type { StakingKeeper } from "./keeper.ts";
import { bondDenom, minCommissionRate, validateParams } from "./params.ts";
import { hasInvalidRate, newValidator, tokensOf } from "./validator.ts";

/** Message handlers of staking. */
export function messages(keeper: StakingKeeper): readonly MessageRoute[] {
  return [
    route(MsgCreateValidator, MsgCreateValidatorResponse, {
      handle: (ctx, message) => createValidator(keeper, ctx, message),
    }),
    route(MsgEditValidator, MsgEditValidatorResponse, {
      handle: (ctx, message) => editValidator(keeper, ctx, message),
    }),
    route(MsgDelegate, MsgDelegateResponse, {
      handle: (ctx, message) => delegate(keeper, ctx, message),
    }),
    route(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
      handle: (ctx, message) => beginRedelegate(keeper, ctx, message),
    }),
    route(MsgUndelegate, MsgUndelegateResponse, {
      handle: (ctx, message) => undelegate(keeper, ctx, message),
    }),
    route(MsgCancelUnbondingDelegation, MsgCancelUnbondingDelegationResponse, {
      handle: (ctx, message) => cancelUnbonding(keeper, ctx, message),
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, params }) {
        requireAuthority(keeper.authority, authority);
        validateParams(params);
        keeper.setParams(ctx, params);
        return {};
      },
    }),
  ];
}

function createValidator(
  keeper: StakingKeeper,
  ctx: Ctx,
  message: MsgCreateValidator,
): MsgCreateValidatorResponse {
  const { validators } = keeper.parts;
  const operator = validatorAddress(keeper, message.validatorAddress);
  const pubKeyAny = message.pubkey;
  if (pubKeyAny === undefined) throw errors.emptyValidatorPubKey();
  const value = positiveCoin(message.value, "invalid delegation amount");
  validateTerms(message, value.amount);

  const minRate = minCommissionRate(ctx);
  if (decFromWire(message.commission.rate).lt(minRate)) {
    throw errors.commissionBelowMinRate(
      `cannot set validator commission to less than minimum rate of ${minRate.toString()}`,
    );
  }
  if (keeper.validator(ctx, operator) !== undefined) throw errors.validatorOwnerExists();
  const pubKey = pubKeyFromAny(pubKeyAny);
  if (keeper.validatorByConsAddr(ctx, consAddress(pubKey.address())) !== undefined) {
    throw errors.validatorPubKeyExists();
  }
  requireBondDenom(ctx, value.denom);
  validateLengths(message.description);
  requireKeyType(ctx, pubKey.kind);

  const record = newValidator({
    operator: message.validatorAddress,
    pubKey: pubKeyAny,
    description: message.description,
    commission: { commissionRates: message.commission, updateTime: toTimestamp(ctx.time) },
    minSelfDelegation: message.minSelfDelegation,
  });
  validators.setValidator(ctx, record);
  validators.setConsAddr(ctx, record);
  validators.setRank(ctx, record);
  for (const hook of keeper.hooks) hook.afterValidatorCreated?.(ctx, operator);
  keeper.delegate(ctx, accAddress(operator), {
    record,
    amount: value.amount,
    source: { from: "account" },
  });
  ctx.emit(validatorCreated(message.validatorAddress, coinToText(value)));
  return {};
}

/** What a new validator offers, apart from its amount. */
function validateTerms(message: MsgCreateValidator, amount: bigint): void {
  const { description, commission } = message;
  if (isEmptyDescription(description)) throw sdkErrors.invalidRequest("empty description");
  if (commission.rate === "" && commission.maxRate === "" && commission.maxChangeRate === "") {
    throw sdkErrors.invalidRequest("empty commission");
  }
  validateRates(commission);
  if (message.minSelfDelegation === "") panic(NIL_POINTER);
  const minSelfDelegation = intFromWire(message.minSelfDelegation);
  if (minSelfDelegation <= 0n) {
    throw sdkErrors.invalidRequest("minimum self delegation must be a positive integer");
  }
  if (amount < minSelfDelegation) throw errors.selfDelegationBelowMinimum();
}

/** The consensus parameters name the key types that the engine knows. */
function requireKeyType(ctx: Ctx, kind: string): void {
  const allowed = ctx.consensusParams?.validator?.pubKeyTypes;
  if (allowed !== undefined && !allowed.includes(kind)) {
    throw errors.pubKeyTypeNotSupported(`got: ${kind}, expected: [${allowed.join(" ")}]`);
  }
}

function editValidator(
  keeper: StakingKeeper,
  ctx: Ctx,
  message: MsgEditValidator,
): MsgEditValidatorResponse {
  const operator = validatorAddress(keeper, message.validatorAddress);
  if (isEmptyDescription(message.description)) throw sdkErrors.invalidRequest("empty description");
  const minSelf = optional(message.minSelfDelegation, intFromWire);
  if (minSelf !== undefined && minSelf <= 0n) {
    throw sdkErrors.invalidRequest("minimum self delegation must be a positive integer");
  }
  const rate = optional(message.commissionRate, decFromWire);
  if (rate !== undefined) validateRateRange(ctx, rate);

  const current = keeper.requireValidator(ctx, operator);
  let next: Validator = {
    ...current,
    description: edited(current.description, message.description),
  };
  if (rate !== undefined) {
    const commission = withRate(ctx, current.commission, rate);
    for (const hook of keeper.hooks) hook.beforeValidatorModified?.(ctx, operator);
    next = { ...next, commission };
  }
  if (minSelf !== undefined) {
    if (minSelf <= intFromWire(current.minSelfDelegation)) {
      throw errors.minSelfDelegationDecreased();
    }
    if (minSelf > tokensOf(current)) throw errors.selfDelegationBelowMinimum();
    next = { ...next, minSelfDelegation: minSelf.toString() };
  }
  keeper.parts.validators.setValidator(ctx, next);
  ctx.emit(validatorEdited(gogoText(Commission, next.commission), next.minSelfDelegation));
  return {};
}

function validateRateRange(ctx: Ctx, rate: Dec): void {
  if (rate.gt(Dec.one) || rate.isNegative()) {
    throw sdkErrors.invalidRequest("commission rate must be between 0 and 1 (inclusive)");
  }
  const min = minCommissionRate(ctx);
  if (rate.lt(min)) {
    throw sdkErrors.invalidRequest(
      `commission rate cannot be less than the min commission rate ${min.toString()}`,
    );
  }
}

function withRate(ctx: Ctx, commission: Commission, rate: Dec): Commission {
  validateNewRate(commission, rate, ctx.time);
  const min = minCommissionRate(ctx);
  if (rate.lt(min)) {
    throw plainError(
      `cannot set validator commission to less than minimum rate of ${min.toString()}`,
    );
  }
  return {
    commissionRates: { ...commission.commissionRates, rate: rate.toAtomicsText() },
    updateTime: toTimestamp(ctx.time),
  };
}

function delegate(keeper: StakingKeeper, ctx: Ctx, message: MsgDelegate): MsgDelegateResponse {
  const operator = validatorAddress(keeper, message.validatorAddress);
  const delegator = delegatorAddress(keeper, message.delegatorAddress);
  const coin = positiveCoin(message.amount, "invalid delegation amount");
  const record = keeper.requireValidator(ctx, operator);
  requireBondDenom(ctx, coin.denom);
  const shares = keeper.delegate(ctx, delegator, {
    record,
    amount: coin.amount,
    source: { from: "account" },
  });
  ctx.emit(
    delegated(
      {
        delegator: message.delegatorAddress,
        validator: message.validatorAddress,
        amount: coinToText(coin),
      },
      shares.toString(),
    ),
  );
  return {};
}

function beginRedelegate(
  keeper: StakingKeeper,
  ctx: Ctx,
  message: MsgBeginRedelegate,
): MsgBeginRedelegateResponse {
  const source = validatorAddress(keeper, message.validatorSrcAddress, "source validator");
  const destination = validatorAddress(
    keeper,
    message.validatorDstAddress,
    "destination validator",
  );
  const delegator = delegatorAddress(keeper, message.delegatorAddress);
  const coin = positiveCoin(message.amount, "invalid shares amount");
  const shares = keeper.validateUnbondAmount(ctx, delegator, source, coin.amount);
  requireBondDenom(ctx, coin.denom);
  const completion = keeper.beginRedelegation(ctx, { delegator, source, destination }, shares);
  ctx.emit(
    redelegated(
      {
        source: message.validatorSrcAddress,
        destination: message.validatorDstAddress,
        amount: coinToText(coin),
      },
      completion,
    ),
  );
  return { completionTime: toTimestamp(completion) };
}

function undelegate(
  keeper: StakingKeeper,
  ctx: Ctx,
  message: MsgUndelegate,
): MsgUndelegateResponse {
  const operator = validatorAddress(keeper, message.validatorAddress);
  const delegator = delegatorAddress(keeper, message.delegatorAddress);
  const coin = positiveCoin(message.amount, "invalid shares amount");
  const shares = keeper.validateUnbondAmount(ctx, delegator, operator, coin.amount);
  requireBondDenom(ctx, coin.denom);
  const { completion, amount } = keeper.undelegate(ctx, delegator, operator, shares);
  ctx.emit(
    unbondingBegun(
      {
        delegator: message.delegatorAddress,
        validator: message.validatorAddress,
        amount: coinToText({ denom: coin.denom, amount }),
      },
      completion,
    ),
  );
  return {
    completionTime: toTimestamp(completion),
    amount: { denom: coin.denom, amount: amount.toString() },
  };
}

/** Delegates part of an unbonding entry back to its validator. The entry's queue slot and index stay. */
function cancelUnbonding(
  keeper: StakingKeeper,
  ctx: Ctx,
  message: MsgCancelUnbondingDelegation,
): MsgCancelUnbondingDelegationResponse {
  const operator = validatorAddress(keeper, message.validatorAddress);
  const delegator = delegatorAddress(keeper, message.delegatorAddress);
  const coin = positiveCoin(message.amount, "invalid amount");
  if (message.creationHeight <= 0n) throw sdkErrors.invalidRequest("invalid height");
  requireBondDenom(ctx, coin.denom);
  const record = keeper.requireValidator(ctx, operator);
  if (hasInvalidRate(record)) throw errors.exchangeRateInvalid();
  if (record.jailed) throw errors.validatorJailed();

  const unbonding = keeper.unbondingDelegation(ctx, delegator, operator);
  if (unbonding === undefined) {
    throw grpcError(
      GrpcCode.NOT_FOUND,
      `unbonding delegation with delegator ${message.delegatorAddress} not found for validator ${message.validatorAddress}`,
    );
  }
  const entry = unbonding.entries.find(
    ({ creationHeight }) => creationHeight === message.creationHeight,
  );
  if (entry === undefined) {
    throw sdkErrors.notFound(
      `unbonding delegation entry is not found at block height ${message.creationHeight}`,
    );
  }
  const rest = intFromWire(entry.balance) - coin.amount;
  if (rest < 0n) {
    throw sdkErrors.invalidRequest("amount is greater than the unbonding delegation entry balance");
  }
  if (fromTimestamp(entry.completionTime) < ctx.time) {
    throw sdkErrors.invalidRequest("unbonding delegation is already processed");
  }

  keeper.delegate(ctx, delegator, {
    record,
    amount: coin.amount,
    source: { from: "pool", status: BondStatus.BOND_STATUS_UNBONDING },
  });
  const reduced = {
    ...entry,
    balance: rest.toString(),
    initialBalance: (intFromWire(entry.initialBalance) - coin.amount).toString(),
  };
  keeper.parts.unbondings.storeOrRemove(ctx, {
    ...unbonding,
    entries: unbonding.entries.flatMap((other) =>
      other !== entry ? [other] : rest === 0n ? [] : [reduced],
    ),
  });
  ctx.emit(
    unbondingCancelled(
      {
        delegator: message.delegatorAddress,
        validator: message.validatorAddress,
        amount: coinToText(coin),
      },
      message.creationHeight,
    ),
  );
  return {};
}

function validatorAddress(keeper: StakingKeeper, text: string, what = "validator"): ValAddress {
  return addressFromWire(keeper.addresses.val, text, (complaint) =>
    sdkErrors.invalidAddress(`invalid ${what} address: ${complaint}`),
  );
}

function delegatorAddress(keeper: StakingKeeper, text: string): AccAddress {
  return addressFromWire(keeper.addresses.acc, text, (complaint) =>
    sdkErrors.invalidAddress(`invalid delegator address: ${complaint}`),
  );
}

/** @throws sdk/18 with `complaint` unless the coin is valid and positive */
function positiveCoin(wire: WireCoin, complaint: string) {
  const coin = coinFromWire(wire);
  if (!isValidDenom(coin.denom) || coin.amount <= 0n) throw sdkErrors.invalidRequest(complaint);
  return coin;
}

function requireBondDenom(ctx: Ctx, denom: string): void {
  const expected = bondDenom(ctx);
  if (denom !== expected) {
    throw sdkErrors.invalidRequest(`invalid coin denomination: got ${denom}, expected ${expected}`);
  }
}

/** A number that may be left out, but not be there without digits. */
function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  if (text === undefined) return undefined;
  return text === "" ? panic(NIL_POINTER) : read(text);
}
