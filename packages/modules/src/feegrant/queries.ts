import { type AccAddress, equalBytes } from "@testudo/base";
import {
  Grant,
  QueryAllowanceRequest,
  QueryAllowanceResponse,
  QueryAllowancesByGranterRequest,
  QueryAllowancesByGranterResponse,
  QueryAllowancesRequest,
  QueryAllowancesResponse,
} from "@testudo/proto/cosmos/feegrant/v1beta1";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { pageOf } from "../paging.ts";
import { addressFromWire } from "../wire.ts";
import type { FeegrantKeeper } from "./keeper.ts";
import { ALLOWANCES_PREFIX, granterOfAllowanceKey, state } from "./state.ts";

const SERVICE = "/cosmos.feegrant.v1beta1.Query";

/** Answers of `cosmos.feegrant.v1beta1.Query`. */
export function feegrantQueries(feegrant: FeegrantKeeper): readonly QueryRoute[] {
  const accountOf = (text: string): AccAddress => addressFromWire(feegrant.addresses.acc, text);

  return [
    query(
      `${SERVICE}/Allowance`,
      QueryAllowanceRequest,
      QueryAllowanceResponse,
      (ctx, { granter, grantee }) => {
        const ends = { granter: accountOf(granter), grantee: accountOf(grantee) };
        const found = feegrant.grant(ctx, ends);
        if (found === undefined) {
          throw grpcError(GrpcCode.INTERNAL, "fee-grant not found: not found");
        }
        return { allowance: { granter, grantee, allowance: found.allowance } };
      },
    ),
    query(
      `${SERVICE}/Allowances`,
      QueryAllowancesRequest,
      QueryAllowancesResponse,
      (ctx, request) => {
        const { items, pagination } = pageOf({
          store: ctx.store("feegrant"),
          prefix: state.allowances.rawKey([accountOf(request.grantee)]),
          page: request.pagination,
          read: (_, value) => Grant.decode(value),
        });
        return { allowances: items, pagination };
      },
    ),
    query(
      `${SERVICE}/AllowancesByGranter`,
      QueryAllowancesByGranterRequest,
      QueryAllowancesByGranterResponse,
      (ctx, request) => {
        const granter = accountOf(request.granter);
        const { items, pagination } = pageOf({
          store: ctx.store("feegrant"),
          prefix: ALLOWANCES_PREFIX,
          page: request.pagination,
          filtered: true,
          read: (key, value) =>
            equalBytes(granterOfAllowanceKey(key), granter) ? Grant.decode(value) : undefined,
        });
        return { allowances: items, pagination };
      },
    ),
  ];
}
