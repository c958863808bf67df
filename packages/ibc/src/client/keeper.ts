import { AppError } from "@testudo/base";
import type { Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Params } from "@testudo/proto/ibc/core/client/v1";
import type { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { compareHeights, type Height, heightToText, ZERO_HEIGHT } from "../host/height.ts";
import {
  formatClientId,
  LOCALHOST_CLIENT_TYPE,
  parseClientId,
  readClientId,
} from "../host/identifiers.ts";
import { clientErrors } from "./errors.ts";
import {
  emitClientMisbehaviour,
  emitCreateClient,
  emitRecoverClient,
  emitScheduleUpgrade,
  emitUpdateClient,
  emitUpgradeClient,
} from "./events.ts";
import type {
  ClientMessage,
  ClientStatus,
  LightClientModule,
  ProofRequest,
  UpgradeRequest,
} from "./light-client.ts";
import type { ClientNeeds } from "./needs.ts";
import { isAllowedClient } from "./params.ts";
import { state } from "./state.ts";
import { unpackClientMessage } from "./unpack.ts";

/** Light clients of counterparties (ICS-02). */
export type ClientKeeper = ReturnType<typeof createClientKeeper>;

/** Builds the keeper over the light client modules, keyed by client type. */
export function createClientKeeper({
  upgrade,
  legacyEvents = false,
  lightClients,
}: ClientNeeds & { readonly lightClients: ReadonlyMap<string, LightClientModule> }) {
  /**
   * Stores a new client under the next id and returns that id. The states are encoded messages, or the Any around them.
   *
   * @throws client/10 for the localhost type and types not allowed, client/32 without a module, client/29 when the
   *   consensus state has already expired, and what the module refuses
   */
  function createClient(
    ctx: Ctx,
    clientType: string,
    clientState: Uint8Array | Any,
    consensusState: Uint8Array | Any,
  ): string {
    if (clientType === LOCALHOST_CLIENT_TYPE) {
      throw clientErrors.invalidClientType(`cannot create client of type: ${clientType}`);
    }
    const sequence = state.nextClientSequence.get(ctx);
    const clientId = formatClientId(clientType, sequence);
    state.nextClientSequence.set(ctx, sequence + 1n);

    const module = route(ctx, clientId);
    module.initialize(ctx, clientId, {
      clientState: messageBytes(clientState),
      consensusState: messageBytes(consensusState),
    });
    requireActive(module.status(ctx, clientId), clientId, "create");
    emitCreateClient(ctx, { clientId, clientType }, module.latestHeight(ctx, clientId));
    return clientId;
  }

  /**
   * Applies a header, or freezes the client when the message shows misbehaviour.
   *
   * @throws ibc/14 when the message is none, client/29 unless the client is active, and what verification refuses
   */
  function updateClient(ctx: Ctx, clientId: string, clientMessage: Any | undefined): void {
    applyClientMessage(ctx, clientId, unpackClientMessage(clientMessage));
  }

  function applyClientMessage(ctx: Ctx, clientId: string, message: ClientMessage): void {
    const module = route(ctx, clientId);
    requireActive(module.status(ctx, clientId), clientId, "update");
    module.verifyClientMessage(ctx, clientId, message);

    const { clientType } = parseClientId(clientId);
    if (module.checkForMisbehaviour(ctx, clientId, message)) {
      module.updateStateOnMisbehaviour(ctx, clientId);
      emitClientMisbehaviour(ctx, { clientId, clientType });
      return;
    }
    const heights = module.updateState(ctx, clientId, message);
    emitUpdateClient(ctx, { clientId, clientType }, heights, legacyEvents ? message : undefined);
  }

  /** @throws client/29 unless the client is active, and what the module refuses */
  function upgradeClient(ctx: Ctx, request: UpgradeRequest): void {
    const { clientId } = request;
    const module = route(ctx, clientId);
    requireActive(module.status(ctx, clientId), clientId, "upgrade");
    module.verifyUpgradeAndUpdateState(ctx, request);
    const { clientType } = parseClientId(clientId);
    emitUpgradeClient(ctx, { clientId, clientType }, module.latestHeight(ctx, clientId));
  }

  /**
   * Lets a frozen or expired client go on with the state of an active one. The substitute is asked through the
   * subject's module.
   *
   * @throws client/32, client/24, client/29, client/26, and what the module refuses
   */
  function recoverClient(ctx: Ctx, subjectId: string, substituteId: string): void {
    const module = findRoute(ctx, subjectId);
    if (module instanceof AppError) throw clientErrors.routeNotFound(subjectId, module);

    const status = module.status(ctx, subjectId);
    if (status === "Active") {
      throw clientErrors.invalidRecoveryClient(
        `cannot recover subject client (${subjectId}) with status ${status}`,
      );
    }
    requireActive(
      module.status(ctx, substituteId),
      substituteId,
      "recover client using substitute",
    );

    const subjectHeight = module.latestHeight(ctx, subjectId);
    const substituteHeight = module.latestHeight(ctx, substituteId);
    if (compareHeights(subjectHeight, substituteHeight) >= 0) {
      throw clientErrors.invalidHeight(
        `subject client state latest height is greater or equal to substitute client state latest height (${heightToText(subjectHeight)} >= ${heightToText(substituteHeight)})`,
      );
    }
    module.recoverClient(ctx, subjectId, substituteId);
    emitRecoverClient(ctx, {
      clientId: subjectId,
      clientType: parseClientId(subjectId).clientType,
    });
  }

  /** Schedules an upgrade and leaves the client state that counterparties will upgrade to. */
  function scheduleUpgrade(ctx: Ctx, plan: Plan, upgradedClient: Uint8Array): void {
    upgrade.scheduleUpgrade(ctx, plan);
    upgrade.setUpgradedClient(ctx, plan.height, upgradedClient);
    emitScheduleUpgrade(ctx, plan);
  }

  /**
   * The module that answers for a client id.
   *
   * @throws host/2 or an uncoded error on a malformed id, client/10 when the type is not allowed, client/32 without a
   *   module
   */
  function route(ctx: Ctx, clientId: string): LightClientModule {
    const module = findRoute(ctx, clientId);
    if (module instanceof AppError) throw module;
    return module;
  }

  function findRoute(ctx: Ctx, clientId: string): LightClientModule | AppError {
    const parts = readClientId(clientId);
    if (parts instanceof AppError) return parts;
    if (!isAllowedClient(state.params.get(ctx), parts.clientType)) {
      return clientErrors.invalidClientType(
        `client (${clientId}) type ${parts.clientType} is not in the allowed client list`,
      );
    }
    return lightClients.get(parts.clientType) ?? clientErrors.routeNotFound(clientId);
  }

  /** `Unauthorized` when no module may answer, `Unknown` when there is no such client. */
  function status(ctx: Ctx, clientId: string): ClientStatus {
    const module = findRoute(ctx, clientId);
    return module instanceof AppError ? "Unauthorized" : module.status(ctx, clientId);
  }

  /** 0-0 when no module may answer or there is no such client. */
  function latestHeight(ctx: Ctx, clientId: string): Height {
    const module = findRoute(ctx, clientId);
    return module instanceof AppError ? ZERO_HEIGHT : module.latestHeight(ctx, clientId);
  }

  /**
   * Unix nanoseconds of the consensus state at a height.
   *
   * @throws what `route` refuses, client/4, client/7
   */
  function timestampAtHeight(ctx: Ctx, clientId: string, height: Height): bigint {
    return route(ctx, clientId).timestampAtHeight(ctx, clientId, height);
  }

  /** @throws client/29 unless the client is active, and what the module refuses */
  function verifyMembership(
    ctx: Ctx,
    request: ProofRequest & { readonly value: Uint8Array },
  ): void {
    activeModule(ctx, request.clientId, "call verify membership on").verifyMembership(ctx, request);
  }

  /** @throws client/29 unless the client is active, and what the module refuses */
  function verifyNonMembership(ctx: Ctx, request: ProofRequest): void {
    activeModule(ctx, request.clientId, "call verify non membership on").verifyNonMembership(
      ctx,
      request,
    );
  }

  function activeModule(ctx: Ctx, clientId: string, purpose: string): LightClientModule {
    const module = route(ctx, clientId);
    requireActive(module.status(ctx, clientId), clientId, purpose);
    return module;
  }

  function clientState(ctx: Ctx, clientId: string): ClientState | undefined {
    return state.clientStates.get(ctx, clientId);
  }

  function consensusState(ctx: Ctx, clientId: string, height: Height): ConsensusState | undefined {
    return state.consensusStates.get(ctx, clientId, height);
  }

  /** Undefined when no module may answer, or the latest consensus state is missing. */
  function latestConsensusState(ctx: Ctx, clientId: string): ConsensusState | undefined {
    const module = findRoute(ctx, clientId);
    if (module instanceof AppError) return undefined;
    return consensusState(ctx, clientId, module.latestHeight(ctx, clientId));
  }

  /** Remembers who may register a v2 counterparty for the client. */
  function setCreator(ctx: Ctx, clientId: string, signer: string): void {
    state.creators.set(ctx, signer, clientId);
  }

  function params(ctx: Ctx): Params {
    return state.params.get(ctx);
  }

  function setParams(ctx: Ctx, value: Params): void {
    state.params.set(ctx, value);
  }

  return {
    createClient,
    updateClient,
    applyClientMessage,
    upgradeClient,
    recoverClient,
    scheduleUpgrade,
    route,
    status,
    latestHeight,
    timestampAtHeight,
    verifyMembership,
    verifyNonMembership,
    clientState,
    consensusState,
    latestConsensusState,
    setCreator,
    params,
    setParams,
  };
}

function requireActive(status: ClientStatus, clientId: string, purpose: string): void {
  if (status === "Active") return;
  throw clientErrors.clientNotActive(
    `cannot ${purpose} client (${clientId}) with status ${status}`,
  );
}

function messageBytes(value: Uint8Array | Any): Uint8Array {
  return value instanceof Uint8Array ? value : value.value;
}
