import { sdkErrors, toHexUpper } from "@testudo/base";
import {
  Equivocation,
  MsgSubmitEvidence,
  MsgSubmitEvidenceResponse,
} from "@testudo/proto/cosmos/evidence/v1beta1";
import { type MessageRoute, panic, route } from "@testudo/runtime";
import { addressFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import { type EvidenceKeeper, hashOf, validateEquivocation } from "./keeper.ts";

/** Handlers of `cosmos.evidence.v1beta1.Msg`. */
export function evidenceMessages(evidence: EvidenceKeeper): readonly MessageRoute[] {
  return [
    route(MsgSubmitEvidence, MsgSubmitEvidenceResponse, {
      handle(ctx, message) {
        addressFromWire(evidence.addresses.acc, message.submitter, (why) =>
          sdkErrors.invalidAddress(`invalid submitter address: ${why}`),
        );
        if (message.evidence?.typeUrl !== Equivocation.typeUrl) {
          throw errors.invalidEvidence("missing evidence");
        }
        const equivocation = Equivocation.decode(message.evidence.value);
        try {
          validateEquivocation(equivocation);
        } catch (error) {
          throw errors.invalidEvidence(
            `failed basic validation: ${error instanceof Error ? error.message : error}`,
          );
        }
        const hash = hashOf(equivocation);
        if (evidence.evidence(ctx, hash) !== undefined) {
          throw errors.evidenceExists(toHexUpper(hash));
        }
        // Neither application of the reference sets an evidence router: reaching for it panics.
        return panic("runtime error: invalid memory address or nil pointer dereference");
      },
    }),
  ];
}
