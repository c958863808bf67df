import {
  type AccAddress,
  amountOf,
  ByteSet,
  type Coin,
  type Coins,
  coinsAreValid,
  coinsToText,
  sdkErrors,
} from "@testudo/base";
import type { Metadata, Params, SendEnabled } from "@testudo/proto/cosmos/bank/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { isVesting, type ModuleAccount } from "../auth/accounts.ts";
import { trackDelegation, trackUndelegation } from "../auth/vesting-schedule.ts";
import { createBalanceReader } from "./balances.ts";
import { errors } from "./errors.ts";
import {
  burn as burnEvent,
  coinbase,
  coinReceived,
  coinSpent,
  messageSender,
  transfer,
} from "./events.ts";
import type { Needs } from "./needs.ts";
import { DEFAULT_PARAMS } from "./params.ts";
import { state } from "./state.ts";

/** Coins: who has them, how many there are, and how they move. */
export type BankKeeper = ReturnType<typeof createBankKeeper>;

/** One side of a multi-send. */
export interface Payment {
  readonly address: AccAddress;
  readonly coins: Coins;
}

/**
 * Builds the bank keeper of a chain.
 *
 * Gas is part of the protocol: the order of reads and writes in here is the reference's, to the byte.
 */
export function createBankKeeper(needs: Needs) {
  const { addresses, authority, auth } = needs;
  const reader = createBalanceReader(needs);
  const blocked = new ByteSet(needs.blocked);

  /**
   * Moves coins and creates the receiver's account if it has none.
   *
   * @throws sdk/10 for invalid coins, sdk/5 when the sender cannot spend them
   */
  function sendCoins(ctx: Ctx, from: AccAddress, to: AccAddress, coins: Coins): void {
    subUnlockedCoins(ctx, from, coins);
    addCoinsTo(ctx, to, coins);
    createMissing(ctx, to);
    const sender = addresses.acc.toText(from);
    ctx.emit(transfer(addresses.acc.toText(to), sender, coinsToText(coins)));
    ctx.emit(messageSender(sender));
  }

  /** Moves coins from one sender to many. Sums must have been compared before; `sender` is as the message wrote it. */
  function multiSend(
    ctx: Ctx,
    { sender, ...from }: Payment & { readonly sender: string },
    outputs: readonly Payment[],
  ): void {
    subUnlockedCoins(ctx, from.address, from.coins);
    ctx.emit(messageSender(sender));
    for (const { address, coins } of outputs) {
      addCoinsTo(ctx, address, coins);
      ctx.emit(transfer(addresses.acc.toText(address), sender, coinsToText(coins)));
      createMissing(ctx, address);
    }
  }

  /** @throws sdk/4 for a blocked receiver, and as `sendCoins` */
  function sendCoinsFromModuleToAccount(
    ctx: Ctx,
    module: string,
    to: AccAddress,
    coins: Coins,
  ): void {
    const from = moduleAddress(module);
    if (isBlocked(to)) {
      throw sdkErrors.unauthorized(`${addresses.acc.toText(to)} is not allowed to receive funds`);
    }
    sendCoins(ctx, from, to, coins);
  }

  function sendCoinsFromAccountToModule(
    ctx: Ctx,
    from: AccAddress,
    module: string,
    coins: Coins,
  ): void {
    sendCoins(ctx, from, addressOf(moduleAccount(ctx, module)), coins);
  }

  function sendCoinsFromModuleToModule(
    ctx: Ctx,
    fromModule: string,
    toModule: string,
    coins: Coins,
  ): void {
    const from = moduleAddress(fromModule);
    sendCoins(ctx, from, addressOf(moduleAccount(ctx, toModule)), coins);
  }

  /** Makes coins in the account of a module that may. */
  function mintCoins(ctx: Ctx, module: string, coins: Coins): void {
    const account = permitted(ctx, { module, permission: "minter", purpose: "mint tokens" });
    addCoinsTo(ctx, addressOf(account), coins);
    for (const { denom, amount } of coins) {
      setSupply(ctx, { denom, amount: reader.supply(ctx, denom) + amount });
    }
    ctx.emit(coinbase(account.address, coinsToText(coins)));
  }

  /** Destroys coins in the account of a module that may. */
  function burnCoins(ctx: Ctx, module: string, coins: Coins): void {
    const account = permitted(ctx, { module, permission: "burner", purpose: "burn tokens" });
    subUnlockedCoins(ctx, addressOf(account), coins);
    for (const { denom, amount } of coins) {
      setSupply(ctx, { denom, amount: reader.supply(ctx, denom) - amount });
    }
    ctx.emit(burnEvent(account.address, coinsToText(coins)));
  }

  /** Moves coins to a pool, locked ones included, and books them in a vesting account. */
  function delegateCoinsFromAccountToModule(
    ctx: Ctx,
    from: AccAddress,
    module: string,
    coins: Coins,
  ): void {
    const purpose = "receive delegated coins";
    const pool = addressOf(permitted(ctx, { module, permission: "staking", purpose }));
    requireAccount(ctx, pool);
    requireValid(coins);
    const held: Coin[] = [];
    for (const { denom, amount } of coins) {
      const balance = reader.balance(ctx, from, denom);
      if (balance < amount) {
        throw sdkErrors.insufficientFunds(
          `failed to delegate; ${balance}${denom} is smaller than ${coinsToText(coins)}`,
        );
      }
      held.push({ denom, amount: balance });
      setBalance(ctx, from, { denom, amount: balance - amount });
    }
    const account = auth.getAccount(ctx, from);
    if (account === undefined) {
      throw sdkErrors
        .unknownAddress(`account ${addresses.acc.toText(from)} does not exist`)
        .wrap("failed to track delegation");
    }
    if (isVesting(account)) {
      auth.setAccount(
        ctx,
        trackDelegation(account, { time: ctx.time, balance: held, amount: coins }),
      );
    }
    ctx.emit(coinSpent(addresses.acc.toText(from), coinsToText(coins)));
    addCoinsTo(ctx, pool, coins);
  }

  /** Moves coins from a pool back to their owner and books them in a vesting account. */
  function undelegateCoinsFromModuleToAccount(
    ctx: Ctx,
    module: string,
    to: AccAddress,
    coins: Coins,
  ): void {
    const purpose = "undelegate coins";
    const pool = addressOf(permitted(ctx, { module, permission: "staking", purpose }));
    requireAccount(ctx, pool);
    requireValid(coins);
    subUnlockedCoins(ctx, pool, coins);
    const account = auth.getAccount(ctx, to);
    if (account === undefined) {
      throw sdkErrors
        .unknownAddress(`account ${addresses.acc.toText(to)} does not exist`)
        .wrap("failed to track undelegation");
    }
    if (isVesting(account)) auth.setAccount(ctx, trackUndelegation(account, coins));
    addCoinsTo(ctx, to, coins);
  }

  function subUnlockedCoins(ctx: Ctx, address: AccAddress, coins: Coins): void {
    requireValid(coins);
    const locked = reader.lockedCoins(ctx, address);
    for (const { denom, amount } of coins) {
      const balance = reader.balance(ctx, address, denom);
      const lockedAmount = amountOf(locked, denom);
      if (balance < lockedAmount) {
        throw sdkErrors.insufficientFunds(
          `locked amount exceeds account balance funds: ${lockedAmount}${denom} > ${balance}${denom}`,
        );
      }
      if (balance - lockedAmount < amount) {
        throw sdkErrors.insufficientFunds(
          `spendable balance ${balance - lockedAmount}${denom} is smaller than ${amount}${denom}`,
        );
      }
      setBalance(ctx, address, { denom, amount: balance - amount });
    }
    ctx.emit(coinSpent(addresses.acc.toText(address), coinsToText(coins)));
  }

  function addCoinsTo(ctx: Ctx, address: AccAddress, coins: Coins): void {
    requireValid(coins);
    for (const { denom, amount } of coins) {
      const balance = reader.balance(ctx, address, denom);
      setBalance(ctx, address, { denom, amount: balance + amount });
    }
    ctx.emit(coinReceived(addresses.acc.toText(address), coinsToText(coins)));
  }

  /** Writes a balance and its index entry, the index first; zero is written by removing both. */
  function setBalance(ctx: Ctx, address: AccAddress, { denom, amount }: Coin): void {
    if (amount === 0n) {
      state.holders.delete(ctx, [denom, address]);
      state.balances.delete(ctx, [address, denom]);
      return;
    }
    state.holders.add(ctx, [denom, address]);
    state.balances.set(ctx, [address, denom], within256Bits(amount));
  }

  /** Writes a balance of a genesis file as given, which a zero never should be in one. */
  function setGenesisBalance(ctx: Ctx, address: AccAddress, { denom, amount }: Coin): void {
    state.holders.add(ctx, [denom, address]);
    state.balances.set(ctx, [address, denom], amount);
  }

  function setSupply(ctx: Ctx, { denom, amount }: Coin): void {
    if (amount === 0n) state.supply.delete(ctx, denom);
    else if (amount < 0n) panic(`negative coin amount: ${amount}`);
    else state.supply.set(ctx, denom, within256Bits(amount));
  }

  function createMissing(ctx: Ctx, address: AccAddress): void {
    if (auth.hasAccount(ctx, address)) return;
    auth.setAccount(ctx, auth.newAccountWithAddress(ctx, address));
  }

  function requireAccount(ctx: Ctx, address: AccAddress): void {
    if (auth.getAccount(ctx, address) === undefined) {
      throw sdkErrors.unknownAddress(
        `module account ${addresses.acc.toText(address)} does not exist`,
      );
    }
  }

  function permitted(
    ctx: Ctx,
    { module, permission, purpose }: { module: string; permission: string; purpose: string },
  ): ModuleAccount {
    const account = moduleAccount(ctx, module);
    if (account.permissions.includes(permission)) return account;
    return panic(`module account ${module} does not have permissions to ${purpose}: unauthorized`);
  }

  function moduleAccount(ctx: Ctx, name: string): ModuleAccount {
    return auth.getModuleAccount(ctx, name) ?? noModule(name);
  }

  function moduleAddress(name: string): AccAddress {
    return auth.moduleAddress(name) ?? noModule(name);
  }

  function noModule(name: string): never {
    return panic(`module account ${name} does not exist: unknown address`);
  }

  function addressOf(account: ModuleAccount): AccAddress {
    return addresses.acc.fromText(account.address);
  }

  function isBlocked(address: AccAddress): boolean {
    return blocked.has(address);
  }

  function params(ctx: Ctx): Params {
    return state.params.get(ctx) ?? { ...DEFAULT_PARAMS, defaultSendEnabled: false };
  }

  /** Stores parameters; a per-denom list among them is moved to where such entries live now. */
  function setParams(ctx: Ctx, next: Params): void {
    setAllSendEnabled(ctx, next.sendEnabled);
    state.params.set(ctx, { sendEnabled: [], defaultSendEnabled: next.defaultSendEnabled });
  }

  /** @throws bank/5 naming the first coin whose sending is switched off */
  function requireSendEnabled(ctx: Ctx, coins: Coins): void {
    if (coins.length === 0) return;
    const { defaultSendEnabled } = params(ctx);
    for (const { denom } of coins) {
      if (!(sendEnabledEntry(ctx, denom) ?? defaultSendEnabled)) {
        throw errors.sendDisabled(`${denom} transfers are currently disabled`);
      }
    }
  }

  function isSendEnabled(ctx: Ctx, denom: string): boolean {
    const { defaultSendEnabled } = params(ctx);
    return sendEnabledEntry(ctx, denom) ?? defaultSendEnabled;
  }

  /** The entry of a denom, undefined when the default applies. */
  function sendEnabledEntry(ctx: Ctx, denom: string): boolean | undefined {
    return state.sendEnabled.has(ctx, denom)
      ? (state.sendEnabled.get(ctx, denom)?.value ?? false)
      : undefined;
  }

  function setAllSendEnabled(ctx: Ctx, entries: readonly SendEnabled[]): void {
    for (const { denom, enabled } of entries) {
      state.sendEnabled.set(ctx, denom, { value: enabled });
    }
  }

  function deleteSendEnabled(ctx: Ctx, denoms: readonly string[]): void {
    for (const denom of denoms) state.sendEnabled.delete(ctx, denom);
  }

  return {
    ...reader,
    addresses,
    authority,
    params,
    setParams,
    sendCoins,
    multiSend,
    sendCoinsFromModuleToAccount,
    sendCoinsFromAccountToModule,
    sendCoinsFromModuleToModule,
    mintCoins,
    burnCoins,
    delegateCoinsFromAccountToModule,
    undelegateCoinsFromModuleToAccount,
    isBlocked,
    requireSendEnabled,
    isSendEnabled,
    sendEnabledEntry,
    setAllSendEnabled,
    deleteSendEnabled,
    setGenesisBalance,
    setSupply,
    denomMetadata: (ctx: Ctx, denom: string): Metadata | undefined =>
      state.metadata.get(ctx, denom),
    hasDenomMetadata: (ctx: Ctx, denom: string): boolean => state.metadata.has(ctx, denom),
    setDenomMetadata: (ctx: Ctx, metadata: Metadata): void =>
      state.metadata.set(ctx, metadata.base, metadata),
    allDenomMetadata: (ctx: Ctx): Metadata[] =>
      Array.from(state.metadata.entries(ctx), ([, metadata]) => metadata),
    allSendEnabled: (ctx: Ctx): SendEnabled[] =>
      Array.from(state.sendEnabled.entries(ctx), ([denom, { value }]) => ({
        denom,
        enabled: value,
      })),
  };
}

/** Amounts have 256 bits; Go panics beyond. */
function within256Bits(amount: bigint): bigint {
  return amount >= 1n << 256n ? panic("Int overflow") : amount;
}

function requireValid(coins: Coins): void {
  if (!coinsAreValid(coins)) throw sdkErrors.invalidCoins(coinsToText(coins));
}
