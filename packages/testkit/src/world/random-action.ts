import { DAY, Dec, equalBytes, toHex } from "@testudo/base";
import type { Action, ActionKind, ConsumerTerms } from "@testudo/devnet/scenario";
import { TOKEN } from "../hub.ts";
import { clientStateIn, consensusTimeIn } from "../invariants/clients.ts";
import { PHASE } from "../invariants/consumers.ts";
import { provider, staking } from "../invariants/stored.ts";
import { viewOf } from "../invariants/view.ts";
import { testConsKey } from "../test-account.ts";
import { liveOf } from "./passing-actions.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

/** Consumers at once: each is a chain, and blocks of all of them take time. */
const LIVE_MAX = 3;
/** Hub consumers at once that have not come to an end. */
const OPEN_MAX = 5;

type Maker = (world: World, random: Random) => Action | undefined;

/** How often each kind of action is tried, of the sum of all. */
const WEIGHTS: { readonly [K in ActionKind]?: readonly [weight: number, make: Maker] } = {
  delegate: [8, (world, random) => ({ do: "delegate", ...stake(world, random) })],
  undelegate: [7, (world, random) => ({ do: "undelegate", ...bondedStake(world, random) })],
  redelegate: [
    4,
    (world, random) => ({
      do: "redelegate",
      ...bondedStake(world, random),
      to: random.pick(world.validators),
    }),
  ],
  "cancel-undelegation": [
    1,
    (world, random) => {
      const [unbonding] = [...staking.unbondings.keys(viewOf(world.hub))];
      if (unbonding === undefined) return undefined;
      const [from, validator] = unbonding.map((address) => nameOf(world, address));
      if (from === undefined || validator === undefined) return undefined;
      return {
        do: "cancel-undelegation",
        from,
        validator,
        amount: BigInt(1 + random.below(10_000)),
      };
    },
  ],
  "withdraw-rewards": [
    1,
    ({ validators }, random) => ({
      do: "withdraw-rewards",
      from: random.pick(["dora", "hans", ...validators]),
      validator: random.pick(validators),
    }),
  ],
  unjail: [
    5,
    (world, random) => {
      const jailed = world.validators.filter((name) => validatorOf(world, name)?.jailed === true);
      return jailed.length === 0 ? undefined : { do: "unjail", validator: random.pick(jailed) };
    },
  ],

  "create-consumer": [3, makeConsumer],
  "update-consumer": [
    7,
    (world, random) => {
      const failed = random.chance(60) ? launchable(world) : undefined;
      if (failed !== undefined) return { do: "update-consumer", consumer: failed, spawn: "5s" };
      const consumer = anyConsumer(world, random);
      if (consumer === undefined) return undefined;
      return {
        do: "update-consumer",
        consumer,
        ...terms(world, random),
        ...(random.chance(20) ? { spawn: `${random.below(60)}s` } : {}),
        ...(random.chance(10) ? { newOwner: random.pick(["dora", "hans"]) } : {}),
        by: random.pick(["dora", "dora", "hans"]),
      };
    },
  ],
  "remove-consumer": [
    1,
    (world, random) => {
      const consumer = anyConsumer(world, random);
      if (consumer === undefined || random.chance(50)) return undefined;
      return { do: "remove-consumer", consumer, by: random.pick(["dora", "hans"]) };
    },
  ],
  "start-chain": [
    14,
    (world, random) => {
      if (liveOf(world).filter(({ id }) => isLaunched(world, id)).length >= LIVE_MAX)
        return undefined;
      const waiting = [...world.consumers.values()].filter(
        ({ id, live }) => live === undefined && isLaunched(world, id) && isFresh(world, id),
      );
      if (waiting.length === 0) return undefined;
      return { do: "start-chain", consumer: random.pick(waiting).name };
    },
  ],
  "opt-in": [
    14,
    (world, random) => {
      const consumer = anyConsumer(world, random);
      if (consumer === undefined) return undefined;
      return {
        do: "opt-in",
        validator: random.pick(world.validators),
        consumer,
        ...(random.chance(40) ? { key: anyKey(world, random) } : {}),
      };
    },
  ],
  "opt-out": [
    2,
    (world, random) => {
      const members = [...provider.optedIn.keys(viewOf(world.hub))];
      const { consumers, validators } = world;
      const [id, address] = members.length === 0 ? [] : random.pick(members);
      const consumer = [...consumers.values()].find((one) => one.id === id)?.name;
      const validator = validators.find(
        (name) => address !== undefined && equalBytes(testConsKey(name).address, address),
      );
      if (consumer === undefined || validator === undefined) return undefined;
      return { do: "opt-out", validator, consumer };
    },
  ],
  "assign-key": [
    7,
    (world, random) => {
      const consumer = anyConsumer(world, random);
      if (consumer === undefined) return undefined;
      return {
        do: "assign-key",
        validator: random.pick(world.validators),
        consumer,
        key: anyKey(world, random),
      };
    },
  ],
  "set-commission": [
    1,
    (world, random) => {
      const consumer = anyConsumer(world, random);
      const rate = random.pick(["0", "0.05", "0.5", "1"]);
      if (consumer === undefined) return undefined;
      return {
        do: "set-commission",
        validator: random.pick(world.validators),
        consumer,
        rate,
      };
    },
  ],

  blocks: [
    8,
    (world, random) => ({
      do: "blocks",
      chain: random.pick(["hub", "hub", ...liveNames(world)]),
      count: 1 + random.below(3),
    }),
  ],
  "end-epoch": [5, () => ({ do: "end-epoch" })],
  epoch: [3, () => ({ do: "epoch" })],
  wait: [
    3,
    (_, random) => {
      const expires = random.chance(3);
      const spans = ["30s", "2m", "11m", "11m", "1h", "6h", "1d"];
      return {
        do: "wait",
        span: expires ? "15d" : random.chance(5) ? "21d" : random.pick(spans),
        clients: expires ? "expire" : "keep",
      };
    },
  ],
  relay: [
    16,
    (world, random) => {
      const live = liveNames(world);
      if (live.length === 0) return undefined;
      const channel = random.chance(80) ? "ccv" : "transfer";
      return {
        do: "relay",
        consumer: random.pick(live),
        channel,
        ...(random.chance(70)
          ? {
              direction: random.pick(["to-hub", "to-consumer"] as const),
              ...(random.chance(50) ? { count: 1 + random.below(2) } : {}),
              ...(channel === "transfer" && random.chance(50) ? { reversed: true } : {}),
            }
          : {}),
      };
    },
  ],
  "time-out": [
    1,
    (world, random) => {
      const late = lateOnes(world);
      return late.length === 0 ? undefined : random.pick(late);
    },
  ],

  downtime: [
    9,
    (world, random) => {
      const live = liveNames(world);
      const name = random.pick(["hub", ...live, ...live, ...live]);
      const validator = memberOf(world, random, name, MINORITY);
      if (validator === undefined) return undefined;
      return { do: "downtime", validator, chain: name, blocks: 4 + random.below(10) };
    },
  ],
  "double-sign": [
    1,
    (world, random) => {
      const name = random.pick(["hub", ...liveNames(world), ...liveNames(world)]);
      const validator = memberOf(world, random, name);
      if (validator === undefined || random.chance(50)) return undefined;
      return { do: "double-sign", validator, chain: name };
    },
  ],
  "light-client-attack": [
    1,
    (world, random) => {
      const live = liveNames(world);
      if (live.length === 0 || random.chance(70)) return undefined;
      return {
        do: "light-client-attack",
        validators: random.some(world.validators, 60),
        consumer: random.pick(live),
        kind: random.pick(["equivocation", "lunatic", "amnesia"] as const),
      };
    },
  ],
  "pay-fees": [
    3,
    (world, random) => ({
      do: "pay-fees",
      chain: random.pick(["hub", ...liveNames(world)]),
      from: "dora",
      amount: BigInt(1 + random.below(1_000_000)),
    }),
  ],
  transfer: [
    2,
    (world, random) => {
      const live = liveNames(world);
      if (live.length === 0) return undefined;
      return {
        do: "transfer",
        consumer: random.pick(live),
        from: "dora",
        direction: random.pick(["to-hub", "to-consumer"] as const),
        amount: BigInt(1 + random.below(1_000_000)),
      };
    },
  ],
  govern: [
    2,
    (world, random) => {
      const change = government(world, random);
      const votes = Object.fromEntries(
        random.some(world.validators, 80).map((name) => [name, random.chance(85) ? "yes" : "no"]),
      ) as Record<string, "yes" | "no">;
      return change && { do: "govern", votes, change };
    },
  ],
};

