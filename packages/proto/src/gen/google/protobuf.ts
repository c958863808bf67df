// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeMessage } from "../../message.ts";
import "../all-messages.ts";

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
