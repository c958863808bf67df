import {
  type AddressCodec,
  AppError,
  type ConsumerId,
  consumerId,
  type ErrorKind,
  GO_ZERO_TIME,
  plainError,
  type Time,
} from "@testudo/base";
import { isBlank } from "@testudo/ibc/host";
import { fromTimestamp } from "@testudo/proto";
import {
  type ConsumerInitializationParameters,
  ConsumerPhase,
  type InfractionParameters,
  MsgCreateConsumer,
  MsgCreateConsumerResponse,
  MsgRemoveConsumer,
  MsgRemoveConsumerResponse,
  MsgUpdateConsumer,
  MsgUpdateConsumerResponse,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type Ctx, type MessageRoute, route } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { validateConsumerId } from "../wire/validation.ts";
import {
  DEFAULT_INITIALIZATION_PARAMETERS,
  DEFAULT_POWER_SHAPING_PARAMETERS,
  under,
  validateAllowlistedRewardDenoms,
  validateChainId,
  validateInfractionParameters,
  validateInitializationParameters,
  validateMetadata,
  validatePowerShapingParameters,
} from "./consumer-parameters.ts";
import {
  consistentChainId,
  isActive,
  isPrelaunched,
  phaseName,
  phaseOf,
  requireInitializationParameters,
  requirePowerShapingParameters,
  requireRevision,
  setInitializationParameters,
  spawnTimeOf,
  takeConsumerId,
} from "./consumers.ts";
import { errors } from "./errors.ts";
import { emitConsumerCreated, emitConsumerRemoved, emitConsumerUpdated } from "./events.ts";
import { goTimeText } from "./go-text.ts";
import type { ProviderKeeper } from "./keeper.ts";
import { initializeConsumer, planLaunch } from "./life-cycle.ts";
import { replaceAllowlistedRewardDenoms } from "./rewards.ts";
import { state } from "./state.ts";
import { dequeue } from "./time-queue.ts";
import { setPowerShapingParameters } from "./validator-lists.ts";
import { minPowerInTopN } from "./validator-set.ts";

const { CONSUMER_PHASE_REGISTERED, CONSUMER_PHASE_INITIALIZED, CONSUMER_PHASE_LAUNCHED } =
  ConsumerPhase;

/** What the owner of a consumer asks for. */
export function consumerMessages(keeper: ProviderKeeper): readonly MessageRoute[] {
  const { addresses } = keeper.needs;
  return [
    route(MsgCreateConsumer, MsgCreateConsumerResponse, {
      validateBasic(message) {
        const kind = errors.invalidMsgCreateConsumer;
        under(kind, "ChainId", () => validateChainId("ChainId", message.chainId));
        validateDescription(kind, message);
        if ((message.powerShapingParameters?.topN ?? 0) !== 0) {
          throw plainError(
            "cannot create a Top N chain through `MsgCreateConsumer`; first create the chain and then use `MsgUpdateConsumer` to make the chain Top N",
          );
        }
        validateSecurity(addresses, kind, message);
      },
      handle: (ctx, message) => createConsumer(keeper, ctx, message),
    }),

    route(MsgUpdateConsumer, MsgUpdateConsumerResponse, {
      validateBasic(message) {
        const kind = errors.invalidMsgUpdateConsumer;
        under(kind, "ConsumerId", () => validateConsumerId(message.consumerId));
        validateDescription(kind, message);
        validateSecurity(addresses, kind, message);
      },
      handle: (ctx, message) => updateConsumer(keeper, ctx, message),
    }),

    route(MsgRemoveConsumer, MsgRemoveConsumerResponse, {
      validateBasic: (message) => validateConsumerId(message.consumerId),
      handle: (ctx, message) => removeConsumer(keeper, ctx, message),
    }),
  ];
}

/** What both messages may say about a consumer. */
type Settings = Partial<
  Pick<
    MsgCreateConsumer,
    | "metadata"
    | "initializationParameters"
    | "powerShapingParameters"
    | "infractionParameters"
    | "allowlistedRewardDenoms"
  >
>;

function validateDescription(kind: ErrorKind, settings: Settings): void {
  const { metadata, initializationParameters } = settings;
  if (metadata !== undefined) under(kind, "Metadata", () => validateMetadata(metadata));
  if (initializationParameters !== undefined) {
    under(kind, "InitializationParameters", () =>
      validateInitializationParameters(initializationParameters),
    );
  }
}

