import { sdkErrors } from "@testudo/base";
import {
  MsgUnjail,
  MsgUnjailResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { requireAuthority } from "../gov/errors.ts";
import { addressFromWire } from "../wire.ts";
import type { SlashingKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";

/** Handlers of `cosmos.slashing.v1beta1.Msg`. */
export function slashingMessages(slashing: SlashingKeeper): readonly MessageRoute[] {
  return [
    route(MsgUnjail, MsgUnjailResponse, {
      handle(ctx, message) {
        const operator = addressFromWire(slashing.addresses.val, message.validatorAddr, (why) =>
          sdkErrors.invalidAddress(`validator input address: ${why}`),
        );
        slashing.unjail(ctx, operator);
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, message) {
        requireAuthority(slashing.authority, message.authority);
        validateParams(message.params);
        slashing.setParams(ctx, message.params);
        return {};
      },
    }),
  ];
}
