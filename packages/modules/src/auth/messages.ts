import { plainError } from "@testudo/base";
import { MsgUpdateParams, MsgUpdateParamsResponse } from "@testudo/proto/cosmos/auth/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import type { AccountKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";

/** Message handlers of auth. */
export function messages(keeper: AccountKeeper): readonly MessageRoute[] {
  return [
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, params }) {
        if (authority !== keeper.authority) {
          throw plainError(
            "expected gov account as only signer for proposal message; invalid authority; " +
              `expected ${keeper.authority}, got ${authority}`,
          );
        }
        validateParams(params);
        keeper.setParams(ctx, params);
        return {};
      },
    }),
  ];
}
