// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { Timestamp } from "../../../google/protobuf.ts";

export interface ConfigRequest {}
export const ConfigRequest: MessageType<ConfigRequest> = describeMessage("cosmos.base.node.v1beta1.ConfigRequest", []);

export interface ConfigResponse {
  minimumGasPrice: string;
  pruningKeepRecent: string;
  pruningInterval: string;
  haltHeight: bigint;
}
export const ConfigResponse: MessageType<ConfigResponse> = describeMessage("cosmos.base.node.v1beta1.ConfigResponse", [
  [1, "minimum_gas_price", "string"],
  [2, "pruning_keep_recent", "string"],
  [3, "pruning_interval", "string"],
  [4, "halt_height", "uint64"],
]);

export interface StatusRequest {}
export const StatusRequest: MessageType<StatusRequest> = describeMessage("cosmos.base.node.v1beta1.StatusRequest", []);

export interface StatusResponse {
  earliestStoreHeight: bigint;
  height: bigint;
  timestamp?: Timestamp | undefined;
  appHash: Uint8Array;
  validatorHash: Uint8Array;
}
export const StatusResponse: MessageType<StatusResponse> = describeMessage("cosmos.base.node.v1beta1.StatusResponse", [
  [1, "earliest_store_height", "uint64"],
  [2, "height", "uint64"],
  [3, "timestamp", () => Timestamp],
  [4, "app_hash", "bytes"],
  [5, "validator_hash", "bytes"],
]);
