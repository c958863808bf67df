import { plainError } from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/auth/v1beta1";

/** Parameters of a chain that sets none. */
export const DEFAULT_PARAMS: Params = {
  maxMemoCharacters: 256n,
  txSigLimit: 7n,
  txSizeCostPerByte: 10n,
  sigVerifyCostEd25519: 590n,
  sigVerifyCostSecp256k1: 1000n,
};

/** @throws AppError undefined/1 naming the first parameter that is zero */
export function validateParams(params: Params): void {
  const rules: readonly (readonly [value: bigint, name: string])[] = [
    [params.txSigLimit, "tx signature limit"],
    [params.sigVerifyCostEd25519, "ED25519 signature verification cost"],
    [params.sigVerifyCostSecp256k1, "SECK256k1 signature verification cost"],
    [params.maxMemoCharacters, "max memo characters"],
    [params.txSizeCostPerByte, "tx size cost per byte"],
  ];
  for (const [value, name] of rules) {
    if (value === 0n) throw plainError(`invalid ${name}: ${value}`);
  }
}
