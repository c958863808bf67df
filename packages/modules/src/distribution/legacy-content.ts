import { CommunityPoolSpendProposal } from "@testudo/proto/cosmos/distribution/v1beta1";
import { type LegacyContentKind, unregisteredType } from "../gov/legacy-content.ts";

/** The v1beta1 proposal to spend from the pool. It still decodes, but its type is registered no more and nothing is routed for it. */
export const communityPoolSpendContent: LegacyContentKind = {
  typeUrl: CommunityPoolSpendProposal.typeUrl,
  route: "distribution",
  read: (value) => CommunityPoolSpendProposal.decode(value),
  validate() {
    throw unregisteredType("CommunityPoolSpend");
  },
};
