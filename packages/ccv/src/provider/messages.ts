import {
  type AddressCodec,
  accAddress,
  type ConsumerId,
  consumerId,
  Dec,
  type ErrorKind,
  type ProviderConsAddress,
  plainError,
  providerConsAddress,
  type ValAddress,
  validateDenom,
} from "@testudo/base";
import { duplicateVoteEvidenceFromProto } from "@testudo/comet";
import { heightToText, isBlank } from "@testudo/ibc/host";
import { heightOf, validateMisbehaviour, validatorSetOf } from "@testudo/ibc/tendermint";
import { gogoText } from "@testudo/modules/gogo-text";
import { requireAuthority } from "@testudo/modules/gov";
import { consAddressOf, stakingErrors } from "@testudo/modules/staking";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { type Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgAssignConsumerKey,
  MsgAssignConsumerKeyResponse,
  MsgChangeRewardDenoms,
  MsgChangeRewardDenomsResponse,
  MsgOptIn,
  MsgOptInResponse,
  MsgOptOut,
  MsgOptOutResponse,
  MsgSetConsumerCommissionRate,
  MsgSetConsumerCommissionRateResponse,
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerDoubleVotingResponse,
  MsgSubmitConsumerMisbehaviour,
  MsgSubmitConsumerMisbehaviourResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { DuplicateVoteEvidence } from "@testudo/proto/tendermint/types";
import { type Ctx, type MessageRoute, panic, route } from "@testudo/runtime";
import { validateConsumerId } from "../wire/validation.ts";
import { parseConsumerKey, parseConsumerKeyJson } from "./consumer-key.ts";
import { consumerMessages } from "./consumer-messages.ts";
import { under } from "./consumer-parameters.ts";
import { consistentChainId, isActive } from "./consumers.ts";
import { errors } from "./errors.ts";
import {
  emitCommissionRateSet,
  emitDoubleVotingSubmitted,
  emitMisbehaviourSubmitted,
  emitRewardDenomsChanged,
  emitValidatorStep,
} from "./events.ts";
import { NIL_POINTER } from "./go-text.ts";
import type { ProviderKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";
import { changeRewardDenoms } from "./rewards.ts";
import { state } from "./state.ts";

/** Handlers of `interchain_security.ccv.provider.v1.Msg`. */
export function providerMessages(keeper: ProviderKeeper): readonly MessageRoute[] {
  return [
    ...validatorMessages(keeper),
    ...consumerMessages(keeper),
    ...governanceMessages(keeper),
    ...evidenceMessages(keeper),
  ];
}

/** What the operator of a validator asks for. */
function validatorMessages(keeper: ProviderKeeper): readonly MessageRoute[] {
  const { addresses, staking } = keeper.needs;
  return [
    route(MsgAssignConsumerKey, MsgAssignConsumerKeyResponse, {
      validateBasic(message) {
        const kind = errors.invalidMsgAssignConsumerKey;
        validateOperatorMessage(addresses, kind, message);
        if (message.consumerKey === "") throw kind("ConsumerKey cannot be empty");
        validateKey(kind, message.consumerKey);
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const { validator } = requireValidator(ctx, message.providerAddr);
        const key = parseConsumerKey(message.consumerKey);
        keeper.keyAssignment.assignConsumerKey(ctx, id, validator, key);
        emitValidatorStep(ctx, "assign_consumer_key", {
          ...stepOf(ctx, id, message),
          key: message.consumerKey,
        });
        return {};
      },
    }),

    route(MsgOptIn, MsgOptInResponse, {
      validateBasic(message) {
        const kind = errors.invalidMsgOptIn;
        validateOperatorMessage(addresses, kind, message);
        if (message.consumerKey !== "") validateKey(kind, message.consumerKey);
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const { address } = requireValidator(ctx, message.providerAddr);
        keeper.optIn.optIn(ctx, id, address, message.consumerKey);
        emitValidatorStep(ctx, "opt_in", {
          ...stepOf(ctx, id, message),
          key: message.consumerKey,
        });
        return {};
      },
    }),

    route(MsgOptOut, MsgOptOutResponse, {
      validateBasic(message) {
        validateOperatorMessage(addresses, errors.invalidMsgOptOut, message);
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const { address } = requireValidator(ctx, message.providerAddr);
        keeper.optIn.optOut(ctx, id, address);
        emitValidatorStep(ctx, "opt_out", stepOf(ctx, id, message));
        return {};
      },
    }),

    route(MsgSetConsumerCommissionRate, MsgSetConsumerCommissionRateResponse, {
      validateBasic(message) {
        const kind = errors.invalidMsgSetConsumerCommissionRate;
        validateOperatorMessage(addresses, kind, message);
        const rate = rateOf(message);
        if (rate.isNegative() || rate.gt(Dec.one)) {
          throw kind("consumer commission rate should be in the range [0, 1]");
        }
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const { address } = requireValidator(ctx, message.providerAddr);
        const rate = rateOf(message);
        setCommissionRate(ctx, id, address, rate);
        emitCommissionRateSet(ctx, { ...stepOf(ctx, id, message), rate: rate.toString() });
        return {};
      },
    }),
  ];

  function setCommissionRate(
    ctx: Ctx,
    id: ConsumerId,
    address: ProviderConsAddress,
    rate: Dec,
  ): void {
    if (!isActive(ctx, id)) {
      throw errors.invalidPhase(`unknown consumer chain, with id: ${id}`);
    }
    const minRate = staking.minCommissionRate(ctx);
    if (rate.lt(minRate)) {
      throw stakingErrors.commissionBelowMinRate(`commission rate cannot be less than ${minRate}`);
    }
    state.commissionRates.set(ctx, [id, address], rate);
  }

  function requireValidator(
    ctx: Ctx,
    operator: string,
  ): { readonly validator: Validator; readonly address: ProviderConsAddress } {
    const validator = staking.validator(ctx, addresses.val.fromText(operator));
    if (validator === undefined) throw stakingErrors.noValidatorFound();
    return { validator, address: providerConsAddress(consAddressOf(validator)) };
  }

  function stepOf(
    ctx: Ctx,
    id: ConsumerId,
    { providerAddr, signer }: { readonly providerAddr: string; readonly signer: string },
  ) {
    const chainId = consistentChainId(ctx, id);
    return { id, chainId, operator: providerAddr, submitter: signer };
  }
}

/** What only governance may do. */
function governanceMessages({ needs }: ProviderKeeper): readonly MessageRoute[] {
  return [
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, params }) {
        requireAuthority(needs.authority, authority);
        validateParams(params);
        state.params.set(ctx, params);
        return {};
      },
    }),

    route(MsgChangeRewardDenoms, MsgChangeRewardDenomsResponse, {
      validateBasic: validateRewardDenoms,
      handle(ctx, { authority, denomsToAdd, denomsToRemove }) {
        if (authority !== needs.authority) {
          throw errors.unauthorized(`expected ${needs.authority}, got ${authority}`);
        }
        const { added, removed } = changeRewardDenoms(ctx, denomsToAdd, denomsToRemove);
        emitRewardDenomsChanged(ctx, added, removed);
        return {};
      },
    }),
  ];
}

