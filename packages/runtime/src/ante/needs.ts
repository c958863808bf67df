import type { AccAddress, Coins } from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/auth/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "../ctx.ts";

/** What the ante chain reads of an account. Other fields of a stored account pass through it unharmed. */
export interface SignerAccount {
  /** Bech32 text, as stored. */
  readonly address: string;
  readonly pubKey: Any | undefined;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  /** `module` for the account of a module, which takes no key. */
  readonly kind?: string;
}

/** Accounts as the ante chain uses them: one store access per call, writes as auth's `SetAccount`. */
export interface AccountKeeper {
  params(ctx: Ctx): Params;
  getAccount(ctx: Ctx, address: AccAddress): SignerAccount | undefined;
  /** Gets a changed copy of what `getAccount` gave. */
  setAccount(ctx: Ctx, account: SignerAccount): void;
}

/** Coins as the ante chain uses them. */
export interface BankKeeper {
  /** @throws AppError when the account cannot pay */
  sendCoinsFromAccountToModule(ctx: Ctx, from: AccAddress, module: string, coins: Coins): void;
}

/** Fee allowances; absent on a chain without them. */
export interface FeegrantKeeper {
  /** Takes `fee` from the allowance, or throws. `messages` are the transaction's. */
  useGrantedFees(
    ctx: Ctx,
    granter: AccAddress,
    grantee: AccAddress,
    fee: Coins,
    messages: readonly Any[],
  ): void;
}

/** Name of the module account that collects fees. */
export const FEE_COLLECTOR = "fee_collector";
