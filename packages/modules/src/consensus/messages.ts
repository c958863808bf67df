import { plainError } from "@testudo/base";
import { MsgUpdateParams, MsgUpdateParamsResponse } from "@testudo/proto/cosmos/consensus/v1";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { type MessageRoute, route } from "@testudo/runtime";
import { gogoText } from "../gogo-text.ts";
import { requireAuthority } from "../gov/errors.ts";
import { consensusParamsUpdated } from "./events.ts";
import type { ConsensusKeeper } from "./keeper.ts";
import { completeParams, merged, updateOf, validateChange, validateParams } from "./params.ts";

/** Handlers of `cosmos.consensus.v1.Msg`; the consumer has none. */
export function consensusMessages(consensus: ConsensusKeeper): readonly MessageRoute[] {
  return [
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, message) {
        requireAuthority(consensus.authority, message.authority);
        const update = updateOf(message);
        const stored = consensus.params(ctx);
        if (stored === undefined) {
          throw plainError(
            "collections: not found: key 'no_key' of type github.com/cosmos/gogoproto/tendermint.types.ConsensusParams",
          );
        }
        const current = completeParams(stored);
        const next = merged(current, update);
        validateParams(next);
        validateChange(current, update, ctx.height);
        consensus.setParams(ctx, next);
        ctx.emit(consensusParamsUpdated(message.authority, gogoText(ConsensusParams, update)));
        return {};
      },
    }),
  ];
}
