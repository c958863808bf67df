import { type AccAddress, AppError, plainError, sdkErrors } from "@testudo/base";
import { fromTimestamp } from "@testudo/proto";
import {
  MsgExec,
  MsgExecResponse,
  MsgGrant,
  MsgGrantResponse,
  MsgRevoke,
  MsgRevokeResponse,
} from "@testudo/proto/cosmos/authz/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, type MessageRoute, route } from "@testudo/runtime";
import { addressFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { AuthzKeeper } from "./keeper.ts";

/** Handlers of `cosmos.authz.v1beta1.Msg`. */
export function authzMessages(authz: AuthzKeeper): readonly MessageRoute[] {
  const { addresses, needs } = authz;

  function accountOf(text: string, role: string): AccAddress {
    return addressFromWire(addresses.acc, text, (why) =>
      sdkErrors.invalidAddress(`invalid ${role} address: ${why}`),
    );
  }

  /** The two ends of a grant, the grantee read first. */
  function endsOf(message: { readonly granter: string; readonly grantee: string }) {
    if (message.grantee.toLowerCase() === message.granter.toLowerCase()) {
      throw errors.granteeIsGranter();
    }
    const grantee = accountOf(message.grantee, "grantee");
    return { grantee, granter: accountOf(message.granter, "granter") };
  }

  function createMissing(ctx: Ctx, grantee: AccAddress): void {
    if (needs.auth.getAccount(ctx, grantee) !== undefined) return;
    if (needs.bank.isBlocked(grantee)) {
      throw sdkErrors.unauthorized(
        `${addresses.acc.toText(grantee)} is not allowed to receive funds`,
      );
    }
    needs.auth.setAccount(ctx, needs.auth.newAccountWithAddress(ctx, grantee));
  }

  function validateInner(message: Any, index: number): void {
    const inner = needs.router().route(message.typeUrl);
    if (inner?.validateBasic === undefined) return;
    try {
      inner.validateBasic(inner.request.decode(message.value));
    } catch (error) {
      throw error instanceof AppError ? error.wrap(`msg ${index}`) : error;
    }
  }

  return [
    route(MsgGrant, MsgGrantResponse, {
      handle(ctx, message) {
        const ends = endsOf(message);
        const { authorization, expiration } = message.grant;
        const kind = authz.requireKind(authorization);
        const value = authorization?.value ?? new Uint8Array();
        kind.validate(value);
        createMissing(ctx, ends.grantee);
        const url = kind.messageUrl(value);
        if (!needs.router().has(url)) throw sdkErrors.invalidType(`${url} doesn't exist.`);
        authz.saveGrant(
          ctx,
          ends,
          { typeUrl: kind.typeUrl, value },
          expiration === undefined ? undefined : fromTimestamp(expiration),
        );
        return {};
      },
    }),
    route(MsgRevoke, MsgRevokeResponse, {
      handle(ctx, message) {
        const ends = endsOf(message);
        const { msgTypeUrl } = message;
        if (msgTypeUrl === "") throw sdkErrors.invalidRequest("missing msg method name");
        authz.deleteGrant(ctx, { ...ends, msgTypeUrl });
        return {};
      },
    }),
    route(MsgExec, MsgExecResponse, {
      handle(ctx, { grantee, msgs }) {
        if (grantee === "") throw plainError("empty address string is not allowed");
        const account = accountOf(grantee, "grantee");
        if (msgs.length === 0) throw sdkErrors.invalidRequest("messages cannot be empty");
        msgs.forEach(validateInner);
        return { results: authz.dispatchActions(ctx, account, msgs) };
      },
    }),
  ];
}
