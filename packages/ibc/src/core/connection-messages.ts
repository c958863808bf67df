import {
  MsgConnectionOpenAck,
  MsgConnectionOpenAckResponse,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenConfirmResponse,
  MsgConnectionOpenInit,
  MsgConnectionOpenInitResponse,
  MsgConnectionOpenTry,
  MsgConnectionOpenTryResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/ibc/core/connection/v1";
import { type MessageRoute, route } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import { commitmentErrors } from "../commitment/errors.ts";
import { validateCounterparty } from "../connection/counterparty.ts";
import { connectionErrors } from "../connection/errors.ts";
import type { ConnectionKeeper } from "../connection/keeper.ts";
import { validateConnectionParams } from "../connection/params.ts";
import { state } from "../connection/state.ts";
import { MAX_COUNTERPARTY_VERSIONS, validateVersion } from "../connection/versions.ts";
import { failing } from "../failing.ts";
import { ibcErrors } from "../host/errors.ts";
import {
  checkClientId,
  checkConnectionId,
  isConnectionId,
  LOCALHOST_CLIENT_ID,
} from "../host/identifiers.ts";
import { type AccountNeeds, readAddress, requireAuthority } from "../signer.ts";

/** Service `ibc.core.connection.v1.Msg`. Deprecated fields of the handshake are accepted and ignored. */
export function createConnectionMessages({
  connection,
  addresses,
  authority,
}: AccountNeeds & { readonly connection: ConnectionKeeper }): readonly MessageRoute[] {
  return [
    route(MsgConnectionOpenInit, MsgConnectionOpenInitResponse, {
      validateBasic(msg) {
        checkHandshakeClient(msg.clientId);
        if (msg.counterparty.connectionId !== "") {
          throw connectionErrors.invalidCounterparty(
            "counterparty connection identifier must be empty",
          );
        }
        if (msg.version !== undefined) validateVersion(msg.version);
        readAddress(addresses, msg.signer);
        validateCounterparty(msg.counterparty);
      },
      handle(ctx, msg) {
        failing("connection handshake open init failed", () =>
          connection.openInit(ctx, { ...msg, version: msg.version }),
        );
        return {};
      },
    }),
    route(MsgConnectionOpenTry, MsgConnectionOpenTryResponse, {
      validateBasic(msg) {
        checkHandshakeClient(msg.clientId);
        checkConnectionId(msg.counterparty.connectionId);
        const { length } = msg.counterpartyVersions;
        if (length === 0) throw ibcErrors.invalidVersion("empty counterparty versions");
        if (length > MAX_COUNTERPARTY_VERSIONS) {
          throw ibcErrors.invalidVersion(
            `counterparty versions must not exceed ${MAX_COUNTERPARTY_VERSIONS} items`,
          );
        }
        msg.counterpartyVersions.forEach((version) => {
          validateVersion(version);
        });
        requireProof(msg.proofInit, "init");
        readAddress(addresses, msg.signer);
        validateCounterparty(msg.counterparty);
      },
      handle(ctx, msg) {
        failing("connection handshake open try failed", () =>
          connection.openTry(ctx, { ...msg, proof: msg.proofInit }),
        );
        return {};
      },
    }),
    route(MsgConnectionOpenAck, MsgConnectionOpenAckResponse, {
      validateBasic(msg) {
        requireConnectionId(msg.connectionId);
        checkConnectionId(msg.counterpartyConnectionId);
        validateVersion(msg.version);
        requireProof(msg.proofTry, "try");
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        const { version } = msg;
        validateVersion(version);
        failing("connection handshake open ack failed", () =>
          connection.openAck(ctx, { ...msg, version, proof: msg.proofTry }),
        );
        return {};
      },
    }),
    route(MsgConnectionOpenConfirm, MsgConnectionOpenConfirmResponse, {
      validateBasic(msg) {
        requireConnectionId(msg.connectionId);
        requireProof(msg.proofAck, "ack");
        readAddress(addresses, msg.signer);
      },
      handle(ctx, msg) {
        failing("connection handshake open confirm failed", () =>
          connection.openConfirm(ctx, { ...msg, proof: msg.proofAck }),
        );
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        validateConnectionParams(msg.params);
      },
      handle(ctx, msg) {
        requireAuthority(authority, msg.signer);
        state.params.set(ctx, msg.params);
        return {};
      },
    }),
  ];
}

function checkHandshakeClient(clientId: string): void {
  if (clientId === LOCALHOST_CLIENT_ID) {
    throw clientErrors.invalidClientType("localhost connection handshakes are disallowed");
  }
  checkClientId(clientId);
}

function requireConnectionId(connectionId: string): void {
  if (!isConnectionId(connectionId)) throw connectionErrors.invalidConnectionIdentifier();
}

function requireProof(proof: Uint8Array, step: string): void {
  if (proof.length === 0) {
    throw commitmentErrors.invalidProof(`cannot submit an empty proof ${step}`);
  }
}
