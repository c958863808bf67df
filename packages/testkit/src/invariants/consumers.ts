import { toHex } from "@testudo/base";
import { fromTimestamp } from "@testudo/proto";
import type { ConsumerIds } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { StateMap } from "@testudo/store";
import { provider } from "./stored.ts";
import type { Passage, StateView } from "./view.ts";

/** Where a consumer is in its life, as the hub numbers it. */
export const PHASE = {
  registered: 1n,
  initialized: 2n,
  launched: 3n,
  stopped: 4n,
  deleted: 5n,
} as const;

/** Go's zero time in Unix nanoseconds: a time that is not set. */
const UNSET = -62_135_596_800_000_000_000n;

/** Ids of a hub's consumers by number. */
export function consumerIds(view: StateView): string[] {
  const count = Number(provider.nextConsumerId.get(view) ?? 0n);
  return Array.from({ length: count }, (_, number) => String(number));
}

/** Phases: each has what it needs, and nothing of what it is over with. */
export function* phases(view: StateView): Generator<string> {
  const ids = consumerIds(view);
  const known = [...provider.phases.keys(view)];
  if (known.length !== ids.length) yield `phases: ${known} of ${ids.length} consumers`;
  for (const id of ids) {
    const phase = provider.phases.get(view, id) ?? 0n;
    if (phase < PHASE.registered || phase > PHASE.deleted) yield `phases: ${id} is in ${phase}`;
    const has = possessions(view, id);
    const wanted: Partial<Record<keyof typeof has, boolean>> =
      phase === PHASE.deleted
        ? Object.fromEntries(Object.keys(has).map((name) => [name, false]))
        : phase === PHASE.stopped
          ? { client: true, genesis: true, removal: true }
          : phase === PHASE.launched
            ? { client: true, genesis: true, removal: false }
            : {
                client: false,
                genesis: false,
                members: false,
                channel: false,
                packets: false,
                removal: false,
              };
    for (const [name, should] of Object.entries(wanted)) {
      const does = has[name as keyof typeof has];
      if (does !== should) yield `phases: ${id} in phase ${phase} has ${does ? "a" : "no"} ${name}`;
    }
  }
}

/** What the hub holds for a consumer. */
function possessions(view: StateView, id: string) {
  const any = (map: Pick<typeof provider.members, "keys">) =>
    [...map.keys(view, { prefix: [id] })].length > 0;
  return {
    client: provider.clients.has(view, id),
    genesis: provider.genesis.has(view, id),
    channel: provider.channels.has(view, id),
    members: any(provider.members),
    packets: provider.pendingVscPackets.has(view, id),
    acks: provider.slashAcks.has(view, id),
    keys:
      any(provider.keyOwners) || [...provider.assignedKeys.keys(view, { prefix: [id] })].length > 0,
    prunes: [...provider.toPrune.keys(view, { prefix: [id] })].length > 0,
    optIns: any(provider.optedIn),
    lists: any(provider.allowlist) || any(provider.denylist) || any(provider.prioritylist),
    rates: any(provider.commissionRates),
    minPower: provider.minPowersInTopN.has(view, id),
    minHeight: provider.minEvidenceHeights.has(view, id),
    initHeight: provider.initHeights.has(view, id),
    removal: provider.removalTimes.has(view, id),
    queuedInfractions: provider.queuedInfractions.has(view, id),
  };
}

/** Time queues: a consumer waits in one slot, that of its time, while its phase lets it. */
export function* timeQueues(view: StateView): Generator<string> {
  const phaseOf = (id: string) => provider.phases.get(view, id) ?? 0n;
  yield* queueFaults(view, {
    name: "launch",
    queue: provider.launchQueue,
    timeOf(id) {
      if (phaseOf(id) !== PHASE.initialized) return undefined;
      const spawn = provider.initParams.get(view, id)?.spawnTime;
      return spawn === undefined ? undefined : fromTimestamp(spawn);
    },
  });
  yield* queueFaults(view, {
    name: "removal",
    queue: provider.removalQueue,
    timeOf: (id) => provider.removalTimes.get(view, id),
    // A consumer that is stopped twice waits in two slots; the first deletes it (D7).
    isLenient: true,
  });
  yield* queueFaults(view, {
    name: "infraction",
    queue: provider.infractionQueue,
    timeOf: (id) => (provider.queuedInfractions.has(view, id) ? "any" : undefined),
  });
  for (const id of consumerIds(view)) {
    const spawn = provider.initParams.get(view, id)?.spawnTime;
    const isPlanned = spawn !== undefined && fromTimestamp(spawn) !== UNSET;
    if (phaseOf(id) === PHASE.registered && isPlanned) {
      yield `time queues: ${id} is registered with a spawn time`;
    }
  }
}

