import { plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { MsgCreateValidator } from "@testudo/proto/cosmos/staking/v1beta1";
import { AuthInfo, Tx, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import type { Needs } from "./needs.ts";

/** The genesis of a chain whose validators come from elsewhere. */
export function defaultGenesis(): JsonValue {
  return { gen_txs: [] };
}

/**
 * Runs the signed transactions of the genesis file, then bonds the validators they made.
 *
 * A transaction is signed over bytes but stands in the file as JSON: body and authorisation are encoded again, and only
 * if that gives the signed bytes the signature holds.
 *
 * @returns the first bonded set; nothing when there are no transactions
 * @throws AppError undefined/1 when one fails
 */
export function initGenesis(needs: Needs, ctx: Ctx, json: JsonValue): readonly ValidatorUpdate[] {
  const txs = genesisTxs(json);
  if (txs.length === 0) return [];
  for (const tx of txs) {
    const { code, log } = needs.deliverTx(ctx, encodeTx(tx));
    if (code !== 0) throw plainError(`failed to execute DeliverTx for a genesis tx: ${log}`);
  }
  return needs.staking.applyValidatorSetUpdates(ctx);
}

/** @throws AppError undefined/1 unless every transaction makes exactly one validator */
export function validateGenesis(json: JsonValue): void {
  for (const { body } of genesisTxs(json)) {
    const messages = body?.messages ?? [];
    if (messages.length !== 1) {
      throw plainError(`unexpected number of GenTx messages; got: ${messages.length}, expected: 1`);
    }
    const typeUrl = messages[0]?.typeUrl;
    if (typeUrl !== MsgCreateValidator.typeUrl) {
      throw plainError(
        `unexpected GenTx message type; expected: MsgCreateValidator, got: ${typeUrl}`,
      );
    }
  }
}

function genesisTxs(json: JsonValue): Tx[] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw plainError("genutil genesis is not an object");
  }
  const { gen_txs: listed = [], ...others } = json as { readonly [name: string]: JsonValue };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw plainError(`unknown field "${unknown}" in types.GenesisState`);
  }
  if (listed !== null && !Array.isArray(listed)) throw plainError("gen_txs is not a list");
  return (listed ?? []).map((tx) => Tx.fromJSON(tx));
}

function encodeTx({ body, authInfo, signatures }: Tx): Uint8Array {
  if (body === undefined || authInfo === undefined) {
    throw plainError("genesis tx without body or auth_info");
  }
  return TxRaw.encode({
    bodyBytes: TxBody.encode(body),
    authInfoBytes: AuthInfo.encode(authInfo),
    signatures,
  });
}
