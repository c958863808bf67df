import { AppError, consAddress, Dec, MAX_INT64, SECOND, toHex, utf8 } from "@testudo/base";
import { type Action, type ConsumerTerms, durationOf } from "@testudo/devnet/scenario";
import { parseChainRevision } from "@testudo/ibc/host";
import { toDuration } from "@testudo/proto";
import {
  type InfractionParameters,
  MsgCreateConsumerResponse,
  MsgSetConsumerCommissionRate,
  type MsgUpdateConsumer,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  createConsumer,
  initParams,
  namesOn,
  optIn,
  optOut,
  powerShaping,
  removeConsumer,
  updateConsumer,
} from "../consumer-messages.ts";
import { connectConsumer } from "../coordinator.ts";
import { govOn } from "../governance.ts";
import { consumerOnHub } from "../hub.ts";
import { InvariantBroken } from "../invariants/check.ts";
import { testConsKey } from "../test-account.ts";
import { responsesOf } from "../test-chain.ts";
import { message } from "../test-tx.ts";
import {
  cannot,
  DONE,
  type Outcome,
  outcomeOf,
  type Performer,
  transact,
  type World,
  type WorldConsumer,
} from "./world.ts";

const OWNER = "dora";

export const performCreate: Performer<"create-consumer"> = (world, action) => {
  const { hub } = world;
  const { consumer, chainId = consumer, by = OWNER, spawn, unbonding, rewardDenoms } = action;
  const { blocksPerTransmission } = action;
  const result = hub.deliver(
    world.account(by),
    createConsumer(hub, world.account(by), {
      chainId,
      initializationParameters: initParams({
        initialHeight: { revisionNumber: parseChainRevision(chainId), revisionHeight: 1n },
        ...(blocksPerTransmission === undefined
          ? {}
          : { blocksPerDistributionTransmission: BigInt(blocksPerTransmission) }),
        spawnTime: spawn === undefined ? undefined : hub.clock.now() + durationOf(spawn),
        ...(unbonding === undefined ? {} : { unbondingPeriod: toDuration(durationOf(unbonding)) }),
      }),
      powerShapingParameters: shapingOf(world, action),
      infractionParameters: infractionsOf(action),
      ...(rewardDenoms === undefined ? {} : { allowlistedRewardDenoms: { denoms: rewardDenoms } }),
    }),
  );
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
  const changes = updateOf(world, consumer, action);
  const messages = updateConsumer(hub, world.account(by), consumer.id, changes);
  return transact(world, { chain: hub, by, messages });
};

/** What an update of a consumer says, beside whose it is. */
export function updateOf(
  world: World,
  consumer: WorldConsumer,
  action: Omit<Action<"update-consumer">, "do">,
): Partial<MsgUpdateConsumer> {
  const { hub } = world;
  const known = consumerOnHub(hub, consumer.id);
  const { newOwner, chainId, spawn, rewardDenoms } = action;
  const init = known.initParams;
  return {
    newOwnerAddress: newOwner === undefined ? "" : ownerText(world, newOwner),
    newChainId: chainId ?? "",
    ...(spawn === undefined || init === undefined
      ? {}
      : {
          initializationParameters: {
            ...init,
            spawnTime: initParams({ spawnTime: hub.clock.now() + durationOf(spawn) }).spawnTime,
          },
        }),
    ...(isShaping(action)
      ? { powerShapingParameters: shapingOf(world, action, known.powerShapingParams) }
      : {}),
    infractionParameters: infractionsOf(action),
    ...(rewardDenoms === undefined ? {} : { allowlistedRewardDenoms: { denoms: rewardDenoms } }),
  };
}

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

/** The address of an account, or of government. */
function ownerText(world: World, name: string): string {
  return name === "gov" ? govOn(world.hub) : namesOn(world.hub, world.account(name)).account;
}

function isShaping(terms: ConsumerTerms): boolean {
  const { topN, powerCap, setCap, minStake, allowInactive, allow, deny, prefer } = terms;
  return [topN, powerCap, setCap, minStake, allowInactive, allow, deny, prefer].some(
    (value) => value !== undefined,
  );
}

function shapingOf(
  { hub }: World,
  terms: ConsumerTerms,
  known: PowerShapingParameters = powerShaping(),
): PowerShapingParameters {
  const list = (names: readonly string[] | undefined, before: readonly string[]) =>
    names?.map((name) => hub.addresses.cons.toText(consAddressOf(name))) ?? before;
  return {
    topN: terms.topN ?? known.topN,
    validatorsPowerCap: terms.powerCap ?? known.validatorsPowerCap,
    validatorSetCap: terms.setCap ?? known.validatorSetCap,
    minStake: terms.minStake ?? known.minStake,
    allowInactiveVals: terms.allowInactive ?? known.allowInactiveVals,
    allowlist: list(terms.allow, known.allowlist),
    denylist: list(terms.deny, known.denylist),
    prioritylist: list(terms.prefer, known.prioritylist),
  };
}

function consAddressOf(name: string) {
  return consAddress(testConsKey(name).address);
}

/** All of the punishments, when one of them is named: those left out are the hub's defaults. */
function infractionsOf(terms: ConsumerTerms): InfractionParameters | undefined {
  const { doubleSignFraction, doubleSignJail, doubleSignTombstone } = terms;
  const { downtimeFraction, downtimeJail } = terms;
  const given = [doubleSignFraction, doubleSignJail, doubleSignTombstone];
  if ([...given, downtimeFraction, downtimeJail].every((value) => value === undefined)) {
    return undefined;
  }
  const fraction = (text: string) => utf8(Dec.fromText(text).toAtomicsText());
  return {
    doubleSign: {
      slashFraction: fraction(doubleSignFraction ?? "0.05"),
      jailDuration: toDuration(
        doubleSignJail === undefined ? MAX_INT64 : durationOf(doubleSignJail),
      ),
      tombstone: doubleSignTombstone ?? true,
    },
    downtime: {
      slashFraction: fraction(downtimeFraction ?? "0"),
      jailDuration: toDuration(
        downtimeJail === undefined ? 600n * SECOND : durationOf(downtimeJail),
      ),
      tombstone: false,
    },
  };
}
