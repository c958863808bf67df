import type { QueryRoute } from "@testudo/runtime";
import type { IbcCore } from "./ibc-core.ts";

/** All query services of IBC core. Proof fields stay empty: proofs come from store queries. */
export function createQueries(_core: IbcCore): readonly QueryRoute[] {
  return [];
}
