import { plainError, toBase64 } from "@testudo/base";
import { type PublicKey, pubKeyFromAny } from "@testudo/crypto";
import { createLruCache } from "../lru.ts";
import { panic } from "../panic.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";
import { type SignerData, signBytes } from "./sign-bytes.ts";
import { at, bitCount, membersPresent, type SignatureData } from "./signature-data.ts";

/** One signature of a transaction and for whom it must hold. */
export interface SignatureToVerify {
  readonly tx: DecodedTx;
  /** Which of the transaction's signatures. */
  readonly index: number;
  readonly data: SignatureData | undefined;
  readonly signer: SignerData;
}

/** Verifies signatures and remembers the good ones, so that CheckTx and the block do the work once. */
export interface SignatureVerifier {
  /** @throws undefined/1 with the reference's reason */
  verify(signature: SignatureToVerify): void;
}

/** Signatures remembered between CheckTx and the block: more than a mempool holds. */
const VERIFIED_MAX = 20_000;

/** A verifier with an empty memory. What it remembers never changes a verdict: the key of an entry is all that was signed. */
export function createSignatureVerifier(): SignatureVerifier {
  const verified = createLruCache<true>({ entriesMax: VERIFIED_MAX });
  return {
    verify({ tx, index, data, signer }) {
      // The hash stands for body, auth info and signatures; with the signer's own data it fixes the sign bytes.
      const { chainId, accountNumber, sequence, pubKey, address } = signer;
      const entry = [
        tx.hash,
        index,
        accountNumber,
        sequence,
        toBase64(pubKey.value),
        address,
        chainId,
      ];
      const name = entry.join("/");
      if (verified.get(name)) return;
      verifyData({ tx, signer }, pubKeyFromAny(pubKey), data);
      verified.set(name, true);
    },
  };
}

type Signed = Pick<SignatureToVerify, "tx" | "signer">;

function verifyData(signed: Signed, key: PublicKey, data: SignatureData | undefined): void {
  if (data === undefined) throw plainError("unexpected SignatureData <nil>");
  if (data.kind === "multi") {
    if (key.kind !== "multisig") throw plainError("expected multisig.PubKey");
    verifyMulti(signed, key, data);
    return;
  }
  // The reference's multisig key cannot check a single signature and panics.
  if (key.kind === "multisig") panic("not implemented");
  if (!key.verify(signBytes(signed.tx, data.mode, signed.signer), data.signature)) {
    throw plainError("unable to verify single signer signature");
  }
}

type MultisigKey = Extract<PublicKey, { kind: "multisig" }>;
type MultiData = Extract<SignatureData, { kind: "multi" }>;

function verifyMulti(signed: Signed, key: MultisigKey, { present, parts }: MultiData): void {
  const size = bitCount(present);
  if (key.keys.length !== size) {
    throw plainError(`bit array size is incorrect, expecting: ${key.keys.length}`);
  }
  if (parts.length < key.threshold || parts.length > size) {
    throw plainError(`signature size is incorrect ${parts.length}`);
  }
  const members = membersPresent(present);
  if (members.length < key.threshold) {
    throw plainError(
      `not enough signatures set, have ${members.length}, expected ${key.threshold}`,
    );
  }
  for (const [position, member] of members.entries()) {
    verifyMember(signed, { key: at(key.keys, member), part: at(parts, position), member });
  }
}

function verifyMember(
  signed: Signed,
  { key, part, member }: { key: PublicKey; part: SignatureData; member: number },
): void {
  if (part.kind === "multi") {
    if (key.kind !== "multisig") throw plainError(`unable to parse pubkey of index ${member}`);
    verifyMulti(signed, key, part);
    return;
  }
  const message = signBytes(signed.tx, part.mode, signed.signer);
  if (key.kind === "multisig") panic("not implemented");
  if (!key.verify(message, part.signature)) {
    throw plainError(`unable to verify signature at index ${member}`);
  }
}
