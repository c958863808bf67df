import { toHexUpper, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type { JsonValue } from "@testudo/proto";
import type { ChainEntry } from "../devnet-file.ts";
import { gasPrices, shownDenom } from "./denoms.ts";
import { bech32Config, COIN_TYPE } from "./keplr.ts";

const PROVIDER = "testudo";
/** Longest name of an asset that the registry takes. */
const ASSET_NAME_MAX = 30;

/** How the chain registry names a chain: small letters and digits. */
export function registryName({ name }: ChainEntry): string {
  return `testudo${name.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
}

/** `chain.json` of the chain registry. */
export function registryChain(entry: ChainEntry): JsonValue {
  const { chainId, role, bech32Prefix, denom, minGasPrice, rpc, rest, grpc } = entry;
  const { low, average, high } = gasPrices(minGasPrice);
  const at = (address: string | undefined) =>
    address === undefined ? [] : [{ address, provider: PROVIDER }];
  return {
    $schema: "../chain.schema.json",
    chain_name: registryName(entry),
    chain_type: "cosmos",
    chain_id: chainId,
    pretty_name: `Testudo ${chainId}`,
    status: "live",
    network_type: "devnet",
    bech32_prefix: bech32Prefix,
    bech32_config: bech32Config(bech32Prefix),
    key_algos: ["secp256k1"],
    slip44: COIN_TYPE,
    fees: {
      fee_tokens: [
        {
          denom,
          fixed_min_gas_price: low,
          low_gas_price: low,
          average_gas_price: average,
          high_gas_price: high,
        },
      ],
    },
    ...(role === "provider" ? { staking: { staking_tokens: [{ denom }] } } : {}),
    codebase: {
      sdk: { type: "cosmos", version: "v0.50.12" },
      ibc: { type: "go", version: "v10.0.0", ics_enabled: ["ics20-1"] },
      consensus: { type: "cometbft", version: "v0.38.17" },
    },
    apis: {
      rpc: at(rpc),
      rest: at(rest),
      grpc: at(grpc),
      wss: at(`${rpc.replace(/^http/, "ws")}/websocket`),
    },
  };
}

/** `assetlist.json` of the chain registry: the chain's own coin, and those of its neighbours over open channels. */
export function registryAssets(entry: ChainEntry, chains: readonly ChainEntry[]): JsonValue {
  const { base, display, symbol, exponent } = shownDenom(entry.denom);
  const own = {
    type_asset: "sdk.coin",
    denom_units: units(base, display, exponent),
    base,
    name: assetName(symbol, entry),
    display,
    symbol,
  };
  const vouchers = chains.flatMap((other) => {
    const hops = hopsBetween(entry, other);
    return hops === undefined ? [] : [voucher(other, hops)];
  });
  return {
    $schema: "../assetlist.schema.json",
    chain_name: registryName(entry),
    assets: [own, ...vouchers],
  };
}

interface Hops {
  /** Channel of the chain whose list it is, and that of the other one. */
  readonly here: string;
  readonly there: string;
}

/** The transfer channel between a hub and a consumer, from either side. */
function hopsBetween(entry: ChainEntry, other: ChainEntry): Hops | undefined {
  const [consumer, isHere] = entry.role === "consumer" ? [entry, true] : [other, false];
  const pair = consumer.channels?.transfer;
  if (pair === undefined || entry.role === other.role) return undefined;
  const [onConsumer, onHub] = [pair.onConsumer.channel, pair.onHub.channel];
  return isHere ? { here: onConsumer, there: onHub } : { here: onHub, there: onConsumer };
}

/** A coin of another chain, as it arrives here. */
function voucher(other: ChainEntry, { here, there }: Hops): JsonValue {
  const { display, symbol, exponent, base: origin } = shownDenom(other.denom);
  const path = `transfer/${here}/${origin}`;
  const base = `ibc/${toHexUpper(sha256(utf8(path)))}`;
  return {
    type_asset: "ics20",
    denom_units: [
      { denom: base, exponent: 0, aliases: [origin] },
      ...(exponent === 0 ? [] : [{ denom: display, exponent }]),
    ],
    base,
    name: assetName(symbol, other),
    display: exponent === 0 ? base : display,
    symbol,
    traces: [
      {
        type: "ibc",
        counterparty: {
          chain_name: registryName(other),
          base_denom: origin,
          channel_id: there,
        },
        chain: { channel_id: here, path },
      },
    ],
  };
}

function units(base: string, display: string, exponent: number) {
  const smallest = { denom: base, exponent: 0 };
  return exponent === 0 ? [smallest] : [smallest, { denom: display, exponent }];
}

function assetName(symbol: string, { chainId }: ChainEntry): string {
  return `${symbol} of ${chainId}`.slice(0, ASSET_NAME_MAX);
}
