import {
  type ConnectionEnd,
  type Counterparty,
  State,
  type Version,
} from "@testudo/proto/ibc/core/connection/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { ClientKeeper } from "../client/keeper.ts";
import {
  formatConnectionId,
  LOCALHOST_CLIENT_ID,
  LOCALHOST_CONNECTION_ID,
} from "../host/identifiers.ts";
import { COMMITMENT_PREFIX } from "../state.ts";
import { connectionErrors } from "./errors.ts";
import { emitHandshakeStep, emitOpenInit } from "./events.ts";
import { state } from "./state.ts";
import { createProofVerifier, type Proof } from "./verify.ts";
import { COMPATIBLE_VERSIONS, isSupportedVersion, pickVersion } from "./versions.ts";

/** Connections between clients of two chains (ICS-03). */
export type ConnectionKeeper = ReturnType<typeof createConnectionKeeper>;

/** Builds the keeper over the client keeper. */
export function createConnectionKeeper({ client }: { readonly client: ClientKeeper }) {
  const verify = createProofVerifier(client);

  /**
   * Proposes a connection. Without a version, the default one is proposed.
   *
   * @throws connection/9, client/29, client/4
   */
  function openInit(
    ctx: Ctx,
    proposal: {
      readonly clientId: string;
      readonly counterparty: Counterparty;
      readonly version: Version | undefined;
      readonly delayPeriod: bigint;
    },
  ): string {
    const { clientId, counterparty, version, delayPeriod } = proposal;
    if (version !== undefined && !isSupportedVersion(COMPATIBLE_VERSIONS, version)) {
      throw connectionErrors.invalidVersion("version is not supported");
    }
    const status = client.status(ctx, clientId);
    if (status !== "Active") {
      throw clientErrors.clientNotActive(`client (${clientId}) status is ${status}`);
    }

    const connectionId = takeConnectionId(ctx);
    addToClient(ctx, clientId, connectionId);
    const end: ConnectionEnd = {
      clientId,
      versions: version === undefined ? COMPATIBLE_VERSIONS : [version],
      state: State.STATE_INIT,
      counterparty,
      delayPeriod,
    };
    state.connections.set(ctx, end, connectionId);
    emitOpenInit(ctx, connectionId, end);
    return connectionId;
  }

  /**
   * Answers a proposal that the counterparty stored.
   *
   * @throws connection/10, client/4, and what proof verification refuses
   */
  function openTry(
    ctx: Ctx,
    proposal: {
      readonly clientId: string;
      readonly counterparty: Counterparty;
      readonly counterpartyVersions: readonly Version[];
      readonly delayPeriod: bigint;
    } & Proof,
  ): string {
    const { clientId, counterparty, counterpartyVersions, delayPeriod } = proposal;
    // The sequence is taken first; a refusal below gives it back, but its gas is spent.
    const connectionId = takeConnectionId(ctx);
    const version = pickVersion(COMPATIBLE_VERSIONS, counterpartyVersions);
    const end: ConnectionEnd = {
      clientId,
      versions: [version],
      state: State.STATE_TRYOPEN,
      counterparty,
      delayPeriod,
    };
    verify.connectionState(ctx, end, proposal, {
      connectionId: counterparty.connectionId,
      end: {
        clientId: counterparty.clientId,
        versions: counterpartyVersions,
        state: State.STATE_INIT,
        counterparty: self(clientId, ""),
        delayPeriod,
      },
    });

    addToClient(ctx, clientId, connectionId);
    state.connections.set(ctx, end, connectionId);
    emitHandshakeStep(ctx, "try", connectionId, end);
    return connectionId;
  }

  /**
   * Opens the proposing end.
   *
   * @throws connection/3, connection/6, and what proof verification refuses
   */
  function openAck(
    ctx: Ctx,
    answer: {
      readonly connectionId: string;
      readonly counterpartyConnectionId: string;
      readonly version: Version;
    } & Proof,
  ): void {
    const { connectionId, counterpartyConnectionId, version } = answer;
    const end = requireEnd(ctx, connectionId);
    requireState(end, State.STATE_INIT, "INIT");
    if (!isSupportedVersion(end.versions, version)) {
      throw connectionErrors.invalidConnectionState(
        "the counterparty selected version is not supported by versions selected on INIT",
      );
    }
    verify.connectionState(ctx, end, answer, {
      connectionId: counterpartyConnectionId,
      end: {
        clientId: end.counterparty.clientId,
        versions: [version],
        state: State.STATE_TRYOPEN,
        counterparty: self(end.clientId, connectionId),
        delayPeriod: end.delayPeriod,
      },
    });

    const open: ConnectionEnd = {
      ...end,
      state: State.STATE_OPEN,
      versions: [version],
      counterparty: { ...end.counterparty, connectionId: counterpartyConnectionId },
    };
    state.connections.set(ctx, open, connectionId);
    emitHandshakeStep(ctx, "ack", connectionId, open);
  }

  /**
   * Opens the answering end.
   *
   * @throws connection/3, connection/6, and what proof verification refuses
   */
  function openConfirm(ctx: Ctx, confirmation: { readonly connectionId: string } & Proof): void {
    const { connectionId } = confirmation;
    const end = requireEnd(ctx, connectionId);
    requireState(end, State.STATE_TRYOPEN, "TRYOPEN");
    verify.connectionState(ctx, end, confirmation, {
      connectionId: end.counterparty.connectionId,
      end: {
        clientId: end.counterparty.clientId,
        versions: end.versions,
        state: State.STATE_OPEN,
        counterparty: self(end.clientId, connectionId),
        delayPeriod: end.delayPeriod,
      },
    });

    const open: ConnectionEnd = { ...end, state: State.STATE_OPEN };
    state.connections.set(ctx, open, connectionId);
    emitHandshakeStep(ctx, "confirm", connectionId, open);
  }

  function takeConnectionId(ctx: Ctx): string {
    const sequence = state.nextConnectionSequence.get(ctx);
    state.nextConnectionSequence.set(ctx, sequence + 1n);
    return formatConnectionId(sequence);
  }

  function addToClient(ctx: Ctx, clientId: string, connectionId: string): void {
    if (client.clientState(ctx, clientId) === undefined) {
      throw clientErrors.clientNotFound(clientId);
    }
    const paths = state.clientConnections.get(ctx, clientId)?.paths ?? [];
    state.clientConnections.set(ctx, { paths: [...paths, connectionId] }, clientId);
  }

  function connection(ctx: Ctx, connectionId: string): ConnectionEnd | undefined {
    return state.connections.get(ctx, connectionId);
  }

  function requireEnd(ctx: Ctx, connectionId: string): ConnectionEnd {
    const end = connection(ctx, connectionId);
    if (end === undefined) throw connectionErrors.connectionNotFound(connectionId);
    return end;
  }

  /** @throws connection/3, connection/6 unless the connection is open */
  function requireOpen(ctx: Ctx, connectionId: string): ConnectionEnd {
    const end = requireEnd(ctx, connectionId);
    requireState(end, State.STATE_OPEN, "OPEN");
    return end;
  }

  function setConnection(ctx: Ctx, connectionId: string, end: ConnectionEnd): void {
    state.connections.set(ctx, end, connectionId);
  }

  /** Connections over a client, in the order in which they were proposed. */
  function clientConnections(ctx: Ctx, clientId: string): readonly string[] | undefined {
    return state.clientConnections.get(ctx, clientId)?.paths;
  }

  /** Writes the connection that every chain has to itself. */
  function writeLocalhostConnection(ctx: Ctx): void {
    setConnection(ctx, LOCALHOST_CONNECTION_ID, {
      clientId: LOCALHOST_CLIENT_ID,
      versions: COMPATIBLE_VERSIONS,
      state: State.STATE_OPEN,
      counterparty: self(LOCALHOST_CLIENT_ID, LOCALHOST_CONNECTION_ID),
      delayPeriod: 0n,
    });
  }

  return {
    openInit,
    openTry,
    openAck,
    openConfirm,
    connection,
    requireEnd,
    requireOpen,
    setConnection,
    clientConnections,
    writeLocalhostConnection,
    verify,
  };
}

function requireState(end: ConnectionEnd, wanted: State, name: string): void {
  if (end.state !== wanted) {
    throw connectionErrors.invalidConnectionState(
      `connection state is not ${name} (got ${end.state})`,
    );
  }
}

/** How the counterparty sees this end. */
function self(clientId: string, connectionId: string): Counterparty {
  return { clientId, connectionId, prefix: { keyPrefix: COMMITMENT_PREFIX } };
}