const ENTRIES = Object.values(WEIGHTS).filter((entry) => entry !== undefined);
const TOTAL = ENTRIES.reduce((total, [weight]) => total + weight, 0);

/** The next thing to do: something that makes sense in the world as it is, most of the time. */
export function randomAction(world: World, random: Random): Action {
  for (;;) {
    let at = random.below(TOTAL);
    for (const [weight, make] of ENTRIES) {
      at -= weight;
      if (at >= 0) continue;
      const action = make(world, random);
      if (action !== undefined) return action;
      break;
    }
  }
}

function makeConsumer(world: World, random: Random): Action | undefined {
  const open = [...world.consumers.values()].filter(({ id }) => phaseOf(world, id) < PHASE.stopped);
  if (open.length >= OPEN_MAX) return undefined;
  const { topN: _, ...shaping } = terms(world, random);
  return {
    do: "create-consumer",
    consumer: `consumer-${world.consumers.size + 1}`,
    // The revision has to be 1, and two may share an id.
    chainId: `chain${random.pick(["", "x", String(world.consumers.size)])}-1`,
    spawn: `${20 + random.below(100)}s`,
    ...shaping,
  };
}

function terms(world: World, random: Random): ConsumerTerms {
  const { validators } = world;
  return {
    ...(random.chance(25) ? { powerCap: random.pick([0, 20, 35, 60]) } : {}),
    ...(random.chance(25) ? { setCap: random.pick([0, 2, 3, 5]) } : {}),
    ...(random.chance(15) ? { minStake: random.pick([0n, 50n, 200n]) * TOKEN } : {}),
    ...(random.chance(30) ? { allowInactive: random.chance(60) } : {}),
    ...(random.chance(15) ? { allow: random.some(validators, 70) } : {}),
    ...(random.chance(15) ? { deny: random.some(validators, 20) } : {}),
    ...(random.chance(15) ? { prefer: random.some(validators, 30) } : {}),
    ...(random.chance(25)
      ? {
          doubleSignFraction: random.pick(["0", "0.01", "0.1", "0.5"]),
          doubleSignTombstone: random.chance(50),
          doubleSignJail: random.pick(["60s", "1d"]),
          downtimeFraction: random.pick(["0", "0.001", "0.05"]),
          downtimeJail: random.pick(["10s", "5m"]),
        }
      : {}),
  };
}

