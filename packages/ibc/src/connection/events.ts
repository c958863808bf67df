import type { ConnectionEnd } from "@testudo/proto/ibc/core/connection/v1";
import { type Ctx, event } from "@testudo/runtime";

const MODULE = event("message", ["module", "ibc_connection"]);

/** The first handshake step; the counterparty has no connection id yet. */
export function emitOpenInit(ctx: Ctx, connectionId: string, end: ConnectionEnd): void {
  ctx.emit(
    event(
      "connection_open_init",
      ["connection_id", connectionId],
      ["client_id", end.clientId],
      ["counterparty_client_id", end.counterparty.clientId],
    ),
  );
  ctx.emit(MODULE);
}

/** A later handshake step. */
export function emitHandshakeStep(
  ctx: Ctx,
  step: "try" | "ack" | "confirm",
  connectionId: string,
  end: ConnectionEnd,
): void {
  ctx.emit(
    event(
      `connection_open_${step}`,
      ["connection_id", connectionId],
      ["client_id", end.clientId],
      ["counterparty_client_id", end.counterparty.clientId],
      ["counterparty_connection_id", end.counterparty.connectionId],
    ),
  );
  ctx.emit(MODULE);
}