/** What anybody may prove. */
function evidenceMessages(keeper: ProviderKeeper): readonly MessageRoute[] {
  return [
    route(MsgSubmitConsumerMisbehaviour, MsgSubmitConsumerMisbehaviourResponse, {
      validateBasic({ consumerId: id, misbehaviour }) {
        const kind = errors.invalidMsgSubmitConsumerMisbehaviour;
        under(kind, "ConsumerId", () => validateConsumerId(id));
        under(kind, "Misbehaviour", () => validateMisbehaviour(misbehaviour ?? panic(NIL_POINTER)));
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const misbehaviour = message.misbehaviour ?? panic(NIL_POINTER);
        keeper.misbehaviour.handleMisbehaviour(ctx, id, misbehaviour);
        const [header1, header2] = [misbehaviour.header1, misbehaviour.header2].map(
          (header) => header ?? panic(NIL_POINTER),
        ) as [Header, Header];
        emitMisbehaviourSubmitted(ctx, {
          id,
          chainId: chainIdIn(header1),
          misbehaviour: gogoText(Misbehaviour, misbehaviour),
          clientId: misbehaviour.clientId,
          heights: [heightToText(heightOf(header1)), heightToText(heightOf(header2))],
          submitter: message.submitter,
        });
        return {};
      },
    }),

    route(MsgSubmitConsumerDoubleVoting, MsgSubmitConsumerDoubleVotingResponse, {
      validateBasic({ consumerId: id, duplicateVoteEvidence, infractionBlockHeader }) {
        const kind = errors.invalidMsgSubmitConsumerDoubleVoting;
        under(kind, "DuplicateVoteEvidence", () => evidenceFrom(duplicateVoteEvidence));
        under(kind, "ValidateTendermintHeader", () => requireHeaderParts(infractionBlockHeader));
        under(kind, "ConsumerId", () => validateConsumerId(id));
      },
      handle(ctx, message) {
        const id = consumerId(message.consumerId);
        const proto = message.duplicateVoteEvidence ?? panic(NIL_POINTER);
        const evidence = evidenceFrom(proto);
        const header = message.infractionBlockHeader ?? panic(NIL_POINTER);
        const validators = validatorSetOf(header.validatorSet);
        keeper.doubleVoting.handleDoubleVoting(ctx, id, evidence, validators);
        emitDoubleVotingSubmitted(ctx, {
          id,
          chainId: chainIdIn(header),
          evidence: gogoText(DuplicateVoteEvidence, proto),
          submitter: message.submitter,
        });
        return {};
      },
    }),
  ];
}

