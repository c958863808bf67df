// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeEnum, describeMessage } from "../../message.ts";
import "../all-messages.ts";

export const FieldDescriptorProto_Type = {
  TYPE_UNSPECIFIED: 0,
  TYPE_DOUBLE: 1,
  TYPE_FLOAT: 2,
  TYPE_INT64: 3,
  TYPE_UINT64: 4,
  TYPE_INT32: 5,
  TYPE_FIXED64: 6,
  TYPE_FIXED32: 7,
  TYPE_BOOL: 8,
  TYPE_STRING: 9,
  TYPE_GROUP: 10,
  TYPE_MESSAGE: 11,
  TYPE_BYTES: 12,
  TYPE_UINT32: 13,
  TYPE_ENUM: 14,
  TYPE_SFIXED32: 15,
  TYPE_SFIXED64: 16,
  TYPE_SINT32: 17,
  TYPE_SINT64: 18,
} as const;
export type FieldDescriptorProto_Type = number;
export const FieldDescriptorProto_TypeEnum = describeEnum("google.protobuf.FieldDescriptorProto.Type", FieldDescriptorProto_Type);

export const FieldDescriptorProto_Label = {
  LABEL_UNSPECIFIED: 0,
  LABEL_OPTIONAL: 1,
  LABEL_REQUIRED: 2,
  LABEL_REPEATED: 3,
} as const;
export type FieldDescriptorProto_Label = number;
export const FieldDescriptorProto_LabelEnum = describeEnum("google.protobuf.FieldDescriptorProto.Label", FieldDescriptorProto_Label);

export interface Any {
  typeUrl: string;
  value: Uint8Array;
}
export const Any: MessageType<Any> = describeMessage("google.protobuf.Any", [
  [1, "type_url", "string"],
  [2, "value", "bytes"],
]);

export interface Duration {
  seconds: bigint;
  nanos: number;
}
export const Duration: MessageType<Duration> = describeMessage("google.protobuf.Duration", [
  [1, "seconds", "int64"],
  [2, "nanos", "int32"],
]);

export interface Timestamp {
  seconds: bigint;
  nanos: number;
}
export const Timestamp: MessageType<Timestamp> = describeMessage("google.protobuf.Timestamp", [
  [1, "seconds", "int64"],
  [2, "nanos", "int32"],
]);

export interface FileDescriptorProto {
  name: string;
  package: string;
  dependency: readonly string[];
  messageType: readonly DescriptorProto[];
  enumType: readonly EnumDescriptorProto[];
  service: readonly ServiceDescriptorProto[];
  syntax: string;
}
export const FileDescriptorProto: MessageType<FileDescriptorProto> = describeMessage("google.protobuf.FileDescriptorProto", [
  [1, "name", "string"],
  [2, "package", "string"],
  [3, "dependency", "string", { repeated: true }],
  [4, "message_type", () => DescriptorProto, { repeated: true }],
  [5, "enum_type", () => EnumDescriptorProto, { repeated: true }],
  [6, "service", () => ServiceDescriptorProto, { repeated: true }],
  [12, "syntax", "string"],
]);

export interface DescriptorProto {
  name: string;
  field: readonly FieldDescriptorProto[];
  nestedType: readonly DescriptorProto[];
  enumType: readonly EnumDescriptorProto[];
  oneofDecl: readonly OneofDescriptorProto[];
}
export const DescriptorProto: MessageType<DescriptorProto> = describeMessage("google.protobuf.DescriptorProto", [
  [1, "name", "string"],
  [2, "field", () => FieldDescriptorProto, { repeated: true }],
  [3, "nested_type", () => DescriptorProto, { repeated: true }],
  [4, "enum_type", () => EnumDescriptorProto, { repeated: true }],
  [8, "oneof_decl", () => OneofDescriptorProto, { repeated: true }],
]);

export interface FieldDescriptorProto {
  name: string;
  number: number;
  label: FieldDescriptorProto_Label;
  type: FieldDescriptorProto_Type;
  typeName: string;
  options?: FieldOptions | undefined;
  oneofIndex?: number | undefined;
  jsonName: string;
  proto3Optional: boolean;
}
export const FieldDescriptorProto: MessageType<FieldDescriptorProto> = describeMessage("google.protobuf.FieldDescriptorProto", [
  [1, "name", "string"],
  [3, "number", "int32"],
  [4, "label", () => FieldDescriptorProto_LabelEnum],
  [5, "type", () => FieldDescriptorProto_TypeEnum],
  [6, "type_name", "string"],
  [8, "options", () => FieldOptions],
  [9, "oneof_index", "int32", { optional: true, oneof: "_oneof_index" }],
  [10, "json_name", "string"],
  [17, "proto3_optional", "bool"],
]);

