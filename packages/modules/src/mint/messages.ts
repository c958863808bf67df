import { MsgUpdateParams, MsgUpdateParamsResponse } from "@testudo/proto/cosmos/mint/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { requireAuthority } from "../gov/errors.ts";
import type { MintKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";

/** Handlers of `cosmos.mint.v1beta1.Msg`. */
export function mintMessages(mint: MintKeeper): readonly MessageRoute[] {
  return [
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, params }) {
        requireAuthority(mint.authority, authority);
        validateParams(params);
        mint.setParams(ctx, params);
        return {};
      },
    }),
  ];
}
