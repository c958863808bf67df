import { requireAuthority } from "@testudo/modules/gov";
import {
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { type MessageRoute, route } from "@testudo/runtime";
import { validateConsumerParams } from "../wire/consumer-params.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Handlers of `interchain_security.ccv.consumer.v1.Msg`. */
export function consumerMessages({ authority }: Pick<Needs, "authority">): readonly MessageRoute[] {
  return [
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, message) {
        requireAuthority(authority, message.authority);
        validateConsumerParams(message.params);
        state.params.set(ctx, message.params);
        return {};
      },
    }),
  ];
}
