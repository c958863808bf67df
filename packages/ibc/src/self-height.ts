import type { Ctx } from "@testudo/runtime";
import { parseChainRevision } from "./host/chain-id.ts";
import type { Height } from "./host/height.ts";

/** The height of the executing block, with the revision of the own chain id. */
export function selfHeight(ctx: Ctx): Height {
  return { revisionNumber: parseChainRevision(ctx.chainId), revisionHeight: ctx.height };
}