function government(world: World, random: Random): Action<"govern">["change"] | undefined {
  switch (random.below(6)) {
    case 0:
      return { blocksPerEpoch: random.pick([2, 3, 5, 7]) };
    case 1:
      return { meterFraction: random.pick(["0.01", "0.1", "0.4"]) };
    case 2:
      return { maxActive: random.pick([3, 4, 5, 6]) };
    case 3:
      return { maxValidators: random.pick([5, 6, 7]) };
    default: {
      const consumer = anyConsumer(world, random);
      if (consumer === undefined) return undefined;
      return {
        update: { consumer, topN: random.pick([0, 50, 67, 90, 100]), ...terms(world, random) },
      };
    }
  }
}

function stake({ validators }: World, random: Random) {
  const from = random.pick(["dora", "dora", "hans", ...validators]);
  const size = random.pick([1n, 999_999n, 1_500_000n, 10n * TOKEN, 40n * TOKEN, 150n * TOKEN]);
  return { from, validator: random.pick(validators), amount: size + BigInt(random.below(1000)) };
}

/** A part, or nearly all, of somebody's stake with somebody. */
function bondedStake(world: World, random: Random) {
  const view = viewOf(world.hub);
  const [delegator, operator] = random.pick([...staking.delegations.keys(view)]);
  const shares = Dec.fromAtomics(
    staking.delegations.get(view, [delegator, operator])?.shares ?? "1",
  );
  const parts = [1n, 10n, 100n, 1000n];
  const amount = (shares.truncateInt() * random.pick(parts)) / random.pick([1000n, 1000n, 10_000n]);
  return {
    from: nameOf(world, delegator),
    validator: nameOf(world, operator),
    amount: amount > 0n ? amount : 1n,
  };
}

