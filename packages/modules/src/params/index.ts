import type { AppModule } from "@testudo/runtime";
import type { ParamsKeeper } from "./keeper.ts";
import { paramsQueries } from "./queries.ts";

export { errors } from "./errors.ts";
export { createParamsKeeper, type ParamsKeeper } from "./keeper.ts";
export { parameterChangeContent } from "./legacy-content.ts";

/** The parameter module over its keeper. It has no messages and no genesis. */
export function createParamsModule(params: ParamsKeeper): AppModule {
  return { name: "params", queries: paramsQueries(params) };
}
