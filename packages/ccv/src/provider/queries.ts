import { toTimestamp } from "@testudo/proto";
import {
  QueryBlocksUntilNextEpochRequest,
  QueryBlocksUntilNextEpochResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryRegisteredConsumerRewardDenomsRequest,
  QueryRegisteredConsumerRewardDenomsResponse,
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type QueryRoute, query } from "@testudo/runtime";
import { consumerQueries } from "./consumer-queries.ts";
import type { ProviderKeeper } from "./keeper.ts";
import { readParams } from "./params.ts";
import { QUERY_SERVICE as SERVICE } from "./query-refusals.ts";
import { rewardDenoms } from "./rewards.ts";
import { replenishCandidate, slashMeter } from "./slash-meter.ts";
import { validatorQueries } from "./validator-queries.ts";
import { blocksUntilNextEpoch } from "./vsc-packets.ts";

/** Handlers of `interchain_security.ccv.provider.v1.Query`. */
export function providerQueries(keeper: ProviderKeeper): readonly QueryRoute[] {
  return [
    ...consumerQueries(keeper),
    ...validatorQueries(keeper),
    query(`${SERVICE}/QueryParams`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: readParams(ctx),
    })),

    query(
      `${SERVICE}/QueryThrottleState`,
      QueryThrottleStateRequest,
      QueryThrottleStateResponse,
      (ctx) => ({
        slashMeter: slashMeter(ctx),
        slashMeterAllowance: keeper.slashMeter.slashMeterAllowance(ctx),
        nextReplenishCandidate: toTimestamp(replenishCandidate(ctx)),
      }),
    ),

    query(
      `${SERVICE}/QueryRegisteredConsumerRewardDenoms`,
      QueryRegisteredConsumerRewardDenomsRequest,
      QueryRegisteredConsumerRewardDenomsResponse,
      (ctx) => ({ denoms: rewardDenoms(ctx) }),
    ),

    query(
      `${SERVICE}/QueryBlocksUntilNextEpoch`,
      QueryBlocksUntilNextEpochRequest,
      QueryBlocksUntilNextEpochResponse,
      (ctx) => ({ blocksUntilNextEpoch: blocksUntilNextEpoch(ctx) }),
    ),
  ];
}
