import { AppError } from "@testudo/base";
import { GenesisState } from "@testudo/proto/cosmos/bank/v1beta1";
import { Panic } from "@testudo/runtime";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";

const [alice, bob] = ["alice", "bob"].map((name) => testAddresses.acc.toText(testAccount(name)));
const coin = (denom: string, amount: string) => ({ denom, amount });
const metadata = {
  description: "",
  denomUnits: [
    { denom: "ustake", exponent: 0, aliases: [] },
    { denom: "stake", exponent: 6, aliases: [] },
  ],
  base: "ustake",
  display: "stake",
  name: "Stake",
  symbol: "STAKE",
  uri: "",
  uriHash: "",
};
const genesis: GenesisState = {
  params: { sendEnabled: [], defaultSendEnabled: true },
  balances: [
    { address: alice!, coins: [coin("atom", "3"), coin("stake", "5")] },
    { address: bob!, coins: [coin("stake", "7")] },
  ],
  supply: [coin("atom", "3"), coin("stake", "12")],
  denomMetadata: [metadata],
  sendEnabled: [{ denom: "atom", enabled: false }],
};

describe("bank genesis", () => {
  it("exports what it imported, the supply included", () => {
    const { ctx, bank } = createStakeChain();
    initGenesis(bank, ctx, GenesisState.toJSON({ ...genesis, supply: [] }));

    const exported = GenesisState.fromJSON(exportGenesis(bank, ctx));

    expect(exported.supply).toEqual(genesis.supply);
    expect(exported.sendEnabled).toEqual(genesis.sendEnabled);
    expect(exported.denomMetadata).toEqual(genesis.denomMetadata);
    expect([...exported.balances].sort((a, b) => (a.address < b.address ? -1 : 1))).toEqual(
      [...genesis.balances].sort((a, b) => (a.address < b.address ? -1 : 1)),
    );
    expect(() => validateGenesis(bank, GenesisState.toJSON(exported))).not.toThrow();
  });

  it("panics on a supply that balances do not add up to", () => {
    const { ctx, bank } = createStakeChain();
    const json = GenesisState.toJSON({ ...genesis, supply: [coin("stake", "12")] });

    expect(() => initGenesis(bank, ctx, json)).toThrow(Panic);
  });

  const [first, second] = metadata.denomUnits;
  it.each([
    {
      why: "an address stands twice",
      change: { balances: [genesis.balances[1]!, genesis.balances[1]!] },
    },
    { why: "the supply is wrong", change: { supply: [coin("stake", "1")] } },
    {
      why: "a switch stands twice",
      change: { sendEnabled: [genesis.sendEnabled[0]!, genesis.sendEnabled[0]!] },
    },
    { why: "a name is blank", change: { denomMetadata: [{ ...metadata, name: " " }] } },
    {
      why: "units do not begin with the base",
      change: { denomMetadata: [{ ...metadata, denomUnits: [second!, first!] }] },
    },
    {
      why: "the display unit is missing",
      change: { denomMetadata: [{ ...metadata, denomUnits: [first!] }] },
    },
    {
      why: "units stand twice",
      change: { denomMetadata: [{ ...metadata, denomUnits: [first!, second!, second!] }] },
    },
  ])("is refused when $why", ({ change }) => {
    const { bank } = createStakeChain();

    expect(() => validateGenesis(bank, GenesisState.toJSON({ ...genesis, ...change }))).toThrow(
      AppError,
    );
  });
});
