// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { FileDescriptorProto } from "../../google/protobuf.ts";

export interface FileDescriptorsRequest {}
export const FileDescriptorsRequest: MessageType<FileDescriptorsRequest> = describeMessage("cosmos.reflection.v1.FileDescriptorsRequest", []);

export interface FileDescriptorsResponse {
  files: readonly FileDescriptorProto[];
}
export const FileDescriptorsResponse: MessageType<FileDescriptorsResponse> = describeMessage("cosmos.reflection.v1.FileDescriptorsResponse", [
  [1, "files", () => FileDescriptorProto, { repeated: true }],
]);
