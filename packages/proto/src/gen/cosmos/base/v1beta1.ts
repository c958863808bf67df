// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface Coin {
  denom: string;
  amount: string;
}
export const Coin: MessageType<Coin> = describeMessage("cosmos.base.v1beta1.Coin", [
  [1, "denom", "string"],
  [2, "amount", "string", { custom: "int", keepEmpty: true }],
]);

export interface DecCoin {
  denom: string;
  amount: string;
}
export const DecCoin: MessageType<DecCoin> = describeMessage("cosmos.base.v1beta1.DecCoin", [
  [1, "denom", "string"],
  [2, "amount", "string", { custom: "dec" }],
]);

export interface IntProto {
  int: string;
}
export const IntProto: MessageType<IntProto> = describeMessage("cosmos.base.v1beta1.IntProto", [
  [1, "int", "string", { custom: "int" }],
]);

export interface DecProto {
  dec: string;
}
export const DecProto: MessageType<DecProto> = describeMessage("cosmos.base.v1beta1.DecProto", [
  [1, "dec", "string", { custom: "dec" }],
]);
