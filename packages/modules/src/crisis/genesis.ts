import { isValidDenom, plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/crisis/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import type { CrisisKeeper } from "./keeper.ts";

/** A check costs 1000stake. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ constantFee: { denom: "stake", amount: "1000" } });
}

/** Refuses a fee that is no positive coin. */
export function validateGenesis(json: JsonValue): void {
  const { denom, amount } = GenesisState.fromJSON(json).constantFee;
  const value = intFromWire(amount);
  if (!isValidDenom(denom) || value < 0n) throw plainError("constant fee is invalid");
  if (value === 0n) throw plainError(`constant fee must be positive: ${amount}${denom}`);
}

/** Stores the fee and checks every invariant of the state so far. */
export function initGenesis(ctx: Ctx, crisis: CrisisKeeper, json: JsonValue): void {
  crisis.setConstantFee(ctx, GenesisState.fromJSON(json).constantFee);
  if (!crisis.skipGenesisInvariants) crisis.assertInvariants(ctx);
}

/** The fee. */
export function exportGenesis(ctx: Ctx, crisis: CrisisKeeper): JsonValue {
  return GenesisState.toJSON({ constantFee: crisis.constantFee(ctx) });
}
