import { fromHex, fromUtf8, toBase64 } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import type { ConsensusValidator } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import { clientStateIn, consensusTimeIn } from "./clients.ts";
import { PHASE } from "./consumers.ts";
import { provider } from "./stored.ts";
import { attribute, type Passage, type StateView } from "./view.ts";

/** Powers by key in base64. */
export type KeyPowers = ReadonlyMap<string, bigint>;

/** A packet of the hub, as far as sets are concerned. */
interface SetUpdate {
  readonly id: bigint;
  readonly powers: KeyPowers;
}

/**
 * Update ids count epochs: one more at the end of each, none in between (and sets change only then, or with a launch or
 * a deletion).
 */
export function* epochs({ before, after }: Passage): Generator<string> {
  const [old, now] = [provider.vscId.get(before) ?? 0n, provider.vscId.get(after) ?? 0n];
  const ended = isEpochEnd(after);
  if (now - old !== (ended ? 1n : 0n)) {
    yield `epochs: id ${old} became ${now} ${ended ? "at the end of" : "within"} an epoch`;
  }
  if (ended) return;
  for (const id of withMembers(before, after)) {
    const phases = [before, after].map((view) => provider.phases.get(view, id));
    if (phases[0] !== phases[1]) continue;
    if (textOf(powersOn(before, id)) !== textOf(powersOn(after, id))) {
      yield `epochs: the set of ${id} changed within an epoch`;
    }
  }
}

/**
 * Propagation (ValidatorUpdatesArePropagatedInv): at the end of an epoch each launched consumer whose set changes is
 * told exactly the difference, once, and packets do not wait while they can be sent.
 */
export function* propagation({ before, after, events }: Passage): Generator<string> {
  if (!isEpochEnd(after)) {
    if (events.some((event) => isSetPacket(event))) yield "propagation: a packet within an epoch";
    return;
  }
  const id = provider.vscId.get(before) ?? 0n;
  for (const consumer of withMembers(before, after)) {
    const told = updatesFor(after, consumer, events).filter((update) => update.id === id);
    const isServed = provider.phases.get(after, consumer) === PHASE.launched;
    const difference = differenceOf(
      formerPowers(before, after, consumer),
      powersOn(after, consumer),
    );
    if (!isServed) continue;
    if (told.length !== (difference.size > 0 ? 1 : 0)) {
      yield `propagation: ${consumer} is told ${told.length} times of ${textOf(difference)}`;
    } else if (told[0] !== undefined && textOf(told[0].powers) !== textOf(difference)) {
      yield `propagation: ${consumer} is told ${textOf(told[0].powers)} and not ${textOf(difference)}`;
    }
    yield* waitingFaults(after, consumer);
  }
}

function* waitingFaults(after: StateView, consumer: string): Generator<string> {
  const clientId = provider.clients.get(after, consumer);
  const isWaiting = provider.pendingVscPackets.has(after, consumer);
  if (!isWaiting || clientId === undefined || !provider.channels.has(after, consumer)) return;
  const client = clientStateIn(after, clientId);
  const updated = client && consensusTimeIn(after, clientId, client.latestHeight);
  if (client === undefined || updated === undefined) return;
  const isFrozen = client.frozenHeight.revisionHeight > 0n;
  if (isFrozen || updated + fromDuration(client.trustingPeriod) <= after.time) return;
  yield `propagation: packets for ${consumer} wait although its client is active`;
}

/** Sets in force: a consumer's first set is the one of its genesis. */
export function* firstSets({ before, after }: Passage): Generator<string> {
  if (isEpochEnd(after)) return;
  for (const [id, phase] of provider.phases.entries(after)) {
    if (phase !== PHASE.launched || provider.phases.get(before, id) === phase) continue;
    const genesis = textOf(genesisPowers(after, id));
    const members = textOf(powersOn(after, id));
    if (genesis !== members) yield `first sets: ${id} begins with ${genesis}, has ${members}`;
    const active = [...provider.ownSet.keys(before)];
    if (!active.some((address) => provider.members.has(after, [id, address]))) {
      yield `first sets: ${id} begins without an active validator`;
    }
  }
}

