import { SECOND } from "@testudo/base";
import { createLightChain } from "@testudo/testkit/light-chain";
import type { CometError } from "./errors.ts";
import { hashHeader } from "./header.ts";
import {
  DEFAULT_TRUST_LEVEL,
  isHeaderExpired,
  type LightStep,
  lightBlockFault,
  validateTrustLevel,
  verifyAdjacent,
  verifyBackwards,
  verifyLight,
  verifyNonAdjacent,
} from "./light.ts";
import { proposerPriorityHash, ValidatorSet } from "./validator-set.ts";

const chain = createLightChain({ chainId: "consumer-1", powers: [10n, 10n, 10n] });
const strangers = createLightChain({ chainId: "consumer-1", powers: [10n], names: "stranger" });
const trusted = chain.header(10n);
const step = (height: bigint, changes: Partial<LightStep> = {}): LightStep => ({
  trustedHeader: trusted,
  trustedValidators: chain.validators,
  untrustedHeader: chain.sign(chain.header(height)),
  untrustedValidators: chain.validators,
  trustingPeriod: 1000n * SECOND,
  now: trusted.time + 10n * SECOND,
  maxClockDrift: 10n * SECOND,
  trustLevel: DEFAULT_TRUST_LEVEL,
  ...changes,
});

describe("verifyLight", () => {
  it("goes to the next header and to one further away", () => {
    verifyLight(step(11n));
    verifyLight(step(15n));
    expect(() => verifyAdjacent(step(12n))).toThrow("adjacent");
    expect(() => verifyNonAdjacent(step(11n))).toThrow("non adjacent");
  });

  it.each([
    { why: "expired", input: step(15n, { now: trusted.time + 1000n * SECOND }) },
    {
      why: "untrustedValidators",
      input: step(15n, {
        untrustedHeader: strangers.sign(strangers.header(15n)),
        untrustedValidators: strangers.validators,
      }),
    },
    { why: "invalidHeader", input: step(15n, { untrustedValidators: strangers.validators }) },
    {
      why: "invalidHeader",
      input: step(15n, {
        untrustedHeader: chain.sign(chain.header(15n), { voting: ["nil"] }),
      }),
    },
    {
      why: "invalid",
      input: step(11n, {
        untrustedHeader: strangers.sign(strangers.header(11n)),
        untrustedValidators: strangers.validators,
      }),
    },
  ])("tells why it refuses: $why", ({ why, input }) => {
    expect(reasonOf(() => verifyLight(input))).toBe(why);
  });

  it("faults 53: gives one verdict whatever priorities a fetched set claims, and their hash tells the lie", () => {
    const { validators } = chain.validators;
    const forged = new ValidatorSet(
      validators.map((validator, i) => ({ ...validator, proposerPriority: BigInt(i) * 1_000n })),
      chain.validators.proposer,
    );
    expect(forged.hash()).toEqual(chain.validators.hash());
    expect(proposerPriorityHash(forged)).not.toEqual(proposerPriorityHash(chain.validators));
    for (const untrustedValidators of [chain.validators, forged]) {
      expect(reasonOf(() => verifyLight(step(15n, { untrustedValidators })))).toBeUndefined();
    }
  });

  it("expires exactly at the end of the trusting period", () => {
    const end = trusted.time + 5n;
    expect(isHeaderExpired(trusted, 5n, end - 1n)).toBe(false);
    expect(isHeaderExpired(trusted, 5n, end)).toBe(true);
  });
});

describe("verifyBackwards", () => {
  const earlier = chain.header(9n);
  const linked = chain.header(10n, {
    lastBlockId: {
      hash: hashHeader(earlier),
      partSetHeader: { total: 1, hash: new Uint8Array(32) },
    },
  });

  it("follows the hash link", () => {
    verifyBackwards(earlier, linked);
  });

  it.each([
    { why: "the hash differs", header: chain.header(8n) },
    { why: "the time is not earlier", header: { ...earlier, time: linked.time } },
    { why: "the chain is another", header: { ...earlier, chainId: "other" } },
    { why: "the header is malformed", header: { ...earlier, height: 0n } },
  ])("refuses when $why", ({ header }) => {
    expect(reasonOf(() => verifyBackwards(header, linked))).toBe("invalidHeader");
  });
});

describe("a light block", () => {
  it("must have the validators of its header", () => {
    const signedHeader = chain.sign(chain.header(11n));
    const mine = { signedHeader, validatorSet: chain.validators };
    const foreign = { signedHeader, validatorSet: strangers.validators };
    expect(lightBlockFault(mine, chain.chainId)).toBeUndefined();
    expect(lightBlockFault(mine, "other")).toContain("another chain");
    expect(lightBlockFault(foreign, chain.chainId)).toContain("validator hash");
  });
});

it.each([
  { numerator: 1n, denominator: 3n, ok: true },
  { numerator: 1n, denominator: 1n, ok: true },
  { numerator: 33n, denominator: 100n, ok: false },
  { numerator: 4n, denominator: 3n, ok: false },
  { numerator: 0n, denominator: 0n, ok: false },
])("a trust level of $numerator/$denominator is allowed: $ok", ({ ok, ...level }) => {
  expect(reasonOf(() => validateTrustLevel(level))).toBe(ok ? undefined : "invalid");
});

function reasonOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as CometError).reason;
  }
}
