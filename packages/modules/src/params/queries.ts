import {
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySubspacesRequest,
  QuerySubspacesResponse,
} from "@testudo/proto/cosmos/params/v1beta1";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { errors } from "./errors.ts";
import type { ParamsKeeper } from "./keeper.ts";

const SERVICE = "/cosmos.params.v1beta1.Query";

/** Answers of `cosmos.params.v1beta1.Query`. */
export function paramsQueries(params: ParamsKeeper): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/Params`,
      QueryParamsRequest,
      QueryParamsResponse,
      (ctx, { subspace, key }) => {
        if (subspace === "" || key === "") {
          throw grpcError(GrpcCode.INVALID_ARGUMENT, "invalid request");
        }
        if (!params.subspaces.includes(subspace)) throw errors.unknownSubspace(subspace);
        return { param: { subspace, key, value: params.raw(ctx, subspace, key) } };
      },
    ),
    query(`${SERVICE}/Subspaces`, QuerySubspacesRequest, QuerySubspacesResponse, (ctx) => ({
      subspaces: params.subspaces.map((subspace) => ({
        subspace,
        keys: params.keys(ctx, subspace),
      })),
    })),
  ];
}
