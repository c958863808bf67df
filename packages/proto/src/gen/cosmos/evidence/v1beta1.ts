// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Any, Timestamp } from "../../google/protobuf.ts";

export interface Equivocation {
  height: bigint;
  time: Timestamp;
  power: bigint;
  consensusAddress: string;
}
export const Equivocation: MessageType<Equivocation> = describeMessage("cosmos.evidence.v1beta1.Equivocation", [
  [1, "height", "int64"],
  [2, "time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [3, "power", "int64"],
  [4, "consensus_address", "string"],
], { amino: "cosmos-sdk/Equivocation" });

export interface GenesisState {
  evidence: readonly Any[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.evidence.v1beta1.GenesisState", [
  [1, "evidence", () => Any, { repeated: true }],
]);

export interface QueryEvidenceRequest {
  evidenceHash: Uint8Array;
  hash: string;
}
export const QueryEvidenceRequest: MessageType<QueryEvidenceRequest> = describeMessage("cosmos.evidence.v1beta1.QueryEvidenceRequest", [
  [1, "evidence_hash", "bytes"],
  [2, "hash", "string"],
]);

export interface QueryEvidenceResponse {
  evidence?: Any | undefined;
}
export const QueryEvidenceResponse: MessageType<QueryEvidenceResponse> = describeMessage("cosmos.evidence.v1beta1.QueryEvidenceResponse", [
  [1, "evidence", () => Any],
]);

export interface QueryAllEvidenceRequest {
  pagination?: PageRequest | undefined;
}
export const QueryAllEvidenceRequest: MessageType<QueryAllEvidenceRequest> = describeMessage("cosmos.evidence.v1beta1.QueryAllEvidenceRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryAllEvidenceResponse {
  evidence: readonly Any[];
  pagination?: PageResponse | undefined;
}
export const QueryAllEvidenceResponse: MessageType<QueryAllEvidenceResponse> = describeMessage("cosmos.evidence.v1beta1.QueryAllEvidenceResponse", [
  [1, "evidence", () => Any, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface MsgSubmitEvidence {
  submitter: string;
  evidence?: Any | undefined;
}
export const MsgSubmitEvidence: MessageType<MsgSubmitEvidence> = describeMessage("cosmos.evidence.v1beta1.MsgSubmitEvidence", [
  [1, "submitter", "string"],
  [2, "evidence", () => Any],
], { amino: "cosmos-sdk/MsgSubmitEvidence", signers: ["submitter"] });

export interface MsgSubmitEvidenceResponse {
  hash: Uint8Array;
}
export const MsgSubmitEvidenceResponse: MessageType<MsgSubmitEvidenceResponse> = describeMessage("cosmos.evidence.v1beta1.MsgSubmitEvidenceResponse", [
  [4, "hash", "bytes"],
]);
