import {
  MsgCancelUpgrade,
  MsgCancelUpgradeResponse,
  MsgSoftwareUpgrade,
  MsgSoftwareUpgradeResponse,
} from "@testudo/proto/cosmos/upgrade/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { errors } from "./errors.ts";
import type { UpgradeKeeper } from "./keeper.ts";

/** Handlers of `cosmos.upgrade.v1beta1.Msg`. */
export function upgradeMessages(upgrade: UpgradeKeeper): readonly MessageRoute[] {
  function requireAuthority(got: string): void {
    if (got !== upgrade.authority) {
      throw errors.invalidSigner(`expected ${upgrade.authority} got ${got}`);
    }
  }

  return [
    route(MsgSoftwareUpgrade, MsgSoftwareUpgradeResponse, {
      handle(ctx, { authority, plan }) {
        requireAuthority(authority);
        upgrade.scheduleUpgrade(ctx, plan);
        return {};
      },
    }),
    route(MsgCancelUpgrade, MsgCancelUpgradeResponse, {
      handle(ctx, { authority }) {
        requireAuthority(authority);
        upgrade.clearUpgradePlan(ctx);
        return {};
      },
    }),
  ];
}
