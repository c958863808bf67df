import { plainError } from "@testudo/base";
import type { LegacyContent, LegacyContentKind } from "@testudo/modules/gov";
import type { MessageType } from "@testudo/proto";
import {
  ChangeRewardDenomsProposal,
  ConsumerAdditionProposal,
  ConsumerModificationProposal,
  ConsumerRemovalProposal,
  EquivocationProposal,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { PROVIDER_MODULE } from "../wire/names.ts";

/** The provider's v1beta1 proposals: old ones still decode, new ones are refused, and nothing carries them out. */
export const providerContents: readonly LegacyContentKind[] = [
  deprecated(ConsumerAdditionProposal),
  deprecated(ConsumerRemovalProposal),
  deprecated(ConsumerModificationProposal),
  deprecated(EquivocationProposal),
  deprecated(ChangeRewardDenomsProposal),
];

function deprecated<T extends LegacyContent>(type: MessageType<T>): LegacyContentKind {
  const name = type.typeName.slice(type.typeName.lastIndexOf(".") + 1);
  return {
    typeUrl: type.typeUrl,
    route: PROVIDER_MODULE,
    read: (value) => type.decode(value),
    validate() {
      throw plainError(`${name} is deprecated`);
    },
  };
}
