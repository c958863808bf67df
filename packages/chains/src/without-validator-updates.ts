import type { AppModule } from "@testudo/runtime";

/** Runs a module in full but drops its validator updates: only CCV decides who validates. */
export function withoutValidatorUpdates(module: AppModule): AppModule {
  return {
    ...module,
    initGenesis(ctx, json) {
      module.initGenesis?.(ctx, json);
    },
    endBlock(ctx) {
      module.endBlock?.(ctx);
    },
  };
}
