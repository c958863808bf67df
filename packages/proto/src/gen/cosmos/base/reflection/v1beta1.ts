// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface ListAllInterfacesRequest {}
export const ListAllInterfacesRequest: MessageType<ListAllInterfacesRequest> = describeMessage("cosmos.base.reflection.v1beta1.ListAllInterfacesRequest", []);

export interface ListAllInterfacesResponse {
  interfaceNames: readonly string[];
}
export const ListAllInterfacesResponse: MessageType<ListAllInterfacesResponse> = describeMessage("cosmos.base.reflection.v1beta1.ListAllInterfacesResponse", [
  [1, "interface_names", "string", { repeated: true }],
]);

export interface ListImplementationsRequest {
  interfaceName: string;
}
export const ListImplementationsRequest: MessageType<ListImplementationsRequest> = describeMessage("cosmos.base.reflection.v1beta1.ListImplementationsRequest", [
  [1, "interface_name", "string"],
]);

export interface ListImplementationsResponse {
  implementationMessageNames: readonly string[];
}
export const ListImplementationsResponse: MessageType<ListImplementationsResponse> = describeMessage("cosmos.base.reflection.v1beta1.ListImplementationsResponse", [
  [1, "implementation_message_names", "string", { repeated: true }],
]);
