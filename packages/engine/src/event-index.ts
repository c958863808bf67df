import { type Bytes, concatBytes, fromUtf8, utf8 } from "@testudo/base";
import type { Database, DatabaseWrite } from "./database.ts";
import { valueMatches } from "./event-match.ts";
import type { Condition } from "./event-query.ts";
import {
  createOpenSegment,
  type EntryPlace,
  type IndexableEvent,
  type OpenSegment,
  readSegment,
  type Segment,
} from "./index-segment.ts";
import { type AttributeRange, rangeHolds, type SearchPlan } from "./search-plan.ts";

/**
 * An inverted index over the events of entries (transactions, or blocks) that come in ascending order.
 *
 * The latest entries are in memory. When they are many they are sealed: written to the database as one segment and
 * forgotten, so that memory does not grow with the chain and a start has only the latest entries to index again.
 */
export interface EventIndex {
  add(place: EntryPlace, events: readonly IndexableEvent[]): void;
  /** Events in memory that are not in a sealed segment yet. */
  readonly openEvents: number;
  /** Empties the memory; the writes make what was in it a segment of the heights up to `height`. */
  seal(height: number): DatabaseWrite[];
  /** Last height that lies in sealed segments; 0 without any. */
  readonly sealedHeight: number;
  /** Entries within the plan's heights, ascending, that have one event which meets all its conditions on attributes. */
  search(plan: SearchPlan): EntryPlace[];
  /** All entries within the plan's heights, ascending. */
  entries(plan: SearchPlan): EntryPlace[];
}

/** Heights of a sealed segment, both ends included. */
type Span = readonly [first: number, last: number];

const PREFIX = { spans: utf8("Xs"), head: utf8("Xh"), key: utf8("Xk") } as const;

/** `name` keeps several indexes of one database apart; one letter. */
export function createEventIndex(database: Database, name: string): EventIndex {
  const label = utf8(name);
  const spansKey = concatBytes(PREFIX.spans, label);
  const saved = database.getSync(spansKey);
  const spans: Span[] = saved === undefined ? [] : (JSON.parse(fromUtf8(saved)) as Span[]);
  let open: OpenSegment = createOpenSegment();
  /** The segment that was sealed last stays in memory: its writes may still be on their way. */
  let lastSealed: { readonly number: number; readonly segment: Segment } | undefined;

  const headKey = (segment: number) => concatBytes(PREFIX.head, label, numberBytes(segment));
  const recordKey = (segment: number, key: string) =>
    concatBytes(PREFIX.key, label, numberBytes(segment), utf8(key));

  function* segments({ lowest, highest }: SearchPlan): Generator<Segment> {
    for (const [segment, [first, last]] of spans.entries()) {
      if (BigInt(last) < lowest || BigInt(first) > highest) continue;
      if (lastSealed?.number === segment) {
        yield lastSealed.segment;
        continue;
      }
      const head = database.getSync(headKey(segment));
      if (head === undefined) continue;
      yield readSegment(head, (key) => database.getSync(recordKey(segment, key)));
    }
    yield open;
  }

  function* within(plan: SearchPlan): Generator<readonly [Segment, (entry: number) => boolean]> {
    const [lowest, highest] = [Number(plan.lowest), Number(plan.highest)];
    for (const segment of segments(plan)) {
      yield [
        segment,
        (entry) => {
          const height = segment.entries[entry]?.height ?? 0;
          return height >= lowest && height <= highest;
        },
      ];
    }
  }

  return {
    add: (place, events) => open.add(place, events),

    get openEvents() {
      return open.eventCount;
    },

    seal(height) {
      const { head, keys } = open.records();
      const segment = spans.length;
      spans.push([(spans.at(-1)?.[1] ?? 0) + 1, height]);
      lastSealed = { number: segment, segment: open };
      open = createOpenSegment();
      return [
        { key: headKey(segment), value: head },
        ...[...keys].map(([key, value]) => ({ key: recordKey(segment, key), value })),
        { key: spansKey, value: utf8(JSON.stringify(spans)) },
      ];
    },

    get sealedHeight() {
      return spans.at(-1)?.[1] ?? 0;
    },

    search(plan) {
      const found: EntryPlace[] = [];
      for (const [segment, isWithin] of within(plan)) {
        let last = -1;
        for (const event of eventsMeeting(segment, plan)) {
          const entry = segment.entryOf(event);
          const place = segment.entries[entry];
          if (entry === last || place === undefined || !isWithin(entry)) continue;
          found.push(place);
          last = entry;
        }
      }
      return found;
    },

    entries(plan) {
      const found: EntryPlace[] = [];
      for (const [segment, isWithin] of within(plan)) {
        for (const [entry, place] of segment.entries.entries()) {
          if (isWithin(entry)) found.push(place);
        }
      }
      return found;
    },
  };
}

/** Ascending numbers of the events that meet all conditions on attributes; the cheap conditions go first. */
function eventsMeeting(segment: Segment, plan: SearchPlan): readonly number[] {
  let common: readonly number[] | undefined;
  const narrow = (found: readonly number[]) => {
    common = common === undefined ? found : shared(common, found);
    return common.length > 0;
  };
  const isExact = ({ operator }: Condition) => operator === "=";
  for (const condition of plan.conditions.filter(isExact)) {
    const value = condition.operand?.text ?? "";
    if (!narrow(segment.eventsWith(condition.key, value))) return [];
  }
  for (const condition of plan.conditions.filter((one) => !isExact(one))) {
    if (!narrow(eventsWhere(segment, condition.key, (value) => valueMatches(condition, value)))) {
      return [];
    }
  }
  for (const range of plan.ranges) {
    if (!narrow(eventsInRange(segment, range))) return [];
  }
  return common ?? [];
}

function eventsInRange(segment: Segment, range: AttributeRange): readonly number[] {
  return eventsWhere(segment, range.key, (value) => rangeHolds(range, value));
}

function eventsWhere(
  segment: Segment,
  key: string,
  holds: (value: string) => boolean,
): readonly number[] {
  const found = new Set<number>();
  for (const [value, events] of segment.valuesOf(key)) {
    if (!holds(value)) continue;
    for (const event of events) found.add(event);
  }
  return [...found].sort((a, b) => a - b);
}

/** Numbers that stand in both ascending lists. */
function shared(left: readonly number[], right: readonly number[]): readonly number[] {
  const found: number[] = [];
  let at = 0;
  for (const number of left) {
    while (at < right.length && (right[at] ?? 0) < number) at += 1;
    if (right[at] === number) found.push(number);
  }
  return found;
}

function numberBytes(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
