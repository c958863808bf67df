import {
  addCoins,
  amountOf,
  type Coin,
  coinsAreValid,
  coinsToText,
  InvalidCoins,
  isAllGTE,
  isAllPositive,
  isAnyGTE,
  isValidDenom,
  maxCoins,
  minCoins,
  newCoins,
  parseCoins,
  safeSubCoins,
  subCoins,
} from "./coins.ts";
import { decCoinsToText, parseDecCoins, subDecCoins } from "./dec-coins.ts";

const coins = parseCoins;

describe("a set of coins", () => {
  it("sorts, merges and drops zeros", () => {
    expect(coinsToText(coins("2stake,1atom"))).toBe("1atom,2stake");
    expect(newCoins([{ denom: "atom", amount: 0n }])).toEqual([]);
    expect(coinsToText(addCoins(coins("1atom,2stake"), coins("3stake,4uion")))).toBe(
      "1atom,5stake,4uion",
    );
    expect(coinsToText(subCoins(coins("1atom,2stake"), coins("1atom")))).toBe("2stake");
    expect(coinsToText([])).toBe("");
  });

  it("sorts by bytes, capitals first", () => {
    expect(coinsToText(coins("1atom,1ATOM,1ibc/AB,1ibc"))).toBe("1ATOM,1atom,1ibc,1ibc/AB");
  });

  it("does not go below zero unasked", () => {
    expect(() => subCoins(coins("1atom"), coins("2atom"))).toThrow(InvalidCoins);
    expect(safeSubCoins(coins("1atom"), coins("2atom"))).toEqual({
      coins: [{ denom: "atom", amount: -1n }],
      negative: true,
    });
  });

  it("compares denom by denom", () => {
    expect(isAllGTE(coins("2atom,1stake"), coins("2atom"))).toBe(true);
    expect(isAllGTE(coins("2atom"), coins("2atom,1stake"))).toBe(false);
    expect(isAllGTE([], [])).toBe(true);
    expect(isAnyGTE(coins("2atom,1stake"), coins("3atom,1stake"))).toBe(true);
    expect(isAnyGTE(coins("2atom"), [])).toBe(false);
    expect(isAllPositive([])).toBe(false);
    expect(amountOf(coins("2atom"), "stake")).toBe(0n);
    expect(coinsToText(minCoins(coins("2atom,1stake"), coins("1atom,5uion")))).toBe("1atom");
    expect(coinsToText(maxCoins(coins("2atom,1stake"), coins("3atom,5uion")))).toBe(
      "3atom,1stake,5uion",
    );
  });

  it.each<[string, Coin[]]>([
    ["unsorted", [coin("b0b", 1n), coin("a0a", 1n)]],
    ["duplicate", [coin("a0a", 1n), coin("a0a", 1n)]],
    ["zero", [coin("a0a", 0n)]],
    ["negative", [coin("a0a", -1n)]],
    ["short denom", [coin("aa", 1n)]],
  ])("is not valid when %s", (_why, list) => {
    expect(coinsAreValid(list)).toBe(false);
  });

  it("knows a denom by its form", () => {
    expect(isValidDenom(`a${"b".repeat(127)}`)).toBe(true);
    expect(isValidDenom(`a${"b".repeat(128)}`)).toBe(false);
    expect(isValidDenom("ibc/AB.c:d_e-f")).toBe(true);
    expect(isValidDenom("1ab")).toBe(false);
    expect(isValidDenom("ab\n")).toBe(false);
  });
});

describe("decimal coins", () => {
  it("are read as minimum gas prices are written", () => {
    expect(decCoinsToText(parseDecCoins("0.001stake, 1atom"))).toBe(
      "1.000000000000000000atom,0.001000000000000000stake",
    );
    expect(() => parseDecCoins("0.1")).toThrow(InvalidCoins);
  });

  it("do not go below zero", () => {
    expect(() => subDecCoins(parseDecCoins("1atom"), parseDecCoins("1.1atom"))).toThrow(
      InvalidCoins,
    );
  });
});

function coin(denom: string, amount: bigint): Coin {
  return { denom, amount };
}
