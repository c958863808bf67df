import { parseInt256, plainError, toHex, validateCoins } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/ibc/applications/transfer/v1";
import type { Ctx } from "@testudo/runtime";
import { checkPortId } from "../host/identifiers.ts";
import { denomHash, validateDenom } from "./denom.ts";
import { allDenoms, setDenom, voucherMetadata } from "./denoms.ts";
import { TRANSFER_PORT, type TransferKeeper } from "./keeper.ts";
import type { TransferNeeds } from "./needs.ts";
import { state } from "./state.ts";
import { setTotalEscrow } from "./vault.ts";

/** Writes the transfer part of a genesis file; vouchers are described to bank too. Panics on a negative total. */
export function initGenesis(
  ctx: Ctx,
  { transfer, bank }: Pick<TransferNeeds, "bank"> & { readonly transfer: TransferKeeper },
  json: JsonValue,
): void {
  const genesis = GenesisState.fromJSON(json);
  state.port.set(ctx, genesis.portId);
  for (const denom of genesis.denoms) {
    setDenom(ctx, denom);
    bank.setDenomMetadata(ctx, voucherMetadata(denom));
  }
  transfer.setParams(ctx, genesis.params);
  for (const { denom, amount } of genesis.totalEscrowed) {
    setTotalEscrow(ctx, denom, parseInt256(amount));
  }
}

/** Reads the whole `transfer` store back into the form of a genesis file. */
export function exportGenesis(ctx: Ctx, transfer: TransferKeeper): JsonValue {
  return GenesisState.toJSON({
    portId: transfer.port(ctx),
    denoms: allDenoms(ctx),
    params: transfer.params(ctx),
    totalEscrowed: Array.from(state.totalEscrow.entries(ctx), ([denom, { int }]) => ({
      denom,
      amount: int,
    })),
  });
}

/** @throws what the genesis is refused for */
export function validateGenesis(json: JsonValue): void {
  const { portId, denoms, totalEscrowed } = GenesisState.fromJSON(json);
  checkPortId(portId);
  const seen = new Set<string>();
  for (const denom of denoms) {
    const hash = toHex(denomHash(denom));
    if (seen.has(hash)) throw plainError(`duplicated denomination with hash ${hash}`);
    validateDenom(denom);
    seen.add(hash);
  }
  validateCoins(totalEscrowed.map(({ denom, amount }) => ({ denom, amount: parseInt256(amount) })));
}

/** The transfer part of the default genesis file: nothing moved yet, everything may. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    portId: TRANSFER_PORT,
    denoms: [],
    params: { sendEnabled: true, receiveEnabled: true },
    totalEscrowed: [],
  });
}
