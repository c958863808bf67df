// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeMessage } from "../../message.ts";

export interface NetAddress {
  id: string;
  ip: string;
  port: number;
}
export const NetAddress: MessageType<NetAddress> = describeMessage("tendermint.p2p.NetAddress", [
  [1, "id", "string"],
  [2, "ip", "string"],
  [3, "port", "uint32"],
]);

export interface ProtocolVersion {
  p2p: bigint;
  block: bigint;
  app: bigint;
}
export const ProtocolVersion: MessageType<ProtocolVersion> = describeMessage("tendermint.p2p.ProtocolVersion", [
  [1, "p2p", "uint64"],
  [2, "block", "uint64"],
  [3, "app", "uint64"],
]);

export interface DefaultNodeInfo {
  protocolVersion: ProtocolVersion;
  defaultNodeId: string;
  listenAddr: string;
  network: string;
  version: string;
  channels: Uint8Array;
  moniker: string;
  other: DefaultNodeInfoOther;
}
export const DefaultNodeInfo: MessageType<DefaultNodeInfo> = describeMessage("tendermint.p2p.DefaultNodeInfo", [
  [1, "protocol_version", () => ProtocolVersion, { embedded: true }],
  [2, "default_node_id", "string"],
  [3, "listen_addr", "string"],
  [4, "network", "string"],
  [5, "version", "string"],
  [6, "channels", "bytes"],
  [7, "moniker", "string"],
  [8, "other", () => DefaultNodeInfoOther, { embedded: true }],
]);

export interface DefaultNodeInfoOther {
  txIndex: string;
  rpcAddress: string;
}
export const DefaultNodeInfoOther: MessageType<DefaultNodeInfoOther> = describeMessage("tendermint.p2p.DefaultNodeInfoOther", [
  [1, "tx_index", "string"],
  [2, "rpc_address", "string"],
]);
