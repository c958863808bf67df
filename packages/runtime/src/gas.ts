import { GasOverflow, OutOfGas, Panic } from "./panic.ts";

/** Counts gas. `consume` adds first and compares afterwards, so `consumed` may end above `limit`. */
export interface GasMeter {
  /** 2^64-1 for an infinite meter, as Go reports it. */
  readonly limit: bigint;
  readonly consumed: bigint;
  /** `consumed`, but never more than `limit`. */
  readonly consumedToLimit: bigint;
  readonly remaining: bigint;
  /** @throws OutOfGas when the sum is over the limit, GasOverflow when it leaves 64 bits */
  consume(amount: bigint, descriptor: string): void;
  /** Like `consume` for amounts that are known to be small; the hot path of every store access. */
  charge(amount: number, descriptor: string): void;
  /** @throws Panic when more is given back than was used */
  refund(amount: bigint, descriptor: string): void;
  /** consumed > limit */
  isPastLimit(): boolean;
  /** consumed >= limit */
  isOutOfGas(): boolean;
}

const UINT64_MAX = (1n << 64n) - 1n;

/**
 * Gas of a simulation at most: more than any transaction of the Cosmos Hub takes, and little enough that nobody keeps a
 * node from its blocks with simulations.
 */
export const SIMULATION_GAS_MAX = 50_000_000n;

/** A meter that stops at `limit`. */
export function createGasMeter(limit: bigint): GasMeter {
  return createMeter(limit);
}

/** A meter that counts and never stops. */
export function createInfiniteGasMeter(): GasMeter {
  return createMeter(undefined);
}

/**
 * A meter for a simulation: it says that it has no limit, as the reference's, and stops at `SIMULATION_GAS_MAX`.
 */
export function createSimulationGasMeter(): GasMeter {
  return createMeter(SIMULATION_GAS_MAX, UINT64_MAX);
}

/** Sums in a double while that is exact and in a bigint beyond: nearly every charge stays in the first case. */
function createMeter(limit: bigint | undefined, shownLimit = limit ?? UINT64_MAX): GasMeter {
  const smallLimit =
    limit === undefined || limit > BigInt(Number.MAX_SAFE_INTEGER)
      ? Number.POSITIVE_INFINITY
      : Number(limit);
  let small = 0;
  let large: bigint | undefined;

  const consumed = () => large ?? BigInt(small);

  function assign(total: bigint): void {
    const fits = total <= BigInt(Number.MAX_SAFE_INTEGER);
    small = fits ? Number(total) : 0;
    large = fits ? undefined : total;
  }

  function consume(amount: bigint, descriptor: string): void {
    const total = consumed() + amount;
    if (total > UINT64_MAX) {
      assign(limit === undefined ? 0n : UINT64_MAX);
      throw new GasOverflow(descriptor);
    }
    assign(total);
    if (limit !== undefined && total > limit) throw new OutOfGas(descriptor);
  }

  return {
    limit: shownLimit,
    get consumed() {
      return consumed();
    },
    get consumedToLimit() {
      const used = consumed();
      return limit !== undefined && used > limit ? limit : used;
    },
    get remaining() {
      if (limit === undefined) return UINT64_MAX;
      const used = consumed();
      return used > limit ? 0n : limit - used;
    },
    consume,
    charge(amount, descriptor) {
      const total = small + amount;
      if (large !== undefined || total > Number.MAX_SAFE_INTEGER) {
        consume(BigInt(amount), descriptor);
        return;
      }
      small = total;
      if (total > smallLimit) throw new OutOfGas(descriptor);
    },
    refund(amount, descriptor) {
      const used = consumed();
      if (used < amount) throw new Panic(`negative gas consumed in location: ${descriptor}`);
      assign(used - amount);
    },
    isPastLimit: () => limit !== undefined && consumed() > limit,
    isOutOfGas: () => limit !== undefined && consumed() >= limit,
  };
}
