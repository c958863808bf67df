import { isValidDenom, sdkErrors } from "@testudo/base";
import {
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgVerifyInvariant,
  MsgVerifyInvariantResponse,
} from "@testudo/proto/cosmos/crisis/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { requireAuthority } from "../gov/errors.ts";
import { addressFromWire, intFromWire } from "../wire.ts";
import type { CrisisKeeper } from "./keeper.ts";

/** Handlers of `cosmos.crisis.v1beta1.Msg`. */
export function crisisMessages(crisis: CrisisKeeper): readonly MessageRoute[] {
  return [
    route(MsgVerifyInvariant, MsgVerifyInvariantResponse, {
      handle(ctx, { sender, invariantModuleName, invariantRoute }) {
        if (sender === "") {
          throw sdkErrors.invalidAddress("empty address string is not allowed");
        }
        const from = addressFromWire(crisis.addresses.acc, sender, (why) =>
          sdkErrors.invalidAddress(`invalid sender address: ${why}`),
        );
        crisis.verifyInvariant(ctx, from, invariantModuleName, invariantRoute);
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, constantFee }) {
        requireAuthority(crisis.authority, authority);
        if (!isValidDenom(constantFee.denom) || intFromWire(constantFee.amount) < 0n) {
          throw sdkErrors.invalidCoins("invalid constant fee");
        }
        crisis.setConstantFee(ctx, constantFee);
        return {};
      },
    }),
  ];
}
