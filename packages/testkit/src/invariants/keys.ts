import { ByteMap, equalBytes, toHex } from "@testudo/base";
import { ed25519Address } from "@testudo/crypto";
import { fromDuration } from "@testudo/proto";
import { PHASE } from "./consumers.ts";
import { provider, staking } from "./stored.ts";
import type { Passage, StateView } from "./view.ts";

/**
 * Key uniqueness (KeyAssignmentRulesInv): a key on a consumer belongs to one validator, and is no other validator's key
 * on the hub. Former keys are remembered until they are pruned, and no longer.
 */
export function* keyUniqueness(view: StateView): Generator<string> {
  const current = new Map<string, string>();
  for (const [[id, validator], { ed25519 }] of provider.assignedKeys.entries(view)) {
    if (ed25519 === undefined) {
      yield `key uniqueness: ${toHex(validator)} has a key of another kind on ${id}`;
      continue;
    }
    const address = ed25519Address(ed25519);
    const at = `${id}/${toHex(address)}`;
    const other = current.get(at);
    if (other !== undefined) {
      yield `key uniqueness: ${toHex(validator)} and ${other} share a key on ${id}`;
    }
    current.set(at, toHex(validator));
    const owner = provider.keyOwners.get(view, [id, address]);
    if (owner === undefined || toHex(owner) !== toHex(validator)) {
      yield `key uniqueness: key of ${toHex(validator)} on ${id} leads to ${owner && toHex(owner)}`;
    }
    yield* reuseFaults(view, { id, validator, address });
  }
  yield* formerKeyFaults(view, current);
}

function* reuseFaults(
  view: StateView,
  use: { readonly id: string; readonly validator: Uint8Array; readonly address: Uint8Array },
): Generator<string> {
  const { id, validator, address } = use;
  const operator = staking.operators.get(view, address);
  if (operator === undefined) return;
  const own = staking.operators.get(view, validator);
  if (own === undefined || toHex(own) !== toHex(operator)) {
    yield `key uniqueness: ${toHex(validator)} uses on ${id} what is ${toHex(operator)}'s on the hub`;
  }
}

/** Addresses that lead to somebody are in use, or wait to be pruned. */
function* formerKeyFaults(view: StateView, current: Map<string, string>): Generator<string> {
  const retired = new Map<string, ByteMap<true>>();
  for (const [[id, time], { addresses }] of provider.toPrune.entries(view)) {
    const isClosed = !provider.clients.has(view, id);
    if (time <= view.time && !isClosed) yield `key uniqueness: keys on ${id} should be pruned`;
    const set = retired.get(id) ?? new ByteMap<true>();
    for (const address of addresses) set.set(address, true);
    retired.set(id, set);
  }
  for (const [[id, address], owner] of provider.keyOwners.entries(view)) {
    const user = current.get(`${id}/${toHex(address)}`);
    const isRetired = retired.get(id)?.has(address) === true;
    if (user !== undefined) {
      if (user !== toHex(owner)) yield `key uniqueness: ${toHex(address)} on ${id} has two owners`;
      if (isRetired) yield `key uniqueness: ${toHex(address)} on ${id} is in use and to be pruned`;
    } else if (!isRetired && provider.phases.get(view, id) !== PHASE.deleted) {
      yield `key uniqueness: ${toHex(address)} on ${id} is remembered for ever`;
    }
  }
}

/** Pruning: a former key of a launched consumer is remembered for one unbonding period, not less and not more. */
export function* pruning({ before, after }: Passage): Generator<string> {
  const params = staking.params.get(after);
  const due = after.time + (params === undefined ? 0n : fromDuration(params.unbondingTime));
  for (const [[id, time], { addresses }] of provider.toPrune.entries(after)) {
    const known = provider.toPrune.get(before, [id, time])?.addresses.length ?? 0;
    if (addresses.length > known && time !== due) {
      yield `pruning: a key on ${id} retired for ${time} instead of ${due}`;
    }
  }
  for (const [[id, validator], former] of provider.assignedKeys.entries(before)) {
    const isRunning = [before, after].every(
      (view) => provider.phases.get(view, id) === PHASE.launched,
    );
    const now = provider.assignedKeys.get(after, [id, validator]);
    const key = former.ed25519;
    if (!isRunning || now === undefined || key === undefined) continue;
    if (equalBytes(now.ed25519 ?? NO_KEY, key)) continue;
    if (!provider.keyOwners.has(after, [id, ed25519Address(key)])) {
      yield `pruning: the former key of ${toHex(validator)} on ${id} is forgotten at once`;
    }
  }
  for (const [[id, time]] of provider.toPrune.entries(before)) {
    const isDeleted = provider.phases.get(after, id) === PHASE.deleted;
    if (time > after.time && !isDeleted && !provider.toPrune.has(after, [id, time])) {
      yield `pruning: a key on ${id} is forgotten before ${time}`;
    }
  }
}

const NO_KEY = new Uint8Array();
