// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Plan } from "../../../cosmos/upgrade/v1beta1.ts";
import { Any } from "../../../google/protobuf.ts";
import { MerklePath } from "../../../ibc/core/commitment/v2.ts";

export interface IdentifiedClientState {
  clientId: string;
  clientState?: Any | undefined;
}
export const IdentifiedClientState: MessageType<IdentifiedClientState> = describeMessage("ibc.core.client.v1.IdentifiedClientState", [
  [1, "client_id", "string"],
  [2, "client_state", () => Any],
]);

export interface ConsensusStateWithHeight {
  height: Height;
  consensusState?: Any | undefined;
}
export const ConsensusStateWithHeight: MessageType<ConsensusStateWithHeight> = describeMessage("ibc.core.client.v1.ConsensusStateWithHeight", [
  [1, "height", () => Height, { embedded: true }],
  [2, "consensus_state", () => Any],
]);

export interface ClientConsensusStates {
  clientId: string;
  consensusStates: readonly ConsensusStateWithHeight[];
}
export const ClientConsensusStates: MessageType<ClientConsensusStates> = describeMessage("ibc.core.client.v1.ClientConsensusStates", [
  [1, "client_id", "string"],
  [2, "consensus_states", () => ConsensusStateWithHeight, { repeated: true }],
]);

export interface Height {
  revisionNumber: bigint;
  revisionHeight: bigint;
}
export const Height: MessageType<Height> = describeMessage("ibc.core.client.v1.Height", [
  [1, "revision_number", "uint64"],
  [2, "revision_height", "uint64"],
]);

export interface Params {
  allowedClients: readonly string[];
}
export const Params: MessageType<Params> = describeMessage("ibc.core.client.v1.Params", [
  [1, "allowed_clients", "string", { repeated: true }],
]);

export interface GenesisState {
  clients: readonly IdentifiedClientState[];
  clientsConsensus: readonly ClientConsensusStates[];
  clientsMetadata: readonly IdentifiedGenesisMetadata[];
  params: Params;
  createLocalhost: boolean;
  nextClientSequence: bigint;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.client.v1.GenesisState", [
  [1, "clients", () => IdentifiedClientState, { repeated: true }],
  [2, "clients_consensus", () => ClientConsensusStates, { repeated: true }],
  [3, "clients_metadata", () => IdentifiedGenesisMetadata, { repeated: true }],
  [4, "params", () => Params, { embedded: true }],
  [5, "create_localhost", "bool"],
  [6, "next_client_sequence", "uint64"],
]);

export interface GenesisMetadata {
  key: Uint8Array;
  value: Uint8Array;
}
export const GenesisMetadata: MessageType<GenesisMetadata> = describeMessage("ibc.core.client.v1.GenesisMetadata", [
  [1, "key", "bytes"],
  [2, "value", "bytes"],
]);

export interface IdentifiedGenesisMetadata {
  clientId: string;
  clientMetadata: readonly GenesisMetadata[];
}
export const IdentifiedGenesisMetadata: MessageType<IdentifiedGenesisMetadata> = describeMessage("ibc.core.client.v1.IdentifiedGenesisMetadata", [
  [1, "client_id", "string"],
  [2, "client_metadata", () => GenesisMetadata, { repeated: true }],
]);

export interface QueryClientStateRequest {
  clientId: string;
}
export const QueryClientStateRequest: MessageType<QueryClientStateRequest> = describeMessage("ibc.core.client.v1.QueryClientStateRequest", [
  [1, "client_id", "string"],
]);

