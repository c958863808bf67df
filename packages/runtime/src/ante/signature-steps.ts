import {
  type AccAddress,
  AppError,
  equalBytes,
  plainError,
  sdkErrors,
  type TextCodec,
  toBase64,
} from "@testudo/base";
import { type PublicKey, pubKeyFromAny } from "@testudo/crypto";
import type { Params } from "@testudo/proto/cosmos/auth/v1beta1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import type { Ctx } from "../ctx.ts";
import { event } from "../events.ts";
import type { GasMeter } from "../gas.ts";
import { panic } from "../panic.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";
import { type AnteStep, ContextLost } from "./handler.ts";
import type { AccountKeeper, SignerAccount } from "./needs.ts";
import {
  at,
  membersPresent,
  type SignatureData,
  signatureBytes,
  signaturesOf,
} from "./signature-data.ts";
import type { SignatureVerifier } from "./signature-verifier.ts";
import { SIMULATED_KEY } from "./simulation.ts";

const NIL_POINTER = "runtime error: invalid memory address or nil pointer dereference";

/** Whom the signature steps ask. */
export interface SignatureNeeds {
  readonly addresses: TextCodec<AccAddress>;
  readonly accounts: AccountKeeper;
}

/** Stores the keys of signers that sign for the first time, and emits the signature events (`SetPubKeyDecorator`). */
export function setPubKeys({ addresses, accounts }: SignatureNeeds): AnteStep {
  return (ctx, tx) => {
    const simulated = ctx.mode === "simulate";
    const signers = signersOrLost(tx);
    for (const [index, given] of tx.publicKeys.entries()) {
      const signer = at(signers, index);
      if (given === undefined && !simulated) continue;
      const key = given ?? SIMULATED_KEY;
      if (!simulated && !equalBytes(key.address(), signer)) {
        throw sdkErrors.invalidPubKey(
          `pubKey does not match signer address ${addresses.toText(signer)} with signer index: ${index}`,
        );
      }
      const account = requireAccount({ addresses, accounts }, ctx, signer);
      if (account.pubKey !== undefined) continue;
      if (account.kind === "module") {
        throw sdkErrors.invalidPubKey("not supported for module accounts");
      }
      accounts.setAccount(ctx, { ...account, pubKey: key.any() });
    }

    for (const [index, { data, sequence }] of signaturesOf(tx).entries()) {
      const bytes = signatureBytes(data);
      ctx.emit(event("tx", ["acc_seq", `${addresses.toText(at(signers, index))}/${sequence}`]));
      for (const signature of bytes) ctx.emit(event("tx", ["signature", toBase64(signature)]));
    }
    return ctx;
  };
}

/** Only a recheck comes so far with signers that are no addresses: all others look at them earlier. */
function signersOrLost(tx: DecodedTx): readonly AccAddress[] {
  try {
    return tx.signers();
  } catch (error) {
    if (error instanceof AppError) throw new ContextLost(error);
    throw error;
  }
}

/** Limits the keys of a transaction, members of multisigs counted. */
export function validateSigCount({ accounts }: SignatureNeeds): AnteStep {
  return (ctx, tx) => {
    const { txSigLimit } = accounts.params(ctx);
    let count = 0n;
    for (const key of tx.publicKeys) {
      count += key === undefined ? 0n : countKeys(key);
      if (count > txSigLimit) {
        throw sdkErrors.tooManySignatures(`signatures: ${count}, limit: ${txSigLimit}`);
      }
    }
    return ctx;
  };
}

function countKeys(key: PublicKey): bigint {
  if (key.kind !== "multisig") return 1n;
  return key.keys.reduce((sum, member) => sum + countKeys(member), 0n);
}

/** Charges the verification of each signature, by the kind of the account's key. */
export function consumeSigGas(needs: SignatureNeeds): AnteStep {
  return (ctx, tx) => {
    const params = needs.accounts.params(ctx);
    const signers = tx.signers();
    for (const [index, { data }] of signaturesOf(tx).entries()) {
      const account = requireAccount(needs, ctx, at(signers, index));
      const stored = account.pubKey === undefined ? undefined : pubKeyFromAny(account.pubKey);
      const key = stored ?? (ctx.mode === "simulate" ? SIMULATED_KEY : undefined);
      if (key === undefined) {
        throw sdkErrors.invalidPubKey("unrecognized public key type: <nil>");
      }
      chargeVerification(ctx.gas, key, data, params);
    }
    return ctx;
  };
}

