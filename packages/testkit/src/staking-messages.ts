import { type Bytes, consAddress, valAddress } from "@testudo/base";
import {
  MsgUnjail,
  QuerySigningInfoRequest,
  QuerySigningInfoResponse,
  type ValidatorSigningInfo,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgDelegate,
  MsgUndelegate,
  QueryValidatorRequest,
  QueryValidatorResponse,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { namesOn } from "./consumer-messages.ts";
import type { TestAccount } from "./test-account.ts";
import type { TestChain } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** What messages say of the hub that they are for: its addresses, and the denom of stake. */
export type StakeForms = Pick<TestChain, "addresses" | "denom">;

/** Puts base units of stake on a validator. */
export function delegate(hub: StakeForms, from: TestAccount, to: TestAccount, amount: bigint): Any {
  return message(MsgDelegate, {
    delegatorAddress: namesOn(hub, from).account,
    validatorAddress: namesOn(hub, to).operator,
    amount: { denom: hub.denom, amount: String(amount) },
  });
}

/** Takes base units of stake off a validator. */
export function undelegate(
  hub: StakeForms,
  from: TestAccount,
  validator: TestAccount,
  amount: bigint,
): Any {
  return message(MsgUndelegate, {
    delegatorAddress: namesOn(hub, from).account,
    validatorAddress: namesOn(hub, validator).operator,
    amount: { denom: hub.denom, amount: String(amount) },
  });
}

/** Moves base units of stake to another validator. */
export function redelegate(
  hub: StakeForms,
  delegator: TestAccount,
  move: { readonly from: TestAccount; readonly to: TestAccount; readonly amount: bigint },
): Any {
  return message(MsgBeginRedelegate, {
    delegatorAddress: namesOn(hub, delegator).account,
    validatorSrcAddress: namesOn(hub, move.from).operator,
    validatorDstAddress: namesOn(hub, move.to).operator,
    amount: { denom: hub.denom, amount: String(move.amount) },
  });
}

/** Takes an undelegation back. */
export function cancelUndelegation(
  hub: StakeForms,
  from: TestAccount,
  validator: TestAccount,
  entry: { readonly amount: bigint; readonly creationHeight: bigint },
): Any {
  return message(MsgCancelUnbondingDelegation, {
    delegatorAddress: namesOn(hub, from).account,
    validatorAddress: namesOn(hub, validator).operator,
    amount: { denom: hub.denom, amount: String(entry.amount) },
    creationHeight: entry.creationHeight,
  });
}

/** Asks for the end of a jail term. */
export function unjail(hub: StakeForms, validator: TestAccount): Any {
  return message(MsgUnjail, {
    validatorAddr: hub.addresses.val.toText(valAddress(validator.address)),
  });
}

/** What staking knows of a validator. */
export function validatorOn(hub: TestChain, validator: TestAccount): Validator {
  return hub.query(
    "/cosmos.staking.v1beta1.Query/Validator",
    QueryValidatorRequest,
    QueryValidatorResponse,
    { validatorAddr: namesOn(hub, validator).operator },
  ).validator;
}

/** What slashing knows of the validator with an address of consensus. */
export function signingInfoOn(chain: TestChain, address: Bytes): ValidatorSigningInfo {
  return chain.query(
    "/cosmos.slashing.v1beta1.Query/SigningInfo",
    QuerySigningInfoRequest,
    QuerySigningInfoResponse,
    { consAddress: chain.addresses.cons.toText(consAddress(address)) },
  ).valSigningInfo;
}
