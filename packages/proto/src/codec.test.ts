import { concatBytes, fromHex, toHex, utf8 } from "@testudo/base";
import { MsgSend } from "./gen/cosmos/bank/v1beta1.ts";
import { Coin } from "./gen/cosmos/base/v1beta1.ts";
import { InnerSpec } from "./gen/cosmos/ics23/v1.ts";
import { Params as SlashingParams } from "./gen/cosmos/slashing/v1beta1.ts";
import { CommissionRates, MsgEditValidator } from "./gen/cosmos/staking/v1beta1.ts";
import { type ModeInfo, ModeInfo as Modes, TxBody } from "./gen/cosmos/tx/v1beta1.ts";
import { BoolValue, Int32Value, Int64Value, UInt64Value } from "./gen/google/protobuf.ts";
import { Acknowledgement } from "./gen/ibc/core/channel/v1.ts";
import { ConsumerPacketData } from "./gen/interchain_security/ccv/v1.ts";
import { CanonicalVote, EvidenceParams, Header } from "./gen/tendermint/types.ts";
import { WireError } from "./wire-error.ts";

describe("encode", () => {
  it("leaves out zero scalars and always writes embedded messages", () => {
    expect(toHex(Header.encode(Header.create()))).toBe("0a00220b088092b8c398feffffff012a021200");
  });

  it("writes a number that was never set as 0", () => {
    expect(toHex(Coin.encode({ denom: "x", amount: "" }))).toBe("0a0178120130");
    const params = SlashingParams.decode(SlashingParams.encode(SlashingParams.create()));
    expect(toHex(params.minSignedPerWindow)).toBe("30");
  });

  it("leaves out an absent pointer to a number", () => {
    const edit = MsgEditValidator.create();
    expect(toHex(MsgEditValidator.encode(edit))).toBe("0a00");
    expect(toHex(MsgEditValidator.encode({ ...edit, commissionRate: "1" }))).toBe("0a001a0131");
  });

  it("packs repeated numbers and tells fixed from variable width", () => {
    expect(toHex(InnerSpec.encode({ ...InnerSpec.create(), childOrder: [0, 1, 300] }))).toBe(
      "0a040001ac02",
    );
    const vote = { ...CanonicalVote.create(), type: 1, height: 5n, timestamp: timestamp(0n) };
    expect(toHex(CanonicalVote.encode(vote))).toBe("08011105000000000000002a00");
  });

  it.each([
    [0n, ""],
    [127n, "087f"],
    [128n, "088001"],
    [2n ** 53n - 1n, "08ffffffffffffff0f"],
    [2n ** 53n, "088080808080808010"],
    [2n ** 63n - 1n, "08ffffffffffffffff7f"],
    [-1n, "08ffffffffffffffffff01"],
    [-(2n ** 63n), "0880808080808080808001"],
  ])("writes and reads int64 %s", (value, hex) => {
    expect(toHex(Int64Value.encode({ value }))).toBe(hex);
    expect(Int64Value.decode(fromHex(hex))).toEqual({ value });
  });

  it("reads uint64 up to its end, and negative int32 in ten bytes", () => {
    const value = 2n ** 64n - 1n;
    expect(UInt64Value.decode(UInt64Value.encode({ value }))).toEqual({ value });
    expect(toHex(Int32Value.encode({ value: -2 }))).toBe("08feffffffffffffffff01");
    expect(Int32Value.decode(fromHex("08feffffffffffffffff01"))).toEqual({ value: -2 });
  });

  it.each([
    ["above uint64", () => UInt64Value.encode({ value: 2n ** 64n })],
    ["below uint64", () => UInt64Value.encode({ value: -1n })],
    ["above int64", () => Int64Value.encode({ value: 2n ** 63n })],
    ["above int32", () => Int32Value.encode({ value: 2 ** 31 })],
    ["fractional int32", () => Int32Value.encode({ value: 0.5 })],
  ])("refuses a number %s", (_, encode) => {
    expect(encode).toThrow(WireError);
  });

  it("names message and field of a value that does not fit", () => {
    const body = { ...TxBody.create(), timeoutHeight: -1n };
    expect(() => TxBody.encode(body)).toThrow(
      "cosmos.tx.v1beta1.TxBody.timeout_height: -1 is not a uint64",
    );
  });

  it("grows for messages above its first buffer, with texts of any alphabet", () => {
    const body = { ...TxBody.create(), memo: "é漢😀".repeat(5000) };
    expect(TxBody.decode(TxBody.encode(body))).toEqual(body);
  });
});

