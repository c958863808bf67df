import type { AccAddress, AddressCodec, ConsAddress, Dec, ValAddress } from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "@testudo/runtime";

/**
 * The staking side of slashing.
 *
 * The provider fills it with its staking keeper; the consumer with the CCV keeper, whose `slash` queues a
 * packet and whose `jail` does nothing.
 */
export interface StakingNeeds {
  /** Throws when the validator is not known: a voter without a record must halt the chain. */
  isValidatorJailed(ctx: Ctx, consAddr: ConsAddress): boolean;
  validatorByConsAddr(ctx: Ctx, consAddr: ConsAddress): SlashableValidator | undefined;
  /** Returns the tokens burnt. `infraction` is the staking enum: 1 double sign, 2 downtime. */
  slashWithInfractionReason(
    ctx: Ctx,
    consAddr: ConsAddress,
    infractionHeight: bigint,
    power: bigint,
    fraction: Dec,
    infraction: number,
  ): bigint;
  jail(ctx: Ctx, consAddr: ConsAddress): void;
  unjail(ctx: Ctx, consAddr: ConsAddress): void;
  validator(ctx: Ctx, operator: ValAddress): Validator | undefined;
  delegation(ctx: Ctx, delegator: AccAddress, operator: ValAddress): Delegation | undefined;
  /** Consensus keys of all validators, for genesis; nothing on a consumer. */
  validatorPubKeys(ctx: Ctx): Iterable<Any>;
}

/** The part of a validator record that punishing looks at. */
export interface SlashableValidator {
  readonly jailed: boolean;
}

/** What slashing asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  readonly staking: StakingNeeds;
}
