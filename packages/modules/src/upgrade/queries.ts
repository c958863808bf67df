import {
  QueryAppliedPlanRequest,
  QueryAppliedPlanResponse,
  QueryAuthorityRequest,
  QueryAuthorityResponse,
  QueryCurrentPlanRequest,
  QueryCurrentPlanResponse,
  QueryModuleVersionsRequest,
  QueryModuleVersionsResponse,
  QueryUpgradedConsensusStateRequest,
  QueryUpgradedConsensusStateResponse,
} from "@testudo/proto/cosmos/upgrade/v1beta1";
import { type QueryRoute, query } from "@testudo/runtime";
import { errors } from "./errors.ts";
import type { UpgradeKeeper } from "./keeper.ts";

const SERVICE = "/cosmos.upgrade.v1beta1.Query";

/** Answers of `cosmos.upgrade.v1beta1.Query`. */
export function upgradeQueries(upgrade: UpgradeKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/CurrentPlan`, QueryCurrentPlanRequest, QueryCurrentPlanResponse, (ctx) => ({
      plan: upgrade.plan(ctx),
    })),
    query(
      `${SERVICE}/AppliedPlan`,
      QueryAppliedPlanRequest,
      QueryAppliedPlanResponse,
      (ctx, { name }) => ({ height: upgrade.doneHeight(ctx, name) }),
    ),
    query(
      `${SERVICE}/UpgradedConsensusState`,
      QueryUpgradedConsensusStateRequest,
      QueryUpgradedConsensusStateResponse,
      (ctx, { lastHeight }) => ({
        upgradedConsensusState: upgrade.upgradedConsensusState(ctx, lastHeight) ?? new Uint8Array(),
      }),
    ),
    query(
      `${SERVICE}/ModuleVersions`,
      QueryModuleVersionsRequest,
      QueryModuleVersionsResponse,
      (ctx, { moduleName }) => {
        const all = Array.from(upgrade.moduleVersions(ctx), ([name, version]) => ({
          name,
          version,
        }));
        if (moduleName === "") return { moduleVersions: all };
        const found = all.find(({ name }) => name === moduleName);
        if (found === undefined) {
          throw errors
            .noModuleVersionFound()
            .wrap(`x/upgrade: QueryModuleVersions module ${moduleName} not found`);
        }
        return { moduleVersions: [found] };
      },
    ),
    query(`${SERVICE}/Authority`, QueryAuthorityRequest, QueryAuthorityResponse, () => ({
      address: upgrade.authority,
    })),
  ];
}
