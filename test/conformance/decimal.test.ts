import {
  addDecCoins,
  Dec,
  type DecCoins,
  euclideanMod,
  intersectDecCoins,
  mulDec,
  mulDecTruncate,
  parseInt256,
  quoDecTruncate,
  toHex,
  truncateDecCoins,
  utf8,
} from "@testudo/base";
import { describeVectors } from "@testudo/testkit/vectors";

type Coin = { denom: string; amount: string };

describeVectors("decimal.json", {
  dec_binary(input: { a: string; b: string }, expected: Record<string, string>) {
    const a = Dec.fromText(input.a);
    const b = Dec.fromText(input.b);
    const operations: Record<string, () => Dec> = {
      add: () => a.add(b),
      sub: () => a.sub(b),
      mul: () => a.mul(b),
      mul_truncate: () => a.mulTruncate(b),
      mul_round_up: () => a.mulRoundUp(b),
      quo: () => a.quo(b),
      quo_truncate: () => a.quoTruncate(b),
      quo_round_up: () => a.quoRoundUp(b),
      mul_int_of_truncated_b: () => a.mulInt(b.truncateInt()),
      quo_int_of_truncated_b: () => a.quoInt(b.truncateInt()),
    };
    const results = Object.entries(operations).map(([name, run]) => [name, textOrPanic(run)]);
    expect(Object.fromEntries(results)).toEqual(expected);
  },

  dec_unary(input: { a: string }, expected: Record<string, string | boolean>) {
    const a = Dec.fromText(input.a);
    expect({
      text: a.toString(),
      round_int: a.roundInt().toString(),
      truncate_int: a.truncateInt().toString(),
      truncate_dec: textOrPanic(() => a.truncateDec()),
      ceil: textOrPanic(() => a.ceil()),
      abs: a.abs().toString(),
      neg: a.neg().toString(),
      power_3: textOrPanic(() => a.power(3n)),
      approx_sqrt: textOrPanic(() => a.approxSqrt()),
      approx_root_3: textOrPanic(() => a.approxRoot(3n)),
      is_integer: a.isInteger(),
      proto_bytes: toHex(utf8(a.toAtomicsText())),
      json: JSON.stringify(a),
    }).toEqual(expected);
  },

  dec_parse(input: { text: string }, expected: { ok: boolean; value: string }) {
    expect(parsed(() => Dec.fromText(input.text).toString())).toEqual(expected);
  },

  int_parse(input: { text: string }, { proto_bytes, ...expected }: IntParsed) {
    const result = parsed(() => parseInt256(input.text).toString());
    expect(result).toEqual(expected);
    expect(toHex(utf8(result.value))).toBe(proto_bytes);
  },

  int_division(input: { a: string; b: string }, expected: { quo: string; mod: string }) {
    const a = parseInt256(input.a);
    const b = parseInt256(input.b);
    expect({ quo: (a / b).toString(), mod: euclideanMod(a, b).toString() }).toEqual(expected);
  },

  dec_coins(input: { a: Coin[]; b: Coin[]; k: string }, expected: Record<string, Coin[]>) {
    const a = fromWire(input.a);
    const b = fromWire(input.b);
    const k = Dec.fromText(input.k);
    const { coins, change } = truncateDecCoins(a);
    expect({
      add: toWire(addDecCoins(a, b)),
      mul_dec: toWire(mulDec(a, k)),
      mul_dec_truncate: toWire(mulDecTruncate(a, k)),
      quo_dec_truncate: toWire(quoDecTruncate(a, k)),
      truncated: coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() })),
      change: toWire(change),
      intersect: toWire(intersectDecCoins(a, b)),
    }).toEqual(expected);
  },
});

type IntParsed = { ok: boolean; value: string; proto_bytes: string };

function textOrPanic(run: () => Dec): string {
  try {
    return run().toString();
  } catch {
    return "panic";
  }
}

function parsed(read: () => string): { ok: boolean; value: string } {
  try {
    return { ok: true, value: read() };
  } catch {
    return { ok: false, value: "" };
  }
}

function fromWire(coins: Coin[]): DecCoins {
  return coins.map(({ denom, amount }) => ({ denom, amount: Dec.fromText(amount) }));
}

function toWire(coins: DecCoins): Coin[] {
  return coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() }));
}
