// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { GenesisState as ibc_core_channel_v1_GenesisState } from "../../../ibc/core/channel/v1.ts";
import { GenesisState as ibc_core_channel_v2_GenesisState } from "../../../ibc/core/channel/v2.ts";
import { GenesisState as ibc_core_client_v1_GenesisState } from "../../../ibc/core/client/v1.ts";
import { GenesisState as ibc_core_client_v2_GenesisState } from "../../../ibc/core/client/v2.ts";
import { GenesisState as ibc_core_connection_v1_GenesisState } from "../../../ibc/core/connection/v1.ts";

export interface GenesisState {
  clientGenesis: ibc_core_client_v1_GenesisState;
  connectionGenesis: ibc_core_connection_v1_GenesisState;
  channelGenesis: ibc_core_channel_v1_GenesisState;
  clientV2Genesis: ibc_core_client_v2_GenesisState;
  channelV2Genesis: ibc_core_channel_v2_GenesisState;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.types.v1.GenesisState", [
  [1, "client_genesis", () => ibc_core_client_v1_GenesisState, { embedded: true }],
  [2, "connection_genesis", () => ibc_core_connection_v1_GenesisState, { embedded: true }],
  [3, "channel_genesis", () => ibc_core_channel_v1_GenesisState, { embedded: true }],
  [4, "client_v2_genesis", () => ibc_core_client_v2_GenesisState, { embedded: true }],
  [5, "channel_v2_genesis", () => ibc_core_channel_v2_GenesisState, { embedded: true }],
]);
