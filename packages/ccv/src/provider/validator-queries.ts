import {
  type ConsumerId,
  compareBytes,
  consAddress,
  consumerConsAddress,
  equalBytes,
  type ProviderConsAddress,
  providerConsAddress,
} from "@testudo/base";
import { consensusPower } from "@testudo/modules/staking";
import {
  type ConsensusValidator,
  ConsumerPhase,
  QueryAllPairsValConsAddrByConsumerRequest,
  QueryAllPairsValConsAddrByConsumerResponse,
  QueryConsumerChainOptedInValidatorsRequest,
  QueryConsumerChainOptedInValidatorsResponse,
  QueryConsumerChainsValidatorHasToValidateRequest,
  QueryConsumerChainsValidatorHasToValidateResponse,
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
  type QueryConsumerValidatorsValidator,
  QueryValidatorConsumerAddrRequest,
  QueryValidatorConsumerAddrResponse,
  QueryValidatorConsumerCommissionRateRequest,
  QueryValidatorConsumerCommissionRateResponse,
  QueryValidatorProviderAddrRequest,
  QueryValidatorProviderAddrResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { attempt, type Ctx, GrpcCode, type QueryRoute, query } from "@testudo/runtime";
import { consAddressOf } from "../wire/public-keys.ts";
import {
  consumersWithClients,
  isActive,
  phaseOf,
  requirePowerShapingParameters,
} from "./consumers.ts";
import type { ProviderKeeper } from "./keeper.ts";
import {
  asStatus,
  invalidArgument,
  requestedAddress,
  requestedConsumer,
  QUERY_SERVICE as SERVICE,
} from "./query-refusals.ts";
import { state } from "./state.ts";
import { listedValidators } from "./validator-lists.ts";
import { computeNextValidators, consumerValidators, minPowerInTopN } from "./validator-set.ts";

const { CONSUMER_PHASE_UNSPECIFIED, CONSUMER_PHASE_LAUNCHED, CONSUMER_PHASE_STOPPED } =
  ConsumerPhase;

/** A decimal that is never filled in. */
const NO_RATE = "0";

/** Who validates what, under which key and at which price. */
export function validatorQueries({ needs, validatorSets }: ProviderKeeper): readonly QueryRoute[] {
  const { addresses, staking } = needs;
  const { cons } = addresses;

  /** The set that would be in force if an epoch ended now. */
  function prospectiveValidators(ctx: Ctx, id: ConsumerId): readonly ConsensusValidator[] {
    const shaping = requirePowerShapingParameters(ctx, id);
    const { bonded, active } = validatorSets.electorate(ctx);
    const powers = active.map(({ power }) => power);
    const minPower = shaping.topN === 0 ? 0n : minPowerInTopN(powers, shaping.topN);
    return computeNextValidators(ctx, id, { bonded, shaping, minPower });
  }

  /** Members now, and those who would be at the next epoch. */
  function hasToValidate(ctx: Ctx, id: ConsumerId, address: ProviderConsAddress): boolean {
    if (!isActive(ctx, id)) return false;
    if (state.consumerValidators.get(ctx, [id, address]) !== undefined) return true;
    return prospectiveValidators(ctx, id).some(({ providerConsAddr }) =>
      equalBytes(providerConsAddr, address),
    );
  }

  function validatorsOf(ctx: Ctx, id: ConsumerId): readonly ConsensusValidator[] {
    const phase = phaseOf(ctx, id);
    if (phase === CONSUMER_PHASE_UNSPECIFIED) {
      throw invalidArgument(`cannot find a phase for consumer: ${id}`);
    }
    if (phase === CONSUMER_PHASE_LAUNCHED) return consumerValidators(ctx, id);
    if (phase === CONSUMER_PHASE_STOPPED) return [];
    return asStatus(GrpcCode.INTERNAL, () => prospectiveValidators(ctx, id)).toSorted((a, b) =>
      compareBytes(a.providerConsAddr, b.providerConsAddr),
    );
  }

  /** Undefined for a validator that staking no longer knows, or of whom cannot be told what it has to do. */
  function describe(
    ctx: Ctx,
    id: ConsumerId,
    member: ConsensusValidator,
  ): QueryConsumerValidatorsValidator | undefined {
    const address = providerConsAddress(member.providerConsAddr);
    const validator = staking.validatorByConsAddr(ctx, consAddress(address));
    if (validator === undefined) return undefined;
    const validates = attempt(ctx, (branch) => hasToValidate(branch, id, address));
    if (!validates.ok) return undefined;
    const ownRate = validator.commission.commissionRates.rate;
    return {
      providerAddress: cons.toText(address),
      consumerKey: member.publicKey,
      power: 0n,
      rate: NO_RATE,
      consumerPower: member.power,
      consumerCommissionRate:
        state.commissionRates.get(ctx, [id, address])?.toAtomicsText() ?? ownRate,
      providerCommissionRate: ownRate,
      description: validator.description,
      providerOperatorAddress: validator.operatorAddress,
      jailed: validator.jailed,
      status: validator.status,
      providerTokens: validator.tokens,
      providerPower: consensusPower(validator),
      validatesCurrentEpoch: validates.value,
    };
  }

  function requireActive(ctx: Ctx, id: ConsumerId): void {
    if (!isActive(ctx, id)) throw invalidArgument(`unknown consumer chain: ${id}`);
  }

  /** @throws InvalidArgument */
  function providerAddressIn(text: string): ProviderConsAddress {
    try {
      return providerConsAddress(cons.fromText(text));
    } catch {
      throw invalidArgument("invalid provider address");
    }
  }

  return [
    query(
      `${SERVICE}/QueryValidatorConsumerAddr`,
      QueryValidatorConsumerAddrRequest,
      QueryValidatorConsumerAddrResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const address = providerConsAddress(requestedAddress(cons, request.providerAddress));
        const key = state.assignedKeys.get(ctx, [id, address]);
        return { consumerAddress: key === undefined ? "" : cons.toText(consAddressOf(key)) };
      },
    ),

    query(
      `${SERVICE}/QueryValidatorProviderAddr`,
      QueryValidatorProviderAddrRequest,
      QueryValidatorProviderAddrResponse,
      (ctx, request) => {
        const address = consumerConsAddress(requestedAddress(cons, request.consumerAddress));
        const key = [request.consumerId as ConsumerId, address] as const;
        const provider = state.validatorsByConsumerAddress.get(ctx, key);
        return { providerAddress: provider === undefined ? "" : cons.toText(provider) };
      },
    ),

    query(
      `${SERVICE}/QueryAllPairsValConsAddrByConsumer`,
      QueryAllPairsValConsAddrByConsumerRequest,
      QueryAllPairsValConsAddrByConsumerResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const assigned = state.assignedKeys.entries(ctx, { prefix: [id] });
        return {
          pairValConAddr: Array.from(assigned, ([[, address], consumerKey]) => ({
            providerAddress: cons.toText(address),
            consumerAddress: cons.toText(consAddressOf(consumerKey)),
            consumerKey,
          })),
        };
      },
    ),

    query(
      `${SERVICE}/QueryConsumerChainOptedInValidators`,
      QueryConsumerChainOptedInValidatorsRequest,
      QueryConsumerChainOptedInValidatorsResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        requireActive(ctx, id);
        const optedIn = listedValidators(ctx, state.optedIn, id);
        return { validatorsProviderAddresses: optedIn.map(cons.toText) };
      },
    ),

    query(
      `${SERVICE}/QueryConsumerChainsValidatorHasToValidate`,
      QueryConsumerChainsValidatorHasToValidateRequest,
      QueryConsumerChainsValidatorHasToValidateResponse,
      (ctx, request) => {
        if (request.providerAddress === "") throw invalidArgument("empty provider address");
        const address = providerAddressIn(request.providerAddress);
        const consumerIds = consumersWithClients(ctx).filter((id) => {
          const result = attempt(ctx, (branch) => hasToValidate(branch, id, address));
          return result.ok && result.value;
        });
        return { consumerIds };
      },
    ),

    query(
      `${SERVICE}/QueryConsumerValidators`,
      QueryConsumerValidatorsRequest,
      QueryConsumerValidatorsResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const validators = validatorsOf(ctx, id).flatMap(
          (member) => describe(ctx, id, member) ?? [],
        );
        return { validators };
      },
    ),

    query(
      `${SERVICE}/QueryValidatorConsumerCommissionRate`,
      QueryValidatorConsumerCommissionRateRequest,
      QueryValidatorConsumerCommissionRateResponse,
      (ctx, request) => {
        const id = requestedConsumer(request.consumerId);
        const address = providerAddressIn(request.providerAddress);
        requireActive(ctx, id);
        const rate = state.commissionRates.get(ctx, [id, address]);
        if (rate !== undefined) return { rate: rate.toAtomicsText() };
        const validator = staking.validatorByConsAddr(ctx, consAddress(address));
        if (validator === undefined) {
          throw invalidArgument(`unknown validator: ${cons.toText(address)}`);
        }
        return { rate: validator.commission.commissionRates.rate };
      },
    ),
  ];
}
