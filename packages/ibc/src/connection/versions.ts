import type { Version } from "@testudo/proto/ibc/core/connection/v1";
import { isBlank } from "../host/identifiers.ts";
import { connectionErrors } from "./errors.ts";

/** Bounds what one handshake message may carry. */
export const MAX_COUNTERPARTY_VERSIONS = 100;
const MAX_FEATURES = 100;

/** The only version this implementation speaks; the feature order is part of stored bytes. */
export const DEFAULT_VERSION: Version = {
  identifier: "1",
  features: ["ORDER_ORDERED", "ORDER_UNORDERED"],
};

/** Versions in order of preference. */
export const COMPATIBLE_VERSIONS: readonly Version[] = [DEFAULT_VERSION];

/** @throws connection/9 when absent, without identifier, or with too many or blank features */
export function validateVersion(version: Version | undefined): asserts version is Version {
  if (version === undefined) throw connectionErrors.invalidVersion("version cannot be nil");
  if (isBlank(version.identifier)) {
    throw connectionErrors.invalidVersion("version identifier cannot be blank");
  }
  if (version.features.length > MAX_FEATURES) {
    throw connectionErrors.invalidVersion(`features length must not exceed ${MAX_FEATURES} items`);
  }
  version.features.forEach((feature, index) => {
    if (isBlank(feature)) {
      throw connectionErrors.invalidVersion(`feature cannot be blank, index ${index}`);
    }
  });
}

/** Whether `proposed` names one of `supported` with a non-empty part of its features. */
export function isSupportedVersion(supported: readonly Version[], proposed: Version): boolean {
  const match = supported.find(({ identifier }) => identifier === proposed.identifier);
  if (match === undefined || proposed.features.length === 0) return false;
  return proposed.features.every((feature) => match.features.includes(feature));
}

/**
 * The first own version that the counterparty knows, with the common features in own order.
 *
 * @throws connection/10 when no version has a common feature
 */
export function pickVersion(own: readonly Version[], counterparty: readonly Version[]): Version {
  for (const { identifier, features } of own) {
    const match = counterparty.find((version) => version.identifier === identifier);
    const common = features.filter((feature) => match?.features.includes(feature));
    if (common.length > 0) return { identifier, features: common };
  }
  throw connectionErrors.versionNegotiationFailed(
    "failed to find a matching counterparty version from the supported version list",
  );
}
