import { AppError, sdkErrors } from "@testudo/base";
import type { Ctx } from "../ctx.ts";
import {
  createGasMeter,
  createInfiniteGasMeter,
  createSimulationGasMeter,
  type GasMeter,
} from "../gas.ts";
import { OutOfGas } from "../panic.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";

/**
 * One rule a transaction must pass before its messages run. Returns the context for the rest (usually the one it got) or
 * throws.
 */
export type AnteStep = (ctx: Ctx, tx: DecodedTx) => Ctx;

/** How the ante chain ended. `ctx` carries the transaction's gas meter also when it was refused. */
export interface AnteOutcome {
  readonly ctx: Ctx;
  readonly refusal?: AppError;
}

/** A refusal of a step that forgets the transaction's context: the gas that is told is what was used before it. */
export class ContextLost extends Error {
  override readonly name = "ContextLost";
  readonly refusal: AppError;

  constructor(refusal: AppError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The whole ante chain. Panics other than running out of gas pass through. */
export type AnteHandler = (ctx: Ctx, tx: DecodedTx) => AnteOutcome;

/**
 * Runs the steps in order under the transaction's own gas meter (`SetUpContextDecorator`): the declared limit, none at
 * genesis, and in a simulation, which finds out how much it takes, `SIMULATION_GAS_MAX`.
 */
export function createAnteChain(steps: readonly AnteStep[]): AnteHandler {
  return (outer, tx) => {
    const { gasLimit } = tx.fee;
    const ctx = outer.with({ gas: meterFor(outer, gasLimit) });
    try {
      checkBlockLimit(ctx, gasLimit);
      return { ctx: steps.reduce((current, step) => step(current, tx), ctx) };
    } catch (error) {
      if (error instanceof OutOfGas) {
        const used = ctx.gas.consumed;
        return { ctx, refusal: outOfGasError(error, gasLimit, used) };
      }
      if (error instanceof AppError) return { ctx, refusal: error };
      if (error instanceof ContextLost) return { ctx: outer, refusal: error.refusal };
      throw error;
    }
  };
}

function meterFor({ mode, height }: Ctx, gasLimit: bigint): GasMeter {
  if (height === 0n) return createInfiniteGasMeter();
  return mode === "simulate" ? createSimulationGasMeter() : createGasMeter(gasLimit);
}

/** sdk/11 with the text that clients know. */
export function outOfGasError(cause: OutOfGas, wanted: bigint, used: bigint): AppError {
  return sdkErrors.outOfGas(`${cause.message}; gasWanted: ${wanted}, gasUsed: ${used}`, cause);
}

function checkBlockLimit(ctx: Ctx, gasLimit: bigint): void {
  const blockMax = ctx.consensusParams?.block?.maxGas ?? 0n;
  if (blockMax > 0n && gasLimit > blockMax) {
    throw sdkErrors.invalidGasLimit(`tx gas limit ${gasLimit} exceeds block max gas ${blockMax}`);
  }
}
