import {
  type AccAddress,
  AppError,
  AssertionFailure,
  assert,
  panicError,
  sdkErrors,
  type TextCodec,
} from "@testudo/base";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { type AnteHandler, outOfGasError } from "../ante/handler.ts";
import type { Ctx } from "../ctx.ts";
import { type Event, event } from "../events.ts";
import { createInfiniteGasMeter } from "../gas.ts";
import { OutOfGas } from "../panic.ts";
import { type MessageRouter, noHandler } from "../routing/message-router.ts";
import { branchState } from "../state.ts";
import type { DecodedTx, TxMessage } from "./decoded-tx.ts";
import type { TxDecoder } from "./tx-decoder.ts";
import type { TxOutcome } from "./tx-result.ts";

/** What running a transaction takes. */
export interface TxRunnerOptions {
  readonly decoder: TxDecoder;
  readonly router: MessageRouter;
  readonly ante: AnteHandler;
  readonly addresses: TextCodec<AccAddress>;
  /** Reads the stored consensus params; charged to the transaction until its own meter starts. */
  consensusParams(ctx: Ctx): ConsensusParams | undefined;
}

/** Runs transactions. */
export interface TxRunner {
  /**
   * Runs a transaction in the mode of `ctx`: messages run in `finalize`, `init` and `simulate`; what `check` and
   * `recheck` keep is the ante chain's work alone. Writes go to the state of `ctx` (except when simulating, where the
   * caller drops them). Never throws for what the transaction contains; an `AssertionFailure` passes through.
   */
  run(ctx: Ctx, bytes: Uint8Array): TxOutcome;
}

/** Follows `BaseApp.runTx` step by step: order, gas accounting and what survives a failure are consensus. */
export function createTxRunner(options: TxRunnerOptions): TxRunner {
  const { decoder, router, ante, addresses, consensusParams } = options;

  function run(base: Ctx, bytes: Uint8Array): TxOutcome {
    const executes = base.mode === "finalize" || base.mode === "init" || base.mode === "simulate";
    const blockGas = base.mode === "finalize" || base.mode === "init" ? base.blockGas : undefined;
    let ctx = base.with({ txBytes: bytes, gas: createInfiniteGasMeter(), eventLog: [] });
    ctx = ctx.with({ consensusParams: consensusParams(ctx) });
    if (blockGas?.isOutOfGas()) {
      return failed(sdkErrors.outOfGas("no block gas left to run tx"), 0n, 0n);
    }

    let gasWanted = 0n;
    let anteEvents: readonly Event[] = [];
    let blockGasPaid = false;
    function payBlockGas(): void {
      if (blockGasPaid || blockGas === undefined) return;
      blockGasPaid = true;
      blockGas.consume(ctx.gas.consumedToLimit, "block gas meter");
    }

    function execute(): Pick<TxOutcome, "responses" | "events"> {
      const tx = decoder.decode(bytes);
      checkMessages(tx);

      const anteState = branchState(base.state);
      const outcome = ante(ctx.with({ state: anteState, eventLog: [] }), tx);
      ctx = outcome.ctx.with({ state: base.state });
      gasWanted = ctx.gas.limit;
      if (outcome.refusal !== undefined) throw outcome.refusal;
      anteState.write();
      anteEvents = ctx.events();
      if (!executes) return { responses: [], events: [] };

      const messageState = branchState(base.state);
      const result = runMessages(ctx.with({ state: messageState, eventLog: [] }), tx);
      payBlockGas();
      messageState.write();
      return { responses: result.responses, events: [...anteEvents, ...result.events] };
    }

    function settle(step: () => void): AppError | undefined {
      try {
        step();
        return undefined;
      } catch (error) {
        return refusalOf(error, gasWanted, ctx.gas.consumed);
      }
    }

    let success: Pick<TxOutcome, "responses" | "events"> | undefined;
    const refusal = settle(() => {
      success = execute();
    });
    // Every transaction pays the block for its gas, also a failed one; and that may be what fails it.
    const unpaid = settle(payBlockGas);
    const error = unpaid ?? refusal;
    if (error !== undefined || success === undefined) {
      assert(error !== undefined, "a transaction neither failed nor succeeded");
      return { ...failed(error, gasWanted, ctx.gas.consumed), events: executes ? anteEvents : [] };
    }
    return { gasWanted, gasUsed: ctx.gas.consumed, ...success };
  }

  function checkMessages({ messages }: DecodedTx): void {
    if (messages.length === 0) {
      throw sdkErrors.invalidRequest("must contain at least one message");
    }
    for (const { route, value } of messages) route?.validateBasic?.(value);
    for (const { route, any } of messages) {
      if (route === undefined) throw noHandler(any.typeUrl);
    }
  }

  function runMessages(ctx: Ctx, tx: DecodedTx): Pick<TxOutcome, "responses" | "events"> {
    const results = tx.messages.map((message, index) => {
      const { response, events } = runMessage(ctx, message, index);
      const marked = [messageEvent(message, events), ...events].map((emitted) => ({
        type: emitted.type,
        attributes: [...emitted.attributes, { key: "msg_index", value: String(index) }],
      }));
      return { response, events: marked };
    });
    return {
      responses: results.map(({ response }) => response),
      events: results.flatMap(({ events }) => events),
    };
  }

  function runMessage(ctx: Ctx, { route, value, any }: TxMessage, index: number) {
    try {
      if (route === undefined) throw noHandler(any.typeUrl);
      return router.run(ctx, route, value);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw error.wrap(`failed to execute message; message index: ${index}`);
    }
  }

  /** The event that opens a message's events: what it was, who signed, and its module unless an event says so already. */
  function messageEvent(message: TxMessage, events: readonly Event[]): Event {
    const { typeUrl } = message.any;
    const attributes: [string, string][] = [["action", typeUrl]];
    const signer = message.signers()[0];
    if (signer !== undefined) attributes.push(["sender", addresses.toText(signer)]);
    const named = events.some((emitted) => emitted.attributes.some(({ key }) => key === "module"));
    const module = typeUrl.split(".")[1];
    if (!named && module !== undefined) attributes.push(["module", module]);
    return event("message", ...attributes);
  }

  return { run };
}

function failed(error: AppError, gasWanted: bigint, gasUsed: bigint): TxOutcome {
  return { error, gasWanted, gasUsed, responses: [], events: [] };
}

/** What a throw means for the transaction. A failed assertion is no business of the transaction: it goes on up. */
function refusalOf(error: unknown, gasWanted: bigint, gasUsed: bigint): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AssertionFailure) throw error;
  if (error instanceof OutOfGas) return outOfGasError(error, gasWanted, gasUsed);
  return panicError(`recovered: ${error instanceof Error ? error.message : String(error)}`, error);
}
