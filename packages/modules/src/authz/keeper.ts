import {
  type AccAddress,
  AppError,
  accAddress,
  equalBytes,
  formatRfc3339Nano,
  fromUtf8,
  SECOND,
  sdkErrors,
  type Time,
} from "@testudo/base";
import { fromTimestamp, toTimestamp } from "@testudo/proto";
import type { Grant } from "@testudo/proto/cosmos/authz/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx } from "@testudo/runtime";
import { gogoText } from "../gogo-text.ts";
import { type AuthorizationKind, authorizationTable } from "./authorizations.ts";
import { errors } from "./errors.ts";
import { granted, ofInnerMessage, revoked } from "./events.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Gas for each entry of an expiry queue item that is looked at. */
const GAS_PER_QUEUE_ENTRY = 20n;

/** Who may do what in whose name. */
export interface GrantKey {
  readonly granter: AccAddress;
  readonly grantee: AccAddress;
  readonly msgTypeUrl: string;
}

/** The authz keeper, made by `createAuthzKeeper`. */
export type AuthzKeeper = ReturnType<typeof createAuthzKeeper>;

/** Grants by which one account acts in the name of another. */
export function createAuthzKeeper(needs: Needs) {
  const { addresses } = needs;
  const kindOf = authorizationTable(needs.authorizations);

  /** @throws sdk/29 for nothing, or something that is no authorization */
  function requireKind(authorization: Any | undefined): AuthorizationKind {
    if (authorization === undefined) throw sdkErrors.invalidType("authorization is nil");
    const kind = kindOf(authorization.typeUrl);
    if (kind === undefined) {
      throw sdkErrors.invalidType(`expected authz.Authorization, got ${authorization.typeUrl}`);
    }
    return kind;
  }

  /**
   * Stores a grant; one for the same message is replaced.
   *
   * @throws errors.invalidExpirationTime, errors.noGrantKeyFound
   */
  function saveGrant(
    ctx: Ctx,
    { granter, grantee }: Omit<GrantKey, "msgTypeUrl">,
    authorization: Any,
    expiration: Time | undefined,
  ): void {
    const kind = requireKind(authorization);
    const key: GrantKey = { granter, grantee, msgTypeUrl: kind.messageUrl(authorization.value) };
    if (expiration !== undefined && expiration <= ctx.time) {
      throw errors.invalidExpirationTime(
        `expiration must be after the current block time (${secondsText(ctx.time)}), got ${secondsText(expiration)}`,
      );
    }
    const old = expirationOf(state.grants.get(ctx, idOf(key)));
    if (old !== undefined && old !== expiration) removeFromQueue(ctx, key, old);
    if (expiration !== undefined && old !== expiration) addToQueue(ctx, key, expiration);
    state.grants.set(ctx, idOf(key), {
      authorization: {
        typeUrl: authorization.typeUrl,
        value: kind.canonical(authorization.value),
      },
      expiration: expiration === undefined ? undefined : toTimestamp(expiration),
    });
    ctx.emit(granted(textOf(key)));
  }

  /** @throws errors.noAuthorizationFound, errors.noGrantKeyFound */
  function deleteGrant(ctx: Ctx, key: GrantKey): void {
    const grant = state.grants.get(ctx, idOf(key));
    if (grant === undefined) {
      throw errors.noAuthorizationFound(
        `failed to delete grant with key ${fromUtf8(state.grants.rawKey(idOf(key)))}`,
      );
    }
    const expiration = expirationOf(grant);
    if (expiration !== undefined) removeFromQueue(ctx, key, expiration);
    state.grants.delete(ctx, idOf(key));
    ctx.emit(revoked(textOf(key)));
  }

  /**
   * Runs messages in the name of whoever must sign them, by the grants that `grantee` has.
   *
   * A grant is changed before its message runs.
   *
   * @returns the bytes of each response
   * @throws errors.authorizationNumOfSigners, errors.noAuthorizationFound, errors.authorizationExpired, sdk/6, what the
   * authorization refuses, and what the message throws
   */
  function dispatchActions(ctx: Ctx, grantee: AccAddress, messages: readonly Any[]): Uint8Array[] {
    return messages.map((message, index) => {
      const [signer, ...others] = needs.signers(message);
      if (signer === undefined || others.length > 0) throw errors.authorizationNumOfSigners();
      if (!equalBytes(signer, grantee)) {
        useGrant(
          ctx,
          { granter: accAddress(signer), grantee, msgTypeUrl: message.typeUrl },
          message,
        );
      }
      return runInner(ctx, message, index);
    });
  }

  function useGrant(ctx: Ctx, key: GrantKey, message: Any): void {
    const grant = state.grants.get(ctx, idOf(key));
    if (grant === undefined) {
      const { granter, grantee, msgTypeUrl } = textOf(key);
      throw errors.noAuthorizationFound(
        `failed to get grant with given granter: ${granter}, grantee: ${grantee} & msgType: ${msgTypeUrl} `,
      );
    }
    const expiration = expirationOf(grant);
    if (expiration !== undefined && expiration < ctx.time) throw errors.authorizationExpired();
    const { authorization } = grant;
    const kind = requireKind(authorization);
    const acceptance = kind.accept(ctx, authorization?.value ?? new Uint8Array(), message);
    if (acceptance.becomes === "used up") deleteGrant(ctx, key);
    else if (acceptance.becomes === "changed") {
      updateGrant(ctx, key, { typeUrl: kind.typeUrl, value: acceptance.value });
    }
  }

  function updateGrant(ctx: Ctx, key: GrantKey, authorization: Any): void {
    const id = idOf({
      ...key,
      msgTypeUrl: requireKind(authorization).messageUrl(authorization.value),
    });
    const grant = state.grants.require(ctx, id, errors.noAuthorizationFound);
    state.grants.set(ctx, id, { ...grant, authorization });
  }

  function runInner(ctx: Ctx, message: Any, index: number): Uint8Array {
    const router = needs.router();
    const route = router.route(message.typeUrl);
    if (route === undefined) {
      throw sdkErrors.unknownRequest(`unrecognized message route: ${message.typeUrl}`);
    }
    try {
      const { response, events } = router.handle(ctx, message);
      for (const event of events) ctx.emit(ofInnerMessage(event, index));
      return response.value;
    } catch (error) {
      const text = gogoText(route.request, route.request.decode(message.value));
      throw error instanceof AppError
        ? error.wrap(`failed to execute message; message ${text}`)
        : error;
    }
  }

  /** Forgets grants whose time was before this block's. */
  function deleteExpired(ctx: Ctx): void {
    for (const [[time, granter, grantee], item] of [
      ...state.queue.entries(ctx, { end: [ctx.time] }),
    ]) {
      state.queue.delete(ctx, [time, granter, grantee]);
      for (const msgTypeUrl of item.msgTypeUrls) {
        state.grants.delete(ctx, idOf({ granter, grantee, msgTypeUrl }));
      }
    }
  }

  function addToQueue(ctx: Ctx, { granter, grantee, msgTypeUrl }: GrantKey, at: Time): void {
    const { msgTypeUrls } = state.queue.get(ctx, [at, granter, grantee]) ?? { msgTypeUrls: [] };
    state.queue.set(ctx, [at, granter, grantee], { msgTypeUrls: [...msgTypeUrls, msgTypeUrl] });
  }

  /** The last entry takes the place of the one removed; an emptied item is written back. */
  function removeFromQueue(ctx: Ctx, { granter, grantee, msgTypeUrl }: GrantKey, at: Time): void {
    const item = state.queue.get(ctx, [at, granter, grantee]);
    if (item === undefined) {
      throw errors.noGrantKeyFound("can't remove grant from the expire queue, grant key not found");
    }
    for (const [index, url] of item.msgTypeUrls.entries()) {
      ctx.gas.consume(GAS_PER_QUEUE_ENTRY, "grant queue");
      if (url !== msgTypeUrl) continue;
      const last = item.msgTypeUrls.at(-1) ?? msgTypeUrl;
      const msgTypeUrls = item.msgTypeUrls.with(index, last).slice(0, -1);
      state.queue.set(ctx, [at, granter, grantee], { msgTypeUrls });
      return;
    }
  }

  function textOf({ granter, grantee, msgTypeUrl }: GrantKey) {
    return {
      granter: addresses.acc.toText(granter),
      grantee: addresses.acc.toText(grantee),
      msgTypeUrl,
    };
  }

  return {
    needs,
    addresses,
    requireKind,
    saveGrant,
    deleteGrant,
    dispatchActions,
    deleteExpired,
    grant: (ctx: Ctx, key: GrantKey): Grant | undefined => state.grants.get(ctx, idOf(key)),
    textOf,
  };
}

function idOf({ granter, grantee, msgTypeUrl }: GrantKey) {
  return [granter, grantee, msgTypeUrl] as const;
}

/** RFC 3339 in whole seconds. */
function secondsText(time: Time): string {
  return formatRfc3339Nano((time / SECOND) * SECOND);
}

function expirationOf(grant: Grant | undefined): Time | undefined {
  return grant?.expiration === undefined ? undefined : fromTimestamp(grant.expiration);
}
