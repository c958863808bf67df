import { AppError } from "@testudo/base";
import type { Action, ActionKind } from "@testudo/devnet/scenario";
import {
  performAssign,
  performCommission,
  performCreate,
  performOptIn,
  performOptOut,
  performRemove,
  performStart,
  performUpdate,
} from "./consumer-actions.ts";
import {
  performDoubleSign,
  performDowntime,
  performLightClientAttack,
  performSilence,
  performWake,
} from "./fault-actions.ts";
import { performGovern } from "./government-actions.ts";
import {
  performBlocks,
  performEndEpoch,
  performEpoch,
  performFees,
  performRelay,
  performSend,
  performTimeOut,
  performTransfer,
  performWait,
} from "./passing-actions.ts";
import {
  performCancel,
  performDelegate,
  performRedelegate,
  performUndelegate,
  performUnjail,
  performWithdraw,
} from "./staking-actions.ts";
import type { Outcome, Performer, World } from "./world.ts";

const PERFORMERS: { readonly [K in ActionKind]: Performer<K> } = {
  "create-consumer": performCreate,
  "update-consumer": performUpdate,
  "remove-consumer": performRemove,
  "start-chain": performStart,
  "opt-in": performOptIn,
  "opt-out": performOptOut,
  "assign-key": performAssign,
  "set-commission": performCommission,
  delegate: performDelegate,
  undelegate: performUndelegate,
  redelegate: performRedelegate,
  "cancel-undelegation": performCancel,
  unjail: performUnjail,
  "withdraw-rewards": performWithdraw,
  send: performSend,
  "pay-fees": performFees,
  transfer: performTransfer,
  blocks: performBlocks,
  "end-epoch": performEndEpoch,
  epoch: performEpoch,
  wait: performWait,
  relay: performRelay,
  "time-out": performTimeOut,
  silence: performSilence,
  wake: performWake,
  downtime: performDowntime,
  "double-sign": performDoubleSign,
  "light-client-attack": performLightClientAttack,
  govern: performGovern,
};

/**
 * Performs one action. A chain whose last validator leaves stands still from then on, as it would under CometBFT: its
 * consumer is no longer live.
 *
 * @throws InvariantBroken, and whatever else halts a chain
 */
export function perform<K extends ActionKind>(world: World, action: Action<K>): Outcome {
  const performer: Performer<K> = PERFORMERS[action.do as K];
  try {
    return performer(world, action);
  } catch (error) {
    if (!(error instanceof AppError) || !error.message.includes("result in empty set")) throw error;
    for (const consumer of world.consumers.values()) {
      const chain = consumer.live?.chain;
      if (chain !== undefined && chain.store.version !== chain.height) consumer.live = undefined;
    }
    return { refusal: "halted", log: error.message };
  }
}
