import { InputError } from "./errors.ts";
import { readTopology } from "./topology.ts";

const validator = (name: string) => ({ name, stake: 1_000_000 });

describe("readTopology", () => {
  it("fills in the default devnet: four unequal validators and one consumer", () => {
    const topology = readTopology(undefined);
    expect(topology).toMatchObject({ seed: "testudo", preset: "dev", portOffset: 0 });
    expect(topology.validators.map(({ name }) => name)).toEqual(["alice", "bob", "carol", "dave"]);
    expect(new Set(topology.validators.map(({ stake }) => stake)).size).toBe(4);
    expect(topology.consumers.map(({ chainId }) => chainId)).toEqual(["consumer-1"]);
  });

  it("lets options go over the file, and the file over the defaults", () => {
    const config = { seed: "file", mine: "interval:2s", consumers: [{ chainId: "far-7" }] };
    const topology = readTopology(config, { seed: "option", validators: 2 });
    expect(topology.seed).toBe("option");
    expect(topology.mine).toEqual({ mode: "interval", ms: 2000 });
    expect(topology.consumers[0]).toMatchObject({ chainId: "far-7", validators: ["alice", "bob"] });
  });

  it("gives every validator beyond the named ones a name and a stake of its own", () => {
    const { validators } = readTopology(undefined, { validators: 100 });
    expect(new Set(validators.map(({ name }) => name)).size).toBe(100);
    expect(validators.at(-1)).toEqual({ name: "val-100", stake: 199_000_000n });
  });

  it.each([
    { why: "a key is misspelt", config: { sed: "x" }, says: /there is no key "sed"/ },
    { why: "it is a list", config: [], says: /is not an object/ },
    { why: "a nested key is misspelt", config: { hub: { chainID: "h" } }, says: /hub.*"chainID"/ },
    { why: "a type is wrong", config: { seed: 5 }, says: /seed: 5 is not text/ },
    { why: "the preset is unknown", config: { preset: "prod" }, says: /preset.*dev, hub/ },
    { why: "mining is unknown", config: { mine: "fast" }, says: /mine.*interval:2s/ },
    { why: "the interval is zero", config: { mine: "interval:0s" }, says: /no way of mining/ },
    { why: "there is no validator", config: { validators: [] }, says: /0 entries/ },
    { why: "a count is negative", config: { validators: -1 }, says: /whole number from 1/ },
    {
      why: "a stake is below one unit of power",
      config: { validators: [{ name: "a", stake: 999_999 }] },
      says: /validators\[0\].stake.*at least 1000000/,
    },
    {
      why: "a name could leave its folder",
      config: { validators: [validator("../x")] },
      says: /is no name/,
    },
    {
      why: "a chain id could leave its folder",
      config: { consumers: [{ chainId: "../../etc" }] },
      says: /consumers\[0\].chainId.*is no chain id/,
    },
    {
      why: "two chains have one id",
      config: { consumers: [{ chainId: "hub-1" }] },
      says: /chain id hub-1 is there twice/,
    },
    {
      why: "a validator takes the faucet's name",
      config: { validators: [validator("faucet")] },
      says: /name faucet is there twice/,
    },
    {
      why: "an unknown validator opts in",
      config: { consumers: [{ chainId: "c-1", validators: ["zed"] }] },
      says: /no validator "zed"; there are alice, bob/,
    },
    { why: "the offset is text", config: { portOffset: "1" }, says: /portOffset: "1"/ },
    {
      why: "the power cap is above 100",
      config: { consumers: [{ chainId: "c-1", validatorsPowerCap: 101 }] },
      says: /validatorsPowerCap.*0 to 100/,
    },
    { why: "a price is no text", config: { hub: { minGasPrice: 0.1 } }, says: /minGasPrice/ },
  ])("faults 127: refuses when $why, naming the key", ({ config, says }) => {
    const read = () => readTopology(config, {}, "devnet.yaml");
    expect(read).toThrow(InputError);
    expect(read).toThrow(says);
    expect(read).toThrow(/^[^\n]*devnet\.yaml[^\n]*$/);
  });
});
