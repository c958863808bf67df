import type {
  AccAddress,
  AddressCodec,
  Coin,
  Coins,
  ConsAddress,
  Dec,
  Logger,
  ValAddress,
} from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Channel, Counterparty, Order } from "@testudo/proto/ibc/core/channel/v1";
import type { ConnectionEnd } from "@testudo/proto/ibc/core/connection/v1";
import type { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import type { PacketSender } from "../wire/send-packet.ts";

/** What the consumer asks of the rest of the application. */
export interface Needs extends StandInNeeds {
  /** Text form of the account allowed to change the parameters. */
  readonly authority: string;
  /** Module account whose balance is split every block. */
  readonly feeCollector: string;
  readonly auth: {
    moduleAddress(name: string): AccAddress | undefined;
    /** Creates the account on first touch. */
    getModuleAccount(ctx: Ctx, name: string): { readonly address: string } | undefined;
  };
  readonly bank: {
    balance(ctx: Ctx, address: AccAddress, denom: string): bigint;
    allBalances(ctx: Ctx, address: AccAddress): Coins;
    sendCoinsFromModuleToModule(ctx: Ctx, from: string, to: string, coins: Coins): void;
  };
  /** Slashing's hooks: it must know every validator before the engine counts its vote. */
  readonly hooks: {
    afterValidatorBonded(ctx: Ctx, address: ConsAddress, operator: ValAddress): void;
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
  };
  readonly connection: {
    connection(ctx: Ctx, connectionId: string): ConnectionEnd | undefined;
  };
  readonly channel: Pick<PacketSender, "sendPacket"> & {
    channel(ctx: Ctx, portId: string, channelId: string): Channel | undefined;
    /** The callback of the port's application included. */
    chanOpenInit(
      ctx: Ctx,
      terms: {
        readonly portId: string;
        readonly order: Order;
        readonly connectionHops: readonly string[];
        readonly counterparty: Counterparty;
        readonly version: string;
      },
    ): { readonly channelId: string };
    /** Without asking the application. */
    chanCloseInit(ctx: Ctx, portId: string, channelId: string): void;
  };
  readonly transfer: {
    transfer(
      ctx: Ctx,
      order: {
        readonly sourcePort: string;
        readonly sourceChannel: string;
        readonly token: Coin;
        readonly sender: string;
        readonly receiver: string;
        readonly timeoutHeight: {
          readonly revisionNumber: bigint;
          readonly revisionHeight: bigint;
        };
        readonly timeoutTimestamp: bigint;
        readonly memo: string;
        readonly encoding: string;
      },
    ): bigint;
  };
}

/** What stands in for staking asks for. */
export interface StandInNeeds {
  readonly addresses: AddressCodec;
  readonly logger: Logger;
  /** The staking module of a chain that was standalone, or that has governors of its own. */
  readonly standaloneStaking?: StandaloneStaking | undefined;
}

/** A real staking module beside the consumer. */
export interface StandaloneStaking {
  validator(ctx: Ctx, operator: ValAddress): Validator | undefined;
  delegation(ctx: Ctx, delegator: AccAddress, operator: ValAddress): Delegation | undefined;
  isValidatorJailed(ctx: Ctx, address: ConsAddress): boolean;
  unjail(ctx: Ctx, address: ConsAddress): void;
  slashWithInfractionReason(
    ctx: Ctx,
    address: ConsAddress,
    infractionHeight: bigint,
    power: bigint,
    fraction: Dec,
    infraction: number,
  ): bigint;
  /** Bonded validators by descending power, at most as many as may be. */
  bondedValidatorsByPower(ctx: Ctx): Validator[];
}
