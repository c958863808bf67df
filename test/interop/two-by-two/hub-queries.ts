import type { ChainClient } from "@testudo/client";
import type { MessageType } from "@testudo/proto";
import { QueryProposalRequest, QueryProposalResponse } from "@testudo/proto/cosmos/gov/v1";
import {
  QuerySigningInfoRequest,
  QuerySigningInfoResponse,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  QueryDelegatorDelegationsRequest,
  QueryDelegatorDelegationsResponse,
  QueryDelegatorUnbondingDelegationsRequest,
  QueryDelegatorUnbondingDelegationsResponse,
  QueryValidatorRequest,
  QueryValidatorResponse,
  QueryValidatorsRequest,
  QueryValidatorsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  QueryAllPairsValConsAddrByConsumerRequest,
  QueryAllPairsValConsAddrByConsumerResponse,
  QueryBlocksUntilNextEpochRequest,
  QueryBlocksUntilNextEpochResponse,
  QueryConsumerChainOptedInValidatorsRequest,
  QueryConsumerChainOptedInValidatorsResponse,
  QueryConsumerChainRequest,
  QueryConsumerChainResponse,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
  QueryConsumerChainsValidatorHasToValidateRequest,
  QueryConsumerChainsValidatorHasToValidateResponse,
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";

const CCV = "/interchain_security.ccv.provider.v1.Query";
const STAKING = "/cosmos.staking.v1beta1.Query";

/** A method with the types of its question and its answer. */
interface Method<Req, Res> {
  readonly path: string;
  readonly request: MessageType<Req>;
  readonly response: MessageType<Res>;
}

const method = <Req, Res>(
  path: string,
  request: MessageType<Req>,
  response: MessageType<Res>,
): Method<Req, Res> => ({ path, request, response });

/** What is asked of a hub. */
export const HUB = {
  chain: method(`${CCV}/QueryConsumerChain`, QueryConsumerChainRequest, QueryConsumerChainResponse),
  chains: method(
    `${CCV}/QueryConsumerChains`,
    QueryConsumerChainsRequest,
    QueryConsumerChainsResponse,
  ),
  set: method(
    `${CCV}/QueryConsumerValidators`,
    QueryConsumerValidatorsRequest,
    QueryConsumerValidatorsResponse,
  ),
  optedIn: method(
    `${CCV}/QueryConsumerChainOptedInValidators`,
    QueryConsumerChainOptedInValidatorsRequest,
    QueryConsumerChainOptedInValidatorsResponse,
  ),
  keys: method(
    `${CCV}/QueryAllPairsValConsAddrByConsumer`,
    QueryAllPairsValConsAddrByConsumerRequest,
    QueryAllPairsValConsAddrByConsumerResponse,
  ),
  hasToValidate: method(
    `${CCV}/QueryConsumerChainsValidatorHasToValidate`,
    QueryConsumerChainsValidatorHasToValidateRequest,
    QueryConsumerChainsValidatorHasToValidateResponse,
  ),
  untilEpoch: method(
    `${CCV}/QueryBlocksUntilNextEpoch`,
    QueryBlocksUntilNextEpochRequest,
    QueryBlocksUntilNextEpochResponse,
  ),
  params: method(`${CCV}/QueryParams`, QueryParamsRequest, QueryParamsResponse),
  meter: method(`${CCV}/QueryThrottleState`, QueryThrottleStateRequest, QueryThrottleStateResponse),
  validator: method(`${STAKING}/Validator`, QueryValidatorRequest, QueryValidatorResponse),
  validators: method(`${STAKING}/Validators`, QueryValidatorsRequest, QueryValidatorsResponse),
  delegations: method(
    `${STAKING}/DelegatorDelegations`,
    QueryDelegatorDelegationsRequest,
    QueryDelegatorDelegationsResponse,
  ),
  unbondings: method(
    `${STAKING}/DelegatorUnbondingDelegations`,
    QueryDelegatorUnbondingDelegationsRequest,
    QueryDelegatorUnbondingDelegationsResponse,
  ),
  signing: method(
    "/cosmos.slashing.v1beta1.Query/SigningInfo",
    QuerySigningInfoRequest,
    QuerySigningInfoResponse,
  ),
  proposal: method("/cosmos.gov.v1.Query/Proposal", QueryProposalRequest, QueryProposalResponse),
} as const;

/** Asks a hub over RPC. */
export function ask<Req, Res>(
  client: ChainClient,
  { path, request, response }: Method<Req, Res>,
  question: Req,
): Promise<Res> {
  return client.query(path, { request, response }, question);
}
