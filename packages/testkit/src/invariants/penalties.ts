import { ByteMap, bech32Decode, fromUtf8, toHex } from "@testudo/base";
import { lastPowerAt, validatorAt } from "./staking.ts";
import { bank, provider, slashing, staking } from "./stored.ts";
import { attribute, type Passage } from "./view.ts";

/** Whom a block punished, by consensus address, and whether it took evidence against anybody. */
interface Charges {
  readonly onHub: ByteMap<true>;
  readonly byPacket: ByteMap<true>;
  readonly byEvidence: boolean;
}

/** Rounding of shares to tokens, per message. */
const DUST = 4n;

function chargesOf(events: Passage["events"]): Charges {
  const [onHub, byPacket] = [new ByteMap<true>(), new ByteMap<true>()];
  let byEvidence = false;
  for (const event of events) {
    if (event.type === "slash") {
      const address = attribute(event, "address") || attribute(event, "jailed");
      onHub.set(bech32Decode(address).bytes, true);
    }
    if (event.type === "execute_consumer_chain_slash") {
      byPacket.set(bech32Decode(attribute(event, "validator_address")).bytes, true);
    }
    if (EVIDENCE.includes(event.type)) byEvidence = true;
  }
  return { onHub, byPacket, byEvidence };
}

const EVIDENCE = ["submit_consumer_double_voting", "submit_consumer_misbehaviour"];

/** Penalty provenance: stake shrinks by undelegating and moving it, and else only for an infraction. */
export function* penaltyProvenance({ before, after, events }: Passage): Generator<string> {
  const { onHub, byPacket, byEvidence } = chargesOf(events);
  const moved = movedStake(events);
  for (const [address, operator] of staking.operators.entries(before)) {
    const old = staking.validators.get(before, operator);
    const now = staking.validators.get(after, operator);
    if (old === undefined) continue;
    const isCharged = onHub.has(address) || byPacket.has(address) || byEvidence;
    const expected = BigInt(old.tokens) + (moved.get(operator)?.amount ?? 0n);
    const slack = DUST * BigInt(moved.get(operator)?.times ?? 0);
    const actual = BigInt(now?.tokens ?? "0");
    if (actual < expected - slack && !isCharged) {
      yield `penalty provenance: ${toHex(operator)} has ${actual} and should have ${expected}`;
    }
    if (actual > expected + slack) {
      yield `penalty provenance: ${toHex(operator)} has ${actual}, which is more than ${expected}`;
    }
    const wasJailed = now?.jailed === true && !old.jailed;
    const isShort = now !== undefined && BigInt(now.minSelfDelegation) > 0n && moved.has(operator);
    if (wasJailed && !isCharged && !isShort) {
      yield `penalty provenance: ${toHex(operator)} is in jail for nothing`;
    }
  }
  yield* tombstoneFaults({ before, after, events });
}

/** Nobody comes back from the dead. */
function* tombstoneFaults({ before, after }: Passage): Generator<string> {
  for (const [address, info] of slashing.signingInfos.entries(before)) {
    if (!info.tombstoned) continue;
    const now = slashing.signingInfos.get(after, address);
    const validator = validatorAt(after, address);
    if (now?.tombstoned === false) yield `penalty provenance: ${toHex(address)} came back`;
    if (validator !== undefined && !validator.jailed) {
      yield `penalty provenance: ${toHex(address)} is tombstoned and free`;
    }
  }
}

/** Burning: stake vanishes only with an infraction. */
export function* burning({ before, after, events }: Passage): Generator<string> {
  const denom = staking.params.get(after)?.bondDenom ?? "";
  const [old, now] = [before, after].map((view) => bank.supply.get(view, denom) ?? 0n);
  const { onHub, byPacket, byEvidence } = chargesOf(events);
  const isBurnt = events.some(({ type }) => type === "burn");
  if ((now ?? 0n) >= (old ?? 0n)) return;
  if (onHub.size + byPacket.size > 0 || byEvidence || isBurnt) return;
  yield `burning: ${(old ?? 0n) - (now ?? 0n)}${denom} vanished`;
}

