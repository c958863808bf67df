import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { completeParams, merged, updateOf, validateChange, validateParams } from "./params.ts";

const parts = {
  block: { maxBytes: 1000n, maxGas: -1n },
  evidence: { maxAgeNumBlocks: 10n, maxAgeDuration: { seconds: 1n, nanos: 0 }, maxBytes: 100n },
  validator: { pubKeyTypes: ["ed25519"] },
};
const stored: ConsensusParams = { ...parts, version: undefined, abci: undefined };
const enabledAt = (height: bigint) =>
  completeParams({ ...stored, abci: { voteExtensionsEnableHeight: height } });

describe("consensus parameters", () => {
  it("fills in version and abci, so that an update stores all five parts", () => {
    expect(completeParams(stored)).toEqual({
      ...parts,
      version: { app: 0n },
      abci: { voteExtensionsEnableHeight: 0n },
    });
  });

  it.each(["block", "evidence", "validator"])("refuses an update without %s", (part) => {
    const message = { authority: "", ...parts, abci: undefined, [part]: undefined };
    expect(() => updateOf(message)).toThrow("all parameters must be present");
  });

  it.each([
    { why: "an empty block", change: { block: { maxBytes: 0n, maxGas: -1n } } },
    { why: "a block over 100 MiB", change: { block: { maxBytes: 104_857_601n, maxGas: -1n } } },
    { why: "gas below -1", change: { block: { maxBytes: 1000n, maxGas: -2n } } },
    {
      why: "evidence larger than a block",
      change: { evidence: { ...parts.evidence, maxBytes: 1001n } },
    },
    { why: "no key types", change: { validator: { pubKeyTypes: [] } } },
    { why: "an unknown key type", change: { validator: { pubKeyTypes: ["bls"] } } },
  ])("refuses $why", ({ change }) => {
    expect(() =>
      validateParams(merged(completeParams(stored), { ...stored, ...change })),
    ).toThrow();
  });

  it("takes an unlimited block with evidence of up to 100 MiB", () => {
    const unlimited = {
      ...stored,
      block: { maxBytes: -1n, maxGas: -1n },
      evidence: { ...parts.evidence, maxBytes: 104_857_600n },
    };
    expect(() => validateParams(completeParams(unlimited))).not.toThrow();
  });

  it.each([
    { from: 0n, to: 11n, allowed: true },
    { from: 0n, to: 10n, allowed: false },
    { from: 20n, to: 0n, allowed: false },
    { from: 20n, to: 15n, allowed: true },
    { from: 10n, to: 15n, allowed: false },
    { from: 5n, to: 5n, allowed: true },
  ])("at height 10, vote extensions from $from to $to: $allowed", ({ from, to, allowed }) => {
    const update = { ...stored, abci: { voteExtensionsEnableHeight: to } };
    const change = () => validateChange(enabledAt(from), update, 10n);
    if (allowed) expect(change).not.toThrow();
    else expect(change).toThrow();
  });
});
