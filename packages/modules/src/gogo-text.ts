import { utf8 } from "@testudo/base";
import type { MessageType } from "@testudo/proto";

type FieldDescriptor = MessageType<unknown>["descriptor"]["fields"][number];

/**
 * A message in gogoproto's compact text format (`CompactTextString`), which is what Go's `String()` prints.
 *
 * Some events and stored failure texts carry it, trailing space included.
 */
export function gogoText<T>(type: MessageType<T>, message: T): string {
  return structText(type.descriptor.fields, message);
}

function structText(fields: readonly FieldDescriptor[], message: unknown): string {
  const values = new Map(Object.entries(message ?? {}));
  return fields.map((field) => fieldText(field, values.get(field.key))).join("");
}

function fieldText(field: FieldDescriptor, value: unknown): string {
  if (field.repeated === true) {
    return Array.isArray(value) ? value.map((entry) => named(field, entry)).join("") : "";
  }
  return isLeftOut(field, value) ? "" : named(field, value);
}

function named(field: FieldDescriptor, value: unknown): string {
  return `${field.name}:${valueText(field, value)} `;
}

/** Zero scalars and absent parts are not printed; a part that is no pointer in Go always is. */
function isLeftOut(field: FieldDescriptor, value: unknown): boolean {
  if (field.embedded === true) return false;
  if (field.kind === "message" || field.optional === true) return value === undefined;
  if (field.custom !== undefined) return false;
  if (value instanceof Uint8Array) return value.length === 0;
  return value === 0 || value === 0n || value === "" || value === false;
}

function valueText(field: FieldDescriptor, value: unknown): string {
  if (field.custom !== undefined)
    return quoted(asBytes(value === "" || value === undefined ? "0" : value));
  switch (field.kind) {
    case "message":
      return `<${structText(field.message().descriptor.fields, value)}>`;
    case "enum":
      return field.enumeration().names.get(Number(value)) ?? String(value);
    case "string":
    case "bytes":
      return quoted(asBytes(value));
    default:
      return String(value);
  }
}

function asBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : utf8(String(value ?? ""));
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);

function quoted(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => {
    const escaped = ESCAPES.get(byte);
    if (escaped !== undefined) return escaped;
    const printable = byte >= 0x20 && byte < 0x7f;
    return printable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${text.join("")}"`;
}