/** A chain goes on without less than so many percent of its power. */
const MINORITY = 33n;

/** Somebody who signs a chain's blocks, with less than so many percent of its power. */
function memberOf(world: World, random: Random, name: string, percent = 101n): string | undefined {
  const chain = world.chain(name);
  if (chain === undefined) return undefined;
  const { validators, totalPower } = chain.state.validators;
  const weak = validators.filter(({ power }) => power * 100n < totalPower * percent);
  return weak.length === 0 ? undefined : world.ownerOf(chain, random.pick(weak).pubKey.bytes);
}

function validatorOf(world: World, name: string) {
  return staking.validators.get(viewOf(world.hub), world.account(name).address);
}

/** Who an account on the hub is. */
function nameOf({ validators, account }: World, address: Uint8Array): string {
  const names = ["dora", "hans", ...validators];
  return names.find((name) => equalBytes(account(name).address, address)) ?? toHex(address);
}

/** A key by its label: fresh, used before, or somebody's own on the hub. */
function anyKey(world: World, random: Random): string {
  if (random.chance(8)) return random.pick(world.validators);
  return `key-${random.below(30)}`;
}

/** Mostly one of the latest: earlier ones have come to their end. */
function anyConsumer(world: World, random: Random): string | undefined {
  const names = [...world.consumers.values()];
  if (names.length === 0) return undefined;
  const open = names.filter(({ id }) => phaseOf(world, id) < PHASE.stopped);
  return random.pick(open.length > 0 && random.chance(95) ? open : names).name;
}

function liveNames(world: World): string[] {
  return [...world.consumers.values()].flatMap(({ name, live }) =>
    live === undefined || !isRelevant(world, name) ? [] : [name],
  );
}

/** A chain that the hub has forgotten is left alone. */
function isRelevant(world: World, name: string): boolean {
  const consumer = world.consumer(name);
  return consumer !== undefined && phaseOf(world, consumer.id) < PHASE.deleted;
}

function isLaunched(world: World, id: string): boolean {
  return phaseOf(world, id) === PHASE.launched;
}

/** A consumer that missed its launch, and that somebody would validate by now. */
function launchable(world: World): string | undefined {
  const view = viewOf(world.hub);
  return [...world.consumers.values()].find(
    ({ id }) =>
      phaseOf(world, id) === PHASE.registered &&
      [...provider.optedIn.keys(view, { prefix: [id] })].length > 0,
  )?.name;
}

/** A chain that starts too late finds its client expired. */
function isFresh({ hub }: World, id: string): boolean {
  const view = viewOf(hub);
  const clientId = provider.clients.get(view, id) ?? "";
  const client = clientStateIn(view, clientId);
  const updated = client && consensusTimeIn(view, clientId, client.latestHeight);
  return updated !== undefined && updated + 10n * DAY > view.time;
}

function phaseOf({ hub }: World, id: string): bigint {
  return provider.phases.get(viewOf(hub), id) ?? 0n;
}

/** Packets whose time is over on the chain that they go to. */
function lateOnes(world: World): Action<"time-out">[] {
  return [...world.consumers.values()].flatMap(({ name, live }) => {
    if (live === undefined) return [];
    return (
      [
        ["a", "to-hub", live.ccv.b.chain],
        ["b", "to-consumer", live.ccv.a.chain],
      ] as const
    ).flatMap(([side, direction, to]) => {
      const [packet] = live.ccv.packets(side);
      const isLate = packet !== undefined && packet.timeoutTimestamp <= to.time;
      return isLate ? [{ do: "time-out" as const, consumer: name, direction }] : [];
    });
  });
}
