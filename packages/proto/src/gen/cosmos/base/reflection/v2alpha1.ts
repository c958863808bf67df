// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface AppDescriptor {
  authn?: AuthnDescriptor | undefined;
  chain?: ChainDescriptor | undefined;
  codec?: CodecDescriptor | undefined;
  configuration?: ConfigurationDescriptor | undefined;
  queryServices?: QueryServicesDescriptor | undefined;
  tx?: TxDescriptor | undefined;
}
export const AppDescriptor: MessageType<AppDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.AppDescriptor", [
  [1, "authn", () => AuthnDescriptor],
  [2, "chain", () => ChainDescriptor],
  [3, "codec", () => CodecDescriptor],
  [4, "configuration", () => ConfigurationDescriptor],
  [5, "query_services", () => QueryServicesDescriptor],
  [6, "tx", () => TxDescriptor],
]);

export interface TxDescriptor {
  fullname: string;
  msgs: readonly MsgDescriptor[];
}
export const TxDescriptor: MessageType<TxDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.TxDescriptor", [
  [1, "fullname", "string"],
  [2, "msgs", () => MsgDescriptor, { repeated: true }],
]);

export interface AuthnDescriptor {
  signModes: readonly SigningModeDescriptor[];
}
export const AuthnDescriptor: MessageType<AuthnDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.AuthnDescriptor", [
  [1, "sign_modes", () => SigningModeDescriptor, { repeated: true }],
]);

export interface SigningModeDescriptor {
  name: string;
  number: number;
  authnInfoProviderMethodFullname: string;
}
export const SigningModeDescriptor: MessageType<SigningModeDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.SigningModeDescriptor", [
  [1, "name", "string"],
  [2, "number", "int32"],
  [3, "authn_info_provider_method_fullname", "string"],
]);

export interface ChainDescriptor {
  id: string;
}
export const ChainDescriptor: MessageType<ChainDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.ChainDescriptor", [
  [1, "id", "string"],
]);

export interface CodecDescriptor {
  interfaces: readonly InterfaceDescriptor[];
}
export const CodecDescriptor: MessageType<CodecDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.CodecDescriptor", [
  [1, "interfaces", () => InterfaceDescriptor, { repeated: true }],
]);

export interface InterfaceDescriptor {
  fullname: string;
  interfaceAcceptingMessages: readonly InterfaceAcceptingMessageDescriptor[];
  interfaceImplementers: readonly InterfaceImplementerDescriptor[];
}
export const InterfaceDescriptor: MessageType<InterfaceDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.InterfaceDescriptor", [
  [1, "fullname", "string"],
  [2, "interface_accepting_messages", () => InterfaceAcceptingMessageDescriptor, { repeated: true }],
  [3, "interface_implementers", () => InterfaceImplementerDescriptor, { repeated: true }],
]);

export interface InterfaceImplementerDescriptor {
  fullname: string;
  typeUrl: string;
}
export const InterfaceImplementerDescriptor: MessageType<InterfaceImplementerDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.InterfaceImplementerDescriptor", [
  [1, "fullname", "string"],
  [2, "type_url", "string"],
]);

export interface InterfaceAcceptingMessageDescriptor {
  fullname: string;
  fieldDescriptorNames: readonly string[];
}
export const InterfaceAcceptingMessageDescriptor: MessageType<InterfaceAcceptingMessageDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.InterfaceAcceptingMessageDescriptor", [
  [1, "fullname", "string"],
  [2, "field_descriptor_names", "string", { repeated: true }],
]);

export interface ConfigurationDescriptor {
  bech32AccountAddressPrefix: string;
}
export const ConfigurationDescriptor: MessageType<ConfigurationDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.ConfigurationDescriptor", [
  [1, "bech32_account_address_prefix", "string"],
]);

export interface MsgDescriptor {
  msgTypeUrl: string;
}
export const MsgDescriptor: MessageType<MsgDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.MsgDescriptor", [
  [1, "msg_type_url", "string"],
]);

