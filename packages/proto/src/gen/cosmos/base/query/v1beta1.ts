// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface PageRequest {
  key: Uint8Array;
  offset: bigint;
  limit: bigint;
  countTotal: boolean;
  reverse: boolean;
}
export const PageRequest: MessageType<PageRequest> = describeMessage("cosmos.base.query.v1beta1.PageRequest", [
  [1, "key", "bytes"],
  [2, "offset", "uint64"],
  [3, "limit", "uint64"],
  [4, "count_total", "bool"],
  [5, "reverse", "bool"],
]);

export interface PageResponse {
  nextKey: Uint8Array;
  total: bigint;
}
export const PageResponse: MessageType<PageResponse> = describeMessage("cosmos.base.query.v1beta1.PageResponse", [
  [1, "next_key", "bytes"],
  [2, "total", "uint64"],
]);
