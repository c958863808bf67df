import { plainError } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { UpgradeKeeper } from "./keeper.ts";

/**
 * Carries out a due plan. What this build cannot do stops the chain: a due plan without a handler, a handler whose
 * plan is not due yet, or a past upgrade that it does not know.
 */
export function preBlock(ctx: Ctx, upgrade: UpgradeKeeper): void {
  const plan = upgrade.plan(ctx);
  const isDue = plan !== undefined && plan.height > 0n && plan.height <= ctx.height;
  if (!isDue) requireKnownPast(ctx, upgrade);
  if (plan === undefined) return;
  if (isDue) {
    if (!upgrade.hasHandler(plan.name)) {
      throw plainError(`UPGRADE "${plan.name}" NEEDED at height: ${plan.height}: ${plan.info}`);
    }
    upgrade.applyUpgrade(ctx, plan);
    return;
  }
  if (upgrade.hasHandler(plan.name)) {
    throw plainError(
      `BINARY UPDATED BEFORE TRIGGER! UPGRADE "${plan.name}" - in binary but not executed on chain. Downgrade your binary`,
    );
  }
}

function requireKnownPast(ctx: Ctx, upgrade: UpgradeKeeper): void {
  const last = upgrade.lastCompletedUpgrade(ctx);
  if (last === undefined || upgrade.hasHandler(last)) return;
  const version = ctx.consensusParams?.version?.app ?? 0n;
  throw plainError(
    `wrong app version ${version}, upgrade handler is missing for ${last} upgrade plan`,
  );
}