function validateSecurity(addresses: AddressCodec, kind: ErrorKind, settings: Settings): void {
  const { powerShapingParameters, infractionParameters, allowlistedRewardDenoms } = settings;
  if (powerShapingParameters !== undefined) {
    under(kind, "PowerShapingParameters", () =>
      validatePowerShapingParameters(addresses, powerShapingParameters),
    );
  }
  if (infractionParameters !== undefined) {
    under(kind, "InfractionParameters", () => validateInfractionParameters(infractionParameters));
  }
  if (allowlistedRewardDenoms !== undefined) {
    under(kind, "AllowlistedRewardDenoms", () =>
      validateAllowlistedRewardDenoms(allowlistedRewardDenoms),
    );
  }
}

function createConsumer(
  { needs, infractions }: ProviderKeeper,
  ctx: Ctx,
  message: MsgCreateConsumer,
): MsgCreateConsumerResponse {
  const id = takeConsumerId(ctx);
  const { submitter, chainId, metadata } = message;
  state.owners.set(ctx, id, submitter);
  state.chainIds.set(ctx, id, chainId);
  state.phases.set(ctx, id, CONSUMER_PHASE_REGISTERED);
  state.metadata.set(ctx, id, metadata);

  const parameters = message.initializationParameters ?? DEFAULT_INITIALIZATION_PARAMETERS;
  storeInitializationParameters(ctx, id, parameters);
  const shaping = message.powerShapingParameters ?? DEFAULT_POWER_SHAPING_PARAMETERS;
  if (shaping.topN !== 0) {
    throw errors.cannotCreateTopNChain(
      "cannot create a Top N chain using the `MsgCreateConsumer` message; use `MsgUpdateConsumer` instead",
    );
  }
  setPowerShapingParameters(ctx, needs.addresses, id, shaping);
  const defaults = infractions.defaultInfractionParameters(ctx);
  state.infractionParameters.set(ctx, id, merged(defaults, message.infractionParameters));

  const spawnTime = initializeConsumer(ctx, id);
  if (spawnTime !== undefined) planLaunch(ctx, id, { former: undefined, spawn: spawnTime });
  replaceRewardDenoms(ctx, id, message);

  emitConsumerCreated(ctx, {
    id,
    chainId,
    name: metadata.name,
    submitter,
    ...(spawnTime === undefined ? {} : { spawnTime: goTimeText(spawnTime) }),
    phase: phaseName(phaseOf(ctx, id)),
  });
  return { consumerId: id };
}

/** The order of the steps is the reference's: some refuse by what earlier ones have changed. */
function updateConsumer(
  keeper: ProviderKeeper,
  ctx: Ctx,
  message: MsgUpdateConsumer,
): MsgUpdateConsumerResponse {
  const id = consumerId(message.consumerId);
  if (!isActive(ctx, id)) {
    throw errors.invalidPhase(
      `cannot update consumer chain that is not in the registered, initialized, or launched phase: ${id}`,
    );
  }
  const owner = requireOwner(ctx, id);
  refuseStranger(owner, message.owner);
  const formerChainId = consistentChainId(ctx, id);
  const chainId = rename(ctx, id, formerChainId, message.newChainId);
  handOver(keeper, ctx, id, message.newOwnerAddress);
  if (message.metadata !== undefined) state.metadata.set(ctx, id, message.metadata);

  const former = formerInitializationParameters(ctx, id);
  if (message.initializationParameters !== undefined) {
    replaceInitializationParameters(ctx, id, former, message.initializationParameters);
  } else if (chainId !== formerChainId) {
    // The reference lets this through and stops all blocks when the chain is to launch.
    refusedAs("cannot set consumer initialization parameters", () =>
      requireRevision(id, former.initialHeight, chainId),
    );
  }
  if (message.powerShapingParameters !== undefined) {
    replacePowerShaping(keeper, ctx, id, owner, message.powerShapingParameters);
  }
  if (message.infractionParameters !== undefined) {
    replaceInfractionParameters(keeper, ctx, id, message.infractionParameters);
  }
  const currentOwner = requireTopNOwnedByGovernance(keeper, ctx, id);

  const spawn = initializeConsumer(ctx, id);
  if (spawn !== undefined) relaunch(ctx, id, { former: spawnTimeOf(former), spawn });
  replaceRewardDenoms(ctx, id, message);

  emitConsumerUpdated(ctx, {
    id,
    chainId,
    submitter: message.owner,
    ...(message.metadata && { name: message.metadata.name }),
    ...(message.initializationParameters && {
      spawnTime: goTimeText(fromTimestamp(message.initializationParameters.spawnTime)),
    }),
    ...(message.powerShapingParameters && { topN: `${message.powerShapingParameters.topN}` }),
    owner: currentOwner,
    phase: phaseName(phaseOf(ctx, id)),
  });
  return {};
}

