import {
  type AccAddress,
  accAddress,
  addDecCoins,
  type DecCoins,
  type ValAddress,
} from "@testudo/base";
import {
  QueryCommunityPoolRequest,
  QueryCommunityPoolResponse,
  QueryDelegationRewardsRequest,
  QueryDelegationRewardsResponse,
  QueryDelegationTotalRewardsRequest,
  QueryDelegationTotalRewardsResponse,
  QueryDelegatorValidatorsRequest,
  QueryDelegatorValidatorsResponse,
  QueryDelegatorWithdrawAddressRequest,
  QueryDelegatorWithdrawAddressResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryValidatorCommissionRequest,
  QueryValidatorCommissionResponse,
  QueryValidatorDistributionInfoRequest,
  QueryValidatorDistributionInfoResponse,
  QueryValidatorOutstandingRewardsRequest,
  QueryValidatorOutstandingRewardsResponse,
  QueryValidatorSlashesRequest,
  QueryValidatorSlashesResponse,
  ValidatorSlashEvent,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { type Ctx, GrpcCode, grpcError, paginate, type QueryRoute, query } from "@testudo/runtime";
import { addressFromWire } from "../wire.ts";
import type { DistributionKeeper } from "./keeper.ts";
import { decCoinsToWire, state } from "./state.ts";

const SERVICE = "/cosmos.distribution.v1beta1.Query";

/** Answers of `cosmos.distribution.v1beta1.Query`. Reward queries close a period on a branch that is dropped. */
export function distributionQueries(distribution: DistributionKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: distribution.params(ctx),
    })),
    query(
      `${SERVICE}/CommunityPool`,
      QueryCommunityPoolRequest,
      QueryCommunityPoolResponse,
      (ctx) => ({
        pool: decCoinsToWire(distribution.communityPool(ctx)),
      }),
    ),
    ...validatorQueries(distribution),
    ...delegatorQueries(distribution),
  ];
}

function validatorQueries(distribution: DistributionKeeper): readonly QueryRoute[] {
  const { addresses } = distribution;

  function operatorOf(text: string): ValAddress {
    requireText(text, "empty validator address");
    return addressFromWire(addresses.val, text);
  }

  function knownOperatorOf(ctx: Ctx, text: string): ValAddress {
    const operator = operatorOf(text);
    distribution.requireValidator(ctx, operator);
    return operator;
  }

  return [
    query(
      `${SERVICE}/ValidatorDistributionInfo`,
      QueryValidatorDistributionInfoRequest,
      QueryValidatorDistributionInfoResponse,
      (ctx, { validatorAddress }) => {
        const operator = operatorOf(validatorAddress);
        const key = { delegator: accAddress(operator), operator };
        const { validator, delegation } = distribution.requireDelegation(ctx, key);
        const rewards = distribution.pendingRewards(ctx, validator, delegation, key);
        return {
          operatorAddress: addresses.acc.toText(key.delegator),
          selfBondRewards: decCoinsToWire(rewards),
          commission: decCoinsToWire(distribution.accumulatedCommission(ctx, operator)),
        };
      },
    ),
    query(
      `${SERVICE}/ValidatorOutstandingRewards`,
      QueryValidatorOutstandingRewardsRequest,
      QueryValidatorOutstandingRewardsResponse,
      (ctx, { validatorAddress }) => {
        const operator = knownOperatorOf(ctx, validatorAddress);
        return {
          rewards: { rewards: decCoinsToWire(distribution.outstandingRewards(ctx, operator)) },
        };
      },
    ),
    query(
      `${SERVICE}/ValidatorCommission`,
      QueryValidatorCommissionRequest,
      QueryValidatorCommissionResponse,
      (ctx, { validatorAddress }) => {
        const operator = knownOperatorOf(ctx, validatorAddress);
        const earned = distribution.accumulatedCommission(ctx, operator);
        return { commission: { commission: decCoinsToWire(earned) } };
      },
    ),
    query(
      `${SERVICE}/ValidatorSlashes`,
      QueryValidatorSlashesRequest,
      QueryValidatorSlashesResponse,
      (ctx, { validatorAddress, startingHeight, endingHeight, pagination }) => {
        requireText(validatorAddress, "empty validator address");
        if (endingHeight < startingHeight) {
          throw invalid(
            `starting height greater than ending height (${startingHeight} > ${endingHeight})`,
          );
        }
        const operator = addressFromWire(addresses.val, validatorAddress, () =>
          invalid("invalid validator address"),
        );
        const page = paginate({
          store: ctx.store("distribution"),
          prefix: state.slashEvents.rawKey([operator]),
          page: pagination,
          filtered: true,
          read: (_, value) => {
            const slash = ValidatorSlashEvent.decode(value);
            // The reference compares periods, not heights, with the bounds.
            const wanted =
              slash.validatorPeriod >= startingHeight && slash.validatorPeriod <= endingHeight;
            return wanted ? slash : undefined;
          },
        });
        return { slashes: page.items, pagination: page.pagination };
      },
    ),
  ];
}

