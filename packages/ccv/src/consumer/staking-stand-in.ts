import {
  type AccAddress,
  type ConsAddress,
  type Dec,
  type Duration,
  plainError,
  type ValAddress,
} from "@testudo/base";
import {
  BondStatus,
  type Delegation,
  Infraction,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import { firstConsumerHeight, isChangeoverComplete, wasStandalone } from "./changeover.ts";
import { historicalInfo } from "./historical-info.ts";
import type { StandaloneStaking, StandInNeeds } from "./needs.ts";
import { unbondingPeriod } from "./params.ts";
import { queueSlashPacket } from "./slash-queue.ts";
import { state } from "./state.ts";

/** What slashing, evidence and genutil take for the staking module on a consumer. */
export type ConsumerStaking = ReturnType<typeof createConsumerStaking>;

/** Neither jailed nor unbonded, so that nobody who asks gives up; it is no one in particular. */
const SOME_VALIDATOR = {
  operatorAddress: "",
  jailed: false,
  status: BondStatus.BOND_STATUS_UNSPECIFIED,
};

/**
 * Stands in for staking, which a consumer does not have. A slash becomes a packet to the provider; jailing is the
 * provider's business.
 */
export function createConsumerStaking({ addresses, logger, standaloneStaking }: StandInNeeds) {
  /** Only the old validators of a chain in changeover are asked for elsewhere. */
  function isValidatorJailed(ctx: Ctx, address: ConsAddress): boolean {
    if (wasStandalone(ctx) && !isChangeoverComplete(ctx)) {
      return requireStandalone(standaloneStaking).isValidatorJailed(ctx, address);
    }
    return state.outstandingDowntimes.get(ctx, address) !== undefined;
  }

  function validatorByConsAddr(_ctx: Ctx, _address: ConsAddress): typeof SOME_VALIDATOR {
    return SOME_VALIDATOR;
  }

  /** Burns nothing here, except for what happened while the chain was standalone. */
  function slashWithInfractionReason(
    ctx: Ctx,
    address: ConsAddress,
    infractionHeight: bigint,
    power: bigint,
    fraction: Dec,
    infraction: number,
  ): bigint {
    if (infraction === Infraction.INFRACTION_UNSPECIFIED) return 0n;
    if (wasStandalone(ctx) && infractionHeight < firstConsumerHeight(ctx)) {
      return requireStandalone(standaloneStaking).slashWithInfractionReason(
        ctx,
        address,
        infractionHeight,
        power,
        fraction,
        Infraction.INFRACTION_UNSPECIFIED,
      );
    }
    const valsetUpdateId = valsetUpdateIdAt(ctx, infractionHeight);
    logger.debug({ height: infractionHeight, vscId: valsetUpdateId }, "infraction to report");
    queueSlashPacket(ctx, addresses, { validator: { address, power }, valsetUpdateId, infraction });
    return 0n;
  }

  /** The provider jails, also during a changeover: its validators are about to take over. */
  function jail(_ctx: Ctx, _address: ConsAddress): void {}

  function unjail(ctx: Ctx, address: ConsAddress): void {
    standaloneInUse(ctx)?.unjail(ctx, address);
  }

  /** @throws undefined/1 on a chain without staking of its own */
  function validator(ctx: Ctx, operator: ValAddress): Validator | undefined {
    return requireInUse(ctx).validator(ctx, operator);
  }

  /** @throws undefined/1 on a chain without staking of its own */
  function delegation(
    ctx: Ctx,
    delegator: AccAddress,
    operator: ValAddress,
  ): Delegation | undefined {
    return requireInUse(ctx).delegation(ctx, delegator, operator);
  }

  function standaloneInUse(ctx: Ctx): StandaloneStaking | undefined {
    return isChangeoverComplete(ctx) ? standaloneStaking : undefined;
  }

  function requireInUse(ctx: Ctx): StandaloneStaking {
    const staking = standaloneInUse(ctx);
    if (staking === undefined) throw plainError("unimplemented on CCV keeper");
    return staking;
  }

  return {
    isValidatorJailed,
    validatorByConsAddr,
    slashWithInfractionReason,
    jail,
    unjail,
    validator,
    delegation,
    /** Slashing's genesis finds nobody: keys of validators are not its business here. */
    validatorPubKeys: (_ctx: Ctx): Iterable<Any> => [],
    /** Genesis transactions bring no validators. */
    applyValidatorSetUpdates: (_ctx: Ctx): readonly ValidatorUpdate[] => [],
    unbondingTime: (ctx: Ctx): Duration => unbondingPeriod(ctx),
    historicalInfo,
  };
}

/** The id of the last validator set change that counted at a height; 0 before the first. */
export function valsetUpdateIdAt(ctx: Ctx, height: bigint): bigint {
  return state.valsetUpdateIds.get(ctx, BigInt.asUintN(64, height)) ?? 0n;
}

function requireStandalone(staking: StandaloneStaking | undefined): StandaloneStaking {
  if (staking === undefined) throw plainError("standalone staking keeper is nil");
  return staking;
}