describe("decode", () => {
  it("takes the last of repeated scalars and merges repeated submessages", () => {
    expect(Coin.decode(fromHex("0a01610a0162")).denom).toBe("b");
    // Two headers on the wire: block 1, then app 2.
    expect(Header.decode(fromHex("0a0208010a021002")).version).toEqual({ block: 1n, app: 2n });
  });

  it("replaces a oneof member by the next one, whichever it is", () => {
    const twice = Acknowledgement.decode(fromHex("aa010101b2010178"));
    expect(twice).toEqual({ result: undefined, error: "x" });
    const slash = ConsumerPacketData.decode(fromHex("120210051a0008021202100a"));
    expect(slash.slashPacketData?.valsetUpdateId).toBe(10n);
    expect(slash.vscMaturedPacketData).toBeUndefined();
  });

  it("reads packed and single numbers alike", () => {
    expect(InnerSpec.decode(fromHex("0a02000108050a0107")).childOrder).toEqual([0, 1, 5, 7]);
  });

  it.each([
    ["", ""],
    ["007", "7"],
    ["010", "8"],
    ["0x10", "16"],
    ["1_0", "10"],
    ["+5", "5"],
    ["-0", "0"],
    [`${2n ** 256n - 1n}`, `${2n ** 256n - 1n}`],
  ])("reads the number %s as %s", (text, amount) => {
    expect(Coin.decode(coin(text)).amount).toBe(amount);
  });

  it.each(["x", "1.5", "08", "1__0", " 1", `${2n ** 256n}`])("refuses the number %s", (text) => {
    expect(() => Coin.decode(coin(text))).toThrow("cosmos.base.v1beta1.Coin.amount");
  });

  it.each([`${2n ** 256n * 10n ** 18n - 1n}`, `-${"9".repeat(95)}`])(
    "reads the decimal %s, as long as its whole part has 256 bits",
    (text) => {
      const bytes = CommissionRates.encode({ rate: text, maxRate: "0", maxChangeRate: "0" });
      expect(CommissionRates.decode(bytes).rate).toBe(text);
    },
  );

  it("refuses a decimal above that", () => {
    const rate = `${2n ** 256n * 10n ** 18n}`;
    const bytes = CommissionRates.encode({ rate, maxRate: "0", maxChangeRate: "0" });
    expect(() => CommissionRates.decode(bytes)).toThrow("out of range");
  });

  it.each([
    ["before year 1", -62_135_596_801n, 0],
    ["after year 9999", 253_402_300_800n, 0],
    ["with a whole second of nanoseconds", 0n, 1_000_000_000],
    ["with negative nanoseconds", 5n, -1],
  ])("refuses a time %s", (_, seconds, nanos) => {
    const bytes = Header.encode({ ...Header.create(), time: { seconds, nanos } });
    expect(() => Header.decode(bytes)).toThrow("tendermint.types.Header.time: timestamp");
  });

  it.each([
    ["of mixed signs", 1n, -5],
    ["with a whole second of nanoseconds", 0n, 1_000_000_000],
    ["of more than 64 bits", 9_223_372_036n, 854_775_808],
    ["of more than ten thousand years", 315_576_000_001n, 0],
  ])("refuses a duration %s", (_, seconds, nanos) => {
    const params = { ...EvidenceParams.create(), maxAgeDuration: { seconds, nanos } };
    expect(() => EvidenceParams.decode(EvidenceParams.encode(params))).toThrow("duration");
  });

  it("takes the longest duration, and the last of two", () => {
    const longest = { seconds: 9_223_372_036n, nanos: 854_775_807 };
    const one = EvidenceParams.encode({ ...EvidenceParams.create(), maxAgeDuration: longest });
    expect(EvidenceParams.decode(one).maxAgeDuration).toEqual(longest);
    const other = { ...EvidenceParams.create(), maxAgeDuration: { seconds: 3n, nanos: 0 } };
    const both = concatBytes(one, EvidenceParams.encode(other));
    expect(EvidenceParams.decode(both).maxAgeDuration).toEqual({ seconds: 3n, nanos: 0 });
  });

  it("keeps text that is not UTF-8, as Go's strings do", () => {
    const bytes = fromHex("1203c361ff");
    const body = TxBody.decode(bytes);
    expect(body.memo).toHaveLength(3);
    expect(TxBody.encode(body)).toEqual(bytes);
    expect(TxBody.toJSON(body)).toMatchObject({ memo: "\ufffda\ufffd" });
  });

  it("skips fields that it does not know, groups too", () => {
    expect(BoolValue.decode(fromHex("7a01610801"))).toEqual({ value: true });
    expect(BoolValue.decode(fromHex("7b08017c0801"))).toEqual({ value: true });
  });

  it.each([
    ["a length past the end", "0a05ff"],
    ["a varint without end", "12"],
    ["a varint of eleven bytes", "18ffffffffffffffffffff01"],
    ["field number 0", "0001"],
    ["a tag above 32 bits", "828080808001"],
    ["the wire type of another kind", "0801"],
    ["an end of group that never began", "7c"],
    ["wire type 7", "7f"],
  ])("refuses %s", (_, hex) => {
    expect(() => TxBody.decode(fromHex(hex))).toThrow(WireError);
  });

  it("names the innermost message and field", () => {
    expect(() => MsgSend.decode(fromHex("1a030a0561"))).toThrow(
      "cosmos.base.v1beta1.Coin.denom: unexpected end",
    );
  });

  it("refuses nesting that no honest message has", () => {
    expect(() => Modes.decode(Modes.encode(nested(400)))).not.toThrow();
    expect(() => Modes.decode(Modes.encode(nested(600)))).toThrow("nested too deep");
  });

  it("copies: a later change of the input does not reach the message", () => {
    const bytes = fromHex("aa010101");
    const { result } = Acknowledgement.decode(bytes);
    bytes[3] = 9;
    expect(result).toEqual(Uint8Array.of(1));
  });

  it("gives plain byte arrays for a Buffer", () => {
    const { result } = Acknowledgement.decode(Buffer.from("aa010101", "hex"));
    expect(result?.constructor).toBe(Uint8Array);
  });
});

/** Each level is two messages: ModeInfo and ModeInfo.Multi. */
function nested(levels: number): ModeInfo {
  let info: ModeInfo = { single: { mode: 1 } };
  for (let level = 0; level < levels; level += 1) info = { multi: { modeInfos: [info] } };
  return info;
}

/** A coin whose amount is this text, whether or not it is a number. */
function coin(amount: string): Uint8Array {
  return Uint8Array.of(0x12, amount.length, ...utf8(amount));
}

function timestamp(seconds: bigint) {
  return { seconds, nanos: 0 };
}
