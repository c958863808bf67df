import { type ConsAddress, consAddress, Dec, toInt64 } from "@testudo/base";
import { type PublicKey, pubKeyFromAny } from "@testudo/crypto";
import { fromTimestamp, toTimestamp } from "@testudo/proto";
import {
  BondStatus,
  type Commission,
  type Description,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { panic } from "@testudo/runtime";
import { decFromWire, intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import { POWER_REDUCTION } from "./params.ts";

/** A validator without stake, as it stands before its creator delegates to it. */
export function newValidator(fields: {
  readonly operator: string;
  readonly pubKey: Any;
  readonly description: Description;
  readonly commission: Commission;
  readonly minSelfDelegation: string;
}): Validator {
  return {
    operatorAddress: fields.operator,
    consensusPubkey: fields.pubKey,
    jailed: false,
    status: BondStatus.BOND_STATUS_UNBONDED,
    tokens: "0",
    delegatorShares: "0",
    description: fields.description,
    unbondingHeight: 0n,
    unbondingTime: toTimestamp(0n),
    commission: fields.commission,
    minSelfDelegation: fields.minSelfDelegation,
    unbondingOnHoldRefCount: 0n,
    unbondingIds: [],
  };
}

/** Whether it is in the bonded set. */
export const isBonded = (validator: Validator): boolean =>
  validator.status === BondStatus.BOND_STATUS_BONDED;
/** Whether it left the set and is still liable. */
export const isUnbonding = (validator: Validator): boolean =>
  validator.status === BondStatus.BOND_STATUS_UNBONDING;
/** Whether it is neither. */
export const isUnbonded = (validator: Validator): boolean =>
  validator.status === BondStatus.BOND_STATUS_UNBONDED;

/** Tokens behind the validator, in the smallest unit. */
export const tokensOf = (validator: Validator): bigint => intFromWire(validator.tokens);

/** Shares that all its delegators hold together. */
export const sharesOf = (validator: Validator): Dec => decFromWire(validator.delegatorShares);

/** Its consensus key. Panics on a record without one. */
export function consensusKeyOf(validator: Validator): PublicKey {
  return validator.consensusPubkey === undefined
    ? panic("expecting cryptotypes.PubKey, got <nil>: invalid type")
    : pubKeyFromAny(validator.consensusPubkey);
}

/** Address of its consensus key. */
export function consAddressOf(validator: Validator): ConsAddress {
  return consAddress(consensusKeyOf(validator).address());
}

/** Power the validator has, or would have if bonded. */
export function potentialPower(validator: Validator): bigint {
  return toInt64(tokensOf(validator) / POWER_REDUCTION);
}

/** Power in consensus: none unless bonded. */
export function consensusPower(validator: Validator): bigint {
  return isBonded(validator) ? potentialPower(validator) : 0n;
}

/** What the engine hears of a validator. */
export function updateOf(validator: Validator, power: bigint): ValidatorUpdate {
  return { pubKey: cometKey(consensusKeyOf(validator)), power };
}

function cometKey(key: PublicKey): ValidatorUpdate["pubKey"] {
  switch (key.kind) {
    case "ed25519":
      return { ed25519: key.bytes };
    case "secp256k1":
      return { secp256k1: key.bytes };
    default:
      return panic(`cannot convert ${key.kind} to Tendermint public key: invalid type`);
  }
}

/** Whether all tokens were slashed while shares remain: nobody may delegate any more. */
export function hasInvalidRate(validator: Validator): boolean {
  return tokensOf(validator) === 0n && sharesOf(validator).isPositive();
}

/** Worth of shares in tokens, with the banker's rounding of `quo`. */
export function tokensFromShares(validator: Validator, shares: Dec): Dec {
  return shares.mulInt(tokensOf(validator)).quo(sharesOf(validator));
}

/** Worth of shares in tokens, truncated. */
export function tokensFromSharesTruncated(validator: Validator, shares: Dec): Dec {
  return shares.mulInt(tokensOf(validator)).quoTruncate(sharesOf(validator));
}

/** Shares for tokens. @throws staking/22 when the validator has no tokens */
export function sharesFromTokens(validator: Validator, amount: bigint): Dec {
  const tokens = tokensOf(validator);
  if (tokens === 0n) throw errors.insufficientShares();
  return sharesOf(validator).mulInt(amount).quoInt(tokens);
}

/** Like `sharesFromTokens`, in one truncating division. */
export function sharesFromTokensTruncated(validator: Validator, amount: bigint): Dec {
  const tokens = tokensOf(validator);
  if (tokens === 0n) throw errors.insufficientShares();
  return sharesOf(validator).mulInt(amount).quoTruncate(Dec.fromInt(tokens));
}

/** Adds delegated tokens; the first delegation sets the rate to one. */
export function withTokensAdded(
  validator: Validator,
  amount: bigint,
): { readonly validator: Validator; readonly shares: Dec } {
  const total = sharesOf(validator);
  const shares = total.isZero() ? Dec.fromInt(amount) : sharesFromTokens(validator, amount);
  return {
    validator: {
      ...validator,
      tokens: (tokensOf(validator) + amount).toString(),
      delegatorShares: total.add(shares).toAtomicsText(),
    },
    shares,
  };
}

/** Takes shares away. The last shares take all tokens along; before that fractions stay with the others. */
export function withSharesRemoved(
  validator: Validator,
  shares: Dec,
): { readonly validator: Validator; readonly tokens: bigint } {
  const rest = sharesOf(validator).sub(shares);
  const held = tokensOf(validator);
  const tokens = rest.isZero() ? held : tokensFromShares(validator, shares).truncateInt();
  if (tokens > held) panic("attempting to remove more tokens than available in validator");
  return {
    validator: {
      ...validator,
      tokens: (held - tokens).toString(),
      delegatorShares: rest.toAtomicsText(),
    },
    tokens,
  };
}

/** Takes tokens away and leaves the shares: a slash. */
export function withTokensRemoved(validator: Validator, tokens: bigint): Validator {
  const held = tokensOf(validator);
  if (tokens < 0n) panic(`should not happen: trying to remove negative tokens ${tokens}`);
  if (held < tokens) {
    panic(`should not happen: only have ${held} tokens, trying to remove ${tokens}`);
  }
  return { ...validator, tokens: (held - tokens).toString() };
}

/** When the validator's own unbonding ends (or ended). */
export const unbondingTimeOf = (validator: Validator): bigint =>
  fromTimestamp(validator.unbondingTime);
