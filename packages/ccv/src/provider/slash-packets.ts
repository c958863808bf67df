import {
  AppError,
  type ConsumerConsAddress,
  type ConsumerId,
  consAddress,
  consumerConsAddress,
  type ProviderConsAddress,
  plainError,
} from "@testudo/base";
import { isUnbonded } from "@testudo/modules/staking";
import { fromDuration } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import {
  ConsumerPhase,
  type SlashJailParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { SlashPacketData } from "@testudo/proto/interchain_security/ccv/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { SLASH_PACKET_BOUNCED, SLASH_PACKET_HANDLED, V1_RESULT } from "../wire/acknowledgements.ts";
import { infractionName, validateSlashPacket } from "../wire/packets.ts";
import { fractionOf } from "./consumer-parameters.ts";
import { phaseOf } from "./consumers.ts";
import { emitConsumerChainSlash } from "./events.ts";
import { NIL_POINTER } from "./go-text.ts";
import { providerAddressOf } from "./key-assignment.ts";
import type { Needs } from "./needs.ts";
import { type SlashMeter, setSlashMeter, slashMeter } from "./slash-meter.ts";
import { LISTED, state } from "./state.ts";

/** Reports of downtime and double signs that consumers send. */
export type SlashPackets = ReturnType<typeof createSlashPackets>;

export function createSlashPackets(
  { addresses, staking, slashing, logger }: Needs,
  { effectivePower }: SlashMeter,
) {
  /**
   * Takes a slash packet and says with one byte what became of it.
   *
   * A double sign is only noted: evidence punishes it. Downtime gets a member of a launched consumer's set jailed, while
   * the slash meter allows it. Panics on a channel that is no consumer's.
   *
   * @throws CCV/1, or undefined/1 for an unknown set update: the consumer is at fault and gets an error for an answer
   */
  function onRecvSlashPacket(ctx: Ctx, packet: Packet, data: SlashPacketData): Uint8Array {
    const { destinationChannel } = packet;
    const id =
      state.channelConsumers.get(ctx, destinationChannel) ??
      panic(`SlashPacket received on unknown channel ${destinationChannel}`);
    checkSlashPacket(ctx, id, data);
    const consumerAddress = consumerConsAddress(data.validator.address);
    const address = providerAddressOf(ctx, id, consumerAddress);

    if (data.infraction === Infraction.INFRACTION_DOUBLE_SIGN) {
      infractionHeightOf(ctx, id, data.valsetUpdateId);
      state.slashLog.set(ctx, address, LISTED);
      return V1_RESULT;
    }
    if (phaseOf(ctx, id) !== ConsumerPhase.CONSUMER_PHASE_LAUNCHED) {
      // Once more: the reference asks again for its log.
      phaseOf(ctx, id);
      appendSlashAck(ctx, id, consumerAddress);
      return SLASH_PACKET_HANDLED;
    }
    if (state.consumerValidators.get(ctx, [id, address]) === undefined) {
      appendSlashAck(ctx, id, consumerAddress);
      return SLASH_PACKET_HANDLED;
    }

    const meter = slashMeter(ctx);
    if (meter < 0n) return SLASH_PACKET_BOUNCED;
    setSlashMeter(ctx, meter - effectivePower(ctx, address));
    handleDowntime(ctx, id, data);
    return SLASH_PACKET_HANDLED;
  }

  function checkSlashPacket(ctx: Ctx, id: ConsumerId, data: SlashPacketData): void {
    try {
      validateSlashPacket(data);
    } catch (error) {
      throw error instanceof AppError ? error.wrap("error validating SlashPacket data") : error;
    }
    if (infractionHeightOf(ctx, id, data.valsetUpdateId) === undefined) {
      throw plainError(
        `cannot find infraction height matching the validator update id ${data.valsetUpdateId} for chain ${id}`,
      );
    }
  }

  /** Jails whom the packet names, unless that is done, out of reach or over: then the packet is dropped. */
  function handleDowntime(ctx: Ctx, id: ConsumerId, data: SlashPacketData): void {
    const consumerAddress = consumerConsAddress(data.validator.address);
    const address = providerAddressOf(ctx, id, consumerAddress);
    const validator = staking.validatorByConsAddr(ctx, consAddress(address));
    if (validator === undefined || isUnbonded(validator)) return;
    if (slashing.isTombstoned(ctx, consAddress(address))) return;
    const infractionHeight = infractionHeightOf(ctx, id, data.valsetUpdateId);
    if (infractionHeight === undefined) return;

    appendSlashAck(ctx, id, consumerAddress);
    const parameters = state.infractionParameters.get(ctx, id);
    if (parameters === undefined) {
      logger.error({ consumer: id }, "no infraction parameters");
      return;
    }
    const punished =
      validator.jailed ||
      punishDowntime(ctx, address, {
        infractionHeight,
        power: data.validator.power,
        punishment: parameters.downtime ?? panic(NIL_POINTER),
      });
    if (!punished) return;
    emitConsumerChainSlash(ctx, {
      validator: addresses.cons.toText(address),
      infraction: infractionName(data.infraction),
      infractionHeight,
      valsetUpdateId: data.valsetUpdateId,
    });
  }

  /** Whether all steps went through. What was done before a step that failed stays done. */
  function punishDowntime(
    ctx: Ctx,
    address: ProviderConsAddress,
    {
      infractionHeight,
      power,
      punishment,
    }: {
      readonly infractionHeight: bigint;
      readonly power: bigint;
      readonly punishment: SlashJailParameters;
    },
  ): boolean {
    const validator = consAddress(address);
    const fraction = fractionOf(punishment);
    const height = BigInt.asIntN(64, infractionHeight);
    const reason = Infraction.INFRACTION_DOWNTIME;
    try {
      staking.slashWithInfractionReason(ctx, validator, height, power, fraction, reason);
      staking.jail(ctx, validator);
      slashing.jailUntil(ctx, validator, ctx.time + fromDuration(punishment.jailDuration));
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.error({ err: error }, "could not punish downtime");
      return false;
    }
  }

  /** Tells the consumer with the next packet that it may report this validator again. */
  function appendSlashAck(ctx: Ctx, id: ConsumerId, address: ConsumerConsAddress): void {
    const acks = state.slashAcks.get(ctx, id)?.addresses ?? [];
    state.slashAcks.set(ctx, id, { addresses: [...acks, addresses.cons.toText(address)] });
  }

  return { onRecvSlashPacket };
}

/** Height of the provider that a set update stands for; update 0 stands for the opening of the channel. */
function infractionHeightOf(ctx: Ctx, id: ConsumerId, valsetUpdateId: bigint): bigint | undefined {
  return valsetUpdateId === 0n
    ? state.initChainHeights.get(ctx, id)
    : state.valsetUpdateHeights.get(ctx, valsetUpdateId);
}