function removeConsumer(
  { lifeCycle }: ProviderKeeper,
  ctx: Ctx,
  message: MsgRemoveConsumer,
): MsgRemoveConsumerResponse {
  const id = consumerId(message.consumerId);
  const owner = requireOwner(ctx, id);
  const chainId = consistentChainId(ctx, id);
  refuseStranger(owner, message.owner);
  if (phaseOf(ctx, id) !== CONSUMER_PHASE_LAUNCHED) {
    throw errors.invalidPhase(`chain with consumer id: ${id} has to be in its launched phase`);
  }
  lifeCycle.stopConsumer(ctx, id);
  emitConsumerRemoved(ctx, { id, chainId, submitter: message.owner });
  return {};
}

function requireOwner(ctx: Ctx, id: ConsumerId): string {
  return state.owners.require(ctx, id, () =>
    errors.noOwnerAddress("cannot retrieve owner address "),
  );
}

function refuseStranger(owner: string, sender: string): void {
  if (owner === sender) return;
  throw errors.unauthorized(`expected owner address ${owner}, got ${sender}`);
}

/** Returns the chain id that is in force from here on. */
function rename(ctx: Ctx, id: ConsumerId, chainId: string, newChainId: string): string {
  if (isBlank(newChainId) || newChainId === chainId) return chainId;
  under(errors.invalidMsgUpdateConsumer, "invalid new chain id", () =>
    validateChainId("NewChainId", newChainId),
  );
  if (!isPrelaunched(ctx, id)) {
    throw errors.invalidPhase(
      `cannot update chain id of a non-prelaunched chain: ${phaseName(phaseOf(ctx, id))}`,
    );
  }
  state.chainIds.set(ctx, id, newChainId);
  return newChainId;
}

function handOver({ needs }: ProviderKeeper, ctx: Ctx, id: ConsumerId, newOwner: string): void {
  if (isBlank(newOwner)) return;
  try {
    needs.addresses.acc.fromText(newOwner);
  } catch (error) {
    throw errors.invalidNewOwnerAddress(`invalid new owner address ${newOwner}`, error);
  }
  state.owners.set(ctx, id, newOwner);
}

function formerInitializationParameters(
  ctx: Ctx,
  id: ConsumerId,
): ConsumerInitializationParameters {
  return inconsistent(`cannot get consumer initialized parameters, consumerId(${id})`, () =>
    requireInitializationParameters(ctx, id),
  );
}

function replaceInitializationParameters(
  ctx: Ctx,
  id: ConsumerId,
  former: ConsumerInitializationParameters,
  parameters: ConsumerInitializationParameters,
): void {
  if (!isPrelaunched(ctx, id)) {
    throw errors.invalidMsgUpdateConsumer(
      "cannot update the initialization parameters of an an already launched chain; do not provide any initialization parameters when updating a launched chain",
    );
  }
  const phase = phaseOf(ctx, id);
  const isPostponed = spawnTimeOf(parameters) === undefined;
  if (isPostponed && phase === CONSUMER_PHASE_INITIALIZED) {
    under(errors.invalidMsgUpdateConsumer, "cannot remove the consumer from being launched", () =>
      dequeue(ctx, state.launchQueue, fromTimestamp(former.spawnTime), id),
    );
    state.phases.set(ctx, id, CONSUMER_PHASE_REGISTERED);
  }
  storeInitializationParameters(ctx, id, parameters);
}