function chargeVerification(
  gas: GasMeter,
  key: PublicKey,
  data: SignatureData | undefined,
  params: Params,
): void {
  switch (key.kind) {
    case "ed25519":
      gas.consume(params.sigVerifyCostEd25519, "ante verify: ed25519");
      throw sdkErrors.invalidPubKey("ED25519 public keys are unsupported");
    case "secp256k1":
      gas.consume(params.sigVerifyCostSecp256k1, "ante verify: secp256k1");
      return;
    case "secp256r1":
      gas.consume(params.sigVerifyCostSecp256k1 / 2n, "ante verify: secp256r1");
      return;
    case "multisig": {
      if (data?.kind !== "multi") throw plainError("expected *signing.MultiSignatureData");
      for (const [position, member] of membersPresent(data.present).entries()) {
        chargeVerification(gas, at(key.keys, member), data.parts[position], params);
      }
      return;
    }
  }
}

/** Checks number, sequence and signature of every signer (`SigVerificationDecorator`). */
export function verifySignatures(needs: SignatureNeeds, verifier: SignatureVerifier): AnteStep {
  return (ctx, tx) => {
    const signatures = signaturesOf(tx);
    const signers = tx.signers();
    if (signatures.length !== signers.length) {
      throw sdkErrors.unauthorized(
        `invalid number of signer;  expected: ${signers.length}, got ${signatures.length}`,
      );
    }
    for (const [index, { data, sequence }] of signatures.entries()) {
      const account = requireAccount(needs, ctx, at(signers, index));
      if (ctx.mode !== "simulate" && account.pubKey === undefined) {
        throw sdkErrors.invalidPubKey("pubkey on account is not set");
      }
      if (sequence !== account.sequence) {
        throw sdkErrors.wrongSequence(
          `account sequence mismatch, expected ${account.sequence}, got ${sequence}`,
        );
      }
      if (ctx.mode === "simulate" || ctx.mode === "recheck") continue;
      // The reference copies the keys of all signers on its way to the bytes that were signed, absent ones too.
      if (tx.authInfo.signerInfos.some(({ publicKey }) => publicKey === undefined)) {
        panic(NIL_POINTER);
      }
      verifyOne(verifier, ctx, { tx, index, account, data });
    }
    return ctx;
  };
}

interface SignerOfTx {
  readonly tx: DecodedTx;
  readonly index: number;
  readonly account: SignerAccount;
  readonly data: SignatureData | undefined;
}

function verifyOne(
  verifier: SignatureVerifier,
  ctx: Ctx,
  { tx, index, account, data }: SignerOfTx,
): void {
  // Genesis transactions are signed before anybody has a number.
  const accountNumber = ctx.height === 0n ? 0n : account.accountNumber;
  const { address, sequence, pubKey } = account;
  if (pubKey === undefined) throw sdkErrors.invalidPubKey("pubkey on account is not set");
  try {
    verifier.verify({
      tx,
      index,
      data,
      signer: {
        address,
        chainId: ctx.chainId,
        accountNumber,
        sequence,
        pubKey,
        isFirst: index === 0,
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const advice = `signature verification failed; please verify account number (${accountNumber})`;
    throw sdkErrors.unauthorized(
      onlyLegacyAmino(data)
        ? `${advice}, sequence (${sequence}) and chain-id (${ctx.chainId})`
        : `${advice} and chain-id (${ctx.chainId}): (${error.message})`,
      error,
    );
  }
}

function onlyLegacyAmino(data: SignatureData | undefined): boolean {
  if (data === undefined) return false;
  if (data.kind === "single") return data.mode === SignMode.SIGN_MODE_LEGACY_AMINO_JSON;
  return data.parts.every(onlyLegacyAmino);
}

/** Counts the transaction for every signer: it cannot be replayed from here on. */
export function incrementSequences({ accounts }: SignatureNeeds): AnteStep {
  return (ctx, tx) => {
    for (const signer of tx.signers()) {
      const account = accounts.getAccount(ctx, signer);
      if (account === undefined) {
        panic(NIL_POINTER);
      }
      accounts.setAccount(ctx, { ...account, sequence: BigInt.asUintN(64, account.sequence + 1n) });
    }
    return ctx;
  };
}

function requireAccount(
  { addresses, accounts }: SignatureNeeds,
  ctx: Ctx,
  address: AccAddress,
): SignerAccount {
  const account = accounts.getAccount(ctx, address);
  if (account === undefined) {
    throw sdkErrors.unknownAddress(`account ${addresses.toText(address)} does not exist`);
  }
  return account;
}
