// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface ServerReflectionRequest {
  host: string;
  fileByFilename?: string | undefined;
  fileContainingSymbol?: string | undefined;
  fileContainingExtension?: ExtensionRequest | undefined;
  allExtensionNumbersOfType?: string | undefined;
  listServices?: string | undefined;
}
export const ServerReflectionRequest: MessageType<ServerReflectionRequest> = describeMessage("grpc.reflection.v1alpha.ServerReflectionRequest", [
  [1, "host", "string"],
  [3, "file_by_filename", "string", { oneof: "message_request" }],
  [4, "file_containing_symbol", "string", { oneof: "message_request" }],
  [5, "file_containing_extension", () => ExtensionRequest, { oneof: "message_request" }],
  [6, "all_extension_numbers_of_type", "string", { oneof: "message_request" }],
  [7, "list_services", "string", { oneof: "message_request" }],
]);

export interface ExtensionRequest {
  containingType: string;
  extensionNumber: number;
}
export const ExtensionRequest: MessageType<ExtensionRequest> = describeMessage("grpc.reflection.v1alpha.ExtensionRequest", [
  [1, "containing_type", "string"],
  [2, "extension_number", "int32"],
]);

export interface ServerReflectionResponse {
  validHost: string;
  originalRequest?: ServerReflectionRequest | undefined;
  fileDescriptorResponse?: FileDescriptorResponse | undefined;
  allExtensionNumbersResponse?: ExtensionNumberResponse | undefined;
  listServicesResponse?: ListServiceResponse | undefined;
  errorResponse?: ErrorResponse | undefined;
}
export const ServerReflectionResponse: MessageType<ServerReflectionResponse> = describeMessage("grpc.reflection.v1alpha.ServerReflectionResponse", [
  [1, "valid_host", "string"],
  [2, "original_request", () => ServerReflectionRequest],
  [4, "file_descriptor_response", () => FileDescriptorResponse, { oneof: "message_response" }],
  [5, "all_extension_numbers_response", () => ExtensionNumberResponse, { oneof: "message_response" }],
  [6, "list_services_response", () => ListServiceResponse, { oneof: "message_response" }],
  [7, "error_response", () => ErrorResponse, { oneof: "message_response" }],
]);

export interface FileDescriptorResponse {
  fileDescriptorProto: readonly Uint8Array[];
}
export const FileDescriptorResponse: MessageType<FileDescriptorResponse> = describeMessage("grpc.reflection.v1alpha.FileDescriptorResponse", [
  [1, "file_descriptor_proto", "bytes", { repeated: true }],
]);

export interface ExtensionNumberResponse {
  baseTypeName: string;
  extensionNumber: readonly number[];
}
export const ExtensionNumberResponse: MessageType<ExtensionNumberResponse> = describeMessage("grpc.reflection.v1alpha.ExtensionNumberResponse", [
  [1, "base_type_name", "string"],
  [2, "extension_number", "int32", { repeated: true }],
]);

export interface ListServiceResponse {
  service: readonly ServiceResponse[];
}
export const ListServiceResponse: MessageType<ListServiceResponse> = describeMessage("grpc.reflection.v1alpha.ListServiceResponse", [
  [1, "service", () => ServiceResponse, { repeated: true }],
]);

export interface ServiceResponse {
  name: string;
}
export const ServiceResponse: MessageType<ServiceResponse> = describeMessage("grpc.reflection.v1alpha.ServiceResponse", [
  [1, "name", "string"],
]);

export interface ErrorResponse {
  errorCode: number;
  errorMessage: string;
}
export const ErrorResponse: MessageType<ErrorResponse> = describeMessage("grpc.reflection.v1alpha.ErrorResponse", [
  [1, "error_code", "int32"],
  [2, "error_message", "string"],
]);
