import type { IbcCore } from "@testudo/ibc";
import type { AnteStep } from "@testudo/runtime";

/** The end of both applications' ante chains: transactions that relay nothing new stay out of the mempool. */
export function redundantRelayStep({ checkRedundantRelay }: IbcCore): AnteStep {
  return (ctx, tx) => {
    checkRedundantRelay(ctx, tx.body.messages);
    return ctx;
  };
}
