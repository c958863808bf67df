import { AppError } from "@testudo/base";
import { jsonText } from "@testudo/proto";
import { Result, SimulationResponse } from "@testudo/proto/cosmos/base/abci/v1beta1";
import { SimulateRequest, SimulateResponse, Tx } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Ctx } from "../ctx.ts";
import { GrpcCode, grpcError } from "../grpc.ts";
import { type QueryRoute, query } from "../module.ts";
import { branchState } from "../state.ts";
import { type TxOutcome, toAbciEvent, txData } from "../tx/tx-result.ts";
import type { TxRunner } from "../tx/tx-runner.ts";

/** Runs transactions without consequences. */
export interface Simulator {
  /** Answer of `/app/simulate`, as JSON. @throws AppError of the transaction */
  json(tx: Uint8Array): string;
  /** `/cosmos.tx.v1beta1.Service/Simulate`. */
  readonly route: QueryRoute;
}

/** A simulator over the state that `checkCtx` gives: what the mempool believes. */
export function createSimulator(runner: TxRunner, checkCtx: () => Ctx): Simulator {
  function simulate(tx: Uint8Array): TxOutcome {
    const ctx = checkCtx();
    return runner.run(ctx.with({ mode: "simulate", state: branchState(ctx.state) }), tx);
  }

  function answer(outcome: TxOutcome): SimulateResponse & SimulationResponse {
    const { gasWanted, gasUsed, responses, events } = outcome;
    return {
      gasInfo: { gasWanted, gasUsed },
      result: Result.create({
        data: txData(responses),
        events: events.map((event) => toAbciEvent(event, false)),
        msgResponses: [...responses],
      }),
    };
  }

  return {
    json(tx) {
      const outcome = simulate(tx);
      if (outcome.error !== undefined) throw outcome.error;
      return jsonText(SimulationResponse.toJSON(answer(outcome)));
    },
    route: query(
      "/cosmos.tx.v1beta1.Service/Simulate",
      SimulateRequest,
      SimulateResponse,
      (_ctx, { tx, txBytes }) => {
        const bytes = txBytes.length === 0 && tx !== undefined ? Tx.encode(tx) : txBytes;
        if (bytes.length === 0) {
          throw grpcError(GrpcCode.INVALID_ARGUMENT, "empty txBytes is not allowed");
        }
        const outcome = simulate(bytes);
        if (outcome.error instanceof AppError) {
          throw grpcError(
            GrpcCode.UNKNOWN,
            `${outcome.error.message} with gas used: '${outcome.gasUsed}'`,
          );
        }
        return answer(outcome);
      },
    ),
  };
}
