import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/ibc/core/types/v1";
import type { Ctx } from "@testudo/runtime";
import {
  DEFAULT_CHANNEL_GENESIS,
  exportChannelGenesis,
  initChannelGenesis,
  validateChannelGenesis,
} from "../channel/genesis.ts";
import {
  DEFAULT_CHANNEL_V2_GENESIS,
  exportChannelV2Genesis,
  initChannelV2Genesis,
  validateChannelV2Genesis,
} from "../channel-v2/genesis.ts";
import {
  DEFAULT_CLIENT_GENESIS,
  exportClientGenesis,
  exportClientV2Genesis,
  initClientGenesis,
  initClientV2Genesis,
  validateClientGenesis,
  validateClientV2Genesis,
} from "../client/genesis.ts";
import {
  DEFAULT_CONNECTION_GENESIS,
  exportConnectionGenesis,
  initConnectionGenesis,
  validateConnectionGenesis,
} from "../connection/genesis.ts";
import type { ConnectionKeeper } from "../connection/keeper.ts";
import { validateClientState, validateConsensusState } from "../tendermint/client-state.ts";

/** Writes the IBC part of a genesis file. */
export function initGenesis(ctx: Ctx, connection: ConnectionKeeper, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  initClientGenesis(ctx, genesis.clientGenesis);
  initClientV2Genesis(ctx, genesis.clientV2Genesis);
  initConnectionGenesis(ctx, connection, genesis.connectionGenesis);
  initChannelGenesis(ctx, genesis.channelGenesis);
  initChannelV2Genesis(ctx, genesis.channelV2Genesis);
}

/** Reads the whole `ibc` store back into the form of a genesis file. */
export function exportGenesis(ctx: Ctx): JsonValue {
  return GenesisState.toJSON({
    clientGenesis: exportClientGenesis(ctx),
    connectionGenesis: exportConnectionGenesis(ctx),
    channelGenesis: exportChannelGenesis(ctx),
    clientV2Genesis: exportClientV2Genesis(ctx),
    channelV2Genesis: exportChannelV2Genesis(ctx),
  });
}

/** @throws what the genesis is refused for */
export function validateGenesis(json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  validateClientGenesis(genesis.clientGenesis, {
    client: validateClientState,
    consensus: validateConsensusState,
  });
  validateClientV2Genesis(genesis.clientV2Genesis);
  validateConnectionGenesis(genesis.connectionGenesis);
  validateChannelGenesis(genesis.channelGenesis);
  validateChannelV2Genesis(genesis.channelV2Genesis);
}

/** The IBC part of the default genesis file. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    clientGenesis: DEFAULT_CLIENT_GENESIS,
    connectionGenesis: DEFAULT_CONNECTION_GENESIS,
    channelGenesis: DEFAULT_CHANNEL_GENESIS,
    clientV2Genesis: { counterpartyInfos: [] },
    channelV2Genesis: DEFAULT_CHANNEL_V2_GENESIS,
  });
}
