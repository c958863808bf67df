import { fromHex, toHex, utf8 } from "@testudo/base";
import { packAny } from "./any.ts";
import { PageResponse } from "./gen/cosmos/base/query/v1beta1.ts";
import { Coin, DecCoin } from "./gen/cosmos/base/v1beta1.ts";
import { PubKey } from "./gen/cosmos/crypto/ed25519.ts";
import { GenesisState as GenutilState } from "./gen/cosmos/genutil/v1beta1.ts";
import { Params as SlashingParams } from "./gen/cosmos/slashing/v1beta1.ts";
import { BondStatus, Validator } from "./gen/cosmos/staking/v1beta1.ts";
import { Any, Duration, StringValue, Timestamp } from "./gen/google/protobuf.ts";
import { Acknowledgement } from "./gen/ibc/core/channel/v1.ts";
import { Misbehaviour } from "./gen/ibc/lightclients/tendermint/v1.ts";
import {
  AddressList,
  QueryConsumerValidatorsValidator,
} from "./gen/interchain_security/ccv/provider/v1.ts";
import { ConsumerPacketDataV1 } from "./gen/interchain_security/ccv/v1.ts";
import { JsonError } from "./json-error.ts";
import { jsonText, sortedJsonText } from "./json-text.ts";

describe("toJSON", () => {
  it("shows defaults: null for absent messages and bytes, [] for lists, text for 64-bit numbers", () => {
    expect(PageResponse.toJSON(PageResponse.create())).toEqual({ next_key: null, total: "0" });
    expect(Misbehaviour.toJSON(Misbehaviour.create())).toEqual({
      client_id: "",
      header_1: null,
      header_2: null,
    });
  });

  it("tells bytes that are there and empty from bytes that are not there, as Go's nil", () => {
    expect(PageResponse.toJSON(PageResponse.decode(fromHex("0a00")))).toHaveProperty(
      "next_key",
      "",
    );
    expect(PageResponse.toJSON(PageResponse.fromJSON({ next_key: "" }))).toHaveProperty(
      "next_key",
      "",
    );
  });

  it("shows names of enums, decimals with 18 places, Anys with their type", () => {
    const validator: Validator = {
      ...Validator.create(),
      consensusPubkey: packAny(PubKey, { key: Uint8Array.of(1) }),
      status: BondStatus.BOND_STATUS_BONDED,
      tokens: "5",
      delegatorShares: "1500000000000000000",
    };
    expect(Validator.toJSON(validator)).toMatchObject({
      consensus_pubkey: { "@type": "/cosmos.crypto.ed25519.PubKey", key: "AQ==" },
      status: "BOND_STATUS_BONDED",
      tokens: "5",
      delegator_shares: "1.500000000000000000",
      unbonding_time: "0001-01-01T00:00:00Z",
      unbonding_ids: [],
    });
    expect(Validator.toJSON({ ...validator, status: 77 })).toHaveProperty("status", 77);
  });

  it("shows a decimal that was never set as 0 and a zero decimal with its places", () => {
    const { create, toJSON } = QueryConsumerValidatorsValidator;
    expect(toJSON(create())).toHaveProperty("rate", "0");
    expect(toJSON(create({ rate: "0" }))).toHaveProperty("rate", "0.000000000000000000");
    const slashing = SlashingParams.create({ minSignedPerWindow: utf8("500000000000000000") });
    expect(SlashingParams.toJSON(slashing)).toHaveProperty(
      "min_signed_per_window",
      "0.500000000000000000",
    );
  });

  it("leaves out members of a oneof that are not set", () => {
    expect(Acknowledgement.toJSON({ error: "x" })).toEqual({ error: "x" });
  });

  it("gives times and durations 0, 3, 6 or 9 decimals", () => {
    expect(Duration.toJSON({ seconds: 1n, nanos: 500_000_000 })).toBe("1.500s");
    expect(Duration.toJSON({ seconds: 0n, nanos: -1 })).toBe("-0.000000001s");
    expect(Timestamp.toJSON({ seconds: 0n, nanos: 1000 })).toBe("1970-01-01T00:00:00.000001Z");
  });

  it("shows a genesis transaction as the JSON that it is", () => {
    const state = GenutilState.fromJSON({ gen_txs: [{ body: { memo: "<" } }] });
    expect(new TextDecoder().decode(state.genTxs[0])).toBe('{"body":{"memo":"\\u003c"}}');
    expect(GenutilState.toJSON(state)).toEqual({ gen_txs: [{ body: { memo: "<" } }] });
  });

  it("wraps well-known values in an Any", () => {
    const any = packAny(StringValue, { value: "x" });
    expect(Any.toJSON(any)).toEqual({ "@type": "/google.protobuf.StringValue", value: "x" });
    expect(Any.fromJSON(Any.toJSON(any))).toEqual(any);
  });

  it("refuses an Any of a type that nobody knows", () => {
    expect(() => Any.toJSON({ typeUrl: "/x.Y", value: new Uint8Array() })).toThrow(JsonError);
  });
});

