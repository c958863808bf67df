import {
  DEFAULT_TRUST_LEVEL,
  hashCommit,
  hashHeader,
  hashValidators,
  incrementProposerPriority,
  newValidatorSet,
  verifyAdjacent,
  verifyCommit,
  verifyCommitLight,
  verifyNonAdjacent,
} from "@testudo/comet";
import { createLightChain } from "@testudo/testkit/light-chain";

/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const ROUNDS = 9;

/**
 * Light verification, hashing and rotation. Each verification sees signatures that were never verified before, as a
 * repeated one would be answered from memory.
 */
export async function run(): Promise<Measurement[]> {
  return [4, 100, 150].flatMap(measureSet);
}

function measureSet(size: number): Measurement[] {
  const powers = Array.from({ length: size }, (_, i) => BigInt(1000 + i));
  const chain = createLightChain({ chainId: "bench-1", powers });
  let height = 1n;
  const fresh = () => {
    height += 10n;
    const trusted = chain.header(height - 1n);
    const untrusted = chain.sign(chain.header(height));
    const step = {
      trustedHeader: trusted,
      trustedValidators: chain.validators,
      untrustedHeader: untrusted,
      untrustedValidators: chain.validators,
      trustingPeriod: 10n ** 18n,
      now: untrusted.header.time,
      maxClockDrift: 10n ** 10n,
      trustLevel: DEFAULT_TRUST_LEVEL,
    };
    const check = {
      chainId: chain.chainId,
      validators: chain.validators,
      blockId: untrusted.commit.blockId,
      height,
      commit: untrusted.commit,
    };
    return { step, check };
  };

  const micros = (what: string, value: number) => ({
    name: `${what}, ${size} validators`,
    value,
    unit: "us",
  });
  const { check } = fresh();
  const header = chain.header(5n);
  return [
    micros(
      "verifyCommitLight",
      median(fresh, (input) => verifyCommitLight(input.check)),
    ),
    micros(
      "verifyCommit",
      median(fresh, (input) => verifyCommit(input.check)),
    ),
    micros(
      "light verifyAdjacent",
      median(fresh, (input) => verifyAdjacent(input.step)),
    ),
    micros(
      "light verifyNonAdjacent",
      median(
        () => {
          const { step } = fresh();
          return { ...step, trustedHeader: chain.header(height - 5n) };
        },
        (step) => verifyNonAdjacent(step),
      ),
    ),
    micros(
      "validator set hash, not remembered",
      repeated(() => hashValidators(chain.validators.validators)),
    ),
    micros(
      "commit hash",
      repeated(() => hashCommit(check.commit)),
    ),
    micros(
      "header hash",
      repeated(() => hashHeader(header)),
    ),
    micros(
      "proposer rotation",
      repeated(() => incrementProposerPriority(chain.validators, 1)),
    ),
    micros(
      "new validator set",
      repeated(() => newValidatorSet(chain.validators.validators)),
    ),
  ];
}

/** Median microseconds of an action on fresh input. */
function median<T>(prepare: () => T, action: (input: T) => void): number {
  const inputs = Array.from({ length: ROUNDS }, prepare);
  const times = inputs.map((input) => {
    const start = process.hrtime.bigint();
    action(input);
    return Number(process.hrtime.bigint() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** Microseconds per call over many calls, the first ones left out. */
function repeated(action: () => void): number {
  for (let i = 0; i < 50; i++) action();
  const calls = 300;
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) action();
  return Number(process.hrtime.bigint() - start) / 1000 / calls;
}
