import { connectionErrors } from "@testudo/ibc/connection";
import {
  QueryParamsRequest as QueryStakingParamsRequest,
  QueryParamsResponse as QueryStakingParamsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  QueryNextFeeDistributionEstimateRequest,
  QueryNextFeeDistributionEstimateResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProviderInfoRequest,
  QueryProviderInfoResponse,
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { type Ctx, type QueryRoute, query } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { CONSUMER_PORT } from "../wire/names.ts";
import type { Needs } from "./needs.ts";
import { consumerParams } from "./params.ts";
import { estimateNextDistribution } from "./rewards.ts";
import { pendingPackets } from "./slash-queue.ts";
import { state } from "./state.ts";

const SERVICE = "/interchain_security.ccv.consumer.v1.Query";

/** Answers of `interchain_security.ccv.consumer.v1.Query`. */
export function consumerQueries(needs: Needs): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/QueryNextFeeDistribution`,
      QueryNextFeeDistributionEstimateRequest,
      QueryNextFeeDistributionEstimateResponse,
      (ctx) => ({ data: estimateNextDistribution(ctx, needs) }),
    ),
    query(`${SERVICE}/QueryParams`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: consumerParams(ctx),
    })),
    query(
      `${SERVICE}/QueryProviderInfo`,
      QueryProviderInfoRequest,
      QueryProviderInfoResponse,
      (ctx) => providerInfo(ctx, needs),
    ),
    query(
      `${SERVICE}/QueryThrottleState`,
      QueryThrottleStateRequest,
      QueryThrottleStateResponse,
      (ctx) => ({
        slashRecord: state.slashRecord.get(ctx),
        packetDataQueue: pendingPackets(ctx),
      }),
    ),
  ];
}

/**
 * The staking parameters of a chain without staking: the unbonding period alone. Relayers that know nothing of interchain
 * security ask every chain for them before they make a client of it; the Go consumer refuses.
 */
export function stakingParamsQuery(): QueryRoute {
  return query(
    "/cosmos.staking.v1beta1.Query/Params",
    QueryStakingParamsRequest,
    QueryStakingParamsResponse,
    (ctx) => {
      const { unbondingPeriod, historicalEntries } = consumerParams(ctx);
      return {
        params: {
          unbondingTime: unbondingPeriod,
          maxValidators: 0,
          maxEntries: 0,
          historicalEntries: Number(historicalEntries),
          bondDenom: "",
          minCommissionRate: "0",
        },
      };
    },
  );
}

/** Both ends of the established channel. @throws CCV/9 before it is, CCV/10, connection/3 */
function providerInfo(ctx: Ctx, { channel, client, connection }: Needs): QueryProviderInfoResponse {
  const channelId = state.providerChannelId.get(ctx);
  if (channelId === undefined) throw ccvErrors.channelNotFound();
  const end = channel.channel(ctx, CONSUMER_PORT, channelId);
  if (end === undefined) throw ccvErrors.channelNotFound();
  const connectionId = end.connectionHops[0] ?? "";
  const connectionEnd = connection.connection(ctx, connectionId);
  if (connectionEnd === undefined) {
    throw connectionErrors.connectionNotFound(`connection-id: ${connectionId}`);
  }
  const { clientId, counterparty } = connectionEnd;
  const clientState = client.clientState(ctx, clientId);
  if (clientState === undefined) throw ccvErrors.clientNotFound();
  return {
    consumer: {
      chainID: ctx.chainId,
      clientID: clientId,
      connectionID: connectionId,
      channelID: channelId,
    },
    provider: {
      chainID: clientState.chainId,
      clientID: counterparty.clientId,
      connectionID: counterparty.connectionId,
      channelID: end.counterparty.channelId,
    },
  };
}
