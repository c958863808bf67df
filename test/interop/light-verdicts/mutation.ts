import type { FieldDescriptor, MessageType } from "@testudo/proto";
import type { Timestamp } from "@testudo/proto/google/protobuf";
import type { Random } from "../differential/random.ts";

/** The same message with one value changed somewhere inside. */
export function mutated<T>(random: Random, type: MessageType<T>, message: T): T {
  if (type.descriptor.typeName === "google.protobuf.Timestamp") {
    // Times that Go cannot hold are refused before anybody looks at a header.
    const { seconds } = message as Timestamp;
    const nanos = random.pick([0, 1, 999_999_999]);
    const near = random.pick([seconds, seconds + 1n, seconds - 1n, 0n, -62_135_596_800n]);
    return { seconds: near, nanos } as T;
  }
  const field = random.pick(type.descriptor.fields);
  const members = message as Record<string, unknown>;
  const value = members[field.key];
  const changed = Array.isArray(value)
    ? changedList(random, field, value)
    : changedValue(random, field, value);
  return type.create({ ...members, [field.key]: changed } as Partial<T>);
}

function changedList(random: Random, field: FieldDescriptor, list: readonly unknown[]): unknown[] {
  const copy = [...list];
  const at = random.below(copy.length + 1);
  const one = copy[at];
  if (one === undefined || random.chance(0.1)) return copy.slice(0, at);
  const other = random.below(copy.length);
  random.weighted<() => void>([
    [6, () => copy.splice(at, 1, changedValue(random, field, one))],
    [1, () => copy.splice(at, 1)],
    [1, () => copy.splice(random.below(copy.length), 0, one)],
    [1, () => copy.splice(other, 1, one)],
    [1, () => ([copy[at], copy[other]] = [copy[other], one])],
  ])();
  return copy;
}

function changedValue(random: Random, field: FieldDescriptor, value: unknown): unknown {
  if (field.kind === "message") {
    if (value === undefined) return field.message().create({});
    if (random.chance(0.1) && !field.repeated && !field.embedded) return undefined;
    return mutated(random, field.message(), value);
  }
  if (typeof value === "bigint") return changedInteger(random, field, value);
  if (value instanceof Uint8Array) return changedBytes(random, value);
  if (typeof value === "number") {
    return random.pick([0, 1, 2, 3, value + 1, Math.max(value - 1, 0), 2 ** 31 - 1]);
  }
  if (typeof value === "string") return random.pick(["", `${value}x`, "consumer-2", "consumer"]);
  return typeof value === "boolean" ? !value : value;
}

function changedInteger(random: Random, field: FieldDescriptor, value: bigint): bigint {
  const signed = field.kind.startsWith("int") || field.kind.startsWith("sint");
  const others = signed
    ? [-1n, -value, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 60n, 2n ** 60n - 1n]
    : [2n ** 64n - 1n, 2n ** 63n];
  const near = [value + 1n, value > 0n || signed ? value - 1n : 0n, 0n, 1n];
  return random.pick([...near, ...near, ...others]);
}

function changedBytes(random: Random, value: Uint8Array): Uint8Array {
  const copy = value.slice();
  if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
  return random.weighted([
    [4, copy],
    [1, value.slice(0, Math.max(value.length - 1, 0))],
    [1, new Uint8Array()],
    [1, Uint8Array.of(...value, 0)],
    [1, new Uint8Array(value.length)],
  ]);
}
