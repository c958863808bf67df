import { sdkErrors } from "@testudo/base";
import {
  MsgGrantAllowance,
  MsgGrantAllowanceResponse,
  MsgPruneAllowances,
  MsgPruneAllowancesResponse,
  MsgRevokeAllowance,
  MsgRevokeAllowanceResponse,
} from "@testudo/proto/cosmos/feegrant/v1beta1";
import { type MessageRoute, panic, route } from "@testudo/runtime";
import { addressFromWire, NIL_POINTER } from "../wire.ts";
import { allowanceOf } from "./allowances.ts";
import { allowancesPruned } from "./events.ts";
import type { Ends, FeegrantKeeper } from "./keeper.ts";

/** Allowances that one message removes at most. */
const PRUNED_BY_MESSAGE_MAX = 75;

/** Handlers of `cosmos.feegrant.v1beta1.Msg`. */
export function feegrantMessages(feegrant: FeegrantKeeper): readonly MessageRoute[] {
  /** Both ends, the grantee read first. */
  function endsOf(message: { readonly granter: string; readonly grantee: string }): Ends {
    const { acc } = feegrant.addresses;
    const grantee = addressFromWire(acc, message.grantee);
    return { grantee, granter: addressFromWire(acc, message.granter) };
  }

  return [
    route(MsgGrantAllowance, MsgGrantAllowanceResponse, {
      handle(ctx, message) {
        if (message.grantee.toLowerCase() === message.granter.toLowerCase()) {
          throw sdkErrors.invalidAddress("cannot self-grant fee authorization");
        }
        const ends = endsOf(message);
        feegrant.requireNone(ctx, ends);
        const { allowance } = message;
        if (allowance === undefined) panic(NIL_POINTER);
        allowanceOf(allowance).validate();
        feegrant.grantAllowance(ctx, ends, allowance);
        return {};
      },
    }),
    route(MsgRevokeAllowance, MsgRevokeAllowanceResponse, {
      handle(ctx, message) {
        if (message.grantee === message.granter) {
          throw sdkErrors.invalidAddress("addresses must be different");
        }
        feegrant.revokeAllowance(ctx, endsOf(message));
        return {};
      },
    }),
    route(MsgPruneAllowances, MsgPruneAllowancesResponse, {
      handle(ctx, { pruner }) {
        feegrant.removeExpired(ctx, PRUNED_BY_MESSAGE_MAX);
        ctx.emit(allowancesPruned(pruner));
        return {};
      },
    }),
  ];
}
