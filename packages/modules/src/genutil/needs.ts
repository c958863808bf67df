import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";

/** What genutil asks of the rest of the application. */
export interface Needs {
  /** Runs a transaction while the chain is being made, as a block would. */
  deliverTx(ctx: Ctx, tx: Uint8Array): { readonly code: number; readonly log: string };
  readonly staking: {
    applyValidatorSetUpdates(ctx: Ctx): readonly ValidatorUpdate[];
  };
}
