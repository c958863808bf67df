import type { JsonValue, MessageType } from "@testudo/proto";

/** An attribute of an event. Raw bytes stand where the reference puts bytes that need not be text. */
export interface Attribute {
  readonly key: string;
  readonly value: string | Uint8Array;
}

/** What a module tells the world about a step. Type, attribute order and values are the reference's. */
export interface Event {
  readonly type: string;
  readonly attributes: readonly Attribute[];
}

/** An event with its attributes in emission order. */
export function event(
  type: string,
  ...attributes: readonly (readonly [key: string, value: string | Uint8Array])[]
): Event {
  return { type, attributes: attributes.map(([key, value]) => ({ key, value })) };
}

/**
 * A typed event (`EmitTypedEvent`): the message's full name as type, its proto JSON fields as attributes, sorted by key,
 * each value as JSON text (so strings keep their quotes).
 */
export function typedEvent<T>(type: MessageType<T>, message: T): Event {
  const attributes = Object.entries(type.toJSON(message) ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value: goJson(value) }));
  return { type: type.typeName, attributes };
}

/** Compact JSON as Go's encoder writes it, with `<`, `>` and `&` escaped. */
function goJson(value: JsonValue): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
