import { fromUtf8 } from "@testudo/base";
import { packAny } from "@testudo/proto";
import {
  type ConnectionEnd,
  QueryClientConnectionsRequest,
  QueryClientConnectionsResponse,
  QueryConnectionClientStateRequest,
  QueryConnectionClientStateResponse,
  QueryConnectionConsensusStateRequest,
  QueryConnectionConsensusStateResponse,
  QueryConnectionParamsRequest,
  QueryConnectionParamsResponse,
  QueryConnectionRequest,
  QueryConnectionResponse,
  QueryConnectionsRequest,
  QueryConnectionsResponse,
} from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, type QueryRoute, query } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { ClientKeeper } from "../client/keeper.ts";
import { checkClientId, checkConnectionId } from "../host/identifiers.ts";
import { checkArguments, NO_PROOF, notFound, pageBelow } from "../query-answers.ts";
import { selfHeight } from "../self-height.ts";
import { connectionErrors } from "./errors.ts";
import { identified } from "./genesis.ts";
import type { ConnectionKeeper } from "./keeper.ts";
import { state } from "./state.ts";

const SERVICE = "/ibc.core.connection.v1.Query";

/** Service `ibc.core.connection.v1.Query`. */
export function createConnectionQueries({
  client,
  connection,
}: {
  readonly client: ClientKeeper;
  readonly connection: ConnectionKeeper;
}): readonly QueryRoute[] {
  function requireEnd(ctx: Ctx, connectionId: string, detail: string): ConnectionEnd {
    checkArguments(() => checkConnectionId(connectionId));
    const end = connection.connection(ctx, connectionId);
    if (end === undefined) throw notFound(connectionErrors.connectionNotFound, detail);
    return end;
  }

  return [
    query(
      `${SERVICE}/Connection`,
      QueryConnectionRequest,
      QueryConnectionResponse,
      (ctx, { connectionId }) => ({
        connection: requireEnd(ctx, connectionId, connectionId),
        proof: NO_PROOF,
        proofHeight: selfHeight(ctx),
      }),
    ),
    query(
      `${SERVICE}/Connections`,
      QueryConnectionsRequest,
      QueryConnectionsResponse,
      (ctx, { pagination: page }) => {
        const { items, pagination } = pageBelow(ctx, "connections", page, (key, value) =>
          identified(fromUtf8(key).split("/")[1] ?? "", value),
        );
        return { connections: items, pagination, height: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/ClientConnections`,
      QueryClientConnectionsRequest,
      QueryClientConnectionsResponse,
      (ctx, { clientId }) => {
        checkArguments(() => checkClientId(clientId));
        const connectionPaths = connection.clientConnections(ctx, clientId);
        if (connectionPaths === undefined) {
          throw notFound(connectionErrors.clientConnectionPathsNotFound, clientId);
        }
        return { connectionPaths, proof: NO_PROOF, proofHeight: selfHeight(ctx) };
      },
    ),
    query(
      `${SERVICE}/ConnectionClientState`,
      QueryConnectionClientStateRequest,
      QueryConnectionClientStateResponse,
      (ctx, { connectionId }) => {
        const { clientId } = requireEnd(ctx, connectionId, `connection-id: ${connectionId}`);
        const found = client.clientState(ctx, clientId);
        if (found === undefined) {
          throw notFound(clientErrors.clientNotFound, `client-id: ${clientId}`);
        }
        return {
          identifiedClientState: { clientId, clientState: packAny(ClientState, found) },
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/ConnectionConsensusState`,
      QueryConnectionConsensusStateRequest,
      QueryConnectionConsensusStateResponse,
      (ctx, { connectionId, revisionNumber, revisionHeight }) => {
        const { clientId } = requireEnd(ctx, connectionId, `connection-id: ${connectionId}`);
        const height = { revisionNumber, revisionHeight };
        const found = client.consensusState(ctx, clientId, height);
        if (found === undefined) {
          throw notFound(clientErrors.consensusStateNotFound, `client-id: ${clientId}`);
        }
        return {
          consensusState: packAny(ConsensusState, found),
          clientId,
          proof: NO_PROOF,
          proofHeight: selfHeight(ctx),
        };
      },
    ),
    query(
      `${SERVICE}/ConnectionParams`,
      QueryConnectionParamsRequest,
      QueryConnectionParamsResponse,
      (ctx) => ({ params: state.params.get(ctx) }),
    ),
  ];
}
