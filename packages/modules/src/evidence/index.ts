import type { AppModule } from "@testudo/runtime";
import { beginBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { EvidenceKeeper } from "./keeper.ts";
import { evidenceMessages } from "./messages.ts";
import { evidenceQueries } from "./queries.ts";

export { errors } from "./errors.ts";
export { createEvidenceKeeper, DOUBLE_SIGN_JAIL_END, type EvidenceKeeper } from "./keeper.ts";
export type { AccusedValidator, Needs } from "./needs.ts";

/** The evidence module over its keeper. */
export function createEvidenceModule(evidence: EvidenceKeeper): AppModule {
  return {
    name: "evidence",
    messages: evidenceMessages(evidence),
    queries: evidenceQueries(evidence),
    beginBlock: (ctx) => beginBlock(ctx, evidence),
    initGenesis: (ctx, json) => initGenesis(ctx, evidence, json),
    exportGenesis: (ctx) => exportGenesis(ctx, evidence),
    validateGenesis,
    defaultGenesis,
  };
}
