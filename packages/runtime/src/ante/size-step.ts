import { uvarint } from "@testudo/base";
import { type PublicKey, pubKeyFromAny } from "@testudo/crypto";
import type { AnteStep } from "./handler.ts";
import { isIncomplete, signaturesOf } from "./signature-data.ts";
import type { SignatureNeeds } from "./signature-steps.ts";
import { SIMULATED_KEY } from "./simulation.ts";

/** Bytes of an amino-encoded `StdSignature` besides its key: two tags, one length, 64 bytes of signature. */
const STD_SIGNATURE_OVERHEAD = 67;
/** What a signature costs in a transaction besides its `StdSignature`. */
const SIGNATURE_FRAME = 6;

/** Charges the size of the raw transaction; in a simulation also of the signatures that are still to come. */
export function consumeTxSizeGas({ accounts }: SignatureNeeds): AnteStep {
  return (ctx, tx) => {
    const { txSizeCostPerByte, txSigLimit } = accounts.params(ctx);
    ctx.gas.consume(txSizeCostPerByte * BigInt(ctx.txBytes.length), "txSize");
    if (ctx.mode !== "simulate") return ctx;

    const signatures = signaturesOf(tx);
    for (const [index, signer] of tx.signers().entries()) {
      const given = signatures[index];
      if (given !== undefined && !isIncomplete(given.data)) continue;
      const stored = accounts.getAccount(ctx, signer)?.pubKey;
      const key = stored === undefined ? SIMULATED_KEY : pubKeyFromAny(stored);
      const size = BigInt(stdSignatureSize(key) + SIGNATURE_FRAME);
      const count = key.kind === "multisig" ? txSigLimit : 1n;
      ctx.gas.consume(txSizeCostPerByte * size * count, "txSize");
    }
    return ctx;
  };
}

function stdSignatureSize(key: PublicKey): number {
  const { length } = key.amino();
  return STD_SIGNATURE_OVERHEAD + uvarint(length).length + length;
}
