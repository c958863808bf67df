import { type ConsumerId, concatBytes, type ProviderConsAddress, plainError } from "@testudo/base";
import { heightToText } from "@testudo/ibc/host";
import {
  type Chain,
  ConsumerInitializationParameters,
  ConsumerPhase,
  PowerShapingParameters,
  QueryConsumerChainRequest,
  QueryConsumerChainResponse,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
  QueryConsumerGenesisTimeRequest,
  QueryConsumerGenesisTimeResponse,
  QueryConsumerIdFromClientIdRequest,
  QueryConsumerIdFromClientIdResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type Ctx, GrpcCode, grpcError, paginate, type QueryRoute, query } from "@testudo/runtime";
import { PROVIDER_STORE } from "../wire/names.ts";
import { phaseName, phaseOf, requirePowerShapingParameters } from "./consumers.ts";
import { errors } from "./errors.ts";
import { requireInfractionParameters } from "./infraction-parameters.ts";
import type { ProviderKeeper } from "./keeper.ts";
import {
  asStatus,
  invalidArgument,
  requestedConsumer,
  QUERY_SERVICE as SERVICE,
} from "./query-refusals.ts";
import { state } from "./state.ts";
import { longConsumerId, phaseValue } from "./state-codecs.ts";
import { listedValidators } from "./validator-lists.ts";

const { CONSUMER_PHASE_UNSPECIFIED } = ConsumerPhase;

/** What is known about consumers. */
export function consumerQueries({ needs }: ProviderKeeper): readonly QueryRoute[] {
  const { cons } = needs.addresses;

  /** @throws undefined/1 when a part is missing that every consumer has */
  function chainOf(ctx: Ctx, id: ConsumerId): Chain {
    const chainId = state.chainIds.require(ctx, id, () =>
      plainError(`cannot find chainID for consumer (${id})`),
    );
    const shaping = requirePowerShapingParameters(ctx, id);
    const texts = (addresses: readonly ProviderConsAddress[]) => addresses.map(cons.toText);
    return {
      chainId,
      clientId: state.clients.get(ctx, id) ?? "",
      topN: shaping.topN,
      minPowerInTopN: state.minPowersInTopN.get(ctx, id) ?? -1n,
      validatorsPowerCap: shaping.validatorsPowerCap,
      validatorSetCap: shaping.validatorSetCap,
      allowlist: texts(listedValidators(ctx, state.allowlist, id)),
      denylist: texts(listedValidators(ctx, state.denylist, id)),
      phase: phaseName(phaseOf(ctx, id)),
      metadata: state.metadata.require(ctx, id, () => plainError(`cannot find metadata (${id})`)),
      minStake: shaping.minStake,
      allowInactiveVals: shaping.allowInactiveVals,
      consumerId: id,
      allowlistedRewardDenoms: {
        denoms: state.allowlistedRewardDenoms.get(ctx, id)?.denoms ?? [],
      },
      prioritylist: texts(listedValidators(ctx, state.prioritylist, id)),
      infractionParameters: requireInfractionParameters(ctx, id),
    };
  }

  return [
    query(
      `${SERVICE}/QueryConsumerGenesis`,
      QueryConsumerGenesisRequest,
      QueryConsumerGenesisResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const genesisState = state.consumerGenesis.require(ctx, id, () =>
          grpcError(GrpcCode.NOT_FOUND, errors.unknownConsumerId(id).message),
        );
        return { genesisState };
      },
    ),

    query(
      `${SERVICE}/QueryConsumerChains`,
      QueryConsumerChainsRequest,
      QueryConsumerChainsResponse,
      (ctx, { phase: wanted, pagination }) =>
        asStatus(GrpcCode.INTERNAL, () => {
          const page = paginate({
            store: ctx.store(PROVIDER_STORE),
            prefix: PHASES_PREFIX,
            page: pagination,
            filtered: true,
            read(key, value) {
              const phase = phaseValue.decode(value);
              if (wanted !== CONSUMER_PHASE_UNSPECIFIED && wanted !== phase) return undefined;
              const { value: id } = longConsumerId.decode(concatBytes(key), 0);
              return asStatus(GrpcCode.INTERNAL, () => chainOf(ctx, id));
            },
          });
          return { chains: page.items, pagination: page.pagination };
        }),
    ),

    query(
      `${SERVICE}/QueryConsumerIdFromClientId`,
      QueryConsumerIdFromClientIdRequest,
      QueryConsumerIdFromClientIdResponse,
      (ctx, { clientId }) => ({
        consumerId: state.clientConsumers.require(ctx, clientId, () =>
          invalidArgument(`no known consumer chain for this client id: ${clientId}`),
        ),
      }),
    ),

    query(
      `${SERVICE}/QueryConsumerChain`,
      QueryConsumerChainRequest,
      QueryConsumerChainResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const missing = (part: string) => () =>
          invalidArgument(`cannot retrieve ${part} for consumer id: ${id}`);
        const chainId = state.chainIds.require(ctx, id, missing("chain id"));
        const ownerAddress = state.owners.require(ctx, id, missing("owner address"));
        const phase = state.phases.require(ctx, id, missing("phase"));
        return {
          consumerId: id,
          chainId,
          ownerAddress,
          phase: phaseName(phase),
          metadata: state.metadata.require(ctx, id, missing("metadata")),
          initParams:
            state.initializationParameters.get(ctx, id) ??
            ConsumerInitializationParameters.create(),
          powerShapingParams:
            state.powerShapingParameters.get(ctx, id) ?? PowerShapingParameters.create(),
          infractionParameters: state.infractionParameters.require(
            ctx,
            id,
            missing("infraction parameters"),
          ),
          clientId: state.clients.get(ctx, id) ?? "",
        };
      },
    ),

    query(
      `${SERVICE}/QueryConsumerGenesisTime`,
      QueryConsumerGenesisTimeRequest,
      QueryConsumerGenesisTimeResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const missing = (why: string) => () =>
          invalidArgument(`cannot get consumer genesis time for consumer Id: ${id}: ${why}`);
        const { initialHeight } = state.initializationParameters.require(
          ctx,
          id,
          missing(errors.unknownConsumerId.text),
        );
        const clientId = state.clients.require(
          ctx,
          id,
          missing("consumer hasn't been launched or has been stopped and deleted"),
        );
        const first = needs.client.consensusState(ctx, clientId, initialHeight);
        if (first === undefined) {
          throw missing(
            `cannot find consensus state for initial height: ${heightToText(initialHeight)}`,
          )();
        }
        return { genesisTime: first.timestamp };
      },
    ),
  ];
}

/** Every consumer has a phase, so its prefix lists them all, in the order of their numbers. */
const PHASES_PREFIX = state.phases.rawKey("" as ConsumerId).slice(0, 1);
