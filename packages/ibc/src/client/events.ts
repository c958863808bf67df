import { toHex } from "@testudo/base";
import { packAny } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, event } from "@testudo/runtime";
import { type Height, heightToText } from "../host/height.ts";
import type { ClientMessage } from "./light-client.ts";

const MODULE = event("message", ["module", "ibc_client"]);

/** A client of the given type. */
export interface NamedClient {
  readonly clientId: string;
  readonly clientType: string;
}

/** A new client stands at `height`. */
export function emitCreateClient(ctx: Ctx, client: NamedClient, height: Height): void {
  emitWithHeight(ctx, "create_client", client, height);
}

/** An upgraded client stands at `height`. */
export function emitUpgradeClient(ctx: Ctx, client: NamedClient, height: Height): void {
  emitWithHeight(ctx, "upgrade_client", client, height);
}

/**
 * A client message was accepted; a misbehaviour message that proved nothing has no heights.
 *
 * @param legacy the message, where the event is to carry it as it did before ibc-go v10
 */
export function emitUpdateClient(
  ctx: Ctx,
  client: NamedClient,
  heights: readonly Height[],
  legacy?: ClientMessage,
): void {
  const texts = heights.map(heightToText);
  ctx.emit(
    event(
      "update_client",
      ["client_id", client.clientId],
      ["client_type", client.clientType],
      ["consensus_height", texts[0] ?? ""],
      ["consensus_heights", texts.join(",")],
      ...(legacy === undefined ? [] : [["header", toHex(packed(legacy))] as const]),
    ),
  );
  ctx.emit(MODULE);
}

/** A client was frozen. */
export function emitClientMisbehaviour(ctx: Ctx, client: NamedClient): void {
  ctx.emit(
    event(
      "client_misbehaviour",
      ["client_id", client.clientId],
      ["client_type", client.clientType],
    ),
  );
  ctx.emit(MODULE);
}

/** A client took over the state of its substitute. */
export function emitRecoverClient(ctx: Ctx, subject: NamedClient): void {
  ctx.emit(
    event(
      "recover_client",
      ["subject_client_id", subject.clientId],
      ["client_type", subject.clientType],
    ),
  );
  ctx.emit(MODULE);
}

/** An upgrade that will change this chain's clients was scheduled. */
export function emitScheduleUpgrade(
  ctx: Ctx,
  plan: { readonly name: string; readonly height: bigint },
): void {
  ctx.emit(
    event(
      "schedule_ibc_software_upgrade",
      ["title", plan.name],
      ["upgrade_plan_height", plan.height.toString()],
    ),
  );
  ctx.emit(MODULE);
}

/** The last block before an upgrade left its consensus state for counterparties. */
export function emitUpgradeChain(ctx: Ctx, planHeight: bigint): void {
  ctx.emit(
    event(
      "upgrade_chain",
      ["upgrade_plan_height", planHeight.toString()],
      ["upgrade_store", "upgrade"],
    ),
  );
  ctx.emit(MODULE);
}

function packed(message: ClientMessage): Uint8Array {
  return Any.encode(
    message.kind === "header"
      ? packAny(Header, message.header)
      : packAny(Misbehaviour, message.misbehaviour),
  );
}

function emitWithHeight(ctx: Ctx, type: string, client: NamedClient, height: Height): void {
  ctx.emit(
    event(
      type,
      ["client_id", client.clientId],
      ["client_type", client.clientType],
      ["consensus_height", heightToText(height)],
    ),
  );
  ctx.emit(MODULE);
}
