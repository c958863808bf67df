// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Any } from "../../../google/protobuf.ts";
import { Height, IdentifiedClientState } from "../../../ibc/core/client/v1.ts";
import { MerklePrefix } from "../../../ibc/core/commitment/v1.ts";

export const State = {
  STATE_UNINITIALIZED_UNSPECIFIED: 0,
  STATE_INIT: 1,
  STATE_TRYOPEN: 2,
  STATE_OPEN: 3,
} as const;
export type State = number;
export const StateEnum = describeEnum("ibc.core.connection.v1.State", State);

export interface ConnectionEnd {
  clientId: string;
  versions: readonly Version[];
  state: State;
  counterparty: Counterparty;
  delayPeriod: bigint;
}
export const ConnectionEnd: MessageType<ConnectionEnd> = describeMessage("ibc.core.connection.v1.ConnectionEnd", [
  [1, "client_id", "string"],
  [2, "versions", () => Version, { repeated: true }],
  [3, "state", () => StateEnum],
  [4, "counterparty", () => Counterparty, { embedded: true }],
  [5, "delay_period", "uint64"],
]);

export interface IdentifiedConnection {
  id: string;
  clientId: string;
  versions: readonly Version[];
  state: State;
  counterparty: Counterparty;
  delayPeriod: bigint;
}
export const IdentifiedConnection: MessageType<IdentifiedConnection> = describeMessage("ibc.core.connection.v1.IdentifiedConnection", [
  [1, "id", "string"],
  [2, "client_id", "string"],
  [3, "versions", () => Version, { repeated: true }],
  [4, "state", () => StateEnum],
  [5, "counterparty", () => Counterparty, { embedded: true }],
  [6, "delay_period", "uint64"],
]);

export interface Counterparty {
  clientId: string;
  connectionId: string;
  prefix: MerklePrefix;
}
export const Counterparty: MessageType<Counterparty> = describeMessage("ibc.core.connection.v1.Counterparty", [
  [1, "client_id", "string"],
  [2, "connection_id", "string"],
  [3, "prefix", () => MerklePrefix, { embedded: true }],
]);

export interface ClientPaths {
  paths: readonly string[];
}
export const ClientPaths: MessageType<ClientPaths> = describeMessage("ibc.core.connection.v1.ClientPaths", [
  [1, "paths", "string", { repeated: true }],
]);

export interface ConnectionPaths {
  clientId: string;
  paths: readonly string[];
}
export const ConnectionPaths: MessageType<ConnectionPaths> = describeMessage("ibc.core.connection.v1.ConnectionPaths", [
  [1, "client_id", "string"],
  [2, "paths", "string", { repeated: true }],
]);

export interface Version {
  identifier: string;
  features: readonly string[];
}
export const Version: MessageType<Version> = describeMessage("ibc.core.connection.v1.Version", [
  [1, "identifier", "string"],
  [2, "features", "string", { repeated: true }],
]);

export interface Params {
  maxExpectedTimePerBlock: bigint;
}
export const Params: MessageType<Params> = describeMessage("ibc.core.connection.v1.Params", [
  [1, "max_expected_time_per_block", "uint64"],
]);

export interface GenesisState {
  connections: readonly IdentifiedConnection[];
  clientConnectionPaths: readonly ConnectionPaths[];
  nextConnectionSequence: bigint;
  params: Params;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.connection.v1.GenesisState", [
  [1, "connections", () => IdentifiedConnection, { repeated: true }],
  [2, "client_connection_paths", () => ConnectionPaths, { repeated: true }],
  [3, "next_connection_sequence", "uint64"],
  [4, "params", () => Params, { embedded: true }],
]);

export interface QueryConnectionRequest {
  connectionId: string;
}
export const QueryConnectionRequest: MessageType<QueryConnectionRequest> = describeMessage("ibc.core.connection.v1.QueryConnectionRequest", [
  [1, "connection_id", "string"],
]);

