import {
  type AccAddress,
  type Coins,
  coinsAreValid,
  coinsToText,
  decCoinsFromCoins,
  sdkErrors,
  type ValAddress,
} from "@testudo/base";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  MsgCommunityPoolSpend,
  MsgCommunityPoolSpendResponse,
  MsgDepositValidatorRewardsPool,
  MsgDepositValidatorRewardsPoolResponse,
  MsgFundCommunityPool,
  MsgFundCommunityPoolResponse,
  MsgSetWithdrawAddress,
  MsgSetWithdrawAddressResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgWithdrawDelegatorReward,
  MsgWithdrawDelegatorRewardResponse,
  MsgWithdrawValidatorCommission,
  MsgWithdrawValidatorCommissionResponse,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { requireAuthority } from "../gov/errors.ts";
import { addressFromWire, coinsFromWire, coinsToWire, decFromWire } from "../wire.ts";
import { DISTRIBUTION, type DistributionKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";

/** Handlers of `cosmos.distribution.v1beta1.Msg`. */
export function distributionMessages(distribution: DistributionKeeper): readonly MessageRoute[] {
  const { addresses, authority, needs } = distribution;

  function accountOf(text: string, role: string): AccAddress {
    return addressFromWire(addresses.acc, text, (why) =>
      sdkErrors.invalidAddress(`invalid ${role} address: ${why}`),
    );
  }

  function operatorOf(text: string): ValAddress {
    return addressFromWire(addresses.val, text, (why) =>
      sdkErrors.invalidAddress(`invalid validator address: ${why}`),
    );
  }

  function requireAuthorityAccount(text: string): void {
    accountOf(text, "authority");
    requireAuthority(authority, text);
  }

  return [
    route(MsgSetWithdrawAddress, MsgSetWithdrawAddressResponse, {
      handle(ctx, message) {
        const delegator = accountOf(message.delegatorAddress, "delegator");
        const to = accountOf(message.withdrawAddress, "withdraw");
        distribution.setWithdrawAddress(ctx, delegator, to);
        return {};
      },
    }),
    route(MsgWithdrawDelegatorReward, MsgWithdrawDelegatorRewardResponse, {
      handle(ctx, message) {
        const operator = operatorOf(message.validatorAddress);
        const delegator = accountOf(message.delegatorAddress, "delegator");
        const paid = distribution.withdrawDelegationRewards(ctx, { delegator, operator });
        return { amount: coinsToWire(paid) };
      },
    }),
    route(MsgWithdrawValidatorCommission, MsgWithdrawValidatorCommissionResponse, {
      handle(ctx, message) {
        const operator = operatorOf(message.validatorAddress);
        return { amount: coinsToWire(distribution.withdrawValidatorCommission(ctx, operator)) };
      },
    }),
    route(MsgFundCommunityPool, MsgFundCommunityPoolResponse, {
      handle(ctx, message) {
        const depositor = accountOf(message.depositor, "depositor");
        distribution.fundCommunityPool(ctx, requireAmount(message.amount), depositor);
        return {};
      },
    }),
    route(MsgCommunityPoolSpend, MsgCommunityPoolSpendResponse, {
      handle(ctx, message) {
        requireAuthorityAccount(message.authority);
        const amount = requireAmount(message.amount);
        const to = addressFromWire(addresses.acc, message.recipient);
        if (needs.bank.isBlocked(to)) {
          throw sdkErrors.unauthorized(
            `${message.recipient} is not allowed to receive external funds`,
          );
        }
        distribution.distributeFromFeePool(ctx, amount, to);
        return {};
      },
    }),
    route(MsgDepositValidatorRewardsPool, MsgDepositValidatorRewardsPoolResponse, {
      handle(ctx, message) {
        const depositor = addressFromWire(addresses.acc, message.depositor);
        const amount = coinsFromWire(message.amount);
        needs.bank.sendCoinsFromAccountToModule(ctx, depositor, DISTRIBUTION, amount);
        const operator = addressFromWire(addresses.val, message.validatorAddress);
        const validator = distribution.requireValidator(ctx, operator);
        distribution.allocateTokensToValidator(ctx, validator, decCoinsFromCoins(amount));
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority: sender, params }) {
        requireAuthorityAccount(sender);
        const { baseProposerReward, bonusProposerReward } = params;
        if (
          !decFromWire(baseProposerReward).isZero() ||
          !decFromWire(bonusProposerReward).isZero()
        ) {
          throw sdkErrors.invalidRequest(
            "cannot update base or bonus proposer reward because these are deprecated fields",
          );
        }
        validateParams(params);
        distribution.setParams(ctx, params);
        return {};
      },
    }),
  ];
}

/** @throws sdk/10 for no coins at all or coins that break a rule */
function requireAmount(amount: readonly WireCoin[]): Coins {
  const coins = coinsFromWire(amount);
  if (coins.length === 0) throw sdkErrors.invalidCoins("amount cannot be nil");
  if (!coinsAreValid(coins)) throw sdkErrors.invalidCoins(coinsToText(coins));
  return coins;
}
