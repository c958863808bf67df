import { AppError, toHex } from "@testudo/base";
import { GenesisState } from "@testudo/proto/cosmos/auth/v1beta1";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { type Account, accountToAny, newBaseAccount } from "./accounts.ts";
import { exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import { DEFAULT_PARAMS } from "./params.ts";

function genesis(accounts: readonly Account[]) {
  return GenesisState.toJSON({ params: DEFAULT_PARAMS, accounts: accounts.map(accountToAny) });
}

function numbered(name: string, accountNumber: bigint): Account {
  return { ...newBaseAccount(testAddresses.acc.toText(testAccount(name))), accountNumber };
}

describe("auth genesis", () => {
  it("keeps numbers with their gaps and gives the fee collector the next one", () => {
    const { ctx, auth } = createStakeChain();

    initGenesis(auth, ctx, genesis([numbered("b", 5n), numbered("a", 2n)]));

    expect(auth.getAccount(ctx, testAccount("a"))?.accountNumber).toBe(2n);
    expect(auth.getAccount(ctx, testAccount("b"))?.accountNumber).toBe(5n);
    expect(auth.getModuleAccount(ctx, "fee_collector")?.accountNumber).toBe(6n);
  });

  it("gives accounts that share a number the lowest free ones", () => {
    const { ctx, auth } = createStakeChain();
    const accounts = [
      numbered("first", 1n),
      numbered("second", 1n),
      numbered("third", 1n),
      numbered("other", 2n),
    ];

    initGenesis(auth, ctx, genesis(accounts));

    const names = ["first", "second", "third", "other"];
    expect(names.map((name) => auth.getAccount(ctx, testAccount(name))?.accountNumber)).toEqual([
      1n,
      0n,
      3n,
      2n,
    ]);
  });

  it("exports what it imported", () => {
    const { ctx, auth } = createStakeChain();
    initGenesis(auth, ctx, genesis([numbered("a", 0n), numbered("b", 1n)]));
    const exported = exportGenesis(auth, ctx);

    const other = createStakeChain();
    initGenesis(other.auth, other.ctx, exported);

    expect(exportGenesis(other.auth, other.ctx)).toEqual(exported);
    const dump = (chain: typeof other) =>
      Array.from(chain.state.store("acc").iterate(), ([key, value]) => [toHex(key), toHex(value)]);
    expect(dump(other)).toEqual(dump({ ...other, state: ctx.state }));
  });

  it.each([
    { why: "an address occurs twice", accounts: [numbered("a", 0n), numbered("a", 1n)] },
    {
      why: "a module account has another name's address",
      accounts: [{ ...numbered("a", 0n), kind: "module", name: "gov", permissions: [] } as Account],
    },
  ])("is refused when $why", ({ accounts }) => {
    const { auth } = createStakeChain();

    expect(() => validateGenesis(auth, genesis(accounts))).toThrow(AppError);
  });
});
