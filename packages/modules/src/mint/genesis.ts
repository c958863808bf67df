import { Dec, plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/mint/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { decFromWire } from "../wire.ts";
import { MINT, type MintKeeper } from "./keeper.ts";
import { defaultParams, validateParams } from "./params.ts";
import { state } from "./state.ts";

/** Thirteen percent to begin with. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    minter: {
      inflation: Dec.fromText("0.13").toAtomicsText(),
      annualProvisions: Dec.zero.toAtomicsText(),
    },
    params: defaultParams(),
  });
}

/** Refuses bad parameters and negative inflation. */
export function validateGenesis(json: JsonValue): void {
  const { params, minter } = GenesisState.fromJSON(json);
  validateParams(params);
  const inflation = decFromWire(minter.inflation);
  if (inflation.isNegative()) {
    throw plainError(`mint parameter Inflation should be positive, is ${inflation}`);
  }
}

/** Stores minter and parameters, and creates the module account. */
export function initGenesis(ctx: Ctx, mint: MintKeeper, json: JsonValue): void {
  const { minter, params } = GenesisState.fromJSON(json);
  state.minter.set(ctx, minter);
  mint.setParams(ctx, params);
  mint.needs.auth.getModuleAccount(ctx, MINT);
}

/** Minter and parameters. */
export function exportGenesis(ctx: Ctx, mint: MintKeeper): JsonValue {
  return GenesisState.toJSON({ minter: mint.minter(ctx), params: mint.params(ctx) });
}