function delegatorQueries(distribution: DistributionKeeper): readonly QueryRoute[] {
  const { addresses, needs } = distribution;

  function delegatorOf(text: string): AccAddress {
    requireText(text, "empty delegator address");
    return addressFromWire(addresses.acc, text);
  }

  return [
    query(
      `${SERVICE}/DelegationRewards`,
      QueryDelegationRewardsRequest,
      QueryDelegationRewardsResponse,
      (ctx, { delegatorAddress, validatorAddress }) => {
        requireText(delegatorAddress, "empty delegator address");
        requireText(validatorAddress, "empty validator address");
        const operator = addressFromWire(addresses.val, validatorAddress);
        const validator = distribution.requireValidator(ctx, operator);
        const key = { delegator: delegatorOf(delegatorAddress), operator };
        const { delegation } = distribution.requireDelegation(ctx, key);
        const rewards = distribution.pendingRewards(ctx, validator, delegation, key);
        return { rewards: decCoinsToWire(rewards) };
      },
    ),
    query(
      `${SERVICE}/DelegationTotalRewards`,
      QueryDelegationTotalRewardsRequest,
      QueryDelegationTotalRewardsResponse,
      (ctx, { delegatorAddress }) => {
        const delegator = delegatorOf(delegatorAddress);
        let total: DecCoins = [];
        const rewards = [...needs.staking.delegationsOf(ctx, delegator)].map((delegation) => {
          const { validatorAddress } = delegation;
          const operator = addresses.val.fromText(validatorAddress);
          const validator = distribution.requireValidator(ctx, operator);
          const key = { delegator, operator };
          const reward = distribution.pendingRewards(ctx, validator, delegation, key);
          total = addDecCoins(total, reward);
          return { validatorAddress, reward: decCoinsToWire(reward) };
        });
        return { rewards, total: decCoinsToWire(total) };
      },
    ),
    query(
      `${SERVICE}/DelegatorValidators`,
      QueryDelegatorValidatorsRequest,
      QueryDelegatorValidatorsResponse,
      (ctx, { delegatorAddress }) => {
        const delegations = [...needs.staking.delegationsOf(ctx, delegatorOf(delegatorAddress))];
        return { validators: delegations.map(({ validatorAddress }) => validatorAddress) };
      },
    ),
    query(
      `${SERVICE}/DelegatorWithdrawAddress`,
      QueryDelegatorWithdrawAddressRequest,
      QueryDelegatorWithdrawAddressResponse,
      (ctx, { delegatorAddress }) => {
        const to = distribution.withdrawAddress(ctx, delegatorOf(delegatorAddress));
        return { withdrawAddress: addresses.acc.toText(to) };
      },
    ),
  ];
}

function requireText(text: string, complaint: string): void {
  if (text === "") throw invalid(complaint);
}

function invalid(complaint: string) {
  return grpcError(GrpcCode.INVALID_ARGUMENT, complaint);
}
