import type { AccAddress, AddressCodec, Coins } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";

/** What an invariant found. */
export interface Finding {
  readonly broken: boolean;
  /** What was compared, for a person. */
  readonly report: string;
}

/** Something that must always hold. It reads; what it writes is dropped. */
export interface Invariant {
  readonly module: string;
  readonly route: string;
  check(ctx: Ctx): Finding;
}

/** What crisis asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  /** Text form of the account allowed to change the fee. */
  readonly authority: string;
  /** Name of the module account that fees go to. */
  readonly feeCollector: string;
  readonly bank: {
    sendCoinsFromAccountToModule(ctx: Ctx, from: AccAddress, to: string, coins: Coins): void;
  };
  /** In the order in which they are checked. */
  readonly invariants: readonly Invariant[];
  /** Whether genesis is taken without checking. */
  readonly skipGenesisInvariants?: boolean;
}
