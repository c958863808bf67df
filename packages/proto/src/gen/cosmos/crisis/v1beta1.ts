// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";

export interface GenesisState {
  constantFee: Coin;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.crisis.v1beta1.GenesisState", [
  [3, "constant_fee", () => Coin, { embedded: true }],
]);

export interface MsgVerifyInvariant {
  sender: string;
  invariantModuleName: string;
  invariantRoute: string;
}
export const MsgVerifyInvariant: MessageType<MsgVerifyInvariant> = describeMessage("cosmos.crisis.v1beta1.MsgVerifyInvariant", [
  [1, "sender", "string"],
  [2, "invariant_module_name", "string"],
  [3, "invariant_route", "string"],
], { amino: "cosmos-sdk/MsgVerifyInvariant", signers: ["sender"] });

export interface MsgVerifyInvariantResponse {}
export const MsgVerifyInvariantResponse: MessageType<MsgVerifyInvariantResponse> = describeMessage("cosmos.crisis.v1beta1.MsgVerifyInvariantResponse", []);

export interface MsgUpdateParams {
  authority: string;
  constantFee: Coin;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.crisis.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "constant_fee", () => Coin, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/crisis/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.crisis.v1beta1.MsgUpdateParamsResponse", []);
