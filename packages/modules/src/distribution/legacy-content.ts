import { coinsAreValid } from "@testudo/base";
import { CommunityPoolSpendProposal } from "@testudo/proto/cosmos/distribution/v1beta1";
import { type LegacyContentKind, validateAbstract } from "../gov/legacy-content.ts";
import { coinsFromWire } from "../wire.ts";
import { errors } from "./errors.ts";

/** The v1beta1 proposal to spend from the pool. It still decodes; nothing is routed for it. */
export const communityPoolSpendContent: LegacyContentKind = {
  typeUrl: CommunityPoolSpendProposal.typeUrl,
  route: "distribution",
  read: (value) => CommunityPoolSpendProposal.decode(value),
  validate(value) {
    const content = CommunityPoolSpendProposal.decode(value);
    validateAbstract(content);
    if (!coinsAreValid(coinsFromWire(content.amount))) throw errors.invalidProposalAmount();
    if (content.recipient === "") throw errors.emptyProposalRecipient();
  },
};
