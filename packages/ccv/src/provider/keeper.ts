import type { ConsAddress } from "@testudo/base";
import type { IbcModule } from "@testudo/ibc/port";
import type { StakingHooks } from "@testudo/modules/staking";
import { createActiveStaking } from "./active-staking.ts";
import { createChannels } from "./channels.ts";
import { createDoubleVoting } from "./double-voting.ts";
import { createProviderIbcModule } from "./ibc-module.ts";
import { createInfractions } from "./infraction-parameters.ts";
import { createInvariants } from "./invariants.ts";
import { afterValidatorRemoved, createKeyAssignment } from "./key-assignment.ts";
import { createLauncher } from "./launch.ts";
import { createLifeCycle } from "./life-cycle.ts";
import { createMisbehaviourHandling } from "./misbehaviour.ts";
import type { Needs } from "./needs.ts";
import { createOptIn } from "./opt-in.ts";
import { createPunishment } from "./punishment.ts";
import { createRewardMiddleware } from "./reward-middleware.ts";
import { createRewards } from "./rewards.ts";
import { createSlashMeter } from "./slash-meter.ts";
import { createSlashPackets } from "./slash-packets.ts";
import { createValidatorSets } from "./validator-set.ts";
import { createVscPackets } from "./vsc-packets.ts";

/** The provider: consumers, who validates them, and what comes back from them (ICS-28). */
export type ProviderKeeper = ReturnType<typeof createProviderKeeper>;

/** Builds the keeper of a chain that secures others. */
export function createProviderKeeper(needs: Needs) {
  const activeStaking = createActiveStaking(needs.staking);
  const validatorSets = createValidatorSets(needs);
  const keyAssignment = createKeyAssignment(needs);
  const lifeCycle = createLifeCycle(needs);
  const slashMeter = createSlashMeter(needs);
  const punishment = createPunishment(needs);
  const channels = createChannels(needs);
  const rewards = createRewards(needs);
  const slashPackets = createSlashPackets(needs, slashMeter);
  const vscPackets = createVscPackets(needs, validatorSets, lifeCycle);

  return {
    needs,
    validatorSets,
    keyAssignment,
    optIn: createOptIn(needs, keyAssignment),
    launcher: createLauncher(needs, validatorSets),
    lifeCycle,
    infractions: createInfractions(needs),
    doubleVoting: createDoubleVoting(punishment),
    misbehaviour: createMisbehaviourHandling(needs, punishment),
    slashMeter,
    slashPackets,
    vscPackets,
    channels,
    rewards,

    /** Staking as gov and mint are to see it. */
    activeStaking,
    /** What the provider does when validators come and go. */
    stakingHooks: {
      afterValidatorCreated: keyAssignment.afterValidatorCreated,
      afterValidatorRemoved: (ctx, address: ConsAddress) => afterValidatorRemoved(ctx, address),
    } satisfies StakingHooks,
    invariants: createInvariants(needs.staking, activeStaking),
    /** The application behind the provider's port. */
    ibcModule: createProviderIbcModule({ channels, rewards, slashPackets, vscPackets }),
    /** The transfer application with the books of rewards on top. */
    withRewards: (transfer: IbcModule): IbcModule =>
      createRewardMiddleware(transfer, { addresses: needs.addresses, channels, rewards }),
  };
}
