import type { AccAddress, AddressCodec, Coins } from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx, MessageRouter } from "@testudo/runtime";
import type { Account, ModuleAccount } from "../auth/accounts.ts";
import type { LegacyContentKind } from "./legacy-content.ts";

/** What gov asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the parameters: gov's own. */
  readonly authority: string;
  readonly auth: {
    moduleAddress(name: string): AccAddress | undefined;
    getModuleAccount(ctx: Ctx, name: string): ModuleAccount | undefined;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: {
    allBalances(ctx: Ctx, address: AccAddress): Coins;
    sendCoinsFromModuleToAccount(ctx: Ctx, from: string, to: AccAddress, coins: Coins): void;
    sendCoinsFromAccountToModule(ctx: Ctx, from: AccAddress, to: string, coins: Coins): void;
    burnCoins(ctx: Ctx, module: string, coins: Coins): void;
  };
  readonly distribution: {
    fundCommunityPool(ctx: Ctx, amount: Coins, sender: AccAddress): void;
  };
  /** Whose stake votes. The provider fills it with its consensus-active validators alone. */
  readonly staking: {
    bondedValidatorsByPower(ctx: Ctx): Iterable<Validator>;
    totalBondedTokens(ctx: Ctx): bigint;
    delegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<Delegation>;
  };
  /** The application's message router, asked for late: it is built from the modules, gov among them. */
  router(): Pick<MessageRouter, "has" | "route" | "handle">;
  /** Accounts that must have signed a message. */
  signers(message: Any): readonly Uint8Array[];
  /** Kinds of v1beta1 content besides plain text. */
  readonly legacyContents: readonly LegacyContentKind[];
}