/**
 * Meter accounting: between refills the meter falls by exactly the power that packets put into jail, and never below
 * what one validator takes from it.
 */
export function* meterAccounting({ before, after, events }: Passage): Generator<string> {
  const [old, now] = [before, after].map((view) => provider.slashMeter.get(view) ?? 0n) as [
    bigint,
    bigint,
  ];
  let [taken, largest] = [0n, 0n];
  for (const [address] of chargesOf(events).byPacket.entries()) {
    if (validatorAt(before, address)?.jailed !== false) continue;
    const power = lastPowerAt(before, address);
    taken += power;
    if (power > largest) largest = power;
  }
  const [candidate, next] = [before, after].map((view) => provider.replenishCandidate.get(view));
  if (candidate === next && now !== old - taken) {
    yield `meter accounting: ${old} became ${now}, packets took ${taken}`;
  }
  if (candidate === next && old < 0n && taken > 0n) {
    yield `meter accounting: packets took ${taken} while the meter stood at ${old}`;
  }
  const total = BigInt(staking.lastTotalPower.get(before)?.int ?? "0");
  if (candidate !== next && now > total) yield `meter accounting: ${now} of a total of ${total}`;
  const floor = old < 0n ? old : 0n;
  if (now < floor - largest) yield `meter accounting: ${old} fell to ${now} below ${-largest}`;
}

/** Sentences: who is reported for downtime goes to jail, and evidence costs what the consumer's parameters say. */
export function* sentences({ before, after, events }: Passage): Generator<string> {
  for (const [address] of chargesOf(events).byPacket.entries()) {
    if (validatorAt(after, address)?.jailed === false) {
      yield `sentences: ${toHex(address)} was reported for downtime and is free`;
    }
  }
  for (const event of events) {
    if (!EVIDENCE.includes(event.type)) continue;
    const id = attribute(event, "consumer_id");
    const terms = provider.infractions.get(before, id)?.doubleSign;
    if (terms === undefined) continue;
    const dead = [before, after].map(
      (view) => [...slashing.signingInfos.values(view)].filter((info) => info.tombstoned).length,
    );
    if (terms.tombstone && dead[0] === dead[1]) yield `sentences: evidence of ${id} barred nobody`;
    const denom = staking.params.get(after)?.bondDenom ?? "";
    const [old, now] = [before, after].map((view) => bank.supply.get(view, denom) ?? 0n);
    if (BigInt(fromUtf8(terms.slashFraction)) >= NOTICEABLE && old === now) {
      yield `sentences: evidence of ${id} cost nothing`;
    }
  }
}

/** One percent: less may round to nothing. */
const NOTICEABLE = 10n ** 16n;

/** Stake that transactions of a block brought to or took from validators, by operator. */
function movedStake(events: Passage["events"]) {
  const moved = new ByteMap<{ readonly amount: bigint; readonly times: number }>();
  const add = (operator: string, amount: bigint) => {
    const { bytes } = bech32Decode(operator);
    const known = moved.get(bytes) ?? { amount: 0n, times: 0 };
    moved.set(bytes, { amount: known.amount + amount, times: known.times + 1 });
  };
  for (const event of events) {
    const amount = BigInt(/^\d+/.exec(attribute(event, "amount"))?.[0] ?? "0");
    const validator = attribute(event, "validator");
    if (["delegate", "cancel_unbonding_delegation", "create_validator"].includes(event.type)) {
      add(validator, amount);
    }
    if (event.type === "unbond") add(validator, -amount);
    if (event.type === "redelegate") {
      add(attribute(event, "source_validator"), -amount);
      add(attribute(event, "destination_validator"), amount);
    }
  }
  return moved;
}
