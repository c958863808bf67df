import {
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySigningInfoRequest,
  QuerySigningInfoResponse,
  QuerySigningInfosRequest,
  QuerySigningInfosResponse,
  ValidatorSigningInfo,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import { GrpcCode, grpcError, paginate, type QueryRoute, query } from "@testudo/runtime";
import { addressFromWire } from "../wire.ts";
import type { SlashingKeeper } from "./keeper.ts";
import { SIGNING_INFOS_PREFIX } from "./state.ts";

const SERVICE = "/cosmos.slashing.v1beta1.Query";

/** Answers of `cosmos.slashing.v1beta1.Query`. */
export function slashingQueries(slashing: SlashingKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: slashing.params(ctx),
    })),
    query(
      `${SERVICE}/SigningInfo`,
      QuerySigningInfoRequest,
      QuerySigningInfoResponse,
      (ctx, { consAddress }) => {
        if (consAddress === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, "invalid request");
        const info = slashing.signingInfo(
          ctx,
          addressFromWire(slashing.addresses.cons, consAddress),
        );
        if (info === undefined) {
          throw grpcError(GrpcCode.NOT_FOUND, `SigningInfo not found for validator ${consAddress}`);
        }
        return { valSigningInfo: info };
      },
    ),
    query(
      `${SERVICE}/SigningInfos`,
      QuerySigningInfosRequest,
      QuerySigningInfosResponse,
      (ctx, { pagination }) => {
        const page = paginate({
          store: ctx.store("slashing"),
          prefix: SIGNING_INFOS_PREFIX,
          page: pagination,
          read: (_, value) => ValidatorSigningInfo.decode(value),
        });
        return { info: page.items, pagination: page.pagination };
      },
    ),
  ];
}
