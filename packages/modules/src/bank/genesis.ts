import {
  type AddressCodec,
  accAddress,
  addCoins,
  type Coins,
  coinsAreEqual,
  coinsToText,
  compareBytes,
  isValidDenom,
  plainError,
  validateCoins,
} from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { GenesisState, type Metadata, type SendEnabled } from "@testudo/proto/cosmos/bank/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { addressFromBech32, coinsFromWire, coinsToWire } from "../wire.ts";
import type { BankKeeper } from "./keeper.ts";
import { DEFAULT_PARAMS, validateParams } from "./params.ts";

/** The genesis of a chain without coins. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    params: DEFAULT_PARAMS,
    balances: [],
    supply: [],
    denomMetadata: [],
    sendEnabled: [],
  });
}

/** Stores parameters, balances in address order, the supply that they add up to, and denom metadata. */
export function initGenesis(keeper: BankKeeper, ctx: Ctx, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  keeper.setParams(ctx, genesis.params);
  keeper.setAllSendEnabled(ctx, allSendEnabled(genesis));

  let total: Coins = [];
  for (const { address, coins } of sortedBalances(keeper.addresses, genesis)) {
    for (const coin of coins) keeper.setGenesisBalance(ctx, address, coin);
    total = addCoins(
      total,
      [...coins].sort((a, b) => (a.denom < b.denom ? -1 : 1)),
    );
  }

  const stated = coinsFromWire(genesis.supply);
  if (stated.length > 0 && !coinsAreEqual(stated, total)) {
    panic(
      `genesis supply is incorrect, expected ${coinsToText(stated)}, got ${coinsToText(total)}`,
    );
  }
  for (const coin of total) keeper.setSupply(ctx, coin);
  for (const metadata of genesis.denomMetadata) keeper.setDenomMetadata(ctx, metadata);
}

/** Everything bank holds, as a genesis file. */
export function exportGenesis(keeper: BankKeeper, ctx: Ctx): JsonValue {
  const held = new Map<string, Coins>();
  for (const [address, coin] of keeper.balances(ctx)) {
    const text = keeper.addresses.acc.toText(address);
    held.set(text, [...(held.get(text) ?? []), coin]);
  }
  return GenesisState.toJSON({
    params: keeper.params(ctx),
    balances: Array.from(held, ([address, coins]) => ({ address, coins: coinsToWire(coins) })),
    supply: coinsToWire(keeper.totalSupply(ctx)),
    denomMetadata: keeper.allDenomMetadata(ctx),
    sendEnabled: keeper.allSendEnabled(ctx),
  });
}

/** @throws AppError undefined/1, InvalidCoins */
export function validateGenesis(keeper: BankKeeper, json: JsonValue): void {
  const genesis = GenesisState.fromJSON(json);
  const { params, sendEnabled, balances, denomMetadata } = genesis;
  if (params.sendEnabled.length > 0 && sendEnabled.length > 0) {
    throw plainError(
      "send_enabled defined in both the send_enabled field and in params (deprecated)",
    );
  }
  validateParams(params);

  requireUnique(
    allSendEnabled(genesis).map(({ denom }) => denom),
    (denom) => `duplicate send enabled found: '${denom}'`,
  );
  for (const { denom } of allSendEnabled(genesis)) requireDenom(denom, "");

  requireUnique(
    balances.map(({ address }) => address),
    (address) => `duplicate balance for address ${address}`,
  );
  let total: Coins = [];
  for (const { address, coins: wire } of balances) {
    addressFromBech32(keeper.addresses.acc, address, plainError);
    const coins = coinsFromWire(wire);
    validateCoins(coins);
    total = addCoins(total, coins);
  }

  requireUnique(
    denomMetadata.map(({ base }) => base),
    (base) => `duplicate client metadata for denom ${base}`,
  );
  for (const metadata of denomMetadata) validateMetadata(metadata);

  const supply = coinsFromWire(genesis.supply);
  validateCoins(supply);
  if (supply.length > 0 && !coinsAreEqual(supply, total)) {
    throw plainError(
      `genesis supply is incorrect, expected ${coinsToText(supply)}, got ${coinsToText(total)}`,
    );
  }
}

/**
 * Checks names, and that the units begin with the base, ascend, occur once, and include the display unit.
 *
 * @throws AppError undefined/1
 */
export function validateMetadata(metadata: Metadata): void {
  const { name, symbol, base, display, denomUnits } = metadata;
  if (name.trim() === "") throw plainError("name field cannot be blank");
  if (symbol.trim() === "") throw plainError("symbol field cannot be blank");
  requireDenom(base, "invalid metadata base denom: ");
  requireDenom(display, "invalid metadata display denom: ");

  const seen = new Set<string>();
  let last = 0;
  for (const [index, { denom, exponent, aliases }] of denomUnits.entries()) {
    if (index === 0 && denom !== base) {
      throw plainError(
        `metadata's first denomination unit must be the one with base denom '${base}'`,
      );
    }
    if (index === 0 && exponent !== 0) {
      throw plainError(`the exponent for base denomination unit ${base} must be 0`);
    }
    if (index > 0 && last >= exponent) {
      throw plainError("denom units should be sorted asc by exponent");
    }
    last = exponent;
    if (seen.has(denom)) throw plainError(`duplicate denomination unit ${denom}`);
    seen.add(denom);
    validateUnit(denom, aliases);
  }
  if (!seen.has(display)) {
    throw plainError(`metadata must contain a denomination unit with display denom '${display}'`);
  }
}

function validateUnit(denom: string, aliases: readonly string[]): void {
  requireDenom(denom, "invalid denom unit: ");
  requireUnique(aliases, (alias) => `duplicate denomination unit alias ${alias}`);
  if (aliases.some((alias) => alias.trim() === "")) {
    throw plainError(`alias for denom unit ${denom} cannot be blank`);
  }
}

/** Entries of the list and, where it has none for a denom, those of the parameters. */
function allSendEnabled({ params, sendEnabled }: GenesisState): readonly SendEnabled[] {
  const listed = new Set(sendEnabled.map(({ denom }) => denom));
  return [...sendEnabled, ...params.sendEnabled.filter(({ denom }) => !listed.has(denom))];
}

function sortedBalances(addresses: AddressCodec, { balances }: GenesisState) {
  return balances
    .map(({ address, coins }) => ({
      address: accAddress(addresses.acc.fromText(address)),
      coins: coinsFromWire(coins),
    }))
    .sort((a, b) => compareBytes(a.address, b.address));
}

function requireDenom(denom: string, context: string): void {
  if (!isValidDenom(denom)) throw plainError(`${context}invalid denom: ${denom}`);
}

function requireUnique(names: readonly string[], complaint: (name: string) => string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw plainError(complaint(name));
    seen.add(name);
  }
}
