import { type AccAddress, assert, type Coin, singleCoin } from "@testudo/base";
import type { Hop } from "@testudo/proto/ibc/applications/transfer/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { inContext } from "./context.ts";
import { escrowAddress } from "./escrow.ts";
import type { TransferNeeds } from "./needs.ts";
import { state } from "./state.ts";

const MODULE = "transfer";

/** Where tokens wait while they are elsewhere, and where vouchers begin and end. */
export type Vault = ReturnType<typeof createVault>;

export function createVault({ auth, bank }: Pick<TransferNeeds, "auth" | "bank">) {
  /** Locks tokens of this chain behind a channel end. @throws what bank refuses */
  function escrow(ctx: Ctx, from: AccAddress, end: Hop, coin: Coin): void {
    bank.sendCoins(ctx, from, escrowAddress(end.portId, end.channelId), coinsOf(coin));
    setTotalEscrow(ctx, coin.denom, totalEscrow(ctx, coin.denom) + coin.amount);
  }

  /** Gives locked tokens out again. @throws what bank refuses, as when the counterparty sends back more than it got */
  function unescrow(ctx: Ctx, to: AccAddress, end: Hop, coin: Coin): void {
    inContext(
      "unable to unescrow tokens, this may be caused by a malicious counterparty module or a bug: please open an issue on counterparty module",
      () => bank.sendCoins(ctx, escrowAddress(end.portId, end.channelId), to, coinsOf(coin)),
    );
    setTotalEscrow(ctx, coin.denom, totalEscrow(ctx, coin.denom) - coin.amount);
  }

  /** Makes vouchers for tokens that came from elsewhere. @throws what bank refuses */
  function mint(ctx: Ctx, coin: Coin): void {
    bank.mintCoins(ctx, MODULE, coinsOf(coin));
  }

  /** Pays out what was just minted. @throws what bank refuses */
  function payMinted(ctx: Ctx, to: AccAddress, coin: Coin): void {
    bank.sendCoins(ctx, moduleAddress(), to, coinsOf(coin));
  }

  /** Takes vouchers that go back to where they came from. @throws what bank refuses */
  function burn(ctx: Ctx, from: AccAddress, coin: Coin): void {
    bank.sendCoinsFromAccountToModule(ctx, from, MODULE, coinsOf(coin));
    bank.burnCoins(ctx, MODULE, coinsOf(coin));
  }

  /** Module accounts take no part in transfers, but for the one of transfers itself. */
  function isBlocked(address: AccAddress): boolean {
    const own = moduleAddress();
    const isOwn = own.length === address.length && own.every((byte, i) => byte === address[i]);
    return !isOwn && bank.isBlocked(address);
  }

  function moduleAddress(): AccAddress {
    const address = auth.moduleAddress(MODULE);
    assert(address !== undefined, "the IBC transfer module account has not been set");
    return address;
  }

  return { escrow, unescrow, mint, payMinted, burn, isBlocked };
}

/** What is escrowed of a bank denom over all channels. */
export function totalEscrow(ctx: Ctx, denom: string): bigint {
  const total = state.totalEscrow.get(ctx, denom);
  return total === undefined ? 0n : BigInt(total.int);
}

/** Writes a total; nothing escrowed leaves no record. Panics below zero. */
export function setTotalEscrow(ctx: Ctx, denom: string, amount: bigint): void {
  if (amount < 0n) panic(`amount cannot be negative: ${amount}`);
  if (amount === 0n) state.totalEscrow.delete(ctx, denom);
  else state.totalEscrow.set(ctx, denom, { int: amount.toString() });
}

/** A coin that bank could not hold is a panic of the reference. */
function coinsOf({ denom, amount }: Coin) {
  return singleCoin(denom, amount);
}
