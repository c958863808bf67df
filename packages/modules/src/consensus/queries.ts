import { QueryParamsRequest, QueryParamsResponse } from "@testudo/proto/cosmos/consensus/v1";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import type { ConsensusKeeper } from "./keeper.ts";

/** Answers of `cosmos.consensus.v1.Query`; the consumer has none. */
export function consensusQueries(consensus: ConsensusKeeper): readonly QueryRoute[] {
  return [
    query("/cosmos.consensus.v1.Query/Params", QueryParamsRequest, QueryParamsResponse, (ctx) => {
      const params = consensus.params(ctx);
      if (params === undefined) {
        throw grpcError(
          GrpcCode.INTERNAL,
          "collections: not found: key 'no_key' of type github.com/cosmos/gogoproto/tendermint.types.ConsensusParams",
        );
      }
      return { params };
    }),
  ];
}
