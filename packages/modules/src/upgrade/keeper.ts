import { GO_ZERO_TIME, sdkErrors } from "@testudo/base";
import { fromTimestamp } from "@testudo/proto";
import type { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Ctx } from "@testudo/runtime";
import type { ModuleVersions, Needs } from "./needs.ts";
import { state, upgradedClientKey, upgradedConsensusStateKey } from "./state.ts";

/** The upgrade keeper, made by `createUpgradeKeeper`. */
export type UpgradeKeeper = ReturnType<typeof createUpgradeKeeper>;

/** Planned changes of the software, and which version of each module's state the chain has. */
export function createUpgradeKeeper({ authority, handlers }: Needs) {
  function plan(ctx: Ctx): Plan | undefined {
    return state.plan.get(ctx);
  }

  /**
   * Plans an upgrade; an earlier plan is replaced.
   *
   * @throws sdk/18 for a bad plan, one in the past, or one that was carried out already
   */
  function scheduleUpgrade(ctx: Ctx, next: Plan): void {
    validatePlan(next);
    if (next.height < ctx.height) {
      throw sdkErrors.invalidRequest("upgrade cannot be scheduled in the past");
    }
    if (doneHeight(ctx, next.name) !== 0n) {
      throw sdkErrors.invalidRequest(`upgrade with name ${next.name} has already been completed`);
    }
    const old = plan(ctx);
    if (old !== undefined) clearIbcState(ctx, old.height);
    state.plan.set(ctx, next);
  }

  /** Forgets the plan, if there is one. */
  function clearUpgradePlan(ctx: Ctx): void {
    const old = plan(ctx);
    if (old === undefined) return;
    clearIbcState(ctx, old.height);
    state.plan.delete(ctx);
  }

  function clearIbcState(ctx: Ctx, height: bigint): void {
    state.upgradedIbcState.delete(ctx, upgradedClientKey(height));
    state.upgradedIbcState.delete(ctx, upgradedConsensusStateKey(height));
  }

  /** Height at which the named upgrade was carried out, 0 if never. Walks until it is found. */
  function doneHeight(ctx: Ctx, name: string): bigint {
    for (const [height, done] of state.done.keys(ctx)) {
      if (done === name) return height;
    }
    return 0n;
  }

  /** Name of the last upgrade that was carried out. */
  function lastCompletedUpgrade(ctx: Ctx): string | undefined {
    for (const [, name] of state.done.keys(ctx, { reverse: true })) return name;
    return undefined;
  }

  function moduleVersions(ctx: Ctx): ModuleVersions {
    return new Map(state.moduleVersions.entries(ctx));
  }

  /** Stores the versions in the order of the module names. */
  function setModuleVersions(ctx: Ctx, versions: ModuleVersions): void {
    for (const name of [...versions.keys()].sort(compareText)) {
      state.moduleVersions.set(ctx, name, versions.get(name) ?? 0n);
    }
  }

  /** Runs the handler of a due plan and books it as done. */
  function applyUpgrade(ctx: Ctx, due: Plan): void {
    const handler = handlers.get(due.name);
    if (handler === undefined) {
      throw sdkErrors.logic(
        "ApplyUpgrade should never be called without first checking HasHandler",
      );
    }
    setModuleVersions(ctx, handler(ctx, due, moduleVersions(ctx)));
    const version = state.protocolVersion.has(ctx) ? (state.protocolVersion.get(ctx) ?? 0n) : 0n;
    state.protocolVersion.set(ctx, version + 1n);
    clearIbcState(ctx, due.height);
    clearUpgradePlan(ctx);
    state.done.set(ctx, [ctx.height, due.name], true);
  }

  return {
    authority,
    plan,
    hasHandler: (name: string): boolean => handlers.has(name),
    scheduleUpgrade,
    clearUpgradePlan,
    clearIbcState,
    doneHeight,
    lastCompletedUpgrade,
    moduleVersions,
    setModuleVersions,
    applyUpgrade,
    upgradedClient: (ctx: Ctx, height: bigint): Uint8Array | undefined =>
      state.upgradedIbcState.get(ctx, upgradedClientKey(height)),
    setUpgradedClient: (ctx: Ctx, height: bigint, bytes: Uint8Array): void =>
      state.upgradedIbcState.set(ctx, upgradedClientKey(height), bytes),
    upgradedConsensusState: (ctx: Ctx, height: bigint): Uint8Array | undefined =>
      state.upgradedIbcState.get(ctx, upgradedConsensusStateKey(height)),
    setUpgradedConsensusState: (ctx: Ctx, height: bigint, bytes: Uint8Array): void =>
      state.upgradedIbcState.set(ctx, upgradedConsensusStateKey(height), bytes),
  };
}

/** @throws sdk/18 */
export function validatePlan({ time, upgradedClientState, name, height }: Plan): void {
  if (fromTimestamp(time) !== GO_ZERO_TIME) {
    throw sdkErrors.invalidRequest("time-based upgrades have been deprecated in the SDK");
  }
  if (upgradedClientState !== undefined) {
    throw sdkErrors.invalidRequest("upgrade logic for IBC has been moved to the IBC module");
  }
  if (name === "") throw sdkErrors.invalidRequest("name cannot be empty");
  if (height <= 0n) throw sdkErrors.invalidRequest("height must be greater than 0");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
