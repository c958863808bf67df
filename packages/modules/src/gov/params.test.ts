import { testAddresses } from "@testudo/testkit/stake-chain";
import { defaultParams, validateParams } from "./params.ts";

describe("gov parameters", () => {
  it("are valid as they come", () => {
    expect(() => validateParams(defaultParams(), testAddresses)).not.toThrow();
  });

  it.each([
    [
      { quorum: "x" },
      `invalid quorum string: failed to set decimal string with base 10: x${"0".repeat(18)}`,
    ],
    [{ quorum: "" }, "invalid quorum string: decimal string cannot be empty"],
    [{ quorum: "1." }, "invalid quorum string: invalid decimal length"],
    [{ quorum: "1.1" }, "quorom too large: 1.1"],
    [{ threshold: "0" }, "vote threshold must be positive: 0.000000000000000000"],
    [
      { expeditedThreshold: "0.5" },
      "expedited vote threshold 0.500000000000000000, must be greater than the regular threshold 0.500000000000000000",
    ],
    [{ maxDepositPeriod: { seconds: 0n, nanos: 0 } }, "maximum deposit period must be positive: 0"],
    [{ votingPeriod: { seconds: 0n, nanos: 0 } }, "voting period must be positive: 0s"],
    [
      { votingPeriod: { seconds: 86_400n, nanos: 0 } },
      "expedited voting period 24h0m0s must be strictly less that the regular voting period 24h0m0s",
    ],
    [
      { expeditedMinDeposit: [{ denom: "stake", amount: "10000000" }] },
      "expedited minimum deposit must be greater than minimum deposit: 10000000stake",
    ],
    [{ minDeposit: [] }, "invalid minimum deposit: "],
    [{ proposalCancelDest: "nobody" }, "deposits destination address is invalid: nobody"],
    [{ votingPeriod: undefined }, /^voting period must not be nil/],
  ])("refuse %p in Go's words, which a failed proposal stores", (change, text) => {
    expect(() => validateParams({ ...defaultParams(), ...change }, testAddresses)).toThrow(text);
  });
});
