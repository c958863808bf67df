import "./gen/all-messages.ts";

export * from "./amino.ts";
export * from "./any.ts";
export type {
  EnumDescriptor,
  FieldDescriptor,
  FieldKind,
  JsonValue,
  MessageDescriptor,
  MessageType,
  MethodDescriptor,
  ScalarKind,
  ServiceDescriptor,
} from "./descriptor.ts";
export { NO_BYTES } from "./descriptor.ts";
export { describeFiles } from "./file-descriptors.ts";
export { requireGoTime } from "./go-time.ts";
export { JsonError } from "./json-error.ts";
export { jsonText, sortedJsonText } from "./json-text.ts";
export * from "./services.ts";
export * from "./time.ts";
export { allMessages, messageByTypeUrl } from "./type-index.ts";
export { WireError } from "./wire-error.ts";