export interface FieldOptions {
  packed?: boolean | undefined;
}
export const FieldOptions: MessageType<FieldOptions> = describeMessage("google.protobuf.FieldOptions", [
  [2, "packed", "bool", { optional: true, oneof: "_packed" }],
]);

export interface OneofDescriptorProto {
  name: string;
}
export const OneofDescriptorProto: MessageType<OneofDescriptorProto> = describeMessage("google.protobuf.OneofDescriptorProto", [
  [1, "name", "string"],
]);

export interface EnumDescriptorProto {
  name: string;
  value: readonly EnumValueDescriptorProto[];
}
export const EnumDescriptorProto: MessageType<EnumDescriptorProto> = describeMessage("google.protobuf.EnumDescriptorProto", [
  [1, "name", "string"],
  [2, "value", () => EnumValueDescriptorProto, { repeated: true }],
]);

export interface EnumValueDescriptorProto {
  name: string;
  number?: number | undefined;
}
export const EnumValueDescriptorProto: MessageType<EnumValueDescriptorProto> = describeMessage("google.protobuf.EnumValueDescriptorProto", [
  [1, "name", "string"],
  [2, "number", "int32", { optional: true, oneof: "_number" }],
]);

export interface ServiceDescriptorProto {
  name: string;
  method: readonly MethodDescriptorProto[];
}
export const ServiceDescriptorProto: MessageType<ServiceDescriptorProto> = describeMessage("google.protobuf.ServiceDescriptorProto", [
  [1, "name", "string"],
  [2, "method", () => MethodDescriptorProto, { repeated: true }],
]);

export interface MethodDescriptorProto {
  name: string;
  inputType: string;
  outputType: string;
  clientStreaming: boolean;
  serverStreaming: boolean;
}
export const MethodDescriptorProto: MessageType<MethodDescriptorProto> = describeMessage("google.protobuf.MethodDescriptorProto", [
  [1, "name", "string"],
  [2, "input_type", "string"],
  [3, "output_type", "string"],
  [5, "client_streaming", "bool"],
  [6, "server_streaming", "bool"],
]);

export interface DoubleValue {
  value: number;
}
export const DoubleValue: MessageType<DoubleValue> = describeMessage("google.protobuf.DoubleValue", [
  [1, "value", "double"],
]);

export interface FloatValue {
  value: number;
}
export const FloatValue: MessageType<FloatValue> = describeMessage("google.protobuf.FloatValue", [
  [1, "value", "float"],
]);

export interface Int64Value {
  value: bigint;
}
export const Int64Value: MessageType<Int64Value> = describeMessage("google.protobuf.Int64Value", [
  [1, "value", "int64"],
]);

export interface UInt64Value {
  value: bigint;
}
export const UInt64Value: MessageType<UInt64Value> = describeMessage("google.protobuf.UInt64Value", [
  [1, "value", "uint64"],
]);

export interface Int32Value {
  value: number;
}
export const Int32Value: MessageType<Int32Value> = describeMessage("google.protobuf.Int32Value", [
  [1, "value", "int32"],
]);

export interface UInt32Value {
  value: number;
}
export const UInt32Value: MessageType<UInt32Value> = describeMessage("google.protobuf.UInt32Value", [
  [1, "value", "uint32"],
]);

export interface BoolValue {
  value: boolean;
}
export const BoolValue: MessageType<BoolValue> = describeMessage("google.protobuf.BoolValue", [
  [1, "value", "bool"],
]);

export interface StringValue {
  value: string;
}
export const StringValue: MessageType<StringValue> = describeMessage("google.protobuf.StringValue", [
  [1, "value", "string"],
]);

export interface BytesValue {
  value: Uint8Array;
}
export const BytesValue: MessageType<BytesValue> = describeMessage("google.protobuf.BytesValue", [
  [1, "value", "bytes"],
]);

export interface Empty {}
export const Empty: MessageType<Empty> = describeMessage("google.protobuf.Empty", []);
