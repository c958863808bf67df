import {
  MsgRegisterCounterparty,
  MsgRegisterCounterpartyResponse,
} from "@testudo/proto/ibc/core/client/v2";
import { type MessageRoute, route } from "@testudo/runtime";
import { clientV2Errors } from "../client/errors.ts";
import { state } from "../client/state.ts";
import { hostErrors, ibcErrors } from "../host/errors.ts";
import { checkClientId, isClientId } from "../host/identifiers.ts";
import { type AccountNeeds, readAddress } from "../signer.ts";

/** Service `ibc.core.client.v2.Msg`. */
export function createClientV2Messages({ addresses }: AccountNeeds): readonly MessageRoute[] {
  return [
    route(MsgRegisterCounterparty, MsgRegisterCounterpartyResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        if (msg.counterpartyMerklePrefix.length === 0) {
          throw clientV2Errors.invalidCounterparty("counterparty messaging key cannot be empty");
        }
        checkClientId(msg.clientId);
        checkClientId(msg.counterpartyClientId);
        if (!isClientId(msg.clientId) || !isClientId(msg.counterpartyClientId)) {
          throw hostErrors.invalidId(
            `${msg.clientId} and ${msg.counterpartyClientId} must be in valid format: {string}-{number}`,
          );
        }
      },
      handle(ctx, msg) {
        // Clients that the chain itself created have no creator and can never be registered.
        const creator = state.creators.get(ctx, msg.clientId);
        if (creator !== msg.signer) {
          throw ibcErrors.unauthorized(
            `expected same signer as createClient submittor ${creator ?? ""}, got ${msg.signer}`,
          );
        }
        const counterparty = {
          merklePrefix: msg.counterpartyMerklePrefix,
          clientId: msg.counterpartyClientId,
        };
        state.counterparties.set(ctx, counterparty, msg.clientId);
        state.nextSequenceSendV2.set(ctx, 1n, msg.clientId);
        state.creators.delete(ctx, msg.clientId);
        return {};
      },
    }),
  ];
}