export interface QueryConnectionResponse {
  connection?: ConnectionEnd | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryConnectionResponse: MessageType<QueryConnectionResponse> = describeMessage("ibc.core.connection.v1.QueryConnectionResponse", [
  [1, "connection", () => ConnectionEnd],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryConnectionsRequest {
  pagination?: PageRequest | undefined;
}
export const QueryConnectionsRequest: MessageType<QueryConnectionsRequest> = describeMessage("ibc.core.connection.v1.QueryConnectionsRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryConnectionsResponse {
  connections: readonly IdentifiedConnection[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryConnectionsResponse: MessageType<QueryConnectionsResponse> = describeMessage("ibc.core.connection.v1.QueryConnectionsResponse", [
  [1, "connections", () => IdentifiedConnection, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryClientConnectionsRequest {
  clientId: string;
}
export const QueryClientConnectionsRequest: MessageType<QueryClientConnectionsRequest> = describeMessage("ibc.core.connection.v1.QueryClientConnectionsRequest", [
  [1, "client_id", "string"],
]);

export interface QueryClientConnectionsResponse {
  connectionPaths: readonly string[];
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryClientConnectionsResponse: MessageType<QueryClientConnectionsResponse> = describeMessage("ibc.core.connection.v1.QueryClientConnectionsResponse", [
  [1, "connection_paths", "string", { repeated: true }],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryConnectionClientStateRequest {
  connectionId: string;
}
export const QueryConnectionClientStateRequest: MessageType<QueryConnectionClientStateRequest> = describeMessage("ibc.core.connection.v1.QueryConnectionClientStateRequest", [
  [1, "connection_id", "string"],
]);

export interface QueryConnectionClientStateResponse {
  identifiedClientState?: IdentifiedClientState | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryConnectionClientStateResponse: MessageType<QueryConnectionClientStateResponse> = describeMessage("ibc.core.connection.v1.QueryConnectionClientStateResponse", [
  [1, "identified_client_state", () => IdentifiedClientState],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryConnectionConsensusStateRequest {
  connectionId: string;
  revisionNumber: bigint;
  revisionHeight: bigint;
}
export const QueryConnectionConsensusStateRequest: MessageType<QueryConnectionConsensusStateRequest> = describeMessage("ibc.core.connection.v1.QueryConnectionConsensusStateRequest", [
  [1, "connection_id", "string"],
  [2, "revision_number", "uint64"],
  [3, "revision_height", "uint64"],
]);

export interface QueryConnectionConsensusStateResponse {
  consensusState?: Any | undefined;
  clientId: string;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryConnectionConsensusStateResponse: MessageType<QueryConnectionConsensusStateResponse> = describeMessage("ibc.core.connection.v1.QueryConnectionConsensusStateResponse", [
  [1, "consensus_state", () => Any],
  [2, "client_id", "string"],
  [3, "proof", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryConnectionParamsRequest {}
export const QueryConnectionParamsRequest: MessageType<QueryConnectionParamsRequest> = describeMessage("ibc.core.connection.v1.QueryConnectionParamsRequest", []);

export interface QueryConnectionParamsResponse {
  params?: Params | undefined;
}
export const QueryConnectionParamsResponse: MessageType<QueryConnectionParamsResponse> = describeMessage("ibc.core.connection.v1.QueryConnectionParamsResponse", [
  [1, "params", () => Params],
]);

export interface MsgConnectionOpenInit {
  clientId: string;
  counterparty: Counterparty;
  version?: Version | undefined;
  delayPeriod: bigint;
  signer: string;
}
export const MsgConnectionOpenInit: MessageType<MsgConnectionOpenInit> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenInit", [
  [1, "client_id", "string"],
  [2, "counterparty", () => Counterparty, { embedded: true }],
  [3, "version", () => Version],
  [4, "delay_period", "uint64"],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgConnectionOpenInitResponse {}
export const MsgConnectionOpenInitResponse: MessageType<MsgConnectionOpenInitResponse> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenInitResponse", []);

export interface MsgConnectionOpenTry {
  clientId: string;
  previousConnectionId: string;
  clientState?: Any | undefined;
  counterparty: Counterparty;
  delayPeriod: bigint;
  counterpartyVersions: readonly Version[];
  proofHeight: Height;
  proofInit: Uint8Array;
  proofClient: Uint8Array;
  proofConsensus: Uint8Array;
  consensusHeight: Height;
  signer: string;
  hostConsensusStateProof: Uint8Array;
}
export const MsgConnectionOpenTry: MessageType<MsgConnectionOpenTry> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenTry", [
  [1, "client_id", "string"],
  [2, "previous_connection_id", "string"],
  [3, "client_state", () => Any],
  [4, "counterparty", () => Counterparty, { embedded: true }],
  [5, "delay_period", "uint64"],
  [6, "counterparty_versions", () => Version, { repeated: true }],
  [7, "proof_height", () => Height, { embedded: true }],
  [8, "proof_init", "bytes"],
  [9, "proof_client", "bytes"],
  [10, "proof_consensus", "bytes"],
  [11, "consensus_height", () => Height, { embedded: true }],
  [12, "signer", "string"],
  [13, "host_consensus_state_proof", "bytes"],
], { signers: ["signer"] });

export interface MsgConnectionOpenTryResponse {}
export const MsgConnectionOpenTryResponse: MessageType<MsgConnectionOpenTryResponse> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenTryResponse", []);

export interface MsgConnectionOpenAck {
  connectionId: string;
  counterpartyConnectionId: string;
  version?: Version | undefined;
  clientState?: Any | undefined;
  proofHeight: Height;
  proofTry: Uint8Array;
  proofClient: Uint8Array;
  proofConsensus: Uint8Array;
  consensusHeight: Height;
  signer: string;
  hostConsensusStateProof: Uint8Array;
}
export const MsgConnectionOpenAck: MessageType<MsgConnectionOpenAck> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenAck", [
  [1, "connection_id", "string"],
  [2, "counterparty_connection_id", "string"],
  [3, "version", () => Version],
  [4, "client_state", () => Any],
  [5, "proof_height", () => Height, { embedded: true }],
  [6, "proof_try", "bytes"],
  [7, "proof_client", "bytes"],
  [8, "proof_consensus", "bytes"],
  [9, "consensus_height", () => Height, { embedded: true }],
  [10, "signer", "string"],
  [11, "host_consensus_state_proof", "bytes"],
], { signers: ["signer"] });

export interface MsgConnectionOpenAckResponse {}
export const MsgConnectionOpenAckResponse: MessageType<MsgConnectionOpenAckResponse> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenAckResponse", []);

export interface MsgConnectionOpenConfirm {
  connectionId: string;
  proofAck: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgConnectionOpenConfirm: MessageType<MsgConnectionOpenConfirm> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenConfirm", [
  [1, "connection_id", "string"],
  [2, "proof_ack", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [4, "signer", "string"],
], { signers: ["signer"] });

export interface MsgConnectionOpenConfirmResponse {}
export const MsgConnectionOpenConfirmResponse: MessageType<MsgConnectionOpenConfirmResponse> = describeMessage("ibc.core.connection.v1.MsgConnectionOpenConfirmResponse", []);

export interface MsgUpdateParams {
  signer: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("ibc.core.connection.v1.MsgUpdateParams", [
  [1, "signer", "string"],
  [2, "params", () => Params, { embedded: true }],
], { signers: ["signer"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("ibc.core.connection.v1.MsgUpdateParamsResponse", []);
