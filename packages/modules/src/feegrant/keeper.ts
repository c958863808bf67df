import { type AccAddress, type Coins, sdkErrors } from "@testudo/base";
import type { Grant } from "@testudo/proto/cosmos/feegrant/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "@testudo/runtime";
import { allowanceOf } from "./allowances.ts";
import { allowanceRevoked, allowanceSet, allowanceUpdated, allowanceUsed } from "./events.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Who pays for whom. */
export interface Ends {
  readonly granter: AccAddress;
  readonly grantee: AccAddress;
}

/** The fee allowance keeper, made by `createFeegrantKeeper`. */
export type FeegrantKeeper = ReturnType<typeof createFeegrantKeeper>;

/** Allowances by which one account pays the fees of another. */
export function createFeegrantKeeper(needs: Needs) {
  const { addresses, auth, bank } = needs;

  function grant(ctx: Ctx, { granter, grantee }: Ends): Grant | undefined {
    return state.allowances.get(ctx, [grantee, granter]);
  }

  /** @throws sdk/38 */
  function requireGrant(ctx: Ctx, ends: Ends): Grant {
    const found = grant(ctx, ends);
    if (found === undefined) throw sdkErrors.notFound("fee-grant not found");
    return found;
  }

  /** @throws sdk/18 when there is one, even if it expired */
  function requireNone(ctx: Ctx, ends: Ends): void {
    if (grant(ctx, ends) !== undefined) {
      throw sdkErrors.invalidRequest("fee allowance already exists");
    }
  }

  /**
   * Gives an allowance, and the grantee an account if it has none.
   *
   * @throws sdk/18 when there is one or its time is over, sdk/4 for a blocked grantee
   */
  function grantAllowance(ctx: Ctx, ends: Ends, allowance: Any): void {
    requireNone(ctx, ends);
    createMissing(ctx, ends.grantee);
    const expiration = allowanceOf(allowance).expiresAt();
    if (expiration !== undefined && expiration < ctx.time) {
      throw sdkErrors.invalidRequest("expiration is before current block time");
    }
    if (expiration !== undefined) {
      state.queue.add(ctx, [expiration, ends.grantee, ends.granter]);
    }
    setAllowance(ctx, ends, allowance);
    ctx.emit(allowanceSet(textOf(ends)));
  }

  /**
   * Takes an allowance back.
   *
   * The reference deletes a queue entry with the two accounts exchanged, which does not exist: the real entry stays, and
   * removes whatever the two have agreed on by then when its time comes.
   *
   * @throws sdk/38
   */
  function revokeAllowance(ctx: Ctx, ends: Ends): void {
    const { granter, grantee } = ends;
    const { allowance } = requireGrant(ctx, ends);
    const revoked = allowanceOf(allowance);
    state.allowances.delete(ctx, [grantee, granter]);
    const expiration = revoked.expiresAt();
    if (expiration !== undefined) state.queue.delete(ctx, [expiration, granter, grantee]);
    ctx.emit(allowanceRevoked(textOf(ends)));
  }

  /**
   * Takes a fee from an allowance.
   *
   * @throws sdk/38 without one, and feegrant's errors where it does not cover the fee
   */
  function useGrantedFees(
    ctx: Ctx,
    granter: AccAddress,
    grantee: AccAddress,
    fee: Coins,
    messages: readonly Any[],
  ): void {
    const ends = { granter, grantee };
    const { allowance } = requireGrant(ctx, ends);
    const spending = allowanceOf(allowance).spend(ctx, { amount: fee, messages });
    if (spending.left === undefined) {
      revokeAllowance(ctx, ends);
      // The removal of an expired allowance goes down with the refused transaction; its gas stays.
      if (spending.refusal !== undefined) throw spending.refusal;
      ctx.emit(allowanceUsed(textOf(ends)));
      return;
    }
    ctx.emit(allowanceUsed(textOf(ends)));
    requireGrant(ctx, ends);
    setAllowance(ctx, ends, spending.left);
    ctx.emit(allowanceUpdated(textOf(ends)));
  }

  /** Removes up to `limit` allowances whose time was before this block's. */
  function removeExpired(ctx: Ctx, limit: number): void {
    let count = 0;
    // Deleting while walking is safe (a walk does not see it) and charges gas in the order of the reference.
    for (const key of state.queue.keys(ctx, { end: [ctx.time] })) {
      const [, grantee, granter] = key;
      state.queue.delete(ctx, key);
      state.allowances.delete(ctx, [grantee, granter]);
      count++;
      if (count === limit) return;
    }
  }

  function setAllowance(ctx: Ctx, ends: Ends, allowance: Any): void {
    state.allowances.set(ctx, [ends.grantee, ends.granter], {
      ...textOf(ends),
      allowance: allowanceOf(allowance).canonical(),
    });
  }

  function createMissing(ctx: Ctx, grantee: AccAddress): void {
    if (auth.getAccount(ctx, grantee) !== undefined) return;
    if (bank.isBlocked(grantee)) {
      throw sdkErrors.unauthorized(
        `${addresses.acc.toText(grantee)} is not allowed to receive funds`,
      );
    }
    auth.setAccount(ctx, auth.newAccountWithAddress(ctx, grantee));
  }

  function textOf({ granter, grantee }: Ends) {
    return { granter: addresses.acc.toText(granter), grantee: addresses.acc.toText(grantee) };
  }

  return {
    addresses,
    grant,
    requireNone,
    grantAllowance,
    revokeAllowance,
    useGrantedFees,
    removeExpired,
  };
}
