import { isAllPositive, plainError, safeSubCoins, sdkErrors } from "@testudo/base";
import { GenericAuthorization } from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgSend, SendAuthorization } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  AuthorizationType,
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgDelegate,
  MsgUndelegate,
  StakeAuthorization,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";
import { errors as bankErrors } from "../bank/errors.ts";
import { coinFromWire, coinsFromWire, coinsToWire, coinToWire, intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";

/** Gas for each entry of a list that is compared. */
const GAS_PER_ENTRY = 10n;

/** What accepting a message does to the authorization. */
export type Acceptance =
  | { readonly becomes: "same" }
  | { readonly becomes: "used up" }
  | { readonly becomes: "changed"; readonly value: Uint8Array };

/** One kind of authorization: what it is for and what it lets pass. */
export interface AuthorizationKind {
  readonly typeUrl: string;
  /** Type URL of the messages that it is about. */
  messageUrl(value: Uint8Array): string;
  /** The stateless check. Throws. */
  validate(value: Uint8Array): void;
  /** The same in canonical bytes. */
  canonical(value: Uint8Array): Uint8Array;
  /** Throws on a message that it does not cover. */
  accept(ctx: Ctx, value: Uint8Array, message: Any): Acceptance;
}

/** Any message of one type, without limit. */
const generic: AuthorizationKind = {
  typeUrl: GenericAuthorization.typeUrl,
  messageUrl: (value) => GenericAuthorization.decode(value).msg,
  validate(value) {
    if (GenericAuthorization.decode(value).msg === "") {
      throw plainError("msg type cannot be empty");
    }
  },
  canonical: (value) => GenericAuthorization.encode(GenericAuthorization.decode(value)),
  accept: () => ({ becomes: "same" }),
};

/** Sends up to a limit, perhaps only to some. */
const send: AuthorizationKind = {
  typeUrl: SendAuthorization.typeUrl,
  messageUrl: () => MsgSend.typeUrl,
  validate(value) {
    const { spendLimit, allowList } = SendAuthorization.decode(value);
    if (spendLimit.length === 0) throw sdkErrors.invalidCoins("spend limit cannot be nil");
    if (!isAllPositive(coinsFromWire(spendLimit))) {
      throw sdkErrors.invalidCoins("spend limit must be positive");
    }
    if (new Set(allowList).size !== allowList.length) throw bankErrors.duplicateEntry();
  },
  canonical: (value) => SendAuthorization.encode(SendAuthorization.decode(value)),
  accept(ctx, value, message) {
    if (message.typeUrl !== MsgSend.typeUrl) throw sdkErrors.invalidType("type mismatch");
    const { spendLimit, allowList } = SendAuthorization.decode(value);
    const { amount, toAddress } = MsgSend.decode(message.value);
    const { coins: left, negative } = safeSubCoins(
      coinsFromWire(spendLimit),
      coinsFromWire(amount),
    );
    if (negative) throw sdkErrors.insufficientFunds("requested amount is more than spend limit");
    if (!contains(ctx, allowList, toAddress, "send authorization") && allowList.length > 0) {
      throw sdkErrors.unauthorized(`cannot send to ${toAddress} address`);
    }
    if (left.length === 0) return { becomes: "used up" };
    const changed = SendAuthorization.encode({ spendLimit: coinsToWire(left), allowList });
    return { becomes: "changed", value: changed };
  },
};

/** Delegations and their undoing, up to a limit, with some validators or without some. */
const stake: AuthorizationKind = {
  typeUrl: StakeAuthorization.typeUrl,
  messageUrl: (value) =>
    STAKE_MESSAGES.get(StakeAuthorization.decode(value).authorizationType) ??
    panic(errors.unknownAuthorizationType("cannot normalize authz type").message),
  validate(value) {
    const { maxTokens, authorizationType } = StakeAuthorization.decode(value);
    if (maxTokens !== undefined && intFromWire(maxTokens.amount) < 0n) {
      throw errors.negativeMaxTokens(`negative coin amount: ${maxTokens.amount}${maxTokens.denom}`);
    }
    if (authorizationType === AuthorizationType.AUTHORIZATION_TYPE_UNSPECIFIED) {
      throw errors.unknownAuthorizationType();
    }
  },
  canonical: (value) => StakeAuthorization.encode(StakeAuthorization.decode(value)),
  accept(ctx, value, message) {
    const authorization = StakeAuthorization.decode(value);
    const { validator, amount } = stakeOf(message);
    const allowed = authorization.allowList?.address ?? [];
    const denied = authorization.denyList?.address ?? [];
    const isAllowed = contains(ctx, allowed, validator, "stake authorization");
    if (contains(ctx, denied, validator, "stake authorization")) throw notWith(validator);
    if (allowed.length > 0 && !isAllowed) throw notWith(validator);

    const { maxTokens } = authorization;
    // Without a limit nothing changes, but the reference writes the grant back all the same.
    if (maxTokens === undefined) {
      return { becomes: "changed", value: StakeAuthorization.encode(authorization) };
    }
    const limit = coinFromWire(maxTokens);
    if (limit.denom !== amount.denom) {
      throw plainError(`invalid coin denoms: ${limit.denom}, ${amount.denom}`);
    }
    const left = limit.amount - intFromWire(amount.amount);
    if (left < 0n) throw plainError(`negative coin amount: ${left}${limit.denom}`);
    if (left === 0n) return { becomes: "used up" };
    const changed = StakeAuthorization.encode({
      ...authorization,
      maxTokens: coinToWire({ denom: limit.denom, amount: left }),
    });
    return { becomes: "changed", value: changed };
  },
};

const STAKE_MESSAGES: ReadonlyMap<number, string> = new Map([
  [AuthorizationType.AUTHORIZATION_TYPE_DELEGATE, MsgDelegate.typeUrl],
  [AuthorizationType.AUTHORIZATION_TYPE_UNDELEGATE, MsgUndelegate.typeUrl],
  [AuthorizationType.AUTHORIZATION_TYPE_REDELEGATE, MsgBeginRedelegate.typeUrl],
  [
    AuthorizationType.AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION,
    MsgCancelUnbondingDelegation.typeUrl,
  ],
]);

/** Looks up kinds by type URL. */
export function authorizationTable(others: readonly AuthorizationKind[]) {
  const byUrl = new Map([generic, send, stake, ...others].map((kind) => [kind.typeUrl, kind]));
  return (typeUrl: string): AuthorizationKind | undefined => byUrl.get(typeUrl);
}

/** Compares entry by entry until one fits, each at a price. */
function contains(ctx: Ctx, list: readonly string[], wanted: string, descriptor: string): boolean {
  for (const entry of list) {
    ctx.gas.consume(GAS_PER_ENTRY, descriptor);
    if (entry === wanted) return true;
  }
  return false;
}

function stakeOf(message: Any) {
  switch (message.typeUrl) {
    case MsgDelegate.typeUrl:
      return staked(MsgDelegate.decode(message.value));
    case MsgUndelegate.typeUrl:
      return staked(MsgUndelegate.decode(message.value));
    case MsgCancelUnbondingDelegation.typeUrl:
      return staked(MsgCancelUnbondingDelegation.decode(message.value));
    case MsgBeginRedelegate.typeUrl: {
      const { validatorDstAddress, amount } = MsgBeginRedelegate.decode(message.value);
      return { validator: validatorDstAddress, amount };
    }
    default:
      throw sdkErrors.invalidRequest("unknown msg type");
  }
}

function staked<T>(message: { readonly validatorAddress: string; readonly amount: T }) {
  return { validator: message.validatorAddress, amount: message.amount };
}

function notWith(validator: string) {
  return sdkErrors.unauthorized(`cannot delegate/undelegate to ${validator} validator`);
}
