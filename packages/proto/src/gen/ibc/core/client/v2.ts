// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface CounterpartyInfo {
  merklePrefix: readonly Uint8Array[];
  clientId: string;
}
export const CounterpartyInfo: MessageType<CounterpartyInfo> = describeMessage("ibc.core.client.v2.CounterpartyInfo", [
  [1, "merkle_prefix", "bytes", { repeated: true }],
  [2, "client_id", "string"],
]);

export interface GenesisCounterpartyInfo {
  clientId: string;
  counterpartyInfo: CounterpartyInfo;
}
export const GenesisCounterpartyInfo: MessageType<GenesisCounterpartyInfo> = describeMessage("ibc.core.client.v2.GenesisCounterpartyInfo", [
  [1, "client_id", "string"],
  [2, "counterparty_info", () => CounterpartyInfo, { embedded: true }],
]);

export interface GenesisState {
  counterpartyInfos: readonly GenesisCounterpartyInfo[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.client.v2.GenesisState", [
  [1, "counterparty_infos", () => GenesisCounterpartyInfo, { repeated: true }],
]);

export interface QueryCounterpartyInfoRequest {
  clientId: string;
}
export const QueryCounterpartyInfoRequest: MessageType<QueryCounterpartyInfoRequest> = describeMessage("ibc.core.client.v2.QueryCounterpartyInfoRequest", [
  [1, "client_id", "string"],
]);

export interface QueryCounterpartyInfoResponse {
  counterpartyInfo?: CounterpartyInfo | undefined;
}
export const QueryCounterpartyInfoResponse: MessageType<QueryCounterpartyInfoResponse> = describeMessage("ibc.core.client.v2.QueryCounterpartyInfoResponse", [
  [1, "counterparty_info", () => CounterpartyInfo],
]);

export interface MsgRegisterCounterparty {
  clientId: string;
  counterpartyMerklePrefix: readonly Uint8Array[];
  counterpartyClientId: string;
  signer: string;
}
export const MsgRegisterCounterparty: MessageType<MsgRegisterCounterparty> = describeMessage("ibc.core.client.v2.MsgRegisterCounterparty", [
  [1, "client_id", "string"],
  [2, "counterparty_merkle_prefix", "bytes", { repeated: true }],
  [3, "counterparty_client_id", "string"],
  [4, "signer", "string"],
], { signers: ["signer"] });

export interface MsgRegisterCounterpartyResponse {}
export const MsgRegisterCounterpartyResponse: MessageType<MsgRegisterCounterpartyResponse> = describeMessage("ibc.core.client.v2.MsgRegisterCounterpartyResponse", []);