export interface QueryClientStateResponse {
  clientState?: Any | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryClientStateResponse: MessageType<QueryClientStateResponse> = describeMessage("ibc.core.client.v1.QueryClientStateResponse", [
  [1, "client_state", () => Any],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryClientStatesRequest {
  pagination?: PageRequest | undefined;
}
export const QueryClientStatesRequest: MessageType<QueryClientStatesRequest> = describeMessage("ibc.core.client.v1.QueryClientStatesRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryClientStatesResponse {
  clientStates: readonly IdentifiedClientState[];
  pagination?: PageResponse | undefined;
}
export const QueryClientStatesResponse: MessageType<QueryClientStatesResponse> = describeMessage("ibc.core.client.v1.QueryClientStatesResponse", [
  [1, "client_states", () => IdentifiedClientState, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryConsensusStateRequest {
  clientId: string;
  revisionNumber: bigint;
  revisionHeight: bigint;
  latestHeight: boolean;
}
export const QueryConsensusStateRequest: MessageType<QueryConsensusStateRequest> = describeMessage("ibc.core.client.v1.QueryConsensusStateRequest", [
  [1, "client_id", "string"],
  [2, "revision_number", "uint64"],
  [3, "revision_height", "uint64"],
  [4, "latest_height", "bool"],
]);

export interface QueryConsensusStateResponse {
  consensusState?: Any | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryConsensusStateResponse: MessageType<QueryConsensusStateResponse> = describeMessage("ibc.core.client.v1.QueryConsensusStateResponse", [
  [1, "consensus_state", () => Any],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryConsensusStatesRequest {
  clientId: string;
  pagination?: PageRequest | undefined;
}
export const QueryConsensusStatesRequest: MessageType<QueryConsensusStatesRequest> = describeMessage("ibc.core.client.v1.QueryConsensusStatesRequest", [
  [1, "client_id", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryConsensusStatesResponse {
  consensusStates: readonly ConsensusStateWithHeight[];
  pagination?: PageResponse | undefined;
}
export const QueryConsensusStatesResponse: MessageType<QueryConsensusStatesResponse> = describeMessage("ibc.core.client.v1.QueryConsensusStatesResponse", [
  [1, "consensus_states", () => ConsensusStateWithHeight, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryConsensusStateHeightsRequest {
  clientId: string;
  pagination?: PageRequest | undefined;
}
export const QueryConsensusStateHeightsRequest: MessageType<QueryConsensusStateHeightsRequest> = describeMessage("ibc.core.client.v1.QueryConsensusStateHeightsRequest", [
  [1, "client_id", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryConsensusStateHeightsResponse {
  consensusStateHeights: readonly Height[];
  pagination?: PageResponse | undefined;
}
export const QueryConsensusStateHeightsResponse: MessageType<QueryConsensusStateHeightsResponse> = describeMessage("ibc.core.client.v1.QueryConsensusStateHeightsResponse", [
  [1, "consensus_state_heights", () => Height, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryClientStatusRequest {
  clientId: string;
}
export const QueryClientStatusRequest: MessageType<QueryClientStatusRequest> = describeMessage("ibc.core.client.v1.QueryClientStatusRequest", [
  [1, "client_id", "string"],
]);

export interface QueryClientStatusResponse {
  status: string;
}
export const QueryClientStatusResponse: MessageType<QueryClientStatusResponse> = describeMessage("ibc.core.client.v1.QueryClientStatusResponse", [
  [1, "status", "string"],
]);

export interface QueryClientParamsRequest {}
export const QueryClientParamsRequest: MessageType<QueryClientParamsRequest> = describeMessage("ibc.core.client.v1.QueryClientParamsRequest", []);

export interface QueryClientParamsResponse {
  params?: Params | undefined;
}
export const QueryClientParamsResponse: MessageType<QueryClientParamsResponse> = describeMessage("ibc.core.client.v1.QueryClientParamsResponse", [
  [1, "params", () => Params],
]);

export interface QueryUpgradedClientStateRequest {}
export const QueryUpgradedClientStateRequest: MessageType<QueryUpgradedClientStateRequest> = describeMessage("ibc.core.client.v1.QueryUpgradedClientStateRequest", []);

export interface QueryUpgradedClientStateResponse {
  upgradedClientState?: Any | undefined;
}
export const QueryUpgradedClientStateResponse: MessageType<QueryUpgradedClientStateResponse> = describeMessage("ibc.core.client.v1.QueryUpgradedClientStateResponse", [
  [1, "upgraded_client_state", () => Any],
]);

export interface QueryUpgradedConsensusStateRequest {}
export const QueryUpgradedConsensusStateRequest: MessageType<QueryUpgradedConsensusStateRequest> = describeMessage("ibc.core.client.v1.QueryUpgradedConsensusStateRequest", []);

export interface QueryUpgradedConsensusStateResponse {
  upgradedConsensusState?: Any | undefined;
}
export const QueryUpgradedConsensusStateResponse: MessageType<QueryUpgradedConsensusStateResponse> = describeMessage("ibc.core.client.v1.QueryUpgradedConsensusStateResponse", [
  [1, "upgraded_consensus_state", () => Any],
]);

export interface QueryVerifyMembershipRequest {
  clientId: string;
  proof: Uint8Array;
  proofHeight: Height;
  value: Uint8Array;
  timeDelay: bigint;
  blockDelay: bigint;
  merklePath: MerklePath;
}
export const QueryVerifyMembershipRequest: MessageType<QueryVerifyMembershipRequest> = describeMessage("ibc.core.client.v1.QueryVerifyMembershipRequest", [
  [1, "client_id", "string"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [5, "value", "bytes"],
  [6, "time_delay", "uint64"],
  [7, "block_delay", "uint64"],
  [8, "merkle_path", () => MerklePath, { embedded: true }],
]);

export interface QueryVerifyMembershipResponse {
  success: boolean;
}
export const QueryVerifyMembershipResponse: MessageType<QueryVerifyMembershipResponse> = describeMessage("ibc.core.client.v1.QueryVerifyMembershipResponse", [
  [1, "success", "bool"],
]);

export interface MsgCreateClient {
  clientState?: Any | undefined;
  consensusState?: Any | undefined;
  signer: string;
}
export const MsgCreateClient: MessageType<MsgCreateClient> = describeMessage("ibc.core.client.v1.MsgCreateClient", [
  [1, "client_state", () => Any],
  [2, "consensus_state", () => Any],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgCreateClientResponse {
  clientId: string;
}
export const MsgCreateClientResponse: MessageType<MsgCreateClientResponse> = describeMessage("ibc.core.client.v1.MsgCreateClientResponse", [
  [1, "client_id", "string"],
]);

export interface MsgUpdateClient {
  clientId: string;
  clientMessage?: Any | undefined;
  signer: string;
}
export const MsgUpdateClient: MessageType<MsgUpdateClient> = describeMessage("ibc.core.client.v1.MsgUpdateClient", [
  [1, "client_id", "string"],
  [2, "client_message", () => Any],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgUpdateClientResponse {}
export const MsgUpdateClientResponse: MessageType<MsgUpdateClientResponse> = describeMessage("ibc.core.client.v1.MsgUpdateClientResponse", []);

export interface MsgUpgradeClient {
  clientId: string;
  clientState?: Any | undefined;
  consensusState?: Any | undefined;
  proofUpgradeClient: Uint8Array;
  proofUpgradeConsensusState: Uint8Array;
  signer: string;
}
export const MsgUpgradeClient: MessageType<MsgUpgradeClient> = describeMessage("ibc.core.client.v1.MsgUpgradeClient", [
  [1, "client_id", "string"],
  [2, "client_state", () => Any],
  [3, "consensus_state", () => Any],
  [4, "proof_upgrade_client", "bytes"],
  [5, "proof_upgrade_consensus_state", "bytes"],
  [6, "signer", "string"],
], { signers: ["signer"] });

export interface MsgUpgradeClientResponse {}
export const MsgUpgradeClientResponse: MessageType<MsgUpgradeClientResponse> = describeMessage("ibc.core.client.v1.MsgUpgradeClientResponse", []);

export interface MsgSubmitMisbehaviour {
  clientId: string;
  misbehaviour?: Any | undefined;
  signer: string;
}
export const MsgSubmitMisbehaviour: MessageType<MsgSubmitMisbehaviour> = describeMessage("ibc.core.client.v1.MsgSubmitMisbehaviour", [
  [1, "client_id", "string"],
  [2, "misbehaviour", () => Any],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgSubmitMisbehaviourResponse {}
export const MsgSubmitMisbehaviourResponse: MessageType<MsgSubmitMisbehaviourResponse> = describeMessage("ibc.core.client.v1.MsgSubmitMisbehaviourResponse", []);

export interface MsgRecoverClient {
  subjectClientId: string;
  substituteClientId: string;
  signer: string;
}
export const MsgRecoverClient: MessageType<MsgRecoverClient> = describeMessage("ibc.core.client.v1.MsgRecoverClient", [
  [1, "subject_client_id", "string"],
  [2, "substitute_client_id", "string"],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgRecoverClientResponse {}
export const MsgRecoverClientResponse: MessageType<MsgRecoverClientResponse> = describeMessage("ibc.core.client.v1.MsgRecoverClientResponse", []);

export interface MsgIBCSoftwareUpgrade {
  plan: Plan;
  upgradedClientState?: Any | undefined;
  signer: string;
}
export const MsgIBCSoftwareUpgrade: MessageType<MsgIBCSoftwareUpgrade> = describeMessage("ibc.core.client.v1.MsgIBCSoftwareUpgrade", [
  [1, "plan", () => Plan, { embedded: true }],
  [2, "upgraded_client_state", () => Any],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgIBCSoftwareUpgradeResponse {}
export const MsgIBCSoftwareUpgradeResponse: MessageType<MsgIBCSoftwareUpgradeResponse> = describeMessage("ibc.core.client.v1.MsgIBCSoftwareUpgradeResponse", []);

export interface MsgUpdateParams {
  signer: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("ibc.core.client.v1.MsgUpdateParams", [
  [1, "signer", "string"],
  [2, "params", () => Params, { embedded: true }],
], { signers: ["signer"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("ibc.core.client.v1.MsgUpdateParamsResponse", []);
