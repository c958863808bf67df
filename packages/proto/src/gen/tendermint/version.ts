// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeMessage } from "../../message.ts";

export interface App {
  protocol: bigint;
  software: string;
}
export const App: MessageType<App> = describeMessage("tendermint.version.App", [
  [1, "protocol", "uint64"],
  [2, "software", "string"],
]);

export interface Consensus {
  block: bigint;
  app: bigint;
}
export const Consensus: MessageType<Consensus> = describeMessage("tendermint.version.Consensus", [
  [1, "block", "uint64"],
  [2, "app", "uint64"],
]);
