import { ParameterChangeProposal } from "@testudo/proto/cosmos/params/v1beta1";
import { type LegacyContentKind, validateAbstract } from "../gov/legacy-content.ts";
import { errors } from "./errors.ts";
import type { ParamsKeeper } from "./keeper.ts";

/** The v1beta1 proposal that changes parameters of this module. */
export function parameterChangeContent(params: ParamsKeeper): LegacyContentKind {
  return {
    typeUrl: ParameterChangeProposal.typeUrl,
    route: "params",
    read: (value) => ParameterChangeProposal.decode(value),
    validate(value) {
      const content = ParameterChangeProposal.decode(value);
      validateAbstract(content);
      if (content.changes.length === 0) throw errors.emptyChanges();
      for (const change of content.changes) {
        if (change.subspace === "") throw errors.emptySubspace();
        if (change.key === "") throw errors.emptyKey();
        if (change.value === "") throw errors.emptyValue();
      }
    },
    handle(ctx, value) {
      for (const change of ParameterChangeProposal.decode(value).changes) {
        params.update(ctx, change);
      }
    },
  };
}
