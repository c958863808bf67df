import { type AccAddress, equalBytes } from "@testudo/base";
import {
  Grant,
  type GrantAuthorization,
  QueryGranteeGrantsRequest,
  QueryGranteeGrantsResponse,
  QueryGranterGrantsRequest,
  QueryGranterGrantsResponse,
  QueryGrantsRequest,
  QueryGrantsResponse,
} from "@testudo/proto/cosmos/authz/v1beta1";
import { paginate, type QueryRoute, query } from "@testudo/runtime";
import { addressFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { AuthzKeeper } from "./keeper.ts";
import { endsOfGrantKey, GRANTS_PREFIX, granteeOfGrantKey, state } from "./state.ts";

const SERVICE = "/cosmos.authz.v1beta1.Query";

/** Answers of `cosmos.authz.v1beta1.Query`. */
export function authzQueries(authz: AuthzKeeper): readonly QueryRoute[] {
  const { addresses } = authz;
  const accountOf = (text: string): AccAddress => addressFromWire(addresses.acc, text);

  return [
    query(`${SERVICE}/Grants`, QueryGrantsRequest, QueryGrantsResponse, (ctx, request) => {
      const granter = accountOf(request.granter);
      const grantee = accountOf(request.grantee);
      const { msgTypeUrl } = request;
      if (msgTypeUrl !== "") {
        const grant = authz.grant(ctx, { granter, grantee, msgTypeUrl });
        if (grant === undefined) {
          throw errors.noAuthorizationFound(`authorization not found for ${msgTypeUrl} type`);
        }
        return { grants: [grant] };
      }
      const { items, pagination } = paginate({
        store: ctx.store("authz"),
        prefix: state.grants.rawKey([granter, grantee]),
        page: request.pagination,
        filtered: true,
        read: (_, value) => Grant.decode(value),
      });
      return { grants: items, pagination };
    }),
    query(
      `${SERVICE}/GranterGrants`,
      QueryGranterGrantsRequest,
      QueryGranterGrantsResponse,
      (ctx, request) => {
        const granter = accountOf(request.granter);
        const { items, pagination } = paginate({
          store: ctx.store("authz"),
          prefix: state.grants.rawKey([granter]),
          page: request.pagination,
          filtered: true,
          read: (key, value): GrantAuthorization => ({
            granter: request.granter,
            grantee: addresses.acc.toText(granteeOfGrantKey(key)),
            ...Grant.decode(value),
          }),
        });
        return { grants: items, pagination };
      },
    ),
    query(
      `${SERVICE}/GranteeGrants`,
      QueryGranteeGrantsRequest,
      QueryGranteeGrantsResponse,
      (ctx, request) => {
        const wanted = accountOf(request.grantee);
        const { items, pagination } = paginate({
          store: ctx.store("authz"),
          prefix: GRANTS_PREFIX,
          page: request.pagination,
          filtered: true,
          read: (key, value): GrantAuthorization | undefined => {
            const { granter, grantee } = endsOfGrantKey(key);
            if (!equalBytes(grantee, wanted)) return undefined;
            return {
              granter: addresses.acc.toText(granter),
              grantee: request.grantee,
              ...Grant.decode(value),
            };
          },
        });
        return { grants: items, pagination };
      },
    ),
  ];
}