/** The signer must be the account of the operator's own address. */
function validateOperatorMessage(
  { val, acc }: AddressCodec,
  kind: ErrorKind,
  message: {
    readonly chainId: string;
    readonly consumerId: string;
    readonly providerAddr: string;
    readonly signer: string;
  },
): void {
  const { chainId, consumerId: id, providerAddr, signer } = message;
  if (!isBlank(chainId)) {
    throw kind(
      `ChainId: found non-empty chainId(${chainId}); chainId is deprecated, use consumerId instead`,
    );
  }
  under(kind, "ConsumerId", () => validateConsumerId(id));
  const operator = readOperator(() => val.fromText(providerAddr));
  if (operator === undefined) {
    throw kind(`ProviderAddr: invalid ValAddress (${providerAddr})`);
  }
  const account = acc.toText(accAddress(operator));
  if (account !== signer) {
    throw kind(
      `ProviderAddr: ValAddress converted to AccAddress (${account}) must match the signer address (${signer})`,
    );
  }
}

function readOperator(read: () => ValAddress): ValAddress | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function validateKey(kind: ErrorKind, text: string): void {
  under(kind, "ConsumerKey", () => {
    parseConsumerKeyJson(text);
  });
}

/** Panics when the rate was left out, as the reference does. */
function rateOf({ rate }: MsgSetConsumerCommissionRate): Dec {
  return rate === "" ? panic(NIL_POINTER) : Dec.fromAtomics(rate);
}

/** A malformed denom makes the reference panic. */
function validateRewardDenoms({ denomsToAdd, denomsToRemove }: MsgChangeRewardDenoms): void {
  const kind = errors.invalidMsgChangeRewardDenoms;
  if (denomsToAdd.length === 0 && denomsToRemove.length === 0) {
    throw kind("both DenomsToAdd and DenomsToRemove are empty");
  }
  for (const denom of denomsToAdd) validateDenom(denom);
  for (const denom of denomsToRemove) {
    validateDenom(denom);
    if (denomsToAdd.includes(denom)) {
      throw kind(`denom(${denom}) cannot be both added and removed`);
    }
  }
}

function evidenceFrom(evidence: DuplicateVoteEvidence | undefined) {
  if (evidence === undefined) throw plainError("nil duplicate vote evidence");
  return duplicateVoteEvidenceFromProto(evidence);
}

/** The header only has to carry a key: nothing in it is verified. */
function requireHeaderParts(header: Header | undefined): void {
  if (header === undefined) throw plainError("infraction block header cannot be nil");
  if (header.signedHeader === undefined) {
    throw plainError("signed header in infraction block header cannot be nil");
  }
  if (header.signedHeader.header === undefined) {
    throw plainError(
      "invalid signed header in infraction block header, 'SignedHeader.Header' is nil",
    );
  }
  if (header.validatorSet === undefined) {
    throw plainError("invalid infraction block header, validator set is nil");
  }
}

function chainIdIn({ signedHeader }: Header): string {
  return (signedHeader?.header ?? panic(NIL_POINTER)).chainId;
}