/** The powers that a hub has for a consumer. */
export function powersOn(view: StateView, id: string): KeyPowers {
  const members: ConsensusValidator[] = [...provider.members.values(view, { prefix: [id] })];
  return new Map(members.map(({ publicKey, power }) => [keyText(publicKey), power]));
}

/** The powers in the genesis that the hub offers to a consumer. */
export function genesisPowers(view: StateView, id: string): KeyPowers {
  const set = provider.genesis.get(view, id)?.provider.initialValSet ?? [];
  return new Map(set.map(({ pubKey, power }) => [keyText(pubKey), power]));
}

/** Powers as one text, for comparing and for people. */
export function textOf(powers: KeyPowers): string {
  const lines = [...powers].map(([key, power]) => `${key.slice(0, 12)}:${power}`);
  return `{${lines.sort().join(" ")}}`;
}

/** A key as the rules name it. */
export function keyText(key: PublicKey | undefined): string {
  return toBase64(key?.ed25519 ?? key?.secp256k1 ?? new Uint8Array());
}

/** Whether a hub's block ended an epoch. */
export function isEpochEnd(view: StateView): boolean {
  return view.height % (provider.params.get(view)?.blocksPerEpoch ?? 1n) === 0n;
}

/** A set before a block: that of the state before, or the genesis of a consumer that launched in the block. */
function formerPowers(before: StateView, after: StateView, id: string): KeyPowers {
  const isNew = provider.phases.get(before, id) !== PHASE.launched;
  return isNew ? genesisPowers(after, id) : powersOn(before, id);
}

function withMembers(before: StateView, after: StateView): Set<string> {
  const keys = [before, after].flatMap((view) => [...provider.members.keys(view)]);
  return new Set(keys.map(([id]) => id));
}

function differenceOf(before: KeyPowers, after: KeyPowers): KeyPowers {
  const difference = new Map<string, bigint>();
  for (const key of before.keys()) if (!after.has(key)) difference.set(key, 0n);
  for (const [key, power] of after) if (before.get(key) !== power) difference.set(key, power);
  return difference;
}

/** What a consumer was sent in a block, and what waits for it. */
function updatesFor(
  after: StateView,
  consumer: string,
  events: Passage["events"],
): readonly SetUpdate[] {
  const waiting = provider.pendingVscPackets.get(after, consumer)?.list ?? [];
  const channelId = provider.channels.get(after, consumer);
  const sent = events.filter(
    (event) => isSetPacket(event) && attribute(event, "packet_src_channel") === channelId,
  );
  return [
    ...sent.map((event) => readUpdate(attribute(event, "packet_data_hex"))),
    // A consumer that was stopped while it was sent to keeps its packets: what was sent stands there as well.
    ...(sent.length > 0 ? [] : waiting).map(({ valsetUpdateId, validatorUpdates }) => ({
      id: valsetUpdateId,
      powers: new Map(validatorUpdates.map(({ pubKey, power }) => [keyText(pubKey), power])),
    })),
  ];
}

function isSetPacket(event: Passage["events"][number]): boolean {
  return event.type === "send_packet" && attribute(event, "packet_src_port") === "provider";
}

function readUpdate(hex: string): SetUpdate {
  const { valset_update_id, validator_updates } = JSON.parse(fromUtf8(fromHex(hex))) as {
    readonly valset_update_id: string;
    readonly validator_updates: readonly {
      readonly pub_key: { readonly ed25519: string };
      readonly power?: string;
    }[];
  };
  return {
    id: BigInt(valset_update_id),
    powers: new Map(
      validator_updates.map(({ pub_key, power = "0" }) => [pub_key.ed25519, BigInt(power)]),
    ),
  };
}
