import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { Needs } from "./needs.ts";

/** Genesis transactions as a part of an application. */
export function createGenutilModule(needs: Needs): AppModule {
  return {
    name: "genutil",
    defaultGenesis,
    validateGenesis,
    initGenesis: (ctx, json) => initGenesis(needs, ctx, json),
    exportGenesis: defaultGenesis,
  };
}
