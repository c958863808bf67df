// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface GenesisState {
  genTxs: readonly Uint8Array[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.genutil.v1beta1.GenesisState", [
  [1, "gen_txs", "bytes", { repeated: true, json: "inline", aminoName: "gentxs" }],
]);
