import {
  CancelSoftwareUpgradeProposal,
  SoftwareUpgradeProposal,
} from "@testudo/proto/cosmos/upgrade/v1beta1";
import { type LegacyContentKind, validateAbstract } from "../gov/legacy-content.ts";
import { validatePlan } from "./keeper.ts";

/** The v1beta1 proposals about upgrades. They still decode; nothing is routed for them. */
export const upgradeContents: readonly LegacyContentKind[] = [
  {
    typeUrl: SoftwareUpgradeProposal.typeUrl,
    route: "upgrade",
    read: (value) => SoftwareUpgradeProposal.decode(value),
    validate(value) {
      const content = SoftwareUpgradeProposal.decode(value);
      validatePlan(content.plan);
      validateAbstract(content);
    },
  },
  {
    typeUrl: CancelSoftwareUpgradeProposal.typeUrl,
    route: "upgrade",
    read: (value) => CancelSoftwareUpgradeProposal.decode(value),
    validate: (value) => validateAbstract(CancelSoftwareUpgradeProposal.decode(value)),
  },
];