function* queueFaults(
  view: StateView,
  options: {
    readonly name: string;
    readonly queue: StateMap<bigint, ConsumerIds>;
    readonly timeOf: (id: string) => bigint | "any" | undefined;
    readonly isLenient?: boolean;
  },
): Generator<string> {
  const { name, queue, timeOf, isLenient = false } = options;
  const slots = new Map<string, bigint[]>();
  for (const [time, { ids }] of queue.entries(view)) {
    if (ids.length === 0) yield `time queues: ${name} has an empty slot`;
    for (const id of ids) slots.set(id, [...(slots.get(id) ?? []), time]);
  }
  for (const id of consumerIds(view)) {
    const wanted = timeOf(id);
    const actual = slots.get(id) ?? [];
    if (isLenient && wanted !== undefined && wanted !== "any" && actual.includes(wanted)) continue;
    if (isLenient && wanted === undefined) continue;
    const isRight =
      wanted === undefined
        ? actual.length === 0
        : actual.length === 1 && (wanted === "any" || actual[0] === wanted);
    if (!isRight) yield `time queues: ${name} of ${id} is due ${wanted}, queued for ${actual}`;
  }
}

/** Due consumers: the beginning of a block serves all whose time has come, 200 at most. */
export function* dueConsumers({ before, after }: Passage): Generator<string> {
  for (const [name, queue] of [
    ["launch", provider.launchQueue],
    ["removal", provider.removalQueue],
    ["infraction", provider.infractionQueue],
  ] as const) {
    const waiting = [...queue.entries(before)].filter(([time]) => time <= after.time);
    if (waiting.reduce((count, [, { ids }]) => count + ids.length, 0) > SERVED_MAX) continue;
    for (const [time, { ids }] of waiting) {
      const left = queue.get(after, time)?.ids ?? [];
      const late = ids.filter((id) => left.includes(id) && !isPlannedAgain(before, after, id));
      if (late.length > 0) yield `due consumers: ${name} of ${late} is overdue`;
    }
  }
}

/** An update may put a consumer into the same slot again. */
function isPlannedAgain(before: StateView, after: StateView, id: string): boolean {
  const [former, now] = [before, after].map((view) => provider.phases.get(view, id));
  return former === PHASE.initialized && now === PHASE.initialized;
}

/** So many are served in a block. */
const SERVED_MAX = 200;

/** Links: consumers, clients and channels find each other in both directions. */
export function* links(view: StateView): Generator<string> {
  for (const [there, back, name] of [
    [provider.clients, provider.clientConsumers, "client"],
    [provider.channels, provider.channelConsumers, "channel"],
  ] as const) {
    let pairs = 0;
    for (const [id, end] of there.entries(view)) {
      pairs += 1;
      const found = back.get(view, end);
      if (found !== id) yield `links: ${name} ${end} of ${id} leads back to ${found}`;
    }
    const ends = [...back.keys(view)].length;
    if (ends !== pairs) yield `links: ${pairs} consumers have a ${name}, ${ends} lead to one`;
  }
}

/** Update ids: one for each epoch, with the height that follows; packets that wait have ascending ids below it. */
export function* updateIds(view: StateView): Generator<string> {
  const current = provider.vscId.get(view) ?? 0n;
  const epoch = provider.params.get(view)?.blocksPerEpoch ?? 1n;
  const ended = view.height % epoch === 0n;
  const last = ended ? current - 1n : current;
  const height = provider.vscHeights.get(view, last);
  if (height !== view.height + 1n) {
    yield `update ids: ${last} stands for ${height} after block ${view.height}`;
  }
  for (const [id, { list }] of provider.pendingVscPackets.entries(view)) {
    let before = 0n;
    for (const { valsetUpdateId, validatorUpdates } of list) {
      if (valsetUpdateId <= before || valsetUpdateId >= current) {
        yield `update ids: packet ${valsetUpdateId} of ${id} waits after ${before}, now is ${current}`;
      }
      if (validatorUpdates.length === 0) yield `update ids: packet of ${id} without updates`;
      before = valsetUpdateId;
    }
  }
}

/** Slash meter: full at most, and its next refill lies within one period. */
export function* slashMeter(view: StateView): Generator<string> {
  const candidate = provider.replenishCandidate.get(view);
  const period = provider.params.get(view)?.slashMeterReplenishPeriod;
  if (candidate === undefined || period === undefined) {
    yield "slash meter: it was never set";
    return;
  }
  if (candidate <= view.time) yield "slash meter: its refill is overdue";
  if (!provider.slashMeter.has(view)) yield "slash meter: it is missing";
}

/** Members: a set has no power 0 and no address or key twice; only launched and stopped consumers have one. */
export function* members(view: StateView): Generator<string> {
  const keys = new Map<string, string>();
  for (const [[id, address], member] of provider.members.entries(view)) {
    const name = toHex(address);
    if (toHex(member.providerConsAddr) !== name) yield `members: ${name} is stored elsewhere`;
    if (member.power <= 0n) yield `members: ${name} has power ${member.power} on ${id}`;
    if (member.joinHeight > view.height) yield `members: ${name} joins ${id} in the future`;
    const { ed25519, secp256k1 } = member.publicKey ?? {};
    const key = `${id}/${toHex(ed25519 ?? secp256k1 ?? new Uint8Array())}`;
    const other = keys.get(key);
    if (other !== undefined) yield `members: ${name} and ${other} have one key on ${id}`;
    keys.set(key, name);
  }
}
