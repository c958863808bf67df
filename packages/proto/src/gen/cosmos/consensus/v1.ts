// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { ABCIParams, BlockParams, ConsensusParams, EvidenceParams, ValidatorParams } from "../../tendermint/types.ts";

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.consensus.v1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params?: ConsensusParams | undefined;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.consensus.v1.QueryParamsResponse", [
  [1, "params", () => ConsensusParams],
]);

export interface MsgUpdateParams {
  authority: string;
  block?: BlockParams | undefined;
  evidence?: EvidenceParams | undefined;
  validator?: ValidatorParams | undefined;
  abci?: ABCIParams | undefined;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.consensus.v1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "block", () => BlockParams],
  [3, "evidence", () => EvidenceParams],
  [4, "validator", () => ValidatorParams],
  [5, "abci", () => ABCIParams],
], { amino: "cosmos-sdk/x/consensus/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.consensus.v1.MsgUpdateParamsResponse", []);
