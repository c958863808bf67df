import { ClientPaths, ConnectionEnd, Params } from "@testudo/proto/ibc/core/connection/v1";
import {
  clientConnectionsPath,
  connectionPath,
  NEXT_CONNECTION_SEQUENCE_PATH,
} from "../host/paths.ts";
import { message, records, singleton, uint64 } from "../state.ts";

/** The records of ICS-03. */
export const state = {
  params: singleton("connectionParams", message(Params)),
  nextConnectionSequence: singleton(NEXT_CONNECTION_SEQUENCE_PATH, uint64),
  connections: records(connectionPath, message(ConnectionEnd)),
  /** Grows by append and never shrinks. */
  clientConnections: records(clientConnectionsPath, message(ClientPaths)),
};
