import { acceptTransfer, validateTransferAuthorization } from "@testudo/ibc/transfer";
import type { AuthorizationKind } from "@testudo/modules/authz";
import { MsgTransfer, TransferAuthorization } from "@testudo/proto/ibc/applications/transfer/v1";

/** The grant of ICS-20, as authz asks for it. */
export const transferAuthorization: AuthorizationKind = {
  typeUrl: TransferAuthorization.typeUrl,
  messageUrl: () => MsgTransfer.typeUrl,
  validate: (value) => validateTransferAuthorization(TransferAuthorization.decode(value)),
  canonical: (value) => TransferAuthorization.encode(TransferAuthorization.decode(value)),
  accept(ctx, value, message) {
    const accepted = acceptTransfer(
      ctx,
      TransferAuthorization.decode(value),
      MsgTransfer.decode(message.value),
    );
    if (accepted === "used up") return { becomes: "used up" };
    if (accepted.updated === undefined) return { becomes: "same" };
    return { becomes: "changed", value: TransferAuthorization.encode(accepted.updated) };
  },
};
