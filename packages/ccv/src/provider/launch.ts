import { ByteSet, type ConsumerId, GO_ZERO_TIME, plainError } from "@testudo/base";
import { newValidator, newValidatorSet, pubKeyFromProto } from "@testudo/comet";
import { selfHeight } from "@testudo/ibc";
import { clientErrors } from "@testudo/ibc/client";
import { connectionErrors } from "@testudo/ibc/connection";
import { heightToText, TENDERMINT_CLIENT_TYPE } from "@testudo/ibc/host";
import { SENTINEL_ROOT } from "@testudo/ibc/tendermint";
import { fromDuration, toDuration, toTimestamp } from "@testudo/proto";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ConsumerGenesisState, ProviderInfo } from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { attempt, type Ctx } from "@testudo/runtime";
import { DEFAULT_RETRY_DELAY_PERIOD, SOFT_OPT_OUT_THRESHOLD } from "../wire/consumer-params.ts";
import { calculateTrustPeriod } from "../wire/validation.ts";
import type { Candidate } from "./candidates.ts";
import { requireChainId, requireInitializationParameters, setClient } from "./consumers.ts";
import { errors } from "./errors.ts";
import { emitConsumerClientCreated } from "./events.ts";
import type { Needs } from "./needs.ts";
import { templateClient, trustingPeriodFraction } from "./params.ts";
import { state } from "./state.ts";
import { takeDue } from "./time-queue.ts";
import {
  computeConsumerNextValSet,
  consumerValidators,
  type Electorate,
  type ValidatorSets,
} from "./validator-set.ts";

/** What a new consumer gets besides its first validators. */
type Terms = Pick<ConsumerGenesisState, "preCCV" | "connectionId"> &
  Pick<ProviderInfo, "clientState" | "consensusState">;

