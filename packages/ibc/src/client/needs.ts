import type { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Ctx } from "@testudo/runtime";

/** What clients ask of the upgrade module. Heights are plan heights of the own chain. */
export interface UpgradeNeeds {
  /** The scheduled plan, if any. */
  upgradePlan(ctx: Ctx): Plan | undefined;
  scheduleUpgrade(ctx: Ctx, plan: Plan): void;
  upgradedClient(ctx: Ctx, planHeight: bigint): Uint8Array | undefined;
  setUpgradedClient(ctx: Ctx, planHeight: bigint, state: Uint8Array): void;
  upgradedConsensusState(ctx: Ctx, planHeight: bigint): Uint8Array | undefined;
  setUpgradedConsensusState(ctx: Ctx, planHeight: bigint, state: Uint8Array): void;
}

/** What the client keeper is built from. */
export interface ClientNeeds {
  readonly upgrade: UpgradeNeeds;
  /** Whether `update_client` carries the header, as it did before ibc-go v10. */
  readonly legacyEvents?: boolean;
}
