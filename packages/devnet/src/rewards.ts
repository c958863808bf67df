import { accAddress, Dec } from "@testudo/base";
import type { CommittedTx } from "@testudo/client";
import { moduleAddress } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import type { DecCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  MsgSetWithdrawAddress,
  MsgWithdrawDelegatorReward,
  MsgWithdrawValidatorCommission,
  QueryCommunityPoolRequest,
  QueryCommunityPoolResponse,
  QueryDelegationTotalRewardsRequest,
  QueryDelegationTotalRewardsResponse,
  QueryDelegatorWithdrawAddressRequest,
  QueryDelegatorWithdrawAddressResponse,
  QueryValidatorCommissionRequest,
  QueryValidatorCommissionResponse,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChangeRewardDenoms,
  QueryRegisteredConsumerRewardDenomsRequest,
  QueryRegisteredConsumerRewardDenomsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { InputError } from "./errors.ts";
import { govAddress } from "./json-calls.ts";
import type { Network, NetworkChain } from "./network.ts";
import { allBalances } from "./queries.ts";

const DISTRIBUTION = "/cosmos.distribution.v1beta1.Query";
/** Where consumers pay to, on the hub. */
const CONSUMER_POOL = "consumer_rewards_pool";

/** Coins with decimals, as texts such as `12.5`. */
export interface Reward {
  readonly denom: string;
  readonly amount: string;
}

/** What an account has earned on a chain and not taken yet. */
export interface RewardsOf {
  readonly account: string;
  /** Where withdrawn rewards go. */
  readonly withdrawAddress: string;
  readonly total: readonly Reward[];
  /** By operator address. */
  readonly delegations: readonly {
    readonly operator: string;
    readonly rewards: readonly Reward[];
  }[];
  /** Of a validator: what it takes for itself. */
  readonly commission: readonly Reward[] | undefined;
}

/** What an account, by name, has earned and not taken yet. Only the hub pays delegators. */
export async function rewardsOf(network: Network, name: string): Promise<RewardsOf> {
  const hub = network.hub();
  const account = network.address(hub, name);
  const [{ rewards, total }, { withdrawAddress }] = await Promise.all([
    hub.client.query(
      `${DISTRIBUTION}/DelegationTotalRewards`,
      {
        request: QueryDelegationTotalRewardsRequest,
        response: QueryDelegationTotalRewardsResponse,
      },
      { delegatorAddress: account },
    ),
    hub.client.query(
      `${DISTRIBUTION}/DelegatorWithdrawAddress`,
      {
        request: QueryDelegatorWithdrawAddressRequest,
        response: QueryDelegatorWithdrawAddressResponse,
      },
      { delegatorAddress: account },
    ),
  ]);
  return {
    account,
    withdrawAddress,
    total: rewardTexts(total),
    delegations: rewards.map(({ validatorAddress, reward }) => ({
      operator: validatorAddress,
      rewards: rewardTexts(reward),
    })),
    commission: await commissionOf(network, name),
  };
}

/** Takes the rewards of all delegations of an account, or of one; a validator's commission with them. */
export async function withdrawRewards(
  network: Network,
  { from, validator }: { readonly from: string; readonly validator?: string },
): Promise<CommittedTx> {
  const hub = network.hub();
  const sender = await hub.sender(from);
  const { delegations, commission } = await rewardsOf(network, from);
  const wanted = validator === undefined ? undefined : network.validator(validator).operator;
  const operators = delegations
    .map(({ operator }) => operator)
    .filter((operator) => wanted === undefined || operator === wanted);
  const messages: Any[] = operators.map((validatorAddress) =>
    packAny(MsgWithdrawDelegatorReward, {
      delegatorAddress: sender.signer.addressText,
      validatorAddress,
    }),
  );
  if (commission !== undefined && commission.length > 0 && wanted === undefined) {
    const { operator } = network.validator(from);
    messages.push(packAny(MsgWithdrawValidatorCommission, { validatorAddress: operator }));
  }
  if (messages.length === 0) throw new InputError(`${from} has no delegation to earn rewards with`);
  return sender.send(messages);
}

/** Says where the rewards of an account go from now on. */
export async function setWithdrawAddress(
  network: Network,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<CommittedTx> {
  const hub = network.hub();
  const sender = await hub.sender(from);
  return sender.send([
    packAny(MsgSetWithdrawAddress, {
      delegatorAddress: sender.signer.addressText,
      withdrawAddress: network.address(hub, to),
    }),
  ]);
}

/** The hub's pools: the community's, and what consumers have paid in and nobody has got yet. */
export async function rewardPools(network: Network) {
  const hub = network.hub();
  const { pool } = await hub.client.query(
    `${DISTRIBUTION}/CommunityPool`,
    { request: QueryCommunityPoolRequest, response: QueryCommunityPoolResponse },
    {},
  );
  const consumerPool = hub.addresses.acc.toText(accAddress(moduleAddress(CONSUMER_POOL)));
  return {
    community: rewardTexts(pool),
    consumers: (await allBalances(hub, consumerPool)).map(({ denom, amount }) => ({
      denom,
      amount: String(amount),
    })),
  };
}

/** Denominations that rewards from any consumer may be in. */
export async function rewardDenoms(hub: NetworkChain): Promise<readonly string[]> {
  const { denoms } = await hub.client.query(
    "/interchain_security.ccv.provider.v1.Query/QueryRegisteredConsumerRewardDenoms",
    {
      request: QueryRegisteredConsumerRewardDenomsRequest,
      response: QueryRegisteredConsumerRewardDenomsResponse,
    },
    {},
  );
  return denoms;
}

/** The message that changes them, in the name of governance. */
export function changeRewardDenoms(
  hub: NetworkChain,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Any {
  return packAny(MsgChangeRewardDenoms, {
    denomsToAdd: add,
    denomsToRemove: remove,
    authority: govAddress(hub),
  });
}

async function commissionOf(
  network: Network,
  name: string,
): Promise<readonly Reward[] | undefined> {
  const entry = network.file().validators.find((one) => one.name === name);
  if (entry === undefined) return undefined;
  const { commission } = await network
    .hub()
    .client.query(
      `${DISTRIBUTION}/ValidatorCommission`,
      { request: QueryValidatorCommissionRequest, response: QueryValidatorCommissionResponse },
      { validatorAddress: entry.operator },
    );
  return rewardTexts(commission.commission);
}

/** Trailing zeros left out. */
function rewardTexts(coins: readonly DecCoin[]): readonly Reward[] {
  return coins.map(({ denom, amount }) => ({
    denom,
    amount: Dec.fromAtomics(amount)
      .toString()
      .replace(/\.?0+$/, ""),
  }));
}