function storeInitializationParameters(
  ctx: Ctx,
  id: ConsumerId,
  parameters: ConsumerInitializationParameters,
): void {
  refusedAs("cannot set consumer initialization parameters", () =>
    setInitializationParameters(ctx, id, parameters),
  );
}

/** A chain that governance did not own before this message cannot become Top N. */
function replacePowerShaping(
  { needs, validatorSets }: ProviderKeeper,
  ctx: Ctx,
  id: ConsumerId,
  owner: string,
  shaping: PowerShapingParameters,
): void {
  if (shaping.topN > 0 && owner !== needs.authority) {
    throw errors.invalidTransformToTopN(
      "an update to a Top N chain can only be done if chain is owner is the gov module",
    );
  }
  const { topN: formerTopN } = inconsistent(
    "cannot get consumer previous power shaping parameters",
    () => requirePowerShapingParameters(ctx, id),
  );
  setPowerShapingParameters(ctx, needs.addresses, id, shaping);
  if (shaping.topN === formerTopN) return;
  if (shaping.topN === 0) {
    state.minPowersInTopN.delete(ctx, id);
    return;
  }
  try {
    const powers = validatorSets.activeCandidates(ctx).map(({ power }) => power);
    const minPower = minPowerInTopN(powers, shaping.topN);
    state.minPowersInTopN.set(ctx, id, minPower);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw errors.cannotUpdateMinimumPowerInTopN(
      `could not update minimum power in top N, oldTopN: ${formerTopN}, newTopN: ${shaping.topN}, error: ${error.message}`,
      error,
    );
  }
}

/** At once before the launch; afterwards the validators get one unbonding period to leave. */
function replaceInfractionParameters(
  { infractions }: ProviderKeeper,
  ctx: Ctx,
  id: ConsumerId,
  parameters: InfractionParameters,
): void {
  const current = state.infractionParameters.require(ctx, id, () =>
    ccvErrors.invalidConsumerState("cannot get consumer previous infraction parameters"),
  );
  const next = merged(current, parameters);
  if (isPrelaunched(ctx, id)) {
    state.infractionParameters.set(ctx, id, next);
    return;
  }
  infractions.queueInfractionParameters(ctx, id, next);
}

/** Halves that the message leaves out stay as they are. */
function merged(
  current: InfractionParameters,
  given: InfractionParameters | undefined,
): InfractionParameters {
  return {
    doubleSign: given?.doubleSign ?? current.doubleSign,
    downtime: given?.downtime ?? current.downtime,
  };
}

/** Returns the owner that is in force now. */
function requireTopNOwnedByGovernance({ needs }: ProviderKeeper, ctx: Ctx, id: ConsumerId): string {
  const owner = state.owners.require(ctx, id, () =>
    ccvErrors.invalidConsumerState("cannot retrieve owner address"),
  );
  const { topN } = inconsistent("cannot retrieve power shaping parameters", () =>
    requirePowerShapingParameters(ctx, id),
  );
  if (topN !== 0 && owner !== needs.authority) {
    throw errors.invalidTransformToOptIn(
      "a move to a new owner address that is not the gov module can only be done if `Top N` is set to 0",
    );
  }
  return owner;
}

function relaunch(
  ctx: Ctx,
  id: ConsumerId,
  times: { readonly former: Time | undefined; readonly spawn: Time },
): void {
  const former = goTimeText(times.former ?? GO_ZERO_TIME);
  const heading = `prepare consumer for launch, consumerId(${id}), previousSpawnTime(${former}), spawnTime(${goTimeText(times.spawn)})`;
  inconsistent(heading, () => planLaunch(ctx, id, times));
}

function replaceRewardDenoms(ctx: Ctx, id: ConsumerId, settings: Settings): void {
  const { allowlistedRewardDenoms: allowed } = settings;
  if (allowed !== undefined) replaceAllowlistedRewardDenoms(ctx, id, allowed.denoms);
}

/** Runs a step whose refusal is one of the initialization parameters. */
function refusedAs(heading: string, step: () => void): void {
  under(errors.invalidConsumerInitializationParameters, heading, step);
}

/** Runs a step that only an inconsistent state refuses. @throws CCV/11 */
function inconsistent<T>(heading: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw ccvErrors.invalidConsumerState(`${heading}: ${error.message}`, error);
  }
}
