import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { completeParams, validateChange, validateParams } from "./params.ts";

const params = (voteExtensionsEnableHeight: bigint) =>
  completeParams({
    block: { maxBytes: -1n, maxGas: -1n },
    evidence: {
      maxAgeNumBlocks: 1n,
      maxAgeDuration: { seconds: 1n, nanos: 0 },
      maxBytes: 104_857_601n,
    },
    validator: { pubKeyTypes: ["ed25519"] },
    version: undefined,
    abci: { voteExtensionsEnableHeight },
  });

const to = (voteExtensionsEnableHeight: bigint): ConsensusParams => ({
  abci: { voteExtensionsEnableHeight },
});

// Failed proposals keep these texts.
describe("changing the height of vote extensions at height 10", () => {
  it.each([
    [0n, 0n],
    [0n, 11n],
    [20n, 0n],
    [20n, 11n],
    [5n, 5n],
  ])("from %d to %d is open", (before, after) => {
    expect(() => validateChange(params(before), to(after), 10n)).not.toThrow();
  });

  it.each([
    [0n, -1n, "VoteExtensionsEnableHeight must be positive"],
    [
      5n,
      0n,
      "vote extensions cannot be disabled once enabledold enable height: 5, current height 10",
    ],
    [
      0n,
      10n,
      "vote extensions cannot be updated to a past or current height, enable height: 10, current height 10",
    ],
    [
      10n,
      11n,
      "vote extensions cannot be modified once enabledenable height: 10, current height 10",
    ],
  ])("from %d to %d is refused", (before, after, reason) => {
    expect(() => validateChange(params(before), to(after), 10n)).toThrow(new Error(reason));
  });
});

it("names the limit of blocks as it is set", () => {
  expect(() => validateParams(params(0n))).toThrow(
    new Error("evidence.MaxBytesEvidence is greater than upper bound, 104857601 > -1"),
  );
});
