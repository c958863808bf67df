import { type AccAddress, singleCoin } from "@testudo/base";
import type { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import { type Ctx, onBranch, panic } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import { invariantChecked } from "./events.ts";
import type { Invariant, Needs } from "./needs.ts";
import { state } from "./state.ts";

/** The crisis keeper, made by `createCrisisKeeper`. */
export type CrisisKeeper = ReturnType<typeof createCrisisKeeper>;

/** Checks invariants, for a fee or at genesis. */
export function createCrisisKeeper(needs: Needs) {
  const { addresses, authority, bank, feeCollector, invariants } = needs;

  function constantFee(ctx: Ctx): Coin {
    return (
      state.constantFee.get(ctx) ??
      panic("collections: not found: key 'no_key' of type constant_fee")
    );
  }

  /**
   * Takes the fee and checks one invariant. A broken one panics.
   *
   * @throws errors.unknownInvariant after the fee was taken
   */
  function verifyInvariant(ctx: Ctx, sender: AccAddress, module: string, route: string): void {
    const { denom, amount } = constantFee(ctx);
    const fee = singleCoin(denom, intFromWire(amount));
    bank.sendCoinsFromAccountToModule(ctx, sender, feeCollector, fee);
    const invariant = invariants.find((known) => known.module === module && known.route === route);
    if (invariant === undefined) throw errors.unknownInvariant();
    const { broken, report } = checked(ctx, invariant);
    if (broken) panic(report);
    ctx.emit(invariantChecked(route));
  }

  /** Checks all. Panics at the first that is broken. */
  function assertInvariants(ctx: Ctx): void {
    for (const invariant of invariants) {
      const { broken, report } = checked(ctx, invariant);
      if (!broken) continue;
      panic(
        `invariant broken: ${report}\n\tCRITICAL please submit the following transaction:\n` +
          `\t\t tx crisis invariant-broken ${invariant.module} ${invariant.route}`,
      );
    }
  }

  return {
    addresses,
    authority,
    skipGenesisInvariants: needs.skipGenesisInvariants ?? false,
    constantFee,
    setConstantFee: (ctx: Ctx, fee: Coin): void => state.constantFee.set(ctx, fee),
    verifyInvariant,
    assertInvariants,
  };
}

function checked(ctx: Ctx, invariant: Invariant) {
  return onBranch(ctx, (trial) => invariant.check(trial)).value;
}
