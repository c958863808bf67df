import type { JsonValue } from "@testudo/proto";
import type { ChainEntry } from "../devnet-file.ts";
import { gasPrices, shownDenom } from "./denoms.ts";

/** Coin type of the Cosmos Hub, which all accounts of a devnet are derived with. */
export const COIN_TYPE = 118;
const FEATURES = [
  "ibc-transfer",
  "ibc-go",
  "ibc-v2",
  "query:/cosmos/bank/v1beta1/spendable_balances",
];

/** What `window.keplr.experimentalSuggestChain` takes; `undefined` for a chain that nobody serves REST of. */
export function keplrChainInfo(entry: ChainEntry): JsonValue | undefined {
  const { chainId, role, rpc, rest, bech32Prefix, denom, minGasPrice } = entry;
  if (rest === undefined) return undefined;
  const { base, symbol, exponent } = shownDenom(denom);
  const currency = { coinDenom: symbol, coinMinimalDenom: base, coinDecimals: exponent };
  return {
    chainId,
    chainName: chainName(chainId),
    rpc,
    rest,
    bip44: { coinType: COIN_TYPE },
    bech32Config: bech32Config(bech32Prefix),
    currencies: [currency],
    feeCurrencies: [{ ...currency, gasPriceStep: gasPrices(minGasPrice) }],
    // A consumer has nothing to stake.
    ...(role === "provider" ? { stakeCurrency: currency } : {}),
    features: FEATURES,
  };
}

/** The prefixes of one chain's addresses and keys, under the names that Keplr and the chain registry use. */
export function bech32Config(prefix: string) {
  return {
    bech32PrefixAccAddr: prefix,
    bech32PrefixAccPub: `${prefix}pub`,
    bech32PrefixValAddr: `${prefix}valoper`,
    bech32PrefixValPub: `${prefix}valoperpub`,
    bech32PrefixConsAddr: `${prefix}valcons`,
    bech32PrefixConsPub: `${prefix}valconspub`,
  };
}

/** Keplr takes 36 characters at most, and chain ids are as long as 50. */
function chainName(chainId: string): string {
  return `Testudo ${chainId}`.slice(0, 36);
}
