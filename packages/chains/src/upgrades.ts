import { resetConnectionParams } from "@testudo/ibc/connection";
import type { ModuleVersions, UpgradeHandler } from "@testudo/modules/upgrade";
import type { Ctx } from "@testudo/runtime";

/**
 * The one upgrade that each binary of v7.0.0 knows: connection parameters go to their defaults, and what else there is
 * to do is done.
 */
export function upgradeHandlers(
  name: string,
  versions: ModuleVersions,
  change: (ctx: Ctx) => void = () => undefined,
): ReadonlyMap<string, UpgradeHandler> {
  return new Map([
    [
      name,
      (ctx) => {
        resetConnectionParams(ctx);
        change(ctx);
        return versions;
      },
    ],
  ]);
}
