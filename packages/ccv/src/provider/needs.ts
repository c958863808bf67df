import type {
  AccAddress,
  AddressCodec,
  Coins,
  ConsAddress,
  Dec,
  DecCoins,
  Duration,
  Logger,
  Time,
  ValAddress,
} from "@testudo/base";
import type {
  Delegation,
  HistoricalInfo,
  Redelegation,
  UnbondingDelegation,
  Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Height } from "@testudo/proto/ibc/core/client/v1";
import type { ConnectionEnd } from "@testudo/proto/ibc/core/connection/v1";
import type {
  ClientState,
  ConsensusState,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import type { PacketSender } from "../wire/send-packet.ts";

/** What the provider asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of gov's account: it changes parameters and owns Top N chains. */
  readonly authority: string;
  readonly logger: Logger;
  readonly auth: {
    moduleAddress(name: string): AccAddress | undefined;
    /** Creates the account on first touch. */
    getModuleAccount(ctx: Ctx, name: string): { readonly address: string } | undefined;
  };
  readonly bank: {
    sendCoinsFromModuleToModule(ctx: Ctx, from: string, to: string, coins: Coins): void;
  };
  readonly staking: StakingNeeds;
  readonly slashing: {
    downtimeJailDuration(ctx: Ctx): Duration;
    slashFractionDoubleSign(ctx: Ctx): Dec;
    isTombstoned(ctx: Ctx, address: ConsAddress): boolean;
    jailUntil(ctx: Ctx, address: ConsAddress, until: Time): void;
    tombstone(ctx: Ctx, address: ConsAddress): void;
  };
  readonly distribution: {
    communityTax(ctx: Ctx): Dec;
    /** By the commission rate inside `validator`. */
    allocateTokensToValidator(ctx: Ctx, validator: Validator, tokens: DecCoins): void;
    fundCommunityPool(ctx: Ctx, amount: Coins, sender: AccAddress): void;
  };
  readonly client: {
    /** Encoded states without their Any; returns the id. */
    createClient(
      ctx: Ctx,
      clientType: string,
      clientState: Uint8Array,
      consensusState: Uint8Array,
    ): string;
    clientState(ctx: Ctx, clientId: string): ClientState | undefined;
    consensusState(ctx: Ctx, clientId: string, height: Height): ConsensusState | undefined;
  };
  /** The light client's own judgement, whatever the client's status. */
  readonly lightClient: {
    checkForMisbehaviour(ctx: Ctx, clientId: string, message: MisbehaviourMessage): boolean;
    verifyClientMessage(ctx: Ctx, clientId: string, message: MisbehaviourMessage): void;
  };
  readonly connection: {
    connection(ctx: Ctx, connectionId: string): ConnectionEnd | undefined;
  };
  readonly channel: PacketSender & {
    chanCloseInit(ctx: Ctx, portId: string, channelId: string): void;
  };
}

/** Misbehaviour as light clients take it. */
export interface MisbehaviourMessage {
  readonly kind: "misbehaviour";
  readonly misbehaviour: Misbehaviour;
}

/** The real staking module: all bonded validators, active or not. */
export interface StakingNeeds {
  readonly powerReduction: bigint;
  unbondingTime(ctx: Ctx): Duration;
  maxValidators(ctx: Ctx): number;
  minCommissionRate(ctx: Ctx): Dec;
  validator(ctx: Ctx, operator: ValAddress): Validator | undefined;
  validatorByConsAddr(ctx: Ctx, address: ConsAddress): Validator | undefined;
  /** Bonded validators by descending power, at most `maxValidators`. */
  bondedValidatorsByPower(ctx: Ctx): Validator[];
  lastValidatorPower(ctx: Ctx, operator: ValAddress): bigint;
  getLastTotalPower(ctx: Ctx): bigint;
  historicalInfo(ctx: Ctx, height: bigint): HistoricalInfo | undefined;
  getUnbondingDelegationsFromValidator(ctx: Ctx, operator: ValAddress): UnbondingDelegation[];
  getRedelegationsFromSrcValidator(ctx: Ctx, operator: ValAddress): Redelegation[];
  slashUnbondingDelegation(
    ctx: Ctx,
    unbonding: UnbondingDelegation,
    infractionHeight: bigint,
    fraction: Dec,
  ): bigint;
  slashRedelegation(
    ctx: Ctx,
    source: Validator,
    redelegation: Redelegation,
    infractionHeight: bigint,
    fraction: Dec,
  ): bigint;
  slashWithInfractionReason(
    ctx: Ctx,
    address: ConsAddress,
    infractionHeight: bigint,
    power: bigint,
    fraction: Dec,
    infraction: number,
  ): bigint;
  jail(ctx: Ctx, address: ConsAddress): void;
  delegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<Delegation>;
  stakingTokenSupply(ctx: Ctx): bigint;
  totalBondedTokens(ctx: Ctx): bigint;
  bondedRatio(ctx: Ctx): Dec;
}
