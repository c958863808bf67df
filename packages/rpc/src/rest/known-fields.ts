import { type MessageType, messageByTypeUrl } from "@testudo/proto";

/** Messages whose JSON is no object of their fields. */
const OWN_JSON = /^google\.protobuf\.(Timestamp|Duration|\w+Value)$/;

/**
 * The part of a JSON document that a message of this type has fields for: the gateway reads requests with whatever else
 * stands in them. What is no such document is left as it is, for the reader to refuse.
 */
export function knownFields(type: MessageType<unknown>, json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  if (OWN_JSON.test(type.typeName)) return json;
  if (type.typeName === "google.protobuf.Any") return knownInAny(json);
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = type.descriptor.fields.find(
      (one) => one.name === name || jsonName(one.name) === name,
    );
    if (field === undefined) continue;
    const read = (item: unknown) =>
      field.kind === "message" ? knownFields(field.message(), item) : item;
    known[name] = Array.isArray(value) ? value.map(read) : read(value);
  }
  return known;
}

function knownInAny(json: object): unknown {
  const { "@type": typeUrl, ...rest } = json as { readonly "@type"?: unknown };
  const type = typeof typeUrl === "string" ? messageByTypeUrl(typeUrl) : undefined;
  if (type === undefined || OWN_JSON.test(type.typeName)) return json;
  return { "@type": typeUrl, ...(knownFields(type, rest) as object) };
}

function jsonName(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
