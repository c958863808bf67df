import { fromUtf8, plainError } from "@testudo/base";
import {
  ConnectionEnd,
  type GenesisState,
  type IdentifiedConnection,
} from "@testudo/proto/ibc/core/connection/v1";
import type { Ctx } from "@testudo/runtime";
import { allClients } from "../client/walk.ts";
import { hostErrors, ibcErrors } from "../host/errors.ts";
import {
  checkClientId,
  checkConnectionId,
  connectionSequence,
  LOCALHOST_CONNECTION_ID,
} from "../host/identifiers.ts";
import { entriesBelow } from "../state.ts";
import { validateCounterparty } from "./counterparty.ts";
import type { ConnectionKeeper } from "./keeper.ts";
import { DEFAULT_CONNECTION_PARAMS, validateConnectionParams } from "./params.ts";
import { state } from "./state.ts";
import { validateVersion } from "./versions.ts";

/** No connections but the one to oneself, which is never part of a genesis file. */
export const DEFAULT_CONNECTION_GENESIS: GenesisState = {
  connections: [],
  clientConnectionPaths: [],
  nextConnectionSequence: 0n,
  params: DEFAULT_CONNECTION_PARAMS,
};

/** Writes the connections of a genesis, then the localhost connection over whatever was imported under its name. */
export function initConnectionGenesis(
  ctx: Ctx,
  connection: ConnectionKeeper,
  genesis: GenesisState,
): void {
  for (const { id, ...end } of genesis.connections) connection.setConnection(ctx, id, end);
  for (const { clientId, paths } of genesis.clientConnectionPaths) {
    state.clientConnections.set(ctx, { paths }, clientId);
  }
  state.nextConnectionSequence.set(ctx, genesis.nextConnectionSequence);
  state.params.set(ctx, genesis.params);
  connection.writeLocalhostConnection(ctx);
}

/** Reads all connections back, the localhost connection included. */
export function exportConnectionGenesis(ctx: Ctx): GenesisState {
  return {
    connections: [...allConnections(ctx)],
    clientConnectionPaths: allClients(ctx).flatMap(({ clientId }) => {
      const connections = state.clientConnections.get(ctx, clientId);
      return connections === undefined ? [] : [{ clientId, paths: connections.paths }];
    }),
    nextConnectionSequence: state.nextConnectionSequence.get(ctx),
    params: state.params.get(ctx),
  };
}

/** All connections in key order. */
export function* allConnections(ctx: Ctx): Generator<IdentifiedConnection> {
  for (const [key, value] of entriesBelow(ctx, "connections")) {
    const [, id] = fromUtf8(key).split("/");
    if (id !== undefined) yield identified(id, value);
  }
}

/** A stored connection end under its id. */
export function identified(id: string, value: Uint8Array): IdentifiedConnection {
  return { id, ...ConnectionEnd.decode(value) };
}

/** @throws what the genesis is refused for */
export function validateConnectionGenesis(genesis: GenesisState): void {
  let highest = 0n;
  for (const connection of genesis.connections) {
    if (connection.id !== LOCALHOST_CONNECTION_ID) {
      const sequence = connectionSequence(connection.id);
      if (sequence === undefined) {
        throw hostErrors.invalidId("connection identifier is not in the format: `connection-{N}`");
      }
      if (sequence > highest) highest = sequence;
    }
    validateConnection(connection);
  }
  for (const { clientId, paths } of genesis.clientConnectionPaths) {
    checkClientId(clientId);
    paths.forEach(checkConnectionId);
  }
  if (highest !== 0n && highest >= genesis.nextConnectionSequence) {
    throw plainError(
      `next connection sequence ${genesis.nextConnectionSequence} must be greater than maximum sequence used in connection identifier ${highest}`,
    );
  }
  validateConnectionParams(genesis.params);
}

function validateConnection({ id, clientId, versions, counterparty }: IdentifiedConnection): void {
  checkConnectionId(id);
  checkClientId(clientId);
  if (versions.length === 0) throw ibcErrors.invalidVersion("empty connection versions");
  for (const version of versions) validateVersion(version);
  validateCounterparty(counterparty);
}
