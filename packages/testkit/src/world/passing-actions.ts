import { DAY } from "@testudo/base";
import { durationOf } from "@testudo/devnet/scenario";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import { namesOn } from "../consumer-messages.ts";
import type { TestConsumer } from "../coordinator.ts";
import { relayer } from "../hub.ts";
import { isEpochEnd } from "../invariants/set-updates.ts";
import { viewOf } from "../invariants/view.ts";
import { clientUpdates } from "../link.ts";
import type { TestChain } from "../test-chain.ts";
import { type CarryOptions, channelOf, type TestChannel } from "../test-channel.ts";
import { message } from "../test-tx.ts";
import {
  cannot,
  DONE,
  type Outcome,
  outcomeOf,
  type Performer,
  transact,
  type World,
} from "./world.ts";

/** Clients are updated at least so often while time passes. */
const STEP = 5n * DAY;
/** More than any exchange needs. */
const ROUNDS_MAX = 12;

export const performBlocks: Performer<"blocks"> = (world, { chain: name, count }) => {
  const chain = name === undefined ? undefined : world.chain(name);
  if (name !== undefined && chain === undefined) return cannot(`${name} did not start`);
  for (const one of chain === undefined ? chainsOf(world) : [chain]) one.next(count);
  return DONE;
};

export const performEndEpoch: Performer<"end-epoch"> = ({ hub }) => {
  endEpoch(hub);
  return DONE;
};

export const performEpoch: Performer<"epoch"> = (world) => {
  endEpoch(world.hub);
  const outcome = relayAll(world);
  for (const { chain } of liveOf(world)) chain.next(2);
  return outcome;
};

export const performWait: Performer<"wait"> = (world, { span, clients = "keep" }) => {
  const { hub } = world;
  let left = durationOf(span);
  const step = clients === "keep" ? STEP : left;
  let outcome: Outcome = DONE;
  while (left > 0n) {
    const part = left < step ? left : step;
    hub.clock.advance(part);
    left -= part;
    for (const chain of chainsOf(world)) chain.next();
    if (clients === "expire") continue;
    for (const { link } of liveOf(world)) {
      for (const [to, from] of [
        [link.a, link.b],
        [link.b, link.a],
      ] as const) {
        const updates = clientUpdates(to.chain, to.clientId, from.chain);
        if (updates.length > 0) outcome = outcomeOf(to.chain.deliver(relayer, updates));
      }
    }
  }
  return outcome;
};

export const performRelay: Performer<"relay"> = (world, action) => {
  const { consumer, direction, channel = "ccv", count, reversed } = action;
  if (consumer === undefined) return relayAll(world);
  const live = world.consumer(consumer)?.live;
  if (live === undefined) return cannot(`${consumer} did not start`);
  const options = { count, isReversed: reversed, keepRefused: true };
  if (direction !== undefined) {
    return carry(live[channel], direction === "to-hub" ? "a" : "b", options);
  }
  return settle(live[channel]);
};

export const performTimeOut: Performer<"time-out"> = (world, { consumer, direction }) => {
  const live = world.consumer(consumer)?.live;
  if (live === undefined) return cannot(`${consumer} did not start`);
  const side = direction === "to-hub" ? "a" : "b";
  const [packet] = live.ccv.packets(side);
  if (packet === undefined) return cannot("nothing waits");
  if (channelOf(live.ccv[side]).state !== State.STATE_OPEN) return cannot("the channel is closed");
  return outcomeOf(live.ccv.timeOut(side, packet));
};

export const performSend: Performer<"send"> = (world, { chain: name, from, to, amount }) => {
  const chain = world.chain(name);
  if (chain === undefined) return cannot(`${name} did not start`);
  const messages = message(MsgSend, {
    fromAddress: namesOn(chain, world.account(from)).account,
    toAddress: namesOn(chain, world.account(to)).account,
    amount: [{ denom: chain.denom, amount: String(amount) }],
  });
  return transact(world, { chain, by: from, messages });
};

export const performFees: Performer<"pay-fees"> = (world, { chain: name, from, amount }) => {
  const chain = world.chain(name);
  if (chain === undefined) return cannot(`${name} did not start`);
  const self = namesOn(chain, world.account(from)).account;
  const coin = { denom: chain.denom, amount: "1" };
  const messages = message(MsgSend, { fromAddress: self, toAddress: self, amount: [coin] });
  const fee = [{ denom: chain.denom, amount }];
  return outcomeOf(chain.deliver(world.account(from), messages, { fee }));
};

export const performTransfer: Performer<"transfer"> = (world, action) => {
  const { consumer, from, direction, amount } = action;
  const live = world.consumer(consumer)?.live;
  if (live === undefined) return cannot(`${consumer} did not start`);
  const [here, there] =
    direction === "to-hub"
      ? [live.transfer.a, live.transfer.b]
      : [live.transfer.b, live.transfer.a];
  const account = world.account(from);
  const messages = message(MsgTransfer, {
    sourcePort: here.portId,
    sourceChannel: here.channelId,
    token: { denom: here.chain.denom, amount: String(amount) },
    sender: namesOn(here.chain, account).account,
    receiver: namesOn(there.chain, account).account,
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
    timeoutTimestamp: here.chain.clock.now() + DAY,
    memo: "",
    encoding: "",
  });
  return transact(world, { chain: here.chain, by: from, messages });
};

/** Hub blocks up to and including the one that ends the epoch. */
export function endEpoch(hub: TestChain): void {
  do hub.next();
  while (!isEpochEnd(viewOf(hub)));
}

/** Consumers whose chains run. */
export function liveOf(world: World): TestConsumer[] {
  return [...world.consumers.values()].flatMap(({ live }) => (live === undefined ? [] : [live]));
}

function chainsOf(world: World): TestChain[] {
  return [world.hub, ...liveOf(world).map(({ chain }) => chain)];
}

function relayAll(world: World): Outcome {
  let outcome: Outcome = DONE;
  for (const { ccv } of liveOf(world)) {
    const one = settle(ccv);
    if (one.refusal !== undefined) outcome = one;
  }
  return outcome;
}

/** Relays to and fro until nothing waits or something is refused. */
function settle(channel: TestChannel): Outcome {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (isIdle(channel)) return DONE;
    for (const side of ["b", "a"] as const) {
      const outcome = carry(channel, side, { keepRefused: true });
      if (outcome.refusal !== undefined) return outcome;
    }
  }
  return cannot("still something to relay");
}

function isIdle(channel: TestChannel): boolean {
  return (["a", "b"] as const).every(
    (side) => channel.packets(side).length === 0 && channel.answers(side).length === 0,
  );
}

/** Takes over what waits on a side; what came too late stays, for nobody would take it. */
function carry(channel: TestChannel, side: "a" | "b", options: CarryOptions): Outcome {
  if (channelOf(channel[side === "a" ? "b" : "a"]).state !== State.STATE_OPEN) {
    // Nobody will ever take what waits.
    channel.hold(side);
    if (channel.answers(side).length > 0) return cannot("the channel is closed");
    return DONE;
  }
  const result = channel.carry(side, options);
  return result === undefined ? DONE : outcomeOf(result);
}
