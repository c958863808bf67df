import { type Condition, type EventQuery, valueMatches } from "./event-query.ts";

interface IndexableEvent {
  readonly type: string;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: string;
    readonly index: boolean;
  }[];
}

/** Where an attribute value occurs: entry number and the number of the event inside all events, two numbers each. */
type Postings = number[];

/**
 * An inverted index over the events of numbered entries (transactions, or blocks).
 *
 * All conditions on event attributes must hold within one event instance, as CometBFT v0.38's key-value indexer has
 * it. Entries are added in ascending order.
 */
export interface EventIndex {
  add(entry: number, events: readonly IndexableEvent[]): void;
  /** Entries in ascending order that have one event which meets all the conditions; all conditions are on attributes. */
  search(conditions: readonly Condition[]): readonly number[];
}

export function createEventIndex(): EventIndex {
  const keys = new Map<string, Map<string, Postings>>();
  let events = 0;

  function add(entry: number, list: readonly IndexableEvent[]) {
    for (const event of list) {
      if (event.type === "") continue;
      events += 1;
      for (const { key, value, index } of event.attributes) {
        if (!index || key === "") continue;
        const name = `${event.type}.${key}`;
        const values = keys.get(name) ?? new Map<string, Postings>();
        keys.set(name, values);
        const postings = values.get(value);
        if (postings === undefined) values.set(value, [entry, events]);
        else postings.push(entry, events);
      }
    }
  }

  /** Event instances that meet one condition, with their entries. */
  function matches(condition: Condition): Map<number, number> {
    const found = new Map<number, number>();
    const values = keys.get(condition.key);
    if (values === undefined) return found;
    const take = (postings: Postings | undefined) => {
      if (postings === undefined) return;
      for (let i = 0; i < postings.length; i += 2) {
        found.set(postings[i + 1] ?? 0, postings[i] ?? 0);
      }
    };
    if (condition.operator === "=" && condition.operand?.kind === "text") {
      take(values.get(condition.operand.text));
      return found;
    }
    for (const [value, postings] of values) if (valueMatches(condition, value)) take(postings);
    return found;
  }

  function search(conditions: readonly Condition[]): readonly number[] {
    let common: Map<number, number> | undefined;
    for (const condition of conditions) {
      const found = matches(condition);
      if (common === undefined) common = found;
      else for (const instance of common.keys()) if (!found.has(instance)) common.delete(instance);
      if (common.size === 0) return [];
    }
    return [...new Set(common?.values())].sort((a, b) => a - b);
  }

  return { add, search };
}

/** Splits off the conditions on the given reserved keys, which are answered without the index. */
export function splitConditions(
  query: EventQuery,
  reserved: readonly string[],
): { readonly reserved: readonly Condition[]; readonly attributes: readonly Condition[] } {
  return {
    reserved: query.conditions.filter(({ key }) => reserved.includes(key)),
    attributes: query.conditions.filter(({ key }) => !reserved.includes(key)),
  };
}
