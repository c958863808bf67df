import { Dec } from "@testudo/base";
import { createCtx } from "@testudo/runtime";
import { plainStores } from "@testudo/testkit/stake-chain";
import { createMintKeeper, nextInflation } from "./keeper.ts";
import { defaultParams } from "./params.ts";

const dec = (text: string) => Dec.fromText(text);

describe("nextInflation", () => {
  const yearly = { ...defaultParams(), blocksPerYear: 1n };

  it.each([
    { bonded: "0", from: "0.1", to: "0.200000000000000000" },
    { bonded: "1", from: "0.1", to: "0.070000000000000000" },
    { bonded: "0.67", from: "0.1", to: "0.100000000000000000" },
    { bonded: "0.335", from: "0.1", to: "0.165000000000000000" },
  ])("moves from $from to $to with $bonded bonded", ({ bonded, from, to }) => {
    expect(nextInflation(dec(from), yearly, dec(bonded)).toString()).toBe(to);
  });
});

describe("mint.mintBlock", () => {
  function setUp(supply: bigint) {
    const moves: string[] = [];
    const ctx = createCtx({ state: plainStores() });
    const text = (coins: readonly { denom: string; amount: bigint }[]) =>
      coins.map(({ denom, amount }) => `${amount}${denom}`).join(",");
    const mint = createMintKeeper({
      authority: "gov",
      feeCollector: "fee_collector",
      auth: { getModuleAccount: () => undefined },
      bank: {
        mintCoins: (_, module, coins) => void moves.push(`mint ${module} ${text(coins)}`),
        sendCoinsFromModuleToModule: (_, from, to, coins) =>
          void moves.push(`send ${from} ${to} ${text(coins)}`),
      },
      staking: { stakingTokenSupply: () => supply, bondedRatio: () => dec("0.67") },
    });
    mint.setParams(ctx, { ...defaultParams(), blocksPerYear: 10n });
    mint.setMinter(ctx, { inflation: dec("0.1").toAtomicsText(), annualProvisions: "0" });
    return { ctx, mint, moves };
  }

  it("mints a block's share of the year, rounded down", () => {
    const { ctx, mint, moves } = setUp(1_999n);

    mint.mintBlock(ctx);

    expect(moves).toEqual(["mint mint 19stake", "send mint fee_collector 19stake"]);
    expect(mint.minter(ctx).annualProvisions).toBe(dec("199.9").toAtomicsText());
    expect(
      ctx
        .events()
        .at(-1)
        ?.attributes.map(({ value }) => value),
    ).toEqual(["0.670000000000000000", "0.100000000000000000", "199.900000000000000000", "19"]);
  });

  it("sends nothing, but sends, when there is nothing to mint", () => {
    const { ctx, mint, moves } = setUp(0n);

    mint.mintBlock(ctx);

    expect(moves).toEqual(["send mint fee_collector "]);
  });
});
