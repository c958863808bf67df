import { fromHex, utf8 } from "@testudo/base";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import { matching } from "@testudo/testkit/matching";
import { ccvErrors } from "./errors.ts";
import { decodeHandshakeMetadata, encodeHandshakeMetadata } from "./handshake.ts";
import {
  decodeConsumerPacket,
  decodeVscPacket,
  encodeConsumerPacket,
  encodeVscPacket,
  slashConsumerPacket,
  UndecodablePacket,
  validateConsumerPacket,
  validateVscPacket,
} from "./packets.ts";

const ADDRESS = fromHex("00112233445566778899aabbccddeeff00112233");
const ADDRESS_TEXT = "ABEiM0RVZneImaq7zN3u/wARIjM=";

const slash = {
  validator: { address: ADDRESS, power: 7n },
  valsetUpdateId: 18_446_744_073_709_551_615n,
  infraction: Infraction.INFRACTION_DOWNTIME,
};

const body = (infraction: string, power = '"7"', id = '"18446744073709551615"') =>
  `"validator":{"address":"${ADDRESS_TEXT}","power":${power}},"valset_update_id":${id},"infraction":${infraction}`;

const packet = (content: string, type = '"CONSUMER_PACKET_TYPE_SLASH"') =>
  utf8(`{"type":${type},"slashPacketData":{${content}}}`);

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("packets to consumers", () => {
  it("ccv 11.3 are proto JSON with snake case, numbers in quotes and empty lists", () => {
    const key = new Uint8Array(32).fill(0xfb);
    const bytes = encodeVscPacket({
      validatorUpdates: [{ pubKey: { ed25519: key }, power: 0n }],
      valsetUpdateId: 3n,
      slashAcks: [],
    });
    const keyText = `${"+/v7".repeat(10)}+/s=`;
    expect(text(bytes)).toBe(
      `{"validator_updates":[{"pub_key":{"ed25519":"${keyText}"},"power":"0"}],"valset_update_id":"3","slash_acks":[]}`,
    );
    expect(decodeVscPacket(bytes)).toEqual({
      validatorUpdates: [{ pubKey: { ed25519: key }, power: 0n }],
      valsetUpdateId: 3n,
      slashAcks: [],
    });
  });

  it("need a list, though it may be empty, and an id", () => {
    const check = (json: string) => validateVscPacket(decodeVscPacket(utf8(json)));
    const refused = matching(ccvErrors.invalidPacketData);
    expect(check('{"validator_updates":[],"valset_update_id":"1"}').validatorUpdates).toEqual([]);
    expect(() => check('{"valset_update_id":"1"}')).toThrow(refused);
    expect(() => check('{"validator_updates":[]}')).toThrow(refused);
  });
});

describe("packets from consumers", () => {
  it("ccv 11.4 are written in the V1 form", () => {
    expect(text(encodeConsumerPacket(slashConsumerPacket(slash)))).toBe(
      text(packet(body('"INFRACTION_TYPE_DOWNTIME"'))),
    );
  });

  it.each([
    { form: "V1", data: packet(body('"INFRACTION_TYPE_DOWNTIME"')) },
    { form: "present", data: packet(body('"INFRACTION_DOWNTIME"')) },
    { form: "numbered", data: packet(body("2", "7", "18446744073709551615"), "1") },
  ])("ccv 11.5 are read in the $form form", ({ data }) => {
    expect(decodeConsumerPacket(data)).toEqual({
      type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH,
      slashPacketData: slash,
    });
  });

  it.each([
    { why: "an unknown member", data: packet(`${body('"INFRACTION_DOWNTIME"')},"more":1`) },
    { why: "an unknown infraction", data: packet(body('"INFRACTION_TYPE_SLEEP"')) },
    { why: "broken JSON", data: utf8('{"type":') },
    { why: "an escape in a name", data: packet(body('"INFRACTION_TYPE_\\u0044OWNTIME"')) },
    { why: "an escape in a number", data: packet(body("2", '"\\u0037"')) },
    { why: "a number out of range", data: packet(body("2", '"9223372036854775808"')) },
    { why: "nothing at all", data: new Uint8Array() },
    {
      why: "VSC matured with an unknown member",
      data: utf8('{"type":2,"vscMaturedPacketData":{"x":1}}'),
    },
  ])("ccv 11.6 are not read with $why", ({ data }) => {
    expect(() => decodeConsumerPacket(data)).toThrow(UndecodablePacket);
  });

  it.each([
    { why: "no body", data: utf8('{"type":"CONSUMER_PACKET_TYPE_SLASH"}') },
    { why: "no type", data: utf8("{}") },
    { why: "no power", data: packet(body('"INFRACTION_DOWNTIME"', '"0"')) },
    { why: "no infraction", data: packet(body('"INFRACTION_UNSPECIFIED"')) },
    {
      why: "VSC id 0 in VSC matured",
      data: utf8('{"type":"CONSUMER_PACKET_TYPE_VSCM","vscMaturedPacketData":{}}'),
    },
  ])("are refused with $why", ({ data }) => {
    expect(() => validateConsumerPacket(decodeConsumerPacket(data))).toThrow();
  });
});

describe("the version of a channel", () => {
  it("ccv 11.10 is binary protobuf, byte for byte", () => {
    const metadata = { providerFeePoolAddr: "cosmos1pool", version: "1" };
    const version = encodeHandshakeMetadata(metadata);
    expect(version).toBe("\n\u000bcosmos1pool\u0012\u00011");
    expect(decodeHandshakeMetadata(version)).toEqual(metadata);
    expect(() => decodeHandshakeMetadata("1")).toThrow(
      matching(ccvErrors.invalidHandshakeMetadata),
    );
  });
});