describe("fromJSON", () => {
  it("knows both spellings of a name and numbers in both forms", () => {
    const expected = { clientId: "c", header1: undefined, header2: undefined };
    expect(Misbehaviour.fromJSON({ client_id: "c" })).toEqual(expected);
    expect(Misbehaviour.fromJSON({ clientId: "c" })).toEqual(expected);
    expect(PageResponse.fromJSON({ total: 7 }).total).toBe(7n);
    expect(PageResponse.fromJSON({ total: "7" }).total).toBe(7n);
  });

  it("takes enums by name and by number, and null for absent", () => {
    expect(Validator.fromJSON({ status: "BOND_STATUS_UNBONDING" }).status).toBe(2);
    expect(Validator.fromJSON({ status: 2, consensus_pubkey: null }).status).toBe(2);
    expect(ConsumerPacketDataV1.fromJSON(null)).toEqual(ConsumerPacketDataV1.create());
  });

  it("keeps the atomics of a decimal", () => {
    expect(DecCoin.fromJSON({ denom: "x", amount: "0.5" }).amount).toBe("500000000000000000");
    expect(toHex(SlashingParams.fromJSON({ min_signed_per_window: "1" }).minSignedPerWindow)).toBe(
      toHex(utf8("1000000000000000000")),
    );
  });

  it.each([
    ["an unknown field", { bonded: 1 }, "bonded: unknown field"],
    ["a quoted number with a zero in front", { unbonding_height: "01" }, "expected an integer"],
    ["a fraction", { unbonding_height: 1.5 }, "unbonding_height: expected an integer"],
    [
      "a number out of range",
      { unbonding_height: "9223372036854775808" },
      "unbonding_height: 9223372036854775808 is out of range",
    ],
    ["a number for a text", { operator_address: 1 }, "operator_address: expected a text"],
    ["a text for a list", { unbonding_ids: "1" }, "unbonding_ids: expected a list"],
    [
      "an unknown enum name",
      { status: "BONDED" },
      'status: "BONDED" is not a cosmos.staking.v1beta1.BondStatus',
    ],
    ["a text for a message", { description: "x" }, "description: expected an object"],
    ["a wrong list item", { unbonding_ids: ["1", "x"] }, "unbonding_ids[1]: expected an integer"],
    ["19 decimal places", { delegator_shares: "0.0000000000000000001" }, "delegator_shares: "],
    ["an Any without type", { consensus_pubkey: {} }, 'consensus_pubkey: an Any needs a "@type"'],
    [
      "an unknown field in an Any",
      { consensus_pubkey: { "@type": "/cosmos.crypto.ed25519.PubKey", k: 1 } },
      "consensus_pubkey.k: unknown field",
    ],
    ["a time that is none", { unbonding_time: "yesterday" }, "unbonding_time: "],
  ])("refuses %s and says where", (_, json, message) => {
    expect(() => Validator.fromJSON(json)).toThrow(JsonError);
    expect(() => Validator.fromJSON(json)).toThrow(message);
  });

  it("takes of two spellings the camel case, and space around a quoted number", () => {
    const json = { unbondingHeight: " 2 ", unbonding_height: "1" };
    expect(Validator.fromJSON(json).unbondingHeight).toBe(2n);
  });

  it("takes bytes one by one, and null among bytes for none", () => {
    const key = PubKey.fromJSON({ key: [1, 255] });
    expect(key.key).toEqual(Uint8Array.of(1, 255));
    expect(() => PubKey.fromJSON({ key: [256] })).toThrow("key: expected bytes");
    expect(AddressList.fromJSON({ addresses: ["AQ==", null] }).addresses).toEqual([
      Uint8Array.of(1),
      new Uint8Array(),
    ]);
  });
});

describe("JSON text", () => {
  it("escapes what Go escapes", () => {
    expect(jsonText("<a>&\u2028\n\b\u0001é")).toBe('"\\u003ca\\u003e\\u0026\\u2028\\n\\b\\u0001é"');
  });

  it("keeps the order of members, or sorts them at every level, numbers too", () => {
    const json = { b: [{ d: 1, c: null }], "9": true, "10": "x" };
    expect(sortedJsonText(json)).toBe('{"10":"x","9":true,"b":[{"c":null,"d":1}]}');
    expect(jsonText({ b: 1, a: Coin.toJSON({ denom: "x", amount: "1" }) })).toBe(
      '{"b":1,"a":{"denom":"x","amount":"1"}}',
    );
  });
});
