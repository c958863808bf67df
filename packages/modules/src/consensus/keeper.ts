import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { Ctx } from "@testudo/runtime";
import { state } from "./state.ts";

/** The consensus parameter keeper, made by `createConsensusKeeper`. */
export type ConsensusKeeper = ReturnType<typeof createConsensusKeeper>;

/**
 * Keeps the engine's parameters.
 *
 * @param options.authority text form of the account allowed to change them
 */
export function createConsensusKeeper({ authority }: { readonly authority: string }) {
  return {
    authority,

    /** What InitChain or the last update stored; undefined when the engine gave none. One read. */
    params(ctx: Ctx): ConsensusParams | undefined {
      return state.params.get(ctx);
    },

    setParams(ctx: Ctx, params: ConsensusParams): void {
      state.params.set(ctx, params);
    },
  };
}
