import type { Ctx } from "@testudo/runtime";
import { applyDueInfractionParameters } from "./infraction-parameters.ts";
import type { ProviderKeeper } from "./keeper.ts";

/**
 * Launches and deletes what is due, then changed punishments, the slash meter and rewards: in this order, since each step
 * sees what the ones before it did. Staking has run before, as a launch needs this block's historical info.
 */
export function beginBlock(ctx: Ctx, keeper: ProviderKeeper): void {
  keeper.launcher.launchDueConsumers(ctx);
  keeper.lifeCycle.deleteDueConsumers(ctx);
  applyDueInfractionParameters(ctx);
  keeper.slashMeter.replenishIfDue(ctx);
  keeper.rewards.distributeRewards(ctx);
}
