import { AppError, Dec, toHex } from "@testudo/base";
import {
  MsgCreateConsumerResponse,
  MsgSetConsumerCommissionRate,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  createConsumer,
  namesOn,
  optIn,
  optOut,
  removeConsumer,
  updateConsumer,
} from "../consumer-messages.ts";
import { connectConsumer } from "../coordinator.ts";
import { consumerOnHub } from "../hub.ts";
import { InvariantBroken } from "../invariants/check.ts";
import { testConsKey } from "../test-account.ts";
import { responsesOf } from "../test-chain.ts";
import { message } from "../test-tx.ts";
import { creationTerms, speakerOf, updateTerms } from "./consumer-terms.ts";
import {
  cannot,
  DONE,
  type Outcome,
  outcomeOf,
  type Performer,
  transact,
  type WorldConsumer,
} from "./world.ts";

const OWNER = "dora";

export const performCreate: Performer<"create-consumer"> = (world, action) => {
  const { hub } = world;
  const { consumer, by = OWNER } = action;
  const terms = creationTerms(speakerOf(world), action);
  const result = hub.deliver(world.account(by), createConsumer(hub, world.account(by), terms));
  if (result.code === 0) {
    const id = responsesOf(MsgCreateConsumerResponse, result)[0]!.consumerId;
    world.consumers.set(consumer, { name: consumer, id, keys: new Map(), owners: new Map() });
  }
  return outcomeOf(result);
};

export const performUpdate: Performer<"update-consumer"> = (world, action) => {
  const { hub } = world;
  const consumer = world.consumer(action.consumer);
  if (consumer === undefined) return cannot(`there is no ${action.consumer}`);
  const { by = OWNER } = action;
  const changes = updateTerms(speakerOf(world), consumerOnHub(hub, consumer.id), action);
  const messages = updateConsumer(hub, world.account(by), consumer.id, changes);
  return transact(world, { chain: hub, by, messages });
};

export const performRemove: Performer<"remove-consumer"> = (world, action) => {
  const { hub } = world;
  const consumer = world.consumer(action.consumer);
  if (consumer === undefined) return cannot(`there is no ${action.consumer}`);
  const { by = OWNER } = action;
  const messages = removeConsumer(hub, world.account(by), consumer.id);
  return transact(world, { chain: hub, by, messages });
};

export const performStart: Performer<"start-chain"> = (world, action) => {
  const { hub } = world;
  const consumer = world.consumer(action.consumer);
  if (consumer === undefined) return cannot(`there is no ${action.consumer}`);
  if (consumer.live !== undefined) return cannot("it has started");
  if (consumerOnHub(hub, consumer.id).phase !== "CONSUMER_PHASE_LAUNCHED") {
    return cannot("it is not launched");
  }
  const watch = world.watch(consumer.name);
  try {
    const live = connectConsumer(hub, consumer.id, {
      keys: [...consumer.keys.values()],
      accounts: [OWNER, ...world.validators, ...(world.setup.accounts ?? [])],
      appState: world.setup.consumer,
      afterBlock: watch,
    });
    consumer.live = live;
    return DONE;
  } catch (error) {
    if (error instanceof InvariantBroken || !(error instanceof Error)) throw error;
    // A refused step of a handshake; anything else that goes wrong is not an Error of this very class.
    const isRefused = error instanceof AppError || error.constructor.name === "Error";
    if (!isRefused) throw error;
    return cannot(error.message);
  }
};

export const performOptIn: Performer<"opt-in"> = (world, { validator, consumer: name, key }) => {
  const { hub, account } = world;
  const consumer = world.consumer(name);
  if (consumer === undefined) return cannot(`there is no ${name}`);
  const pubKey = key === undefined ? undefined : testConsKey(key).pubKey;
  const messages = optIn(hub, account(validator), consumer.id, pubKey);
  const outcome = transact(world, { chain: hub, by: validator, messages });
  if (key !== undefined) noteKey(consumer, { validator, key, outcome });
  return outcome;
};

export const performOptOut: Performer<"opt-out"> = (world, { validator, consumer: name }) => {
  const { hub, account } = world;
  const consumer = world.consumer(name);
  if (consumer === undefined) return cannot(`there is no ${name}`);
  const messages = optOut(hub, account(validator), consumer.id);
  return transact(world, { chain: hub, by: validator, messages });
};

export const performAssign: Performer<"assign-key"> = (
  world,
  { validator, consumer: name, key },
) => {
  const { hub, account } = world;
  const consumer = world.consumer(name);
  if (consumer === undefined) return cannot(`there is no ${name}`);
  const messages = assignKey(hub, account(validator), consumer.id, testConsKey(key).pubKey);
  const outcome = transact(world, { chain: hub, by: validator, messages });
  noteKey(consumer, { validator, key, outcome });
  return outcome;
};

export const performCommission: Performer<"set-commission"> = (world, action) => {
  const { hub, account } = world;
  const consumer = world.consumer(action.consumer);
  if (consumer === undefined) return cannot(`there is no ${action.consumer}`);
  const { account: signer, operator } = namesOn(hub, account(action.validator));
  const messages = message(MsgSetConsumerCommissionRate, {
    providerAddr: operator,
    chainId: "",
    rate: Dec.fromText(action.rate).toAtomicsText(),
    signer,
    consumerId: consumer.id,
  });
  return transact(world, { chain: hub, by: action.validator, messages });
};

/** A validator uses a key from now on; the consumer's chain learns to sign with it. */
function noteKey(
  consumer: WorldConsumer,
  use: { readonly validator: string; readonly key: string; readonly outcome: Outcome },
): void {
  if (use.outcome.refusal !== undefined) return;
  const key = testConsKey(use.key);
  consumer.keys.set(use.key, key);
  consumer.owners.set(toHex(key.pubKey), use.validator);
  consumer.live?.chain.addKey(key.seed);
}
