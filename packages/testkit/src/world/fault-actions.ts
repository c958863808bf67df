import type { Bytes } from "@testudo/base";
import { relayer } from "../hub.ts";
import { consumer as consumerState, staking } from "../invariants/stored.ts";
import { viewOf } from "../invariants/view.ts";
import { clientStateOf, clientUpdates, headerOf } from "../link.ts";
import {
  conflictingBlock,
  doubleVote,
  forgedHeader,
  submitDoubleVoting,
  submitMisbehaviour,
} from "../misbehaviour.ts";
import type { TestChain } from "../test-chain.ts";
import { cannot, DONE, outcomeOf, type Performer, type World } from "./world.ts";

/** Who hands evidence in. */
const SUBMITTER = "dora";
/** Longer than the windows of the worlds. */
const DOWNTIME_BLOCKS = 30;

export const performSilence: Performer<"silence"> = (world, { validator, chain: name }) => {
  const [chain, address] = memberOf(world, validator, name);
  if (chain === undefined || address === undefined) return cannot("it does not sign there");
  chain.setSigning(address, false);
  return DONE;
};

export const performWake: Performer<"wake"> = (world, { validator, chain: name }) => {
  const [chain, address] = memberOf(world, validator, name);
  if (chain === undefined || address === undefined) return cannot("it does not sign there");
  chain.setSigning(address, true);
  return DONE;
};

export const performDowntime: Performer<"downtime"> = (world, action) => {
  const { validator, chain: name, blocks = DOWNTIME_BLOCKS } = action;
  const [chain, address] = memberOf(world, validator, name);
  if (chain === undefined || address === undefined) return cannot("it does not sign there");
  const { validators } = chain.state;
  const power = validators.byAddress(address)?.power ?? 0n;
  if (power * 3n >= validators.totalPower) return cannot("the chain would stop");
  chain.setSigning(address, false);
  const isOver = () => isReported(world, chain, { validator, address });
  try {
    for (let missed = 0; missed < blocks && !isOver(); missed += 1) chain.next();
  } catch (error) {
    // Its power grew while it slept: the others are too few, and the chain waits for it.
    if (!(error instanceof Error && error.name === "ConsensusHalted")) throw error;
  }
  chain.setSigning(address, true);
  return DONE;
};

function isReported(
  { hub, account }: World,
  chain: TestChain,
  { validator, address }: { readonly validator: string; readonly address: Bytes },
): boolean {
  if (chain.role === "consumer") {
    return consumerState.outstandingDowntimes.has(viewOf(chain), address);
  }
  return staking.validators.get(viewOf(hub), account(validator).address)?.jailed === true;
}

export const performDoubleSign: Performer<"double-sign"> = (world, { validator, chain: name }) => {
  const { hub } = world;
  const [chain, address] = memberOf(world, validator, name);
  if (chain === undefined || address === undefined) return cannot("it does not sign there");
  if (chain.validatorsAt(chain.height).byAddress(address) === undefined) {
    return cannot("it did not sign the last block");
  }
  const evidence = doubleVote(chain, address);
  if (chain === hub) {
    hub.block({ evidence: [evidence] });
    return DONE;
  }
  return outcomeOf(
    hub.deliver(
      world.account(SUBMITTER),
      submitDoubleVoting({
        hub,
        submitter: world.account(SUBMITTER),
        consumerId: world.consumer(name)!.id,
        evidence,
        header: headerOf(chain, { revisionNumber: 1n, revisionHeight: 1n }),
      }),
    ),
  );
};

export const performLightClientAttack: Performer<"light-client-attack"> = (world, action) => {
  const { hub } = world;
  const consumer = world.consumer(action.consumer);
  if (consumer?.live === undefined) return cannot(`${action.consumer} did not start`);
  const { chain, link } = consumer.live;
  const { clientId } = link.b;
  const updates = clientUpdates(hub, clientId, chain);
  if (updates.length > 0) {
    const updated = hub.deliver(relayer, updates);
    if (updated.code !== 0) return outcomeOf(updated);
  }
  chain.next();
  const validators = chain.validatorsAt(chain.height);
  const byzantine = action.validators
    .map((name) => world.addressOn(chain, name))
    .filter((address) => address !== undefined && validators.byAddress(address) !== undefined)
    .map((address) => address!);
  const power = byzantine.reduce((sum, one) => sum + validators.byAddress(one)!.power, 0n);
  const isEnough =
    action.kind === "lunatic"
      ? power * 3n > validators.totalPower
      : power * 3n > validators.totalPower * 2n;
  if (!isEnough) return cannot("the coalition is too weak");
  const trusted = clientStateOf(hub, clientId).latestHeight;
  const block = conflictingBlock(chain, { kind: action.kind, byzantine });
  const messages = submitMisbehaviour({
    hub,
    submitter: world.account(SUBMITTER),
    consumerId: consumer.id,
    clientId,
    headers: [headerOf(chain, trusted), forgedHeader(chain, block, trusted)],
  });
  return outcomeOf(hub.deliver(world.account(SUBMITTER), messages));
};

function memberOf(
  world: World,
  validator: string,
  name: string,
): readonly [TestChain | undefined, Bytes | undefined] {
  const chain = world.chain(name);
  return [chain, chain && world.addressOn(chain, validator)];
}
