import type { AppModule } from "@testudo/runtime";
import { preBlock } from "./blockers.ts";
import type { UpgradeKeeper } from "./keeper.ts";
import { upgradeMessages } from "./messages.ts";
import { upgradeQueries } from "./queries.ts";

export { errors } from "./errors.ts";
export { createUpgradeKeeper, type UpgradeKeeper, validatePlan } from "./keeper.ts";
export { upgradeContents } from "./legacy-content.ts";
export type { ModuleVersions, Needs, UpgradeHandler } from "./needs.ts";
export { upgradedClientKey, upgradedConsensusStateKey } from "./state.ts";

/**
 * The upgrade module over its keeper.
 *
 * Its genesis is empty: the chain stores the versions of its modules at InitChain (`setModuleVersions`).
 */
export function createUpgradeModule(upgrade: UpgradeKeeper): AppModule {
  return {
    name: "upgrade",
    messages: upgradeMessages(upgrade),
    queries: upgradeQueries(upgrade),
    preBlock: (ctx) => preBlock(ctx, upgrade),
    defaultGenesis: () => ({}),
    exportGenesis: () => ({}),
  };
}
