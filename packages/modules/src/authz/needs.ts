import type { AccAddress, AddressCodec } from "@testudo/base";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Ctx, MessageRouter } from "@testudo/runtime";
import type { Account } from "../auth/accounts.ts";
import type { AuthorizationKind } from "./authorizations.ts";

/** What authz asks of the rest of the application. */
export interface Needs {
  readonly addresses: AddressCodec;
  readonly auth: {
    getAccount(ctx: Ctx, address: AccAddress): Account | undefined;
    newAccountWithAddress(ctx: Ctx, address: AccAddress): Account;
    setAccount(ctx: Ctx, account: Account): void;
  };
  readonly bank: { isBlocked(address: AccAddress): boolean };
  /** The application's message router, asked for late: it is built from the modules, authz among them. */
  router(): Pick<MessageRouter, "has" | "route" | "handle">;
  /** Accounts that must have signed a message. */
  signers(message: Any): readonly Uint8Array[];
  /** Kinds of authorization besides generic, send and stake. */
  readonly authorizations: readonly AuthorizationKind[];
}