export interface GetAuthnDescriptorRequest {}
export const GetAuthnDescriptorRequest: MessageType<GetAuthnDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetAuthnDescriptorRequest", []);

export interface GetAuthnDescriptorResponse {
  authn?: AuthnDescriptor | undefined;
}
export const GetAuthnDescriptorResponse: MessageType<GetAuthnDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetAuthnDescriptorResponse", [
  [1, "authn", () => AuthnDescriptor],
]);

export interface GetChainDescriptorRequest {}
export const GetChainDescriptorRequest: MessageType<GetChainDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetChainDescriptorRequest", []);

export interface GetChainDescriptorResponse {
  chain?: ChainDescriptor | undefined;
}
export const GetChainDescriptorResponse: MessageType<GetChainDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetChainDescriptorResponse", [
  [1, "chain", () => ChainDescriptor],
]);

export interface GetCodecDescriptorRequest {}
export const GetCodecDescriptorRequest: MessageType<GetCodecDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetCodecDescriptorRequest", []);

export interface GetCodecDescriptorResponse {
  codec?: CodecDescriptor | undefined;
}
export const GetCodecDescriptorResponse: MessageType<GetCodecDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetCodecDescriptorResponse", [
  [1, "codec", () => CodecDescriptor],
]);

export interface GetConfigurationDescriptorRequest {}
export const GetConfigurationDescriptorRequest: MessageType<GetConfigurationDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetConfigurationDescriptorRequest", []);

export interface GetConfigurationDescriptorResponse {
  config?: ConfigurationDescriptor | undefined;
}
export const GetConfigurationDescriptorResponse: MessageType<GetConfigurationDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetConfigurationDescriptorResponse", [
  [1, "config", () => ConfigurationDescriptor],
]);

export interface GetQueryServicesDescriptorRequest {}
export const GetQueryServicesDescriptorRequest: MessageType<GetQueryServicesDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetQueryServicesDescriptorRequest", []);

export interface GetQueryServicesDescriptorResponse {
  queries?: QueryServicesDescriptor | undefined;
}
export const GetQueryServicesDescriptorResponse: MessageType<GetQueryServicesDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetQueryServicesDescriptorResponse", [
  [1, "queries", () => QueryServicesDescriptor],
]);

export interface GetTxDescriptorRequest {}
export const GetTxDescriptorRequest: MessageType<GetTxDescriptorRequest> = describeMessage("cosmos.base.reflection.v2alpha1.GetTxDescriptorRequest", []);

export interface GetTxDescriptorResponse {
  tx?: TxDescriptor | undefined;
}
export const GetTxDescriptorResponse: MessageType<GetTxDescriptorResponse> = describeMessage("cosmos.base.reflection.v2alpha1.GetTxDescriptorResponse", [
  [1, "tx", () => TxDescriptor],
]);

export interface QueryServicesDescriptor {
  queryServices: readonly QueryServiceDescriptor[];
}
export const QueryServicesDescriptor: MessageType<QueryServicesDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.QueryServicesDescriptor", [
  [1, "query_services", () => QueryServiceDescriptor, { repeated: true }],
]);

export interface QueryServiceDescriptor {
  fullname: string;
  isModule: boolean;
  methods: readonly QueryMethodDescriptor[];
}
export const QueryServiceDescriptor: MessageType<QueryServiceDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.QueryServiceDescriptor", [
  [1, "fullname", "string"],
  [2, "is_module", "bool"],
  [3, "methods", () => QueryMethodDescriptor, { repeated: true }],
]);

export interface QueryMethodDescriptor {
  name: string;
  fullQueryPath: string;
}
export const QueryMethodDescriptor: MessageType<QueryMethodDescriptor> = describeMessage("cosmos.base.reflection.v2alpha1.QueryMethodDescriptor", [
  [1, "name", "string"],
  [2, "full_query_path", "string"],
]);
