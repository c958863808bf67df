import { resetConnectionParams } from "@testudo/ibc/connection";
import type { ModuleVersions, UpgradeHandler } from "@testudo/modules/upgrade";

/** The one upgrade that both binaries of v7.0.0 know: connection parameters go to their defaults. */
export function upgradeHandlers(versions: ModuleVersions): ReadonlyMap<string, UpgradeHandler> {
  return new Map([
    [
      "ics-v1-to-v2",
      (ctx) => {
        resetConnectionParams(ctx);
        return versions;
      },
    ],
  ]);
}
