import { type Bytes, fromUtf8, readUvarint, utf8 } from "@testudo/base";
import { createByteWriter } from "./byte-writer.ts";

/** An event as the index takes it. */
export interface IndexableEvent {
  readonly type: string;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: string;
    readonly index: boolean;
  }[];
}

/** Where an entry lies: a transaction in its block, or a block (index 0). */
export interface EntryPlace {
  readonly height: number;
  readonly index: number;
}

/**
 * An inverted index over consecutive entries. Events are numbered through the segment; a condition gives ascending event
 * numbers, and several conditions hold within one event when they share a number.
 */
export interface Segment {
  readonly entries: readonly EntryPlace[];
  /** Entry number that an event belongs to. */
  entryOf(event: number): number;
  /** Events that have the attribute with this very value. */
  eventsWith(key: string, value: string): readonly number[];
  /** All values of an attribute with the events that have them. */
  valuesOf(key: string): Iterable<readonly [value: string, events: readonly number[]]>;
}

/** A segment that still grows, in memory. */
export interface OpenSegment extends Segment {
  add(place: EntryPlace, events: readonly IndexableEvent[]): void;
  readonly eventCount: number;
  /** The segment as records: its own, and one for each attribute key. */
  records(): { readonly head: Bytes; readonly keys: ReadonlyMap<string, Bytes> };
}

export function createOpenSegment(): OpenSegment {
  const keys = new Map<string, Map<string, number[]>>();
  const entries: EntryPlace[] = [];
  const owners: number[] = [];

  return {
    entries,
    get eventCount() {
      return owners.length;
    },
    entryOf: (event) => owners[event] ?? 0,
    eventsWith: (key, value) => keys.get(key)?.get(value) ?? [],
    valuesOf: (key) => keys.get(key) ?? [],

    add(place, events) {
      const entry = entries.push(place) - 1;
      for (const { type, attributes } of events) {
        if (type === "") continue;
        const event = owners.push(entry) - 1;
        for (const { key, value, index } of attributes) {
          if (!index || key === "") continue;
          const name = `${type}.${key}`;
          let values = keys.get(name);
          if (values === undefined) {
            values = new Map();
            keys.set(name, values);
          }
          const found = values.get(value);
          if (found === undefined) values.set(value, [event]);
          else if (found.at(-1) !== event) found.push(event);
        }
      }
    },

    records: () => ({
      head: encodeHead(entries, owners),
      keys: new Map([...keys].map(([key, values]) => [key, encodeValues(values)])),
    }),
  };
}

/** A segment from its records; `keyRecord` reads the record of an attribute key. */
export function readSegment(head: Bytes, keyRecord: (key: string) => Bytes | undefined): Segment {
  const { entries, owners } = decodeHead(head);
  return {
    entries,
    entryOf: (event) => owners[event] ?? 0,
    eventsWith(key, value) {
      const record = keyRecord(key);
      return record === undefined ? [] : findValue(record, value);
    },
    valuesOf(key) {
      const record = keyRecord(key);
      return record === undefined ? [] : allValues(record);
    },
  };
}

function encodeHead(entries: readonly EntryPlace[], owners: readonly number[]): Bytes {
  const out = createByteWriter();
  out.uvarint(entries.length);
  let height = 0;
  for (const entry of entries) {
    out.uvarint(entry.height - height);
    out.uvarint(entry.index);
    height = entry.height;
  }
  writeAscending(out, owners);
  return out.bytes();
}

function decodeHead(head: Bytes): { entries: EntryPlace[]; owners: number[] } {
  const input = createReader(head);
  const entries: EntryPlace[] = [];
  let height = 0;
  for (let left = input.uvarint(); left > 0; left--) {
    height += input.uvarint();
    entries.push({ height, index: input.uvarint() });
  }
  return { entries, owners: readAscending(input) };
}

/** Bytes of one row of a record's table: hash of the value and where its events start, both 32 bits big endian. */
const ROW_BYTES = 8;
const COUNT_BYTES = 4;

/** A table sorted by hash, so that one value is found without reading the others, then the values with their events. */
function encodeValues(values: ReadonlyMap<string, readonly number[]>): Bytes {
  const rows = [...values].map(([value, events]) => ({ hash: hashOf(value), value, events }));
  rows.sort((a, b) => a.hash - b.hash);
  const body = createByteWriter();
  const table = new Uint8Array(COUNT_BYTES + rows.length * ROW_BYTES);
  const view = new DataView(table.buffer);
  view.setUint32(0, rows.length);
  for (const [i, { hash, value, events }] of rows.entries()) {
    view.setUint32(COUNT_BYTES + i * ROW_BYTES, hash);
    view.setUint32(COUNT_BYTES + i * ROW_BYTES + 4, body.length);
    const text = utf8(value);
    body.uvarint(text.length);
    body.append(text);
    writeAscending(body, events);
  }
  const record = new Uint8Array(table.length + body.length);
  record.set(table);
  record.set(body.bytes(), table.length);
  return record;
}

function findValue(record: Bytes, value: string): readonly number[] {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const count = view.getUint32(0);
  const wanted = hashOf(value);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (view.getUint32(COUNT_BYTES + middle * ROW_BYTES) < wanted) low = middle + 1;
    else high = middle;
  }
  const bodies = COUNT_BYTES + count * ROW_BYTES;
  for (let row = low; row < count; row++) {
    const at = COUNT_BYTES + row * ROW_BYTES;
    if (view.getUint32(at) !== wanted) break;
    const input = createReader(record, bodies + view.getUint32(at + 4));
    if (input.text() === value) return readAscending(input);
  }
  return [];
}

function* allValues(record: Bytes): Generator<readonly [string, readonly number[]]> {
  const count = new DataView(record.buffer, record.byteOffset, record.byteLength).getUint32(0);
  const input = createReader(record, COUNT_BYTES + count * ROW_BYTES);
  for (let row = 0; row < count; row++) yield [input.text(), readAscending(input)];
}

/** FNV-1a over the UTF-16 units: short, and even enough for a table of one block's values. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) {
    hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

function writeAscending(out: ReturnType<typeof createByteWriter>, numbers: readonly number[]) {
  out.uvarint(numbers.length);
  let last = 0;
  for (const number of numbers) {
    out.uvarint(number - last);
    last = number;
  }
}

function readAscending(input: Reader): number[] {
  const numbers: number[] = [];
  let last = 0;
  for (let left = input.uvarint(); left > 0; left--) {
    last += input.uvarint();
    numbers.push(last);
  }
  return numbers;
}

interface Reader {
  uvarint(): number;
  text(): string;
}

function createReader(bytes: Bytes, start = 0): Reader {
  let at = start;
  const uvarint = () => {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      at += 1;
      return first;
    }
    const { value, next } = readUvarint(bytes, at);
    at = next;
    return Number(value);
  };
  return {
    uvarint,
    text() {
      const length = uvarint();
      at += length;
      return fromUtf8(bytes.subarray(at - length, at));
    },
  };
}
