import { ADDRESS_LENGTH_MAX, plainError, utf8 } from "@testudo/base";
import { JsonError, jsonText } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  ConsumerPacketData,
  ConsumerPacketDataType,
  ConsumerPacketDataV1,
  InfractionType,
  type SlashPacketData,
  type SlashPacketDataV1,
  ValidatorSetChangePacketData,
  type VSCMaturedPacketData,
} from "@testudo/proto/interchain_security/ccv/v1";
import { ccvErrors } from "./errors.ts";
import { InvalidPacketJson, readPacketJson } from "./packet-json.ts";

/** Packet data that decodes to no CCV packet. */
export class UndecodablePacket extends Error {
  override readonly name = "UndecodablePacket";
}

/** A validator set change as it arrives: Go tells a list that is missing from an empty one. */
export type ReceivedVscPacket = Omit<ValidatorSetChangePacketData, "validatorUpdates"> & {
  readonly validatorUpdates: ValidatorSetChangePacketData["validatorUpdates"] | undefined;
};

/** The bytes of a validator set change on the wire: proto JSON with proto names and all defaults. */
export function encodeVscPacket(packet: ValidatorSetChangePacketData): Uint8Array {
  return utf8(jsonText(ValidatorSetChangePacketData.toJSON(packet)));
}

/** @throws UndecodablePacket */
export function decodeVscPacket(data: Uint8Array): ReceivedVscPacket {
  return decoding(() => {
    const json = readPacketJson(data);
    const packet = ValidatorSetChangePacketData.fromJSON(json);
    const members: { validator_updates?: unknown; validatorUpdates?: unknown } = Object(json);
    const isGiven = Array.isArray(members.validator_updates ?? members.validatorUpdates);
    return { ...packet, validatorUpdates: isGiven ? packet.validatorUpdates : undefined };
  });
}

/**
 * Checks a received validator set change; an empty list of updates is fine.
 *
 * @throws CCV/1
 */
export function validateVscPacket(packet: ReceivedVscPacket): ValidatorSetChangePacketData {
  const { validatorUpdates, valsetUpdateId } = packet;
  if (validatorUpdates === undefined) {
    throw ccvErrors.invalidPacketData("validator updates cannot be nil");
  }
  if (valsetUpdateId === 0n) {
    throw ccvErrors.invalidPacketData("valset update id cannot be equal to zero");
  }
  return { ...packet, validatorUpdates };
}

/** A consumer packet that asks for a slash. */
export function slashConsumerPacket(slashPacketData: SlashPacketData): ConsumerPacketData {
  return { type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH, slashPacketData };
}

/** The bytes of a consumer packet on the wire: slash packets go in the form that every version of the provider reads. */
export function encodeConsumerPacket(packet: ConsumerPacketData): Uint8Array {
  const { type, slashPacketData } = packet;
  if (type !== ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH || slashPacketData === undefined) {
    return utf8(jsonText(ConsumerPacketData.toJSON(packet)));
  }
  const v1 = { type, slashPacketData: slashPacketToV1(slashPacketData) };
  return utf8(jsonText(ConsumerPacketDataV1.toJSON(v1)));
}

/**
 * Reads a consumer packet in the present form or, where that fails, in the V1 form, whose infractions are named
 * `INFRACTION_TYPE_*`.
 *
 * @throws UndecodablePacket
 */
export function decodeConsumerPacket(data: Uint8Array): ConsumerPacketData {
  return decoding(() => {
    const json = readPacketJson(data);
    return asMessage(() => ConsumerPacketData.fromJSON(json)) ?? decodeV1(json);
  });
}

function decodeV1(json: unknown): ConsumerPacketData {
  const { type, slashPacketData } = ConsumerPacketDataV1.fromJSON(json);
  if (type === ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM || slashPacketData === undefined) {
    throw new UndecodablePacket("VSC matured packets should be correctly unmarshaled");
  }
  return { type, slashPacketData: slashPacketFromV1(slashPacketData) };
}

/** @throws CCV/1, or undefined/1 for a missing body or a type that no consumer sends */
export function validateConsumerPacket(packet: ConsumerPacketData): void {
  switch (packet.type) {
    case ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM:
      if (packet.vscMaturedPacketData === undefined) throw missingBody("VscMaturePacketData");
      validateVscMaturedPacket(packet.vscMaturedPacketData);
      return;
    case ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH:
      if (packet.slashPacketData === undefined) throw missingBody("SlashPacketData");
      validateSlashPacket(packet.slashPacketData);
      return;
    default:
      throw unknownPacketType(packet);
  }
}

/** The refusal of a packet whose type no consumer sends. */
export function unknownPacketType({ type }: ConsumerPacketData) {
  return plainError(`invalid consumer packet type: "${packetTypeName(type)}"`);
}

/** @throws CCV/1 */
export function validateSlashPacket({ validator, infraction }: SlashPacketData): void {
  const { length } = validator.address;
  if (length === 0)
    throw invalidSlash("invalid validator: addresses cannot be empty: unknown address");
  if (length > ADDRESS_LENGTH_MAX) {
    throw invalidSlash(
      `invalid validator: address max length is ${ADDRESS_LENGTH_MAX}, got ${length}: unknown address`,
    );
  }
  if (validator.power === 0n) throw invalidSlash("validator power cannot be zero");
  if (
    infraction !== Infraction.INFRACTION_DOUBLE_SIGN &&
    infraction !== Infraction.INFRACTION_DOWNTIME
  ) {
    throw invalidSlash(`invalid infraction type: ${infractionName(infraction)}`);
  }
}

/** @throws CCV/1 */
export function validateVscMaturedPacket({ valsetUpdateId }: VSCMaturedPacketData): void {
  if (valsetUpdateId === 0n) throw ccvErrors.invalidPacketData("vscId cannot be equal to zero");
}

/** Name of an infraction as events print it; an unknown number stays a number. */
export function infractionName(infraction: Infraction): string {
  return nameOf(Infraction, infraction);
}

function packetTypeName(type: ConsumerPacketDataType): string {
  return nameOf(ConsumerPacketDataType, type);
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? String(value);
}

function slashPacketToV1(packet: SlashPacketData): SlashPacketDataV1 {
  const infraction =
    packet.infraction === Infraction.INFRACTION_DOWNTIME
      ? InfractionType.INFRACTION_TYPE_DOWNTIME
      : packet.infraction === Infraction.INFRACTION_DOUBLE_SIGN
        ? InfractionType.INFRACTION_TYPE_DOUBLE_SIGN
        : InfractionType.INFRACTION_TYPE_UNSPECIFIED;
  return { ...packet, infraction };
}

function slashPacketFromV1(packet: SlashPacketDataV1): SlashPacketData {
  const infraction =
    packet.infraction === InfractionType.INFRACTION_TYPE_DOWNTIME
      ? Infraction.INFRACTION_DOWNTIME
      : packet.infraction === InfractionType.INFRACTION_TYPE_DOUBLE_SIGN
        ? Infraction.INFRACTION_DOUBLE_SIGN
        : Infraction.INFRACTION_UNSPECIFIED;
  return { ...packet, infraction };
}

function decoding<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonError || error instanceof InvalidPacketJson) {
      throw new UndecodablePacket(error.message, { cause: error });
    }
    throw error;
  }
}

function asMessage<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

function missingBody(name: string) {
  return plainError(`invalid consumer packet data: ${name} data cannot be empty`);
}

function invalidSlash(detail: string) {
  return ccvErrors.invalidPacketData(detail);
}
