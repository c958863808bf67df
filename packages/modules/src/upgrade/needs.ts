import type { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Ctx } from "@testudo/runtime";

/** Version of each module's state, by module name. */
export type ModuleVersions = ReadonlyMap<string, bigint>;

/** Carries out an upgrade; returns the versions that the modules have afterwards. */
export type UpgradeHandler = (ctx: Ctx, plan: Plan, before: ModuleVersions) => ModuleVersions;

/** What upgrade asks of the rest of the application. */
export interface Needs {
  /** Text form of the account allowed to schedule and cancel. */
  readonly authority: string;
  /** The upgrades that this build knows, by plan name. */
  readonly handlers: ReadonlyMap<string, UpgradeHandler>;
}
