// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { Any, Timestamp } from "../../google/protobuf.ts";

export interface QueryCurrentPlanRequest {}
export const QueryCurrentPlanRequest: MessageType<QueryCurrentPlanRequest> = describeMessage("cosmos.upgrade.v1beta1.QueryCurrentPlanRequest", []);

export interface QueryCurrentPlanResponse {
  plan?: Plan | undefined;
}
export const QueryCurrentPlanResponse: MessageType<QueryCurrentPlanResponse> = describeMessage("cosmos.upgrade.v1beta1.QueryCurrentPlanResponse", [
  [1, "plan", () => Plan],
]);

export interface QueryAppliedPlanRequest {
  name: string;
}
export const QueryAppliedPlanRequest: MessageType<QueryAppliedPlanRequest> = describeMessage("cosmos.upgrade.v1beta1.QueryAppliedPlanRequest", [
  [1, "name", "string"],
]);

export interface QueryAppliedPlanResponse {
  height: bigint;
}
export const QueryAppliedPlanResponse: MessageType<QueryAppliedPlanResponse> = describeMessage("cosmos.upgrade.v1beta1.QueryAppliedPlanResponse", [
  [1, "height", "int64"],
]);

export interface QueryUpgradedConsensusStateRequest {
  lastHeight: bigint;
}
export const QueryUpgradedConsensusStateRequest: MessageType<QueryUpgradedConsensusStateRequest> = describeMessage("cosmos.upgrade.v1beta1.QueryUpgradedConsensusStateRequest", [
  [1, "last_height", "int64"],
]);

export interface QueryUpgradedConsensusStateResponse {
  upgradedConsensusState: Uint8Array;
}
export const QueryUpgradedConsensusStateResponse: MessageType<QueryUpgradedConsensusStateResponse> = describeMessage("cosmos.upgrade.v1beta1.QueryUpgradedConsensusStateResponse", [
  [2, "upgraded_consensus_state", "bytes"],
]);

export interface QueryModuleVersionsRequest {
  moduleName: string;
}
export const QueryModuleVersionsRequest: MessageType<QueryModuleVersionsRequest> = describeMessage("cosmos.upgrade.v1beta1.QueryModuleVersionsRequest", [
  [1, "module_name", "string"],
]);

export interface QueryModuleVersionsResponse {
  moduleVersions: readonly ModuleVersion[];
}
export const QueryModuleVersionsResponse: MessageType<QueryModuleVersionsResponse> = describeMessage("cosmos.upgrade.v1beta1.QueryModuleVersionsResponse", [
  [1, "module_versions", () => ModuleVersion, { repeated: true }],
]);

export interface QueryAuthorityRequest {}
export const QueryAuthorityRequest: MessageType<QueryAuthorityRequest> = describeMessage("cosmos.upgrade.v1beta1.QueryAuthorityRequest", []);

export interface QueryAuthorityResponse {
  address: string;
}
export const QueryAuthorityResponse: MessageType<QueryAuthorityResponse> = describeMessage("cosmos.upgrade.v1beta1.QueryAuthorityResponse", [
  [1, "address", "string"],
]);

export interface MsgSoftwareUpgrade {
  authority: string;
  plan: Plan;
}
export const MsgSoftwareUpgrade: MessageType<MsgSoftwareUpgrade> = describeMessage("cosmos.upgrade.v1beta1.MsgSoftwareUpgrade", [
  [1, "authority", "string"],
  [2, "plan", () => Plan, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgSoftwareUpgrade", signers: ["authority"] });

export interface MsgSoftwareUpgradeResponse {}
export const MsgSoftwareUpgradeResponse: MessageType<MsgSoftwareUpgradeResponse> = describeMessage("cosmos.upgrade.v1beta1.MsgSoftwareUpgradeResponse", []);

export interface MsgCancelUpgrade {
  authority: string;
}
export const MsgCancelUpgrade: MessageType<MsgCancelUpgrade> = describeMessage("cosmos.upgrade.v1beta1.MsgCancelUpgrade", [
  [1, "authority", "string"],
], { amino: "cosmos-sdk/MsgCancelUpgrade", signers: ["authority"] });

export interface MsgCancelUpgradeResponse {}
export const MsgCancelUpgradeResponse: MessageType<MsgCancelUpgradeResponse> = describeMessage("cosmos.upgrade.v1beta1.MsgCancelUpgradeResponse", []);

export interface Plan {
  name: string;
  time: Timestamp;
  height: bigint;
  info: string;
  upgradedClientState?: Any | undefined;
}
export const Plan: MessageType<Plan> = describeMessage("cosmos.upgrade.v1beta1.Plan", [
  [1, "name", "string"],
  [2, "time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [3, "height", "int64"],
  [4, "info", "string"],
  [5, "upgraded_client_state", () => Any],
], { amino: "cosmos-sdk/Plan" });

export interface SoftwareUpgradeProposal {
  title: string;
  description: string;
  plan: Plan;
}
export const SoftwareUpgradeProposal: MessageType<SoftwareUpgradeProposal> = describeMessage("cosmos.upgrade.v1beta1.SoftwareUpgradeProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "plan", () => Plan, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/SoftwareUpgradeProposal" });

export interface CancelSoftwareUpgradeProposal {
  title: string;
  description: string;
}
export const CancelSoftwareUpgradeProposal: MessageType<CancelSoftwareUpgradeProposal> = describeMessage("cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
], { amino: "cosmos-sdk/CancelSoftwareUpgradeProposal" });

export interface ModuleVersion {
  name: string;
  version: bigint;
}
export const ModuleVersion: MessageType<ModuleVersion> = describeMessage("cosmos.upgrade.v1beta1.ModuleVersion", [
  [1, "name", "string"],
  [2, "version", "uint64"],
]);
