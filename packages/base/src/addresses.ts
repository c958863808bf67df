import { bech32Decode, bech32Encode } from "./bech32.ts";
import { InvalidBytes } from "./bytes.ts";
import { sdkErrors } from "./sdk-errors.ts";

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Address of an account. */
export type AccAddress = Branded<Uint8Array, "AccAddress">;
/** Address of a validator's operator. */
export type ValAddress = Branded<Uint8Array, "ValAddress">;
/** Address of a validator's consensus key, where it is clear on which chain. */
export type ConsAddress = Branded<Uint8Array, "ConsAddress">;
/** Address of a consensus key as the provider knows the validator. */
export type ProviderConsAddress = Branded<Uint8Array, "ProviderConsAddress">;
/** Address of the consensus key that a validator uses on a consumer. */
export type ConsumerConsAddress = Branded<Uint8Array, "ConsumerConsAddress">;
/** The provider's number for a consumer chain, as text. */
export type ConsumerId = Branded<string, "ConsumerId">;
/** Identifier of a chain. */
export type ChainId = Branded<string, "ChainId">;

export const accAddress = (bytes: Uint8Array) => bytes as AccAddress;
export const valAddress = (bytes: Uint8Array) => bytes as ValAddress;
export const consAddress = (bytes: Uint8Array) => bytes as ConsAddress;
export const providerConsAddress = (bytes: Uint8Array) => bytes as ProviderConsAddress;
export const consumerConsAddress = (bytes: Uint8Array) => bytes as ConsumerConsAddress;
export const consumerId = (text: string) => text as ConsumerId;
export const chainId = (text: string) => text as ChainId;

/** Longest address in bytes (`MaxAddrLen` of the SDK): its length must fit one byte of a key. */
export const ADDRESS_LENGTH_MAX = 255;

/** Text form of one kind of address. */
export interface TextCodec<T extends Uint8Array> {
  readonly prefix: string;
  toText(bytes: Uint8Array): string;
  /** @throws InvalidBytes, or sdk/9 for a length outside 1 … 255: what Go's global functions return, unwrapped */
  fromText(text: string): T;
  /**
   * Reads an address as the SDK's `Bech32Codec`, which it hands to its modules: the prefix of another chain is a
   * registered error there.
   *
   * @throws InvalidBytes, sdk/35 for another prefix, sdk/9 for a length outside 1 … 255
   */
  parse(text: string): T;
}

/** The three bech32 forms of a chain. */
export interface AddressCodec {
  readonly prefix: string;
  readonly acc: TextCodec<AccAddress>;
  readonly val: TextCodec<ValAddress>;
  readonly cons: TextCodec<ConsAddress>;
}

/** Codecs for a chain's prefix: `prefix`, `prefix`valoper and `prefix`valcons. */
export function createAddressCodec(prefix: string): AddressCodec {
  return {
    prefix,
    acc: textCodec(prefix, accAddress),
    val: textCodec(`${prefix}valoper`, valAddress),
    cons: textCodec(`${prefix}valcons`, consAddress),
  };
}

function textCodec<T extends Uint8Array>(
  prefix: string,
  cast: (bytes: Uint8Array) => T,
): TextCodec<T> {
  const texts = createMemo<string>();
  const addresses = createMemo<T>();

  function read(text: string, foreign: (actual: string) => Error): T {
    const known = addresses.get(text);
    if (known !== undefined) return known;
    if (text.trim() === "") throw new InvalidBytes("empty address string is not allowed");
    const { prefix: actual, bytes } = bech32Decode(text);
    if (actual !== prefix) throw foreign(actual);
    if (bytes.length === 0) throw sdkErrors.unknownAddress("addresses cannot be empty");
    if (bytes.length > ADDRESS_LENGTH_MAX) {
      throw sdkErrors.unknownAddress(
        `address max length is ${ADDRESS_LENGTH_MAX}, got ${bytes.length}`,
      );
    }
    return addresses.keep(text, cast(bytes));
  }

  return {
    prefix,
    toText(bytes) {
      // The SDK prints no address as empty text.
      if (bytes.length === 0) return "";
      if (bytes.length > ADDRESS_LENGTH_MAX) return bech32Encode(prefix, bytes);
      const name = String.fromCharCode.apply(null, bytes as unknown as number[]);
      return texts.get(name) ?? texts.keep(name, bech32Encode(prefix, bytes));
    },
    fromText: (text) =>
      read(
        text,
        (actual) => new InvalidBytes(`invalid Bech32 prefix; expected ${prefix}, got ${actual}`),
      ),
    parse: (text) =>
      read(text, (actual) =>
        sdkErrors.logic(`hrp does not match bech32 prefix: expected '${prefix}' got '${actual}'`),
      ),
  };
}

/** Conversions that a codec remembers: a block names the same addresses again and again. */
const MEMO_MAX = 8_192;

/** A bounded memory of pure results; when it is full, it starts over. */
function createMemo<V>() {
  const known = new Map<string, V>();
  return {
    get: (name: string) => known.get(name),
    keep(name: string, value: V): V {
      if (known.size >= MEMO_MAX) known.clear();
      known.set(name, value);
      return value;
    },
  };
}
