import { GO_ZERO_TIME, sdkErrors } from "@testudo/base";
import { fromTimestamp, packAny } from "@testudo/proto";
import type { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import {
  MsgCreateClient,
  MsgCreateClientResponse,
  MsgIBCSoftwareUpgrade,
  MsgIBCSoftwareUpgradeResponse,
  MsgRecoverClient,
  MsgRecoverClientResponse,
  MsgSubmitMisbehaviour,
  MsgSubmitMisbehaviourResponse,
  MsgUpdateClient,
  MsgUpdateClientResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgUpgradeClient,
  MsgUpgradeClientResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type MessageRoute, route } from "@testudo/runtime";
import { validateClientType } from "../client/client-type.ts";
import { clientErrors } from "../client/errors.ts";
import type { ClientKeeper } from "../client/keeper.ts";
import type { ClientMessage } from "../client/light-client.ts";
import { validateClientParams } from "../client/params.ts";
import { unpackClientMessage, unpackClientState, unpackConsensusState } from "../client/unpack.ts";
import { failing } from "../failing.ts";
import { checkClientId, TENDERMINT_CLIENT_TYPE } from "../host/identifiers.ts";
import { type AccountNeeds, readAddress, requireAuthority } from "../signer.ts";
import {
  validateClientState,
  validateConsensusState,
  zeroCustomFields,
} from "../tendermint/client-state.ts";
import { validateHeader } from "../tendermint/header.ts";
import { validateMisbehaviour } from "../tendermint/misbehaviour.ts";

/** Service `ibc.core.client.v1.Msg`. */
export function createClientMessages({
  client,
  addresses,
  authority,
}: AccountNeeds & { readonly client: ClientKeeper }): readonly MessageRoute[] {
  return [
    route(MsgCreateClient, MsgCreateClientResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        validateClientState(unpackClientState(msg.clientState));
        const consensus = unpackConsensusState(msg.consensusState);
        validateClientType(TENDERMINT_CLIENT_TYPE);
        validateConsensusState(consensus);
      },
      handle(ctx, msg) {
        unpackClientState(msg.clientState);
        const clientId = client.createClient(
          ctx,
          TENDERMINT_CLIENT_TYPE,
          encodedIn(msg.clientState),
          encodedIn(msg.consensusState),
        );
        client.setCreator(ctx, clientId, msg.signer);
        return { clientId };
      },
    }),
    route(MsgUpdateClient, MsgUpdateClientResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        validateClientMessage(unpackClientMessage(msg.clientMessage));
        checkClientId(msg.clientId);
      },
      handle(ctx, msg) {
        client.updateClient(ctx, msg.clientId, msg.clientMessage);
        return {};
      },
    }),
    route(MsgSubmitMisbehaviour, MsgSubmitMisbehaviourResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        validateClientMessage(unpackClientMessage(msg.misbehaviour));
        checkClientId(msg.clientId);
      },
      handle(ctx, msg) {
        client.updateClient(ctx, msg.clientId, msg.misbehaviour);
        return {};
      },
    }),
    route(MsgUpgradeClient, MsgUpgradeClientResponse, {
      validateBasic(msg) {
        unpackClientState(msg.clientState);
        unpackConsensusState(msg.consensusState);
        if (msg.proofUpgradeClient.length === 0) {
          throw clientErrors.invalidUpgradeClient("proof of upgrade client cannot be empty");
        }
        if (msg.proofUpgradeConsensusState.length === 0) {
          throw clientErrors.invalidUpgradeClient(
            "proof of upgrade consensus state cannot be empty",
          );
        }
        readAddress(addresses, msg.signer);
        checkClientId(msg.clientId);
      },
      handle(ctx, msg) {
        client.upgradeClient(ctx, {
          clientId: msg.clientId,
          clientState: encodedIn(msg.clientState),
          consensusState: encodedIn(msg.consensusState),
          clientProof: msg.proofUpgradeClient,
          consensusStateProof: msg.proofUpgradeConsensusState,
        });
        return {};
      },
    }),
    route(MsgRecoverClient, MsgRecoverClientResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        checkClientId(msg.subjectClientId);
        checkClientId(msg.substituteClientId);
        if (msg.subjectClientId === msg.substituteClientId) {
          throw clientErrors.invalidSubstitute("subject and substitute clients must be different");
        }
      },
      handle(ctx, msg) {
        requireAuthority(authority, msg.signer);
        failing("client recovery failed", () =>
          client.recoverClient(ctx, msg.subjectClientId, msg.substituteClientId),
        );
        return {};
      },
    }),
    route(MsgIBCSoftwareUpgrade, MsgIBCSoftwareUpgradeResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        unpackClientState(msg.upgradedClientState);
        validatePlan(msg.plan);
      },
      handle(ctx, msg) {
        requireAuthority(authority, msg.signer);
        const upgraded = zeroCustomFields(unpackClientState(msg.upgradedClientState));
        failing("failed to schedule upgrade", () =>
          client.scheduleUpgrade(ctx, msg.plan, Any.encode(packAny(ClientState, upgraded))),
        );
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      validateBasic(msg) {
        readAddress(addresses, msg.signer);
        validateClientParams(msg.params);
      },
      handle(ctx, msg) {
        requireAuthority(authority, msg.signer);
        client.setParams(ctx, msg.params);
        return {};
      },
    }),
  ];
}

/** The stateless check of whatever a relayer submits to a client; throws what the check of its kind throws. */
export function validateClientMessage(message: ClientMessage): void {
  if (message.kind === "header") validateHeader(message.header);
  else validateMisbehaviour(message.misbehaviour);
}

/** @throws sdk/18 */
function validatePlan(plan: Plan): void {
  if (fromTimestamp(plan.time) !== GO_ZERO_TIME) {
    throw sdkErrors.invalidRequest("time-based upgrades have been deprecated in the SDK");
  }
  if (plan.upgradedClientState !== undefined) {
    throw sdkErrors.invalidRequest("upgrade logic for IBC has been moved to the IBC module");
  }
  if (plan.name.length === 0) throw sdkErrors.invalidRequest("name cannot be empty");
  if (plan.height <= 0n) throw sdkErrors.invalidRequest("height must be greater than 0");
}

function encodedIn(any: Any | undefined): Uint8Array {
  return any?.value ?? new Uint8Array();
}
