import { DirectSecp256k1Wallet } from "@cosmjs/proto-signing";
import { type AccAddress, accAddress, type Bytes, bech32Decode, fromBase64 } from "@testudo/base";
import { privKeyFromMnemonic } from "@testudo/crypto";
import type { SignDoc } from "@testudo/proto/cosmos/tx/v1beta1";

/** An account that signs. The key stays inside. */
export interface Signer {
  readonly address: AccAddress;
  /** Bech32 with the chain's prefix. */
  readonly addressText: string;
  /** 33 bytes. */
  readonly pubKey: Bytes;
  /** 64 bytes over the sign doc (SIGN_MODE_DIRECT). */
  sign(doc: SignDoc): Promise<Bytes>;
}

/** The first account of a mnemonic (path m/44'/118'/0'/0/0). The path is walked once, not with each signature. */
export function signerFromMnemonic(mnemonic: string, prefix: string): Promise<Signer> {
  return signerFromKey(privKeyFromMnemonic(mnemonic), prefix);
}

/** An account of a 32-byte secp256k1 key. */
export async function signerFromKey(key: Bytes, prefix: string): Promise<Signer> {
  const wallet = await DirectSecp256k1Wallet.fromKey(key, prefix);
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error("the wallet has no account");
  return {
    address: accAddress(bech32Decode(account.address).bytes),
    addressText: account.address,
    pubKey: account.pubkey,
    async sign(doc) {
      const { signature } = await wallet.signDirect(account.address, doc);
      return fromBase64(signature.signature);
    },
  };
}