/** The start of consumer chains. */
export function createLauncher(
  { client, connection, staking, logger }: Needs,
  { electorate }: ValidatorSets,
) {
  /**
   * Beginning of a block: launches the consumers that are due. One that cannot launch is registered again, without a
   * spawn time and without any trace of the attempt, and its owner may try anew.
   */
  function launchDueConsumers(ctx: Ctx): void {
    const due = takeDue(ctx, state.launchQueue);
    if (due.length === 0) return;
    const voters = electorate(ctx);
    for (const id of due) {
      const result = attempt(ctx, (branch) => launchConsumer(branch, id, voters));
      if (result.ok) continue;
      logger.info({ consumer: id, err: result.error }, "could not launch consumer");
      returnToRegistered(ctx, id);
    }
  }

  /** Whatever the parameters say now, this must not fail: no consumer may stop the provider. */
  function returnToRegistered(ctx: Ctx, id: ConsumerId): void {
    const parameters = requireInitializationParameters(ctx, id);
    state.initializationParameters.set(ctx, id, {
      ...parameters,
      spawnTime: toTimestamp(GO_ZERO_TIME),
    });
    state.phases.set(ctx, id, ConsumerPhase.CONSUMER_PHASE_REGISTERED);
  }

  /**
   * Fixes a consumer's first validator set and genesis, and creates the client that follows it.
   *
   * @throws undefined/1 without validators or without any that is active on the provider, and what clients and
   *   connections refuse
   */
  function launchConsumer(ctx: Ctx, id: ConsumerId, voters: Electorate): void {
    const validators = computeConsumerNextValSet(ctx, id, [], voters);
    if (validators.length === 0) {
      throw plainError(`cannot launch consumer with no consumer validator, consumerId(${id})`);
    }
    requireActiveMember(ctx, id, voters.active);

    const genesis = makeConsumerGenesis(ctx, id, validators);
    state.consumerGenesis.set(ctx, id, genesis);
    createConsumerClient(ctx, id, hashOf(validators));
    state.phases.set(ctx, id, ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
  }

  /** A chain that only inactive validators run would hang on nobody with a stake in the provider's consensus. */
  function requireActiveMember(ctx: Ctx, id: ConsumerId, active: readonly Candidate[]): void {
    const addresses = new ByteSet(active.map(({ address }) => address));
    const members = consumerValidators(ctx, id);
    if (members.some(({ providerConsAddr }) => addresses.has(providerConsAddr))) return;
    throw plainError(`cannot launch consumer with no active consumer validator, consumerId(${id})`);
  }

  /** What the consumer puts into its genesis file. */
  function makeConsumerGenesis(
    ctx: Ctx,
    id: ConsumerId,
    initialValSet: readonly ValidatorUpdate[],
  ): ConsumerGenesisState {
    const parameters = requireInitializationParameters(ctx, id);
    const { clientState, consensusState, preCCV, connectionId } =
      parameters.connectionId === ""
        ? termsOfNewClient(ctx)
        : termsOfConnection(ctx, id, parameters.connectionId);
    return {
      params: {
        enabled: true,
        blocksPerDistributionTransmission: parameters.blocksPerDistributionTransmission,
        distributionTransmissionChannel: parameters.distributionTransmissionChannel,
        // The handshake tells it.
        providerFeePoolAddrStr: "",
        ccvTimeoutPeriod: parameters.ccvTimeoutPeriod,
        transferTimeoutPeriod: parameters.transferTimeoutPeriod,
        consumerRedistributionFraction: parameters.consumerRedistributionFraction,
        historicalEntries: parameters.historicalEntries,
        unbondingPeriod: parameters.unbondingPeriod,
        softOptOutThreshold: SOFT_OPT_OUT_THRESHOLD,
        rewardDenoms: [],
        providerRewardDenoms: [],
        retryDelayPeriod: toDuration(DEFAULT_RETRY_DELAY_PERIOD),
        consumerId: id,
      },
      provider: { clientState, consensusState, initialValSet },
      newChain: true,
      preCCV,
      connectionId,
    };
  }

  /** A client of the provider as of this block, for the consumer to start with. */
  function termsOfNewClient(ctx: Ctx): Terms {
    const unbondingPeriod = staking.unbondingTime(ctx);
    const latestHeight = selfHeight(ctx);
    const template = templateClient(ctx);
    const trustingPeriod = calculateTrustPeriod(unbondingPeriod, trustingPeriodFraction(ctx));
    const info = staking.historicalInfo(ctx, latestHeight.revisionHeight);
    if (info === undefined) {
      throw clientErrors.consensusStateNotFound(
        `error height ${latestHeight.revisionHeight}: no historical info found getting self consensus state for: ${heightToText(latestHeight)}`,
      );
    }
    return {
      preCCV: false,
      connectionId: "",
      clientState: {
        ...template,
        chainId: ctx.chainId,
        latestHeight,
        trustingPeriod: toDuration(trustingPeriod),
        unbondingPeriod: toDuration(unbondingPeriod),
      },
      consensusState: {
        timestamp: info.header.time,
        root: { hash: info.header.appHash },
        nextValidatorsHash: info.header.nextValidatorsHash,
      },
    };
  }

  /**
   * A chain that is connected already keeps its connection, whose client becomes the consumer's.
   *
   * @throws connection/3, client/4, connection/8 when the client follows another chain, provider/16 when it is another
   *   consumer's
   */
  function termsOfConnection(ctx: Ctx, id: ConsumerId, connectionId: string): Terms {
    const end = connection.connection(ctx, connectionId);
    if (end === undefined) {
      throw connectionErrors.connectionNotFound(`could not find connection(${connectionId})`);
    }
    const { clientId } = end;
    const clientState = client.clientState(ctx, clientId);
    if (clientState === undefined) {
      throw clientErrors.clientNotFound(
        `could not find client(${clientId}) associated with connection(${connectionId})`,
      );
    }
    const chainId = requireChainId(ctx, id);
    if (clientState.chainId !== chainId) {
      throw connectionErrors.invalidConnectionIdentifier(
        `invalid connection(${connectionId}): expected chain ID ${chainId}, got ${clientState.chainId}`,
      );
    }
    // The reference lets anybody take another consumer's client over this way, and with it its channel and rewards.
    const owner = state.clientConsumers.get(ctx, clientId);
    if (owner !== undefined) {
      throw errors.invalidConsumerClient(`client(${clientId}) belongs to consumer ${owner}`);
    }
    setClient(ctx, id, clientId);
    state.equivocationMinHeights.set(ctx, id, clientState.latestHeight.revisionHeight);
    return {
      preCCV: true,
      connectionId: end.counterparty.connectionId,
      clientState: undefined,
      consensusState: undefined,
    };
  }

  /** Creates the client that follows the consumer, unless its connection has brought one. */
  function createConsumerClient(ctx: Ctx, id: ConsumerId, valsetHash: Uint8Array): void {
    const parameters = requireInitializationParameters(ctx, id);
    if (parameters.connectionId !== "") return;
    const chainId = requireChainId(ctx, id);
    const { initialHeight } = parameters;
    state.equivocationMinHeights.set(ctx, id, initialHeight.revisionHeight);

    const unbondingPeriod = fromDuration(parameters.unbondingPeriod);
    const template = templateClient(ctx);
    const trustingPeriod = calculateTrustPeriod(unbondingPeriod, trustingPeriodFraction(ctx));
    const clientState = ClientState.encode({
      ...template,
      chainId,
      latestHeight: initialHeight,
      trustingPeriod: toDuration(trustingPeriod),
      unbondingPeriod: parameters.unbondingPeriod,
    });
    const consensusState = ConsensusState.encode({
      timestamp: toTimestamp(ctx.time),
      root: { hash: SENTINEL_ROOT },
      nextValidatorsHash: valsetHash,
    });
    const clientId = client.createClient(ctx, TENDERMINT_CLIENT_TYPE, clientState, consensusState);
    setClient(ctx, id, clientId);
    emitConsumerClientCreated(ctx, {
      id,
      chainId,
      clientId,
      initialHeight: heightToText(initialHeight),
      trustingPeriod,
      unbondingPeriod,
      valsetHash,
    });
  }

  return { launchDueConsumers };
}

/** Hash of a validator set made of nothing but these updates. */
function hashOf(updates: readonly ValidatorUpdate[]): Uint8Array {
  const validators = updates.map(({ pubKey, power }) =>
    newValidator(pubKeyFromProto(pubKey), power),
  );
  return newValidatorSet(validators).hash();
}
