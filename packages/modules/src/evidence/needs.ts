import type { AddressCodec, ConsAddress, Dec, Logger, Time } from "@testudo/base";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "@testudo/runtime";

/** The part of a validator record that evidence looks at. A consumer's stub has no operator. */
export interface AccusedValidator {
  readonly operatorAddress: string;
  readonly jailed: boolean;
  /** cosmos.staking.v1beta1.BondStatus */
  readonly status: number;
}

/** What evidence asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  readonly logger: Logger;
  readonly staking: {
    validatorByConsAddr(ctx: Ctx, consAddr: ConsAddress): AccusedValidator | undefined;
  };
  readonly slashing: {
    pubKey(ctx: Ctx, consAddr: ConsAddress): Any | undefined;
    hasSigningInfo(ctx: Ctx, consAddr: ConsAddress): boolean;
    isTombstoned(ctx: Ctx, consAddr: ConsAddress): boolean;
    slashFractionDoubleSign(ctx: Ctx): Dec;
    slashWithInfractionReason(
      ctx: Ctx,
      consAddr: ConsAddress,
      slash: {
        readonly fraction: Dec;
        readonly power: bigint;
        readonly distributionHeight: bigint;
        readonly infraction: number;
      },
    ): void;
    jail(ctx: Ctx, consAddr: ConsAddress): void;
    jailUntil(ctx: Ctx, consAddr: ConsAddress, until: Time): void;
    tombstone(ctx: Ctx, consAddr: ConsAddress): void;
  };
}
