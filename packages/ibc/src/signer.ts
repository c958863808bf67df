import type { AccAddress, AddressCodec } from "@testudo/base";
import { ibcErrors } from "./host/errors.ts";

/**
 * Reads an account address with the chain's own prefix.
 *
 * @throws ibc/5 whatever is wrong with the text
 */
export function readAddress(addresses: AddressCodec, text: string): AccAddress {
  try {
    return addresses.acc.fromText(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw ibcErrors.invalidAddress(`string could not be parsed as address: ${reason}`, error);
  }
}

/** @throws ibc/2 unless the signer is the address that governs this chain */
export function requireAuthority(authority: string, signer: string): void {
  if (authority !== signer) throw ibcErrors.unauthorized(`expected ${authority}, got ${signer}`);
}

/** What message handlers know of the chain's accounts. */
export interface AccountNeeds {
  readonly addresses: AddressCodec;
  /** Bech32 text of the only signer that governance messages are taken from. */
  readonly authority: string;
}
