import { plainError, sdkErrors } from "@testudo/base";
import type {
  Event as AbciEvent,
  ExecTxResult,
  RequestFinalizeBlock,
  ResponseFinalizeBlock,
  ValidatorUpdate,
} from "@testudo/proto/tendermint/abci";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import { type Ctx, createCtx, type HeaderInfo } from "../ctx.ts";
import { createGasMeter, createInfiniteGasMeter, type GasMeter } from "../gas.ts";
import type { AppModule } from "../module.ts";
import { panic } from "../panic.ts";
import type { StateBranch } from "../state.ts";
import type { TxDecoder } from "../tx/tx-decoder.ts";
import { toAbciEvent, toExecTxResult } from "../tx/tx-result.ts";
import type { TxRunner } from "../tx/tx-runner.ts";
import { misbehaviorOf, votesOf } from "./abci-context.ts";
import type { ConsensusParamsStore } from "./application-options.ts";

/** What executing a block takes. */
export interface BlockExecutorOptions {
  readonly preBlockers: readonly AppModule[];
  readonly beginBlockers: readonly AppModule[];
  readonly endBlockers: readonly AppModule[];
  readonly consensusParams: ConsensusParamsStore;
  readonly decoder: TxDecoder;
  readonly runner: TxRunner;
}

/** A block and the state it works on. */
export interface BlockToExecute {
  readonly request: RequestFinalizeBlock;
  readonly header: HeaderInfo;
  /** Gets all writes of the block; whether they count is the caller's decision. */
  readonly state: StateBranch;
}

/** Executes blocks. @throws whatever a begin or end blocker throws: the chain cannot go on */
export type BlockExecutor = (block: BlockToExecute) => Omit<ResponseFinalizeBlock, "appHash">;

/** Follows the order of the reference: pre-block, begin-block, transactions, end-block. */
export function createBlockExecutor(options: BlockExecutorOptions): BlockExecutor {
  const { preBlockers, beginBlockers, endBlockers, consensusParams, decoder, runner } = options;

  function executeTx(ctx: Ctx, tx: Uint8Array): ExecTxResult {
    try {
      decoder.decode(tx);
    } catch {
      // Its slot in the block stays, with the bare text: the decoder's reason is not part of the result.
      return toExecTxResult({
        error: sdkErrors.txDecode(),
        gasWanted: 0n,
        gasUsed: 0n,
        responses: [],
        events: [],
      });
    }
    return toExecTxResult(runner.run(ctx, tx));
  }

  return ({ request, header, state }) => {
    const bare = createCtx({
      state,
      header,
      mode: "finalize",
      lastCommitVotes: votesOf(request.decidedLastCommit),
      misbehavior: misbehaviorOf(request.misbehavior),
    });
    const params = consensusParams.get(bare);
    const ctx = bare.with({ consensusParams: params, blockGas: blockGasMeter(params) });

    const preEvents = phase(ctx, (phaseCtx) => {
      for (const module of preBlockers) module.preBlock?.(phaseCtx);
    });
    const beginEvents = phase(ctx, (phaseCtx) => {
      for (const module of beginBlockers) module.beginBlock?.(phaseCtx);
    });

    const txCtx = ctx.with({ blockGas: blockGasMeter(consensusParams.get(ctx)) });
    const txResults = request.txs.map((tx) => executeTx(txCtx, tx));

    let updates: readonly ValidatorUpdate[] = [];
    const endEvents = phase(txCtx, (phaseCtx) => {
      updates = runEndBlockers(phaseCtx, endBlockers);
    });

    return {
      events: [
        ...preEvents.map((event) => toAbciEvent(event, false)),
        ...beginEvents.map((event) => inMode(toAbciEvent(event), "BeginBlock")),
        ...endEvents.map((event) => inMode(toAbciEvent(event), "EndBlock")),
      ],
      txResults,
      validatorUpdates: updates,
      consensusParamUpdates: consensusParams.get(ctx) ?? {},
    };
  };
}

/** Runs a part of the block with an event log of its own. */
function phase(ctx: Ctx, run: (ctx: Ctx) => void) {
  const own = ctx.with({ eventLog: [] });
  run(own);
  return own.events();
}

function runEndBlockers(ctx: Ctx, modules: readonly AppModule[]): readonly ValidatorUpdate[] {
  let updates: readonly ValidatorUpdate[] = [];
  for (const module of modules) {
    const given = module.endBlock?.(ctx) ?? [];
    if (given.length === 0) continue;
    if (updates.length > 0) {
      throw plainError("validator EndBlock updates already set by a previous module");
    }
    updates = given;
  }
  return updates;
}

function inMode(event: AbciEvent, mode: "BeginBlock" | "EndBlock"): AbciEvent {
  const attribute = { key: "mode", value: mode, index: true };
  return { ...event, attributes: [...event.attributes, attribute] };
}

/** The gas a block may use: unlimited for -1 and 0. */
export function blockGasMeter(params: ConsensusParams | undefined): GasMeter {
  const max = params?.block?.maxGas ?? 0n;
  if (max < -1n) panic(`invalid maximum block gas: ${max}`);
  return max > 0n ? createGasMeter(max) : createInfiniteGasMeter();
}
