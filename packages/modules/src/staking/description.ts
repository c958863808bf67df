import { sdkErrors, utf8 } from "@testudo/base";
import type { Description } from "@testudo/proto/cosmos/staking/v1beta1";

/** What a part of an edit says to stay as it is. */
const DO_NOT_MODIFY = "[do-not-modify]";

/** Longest parts in bytes, with the names that error texts use. */
const LIMITS: readonly (readonly [part: keyof Description, name: string, max: number])[] = [
  ["moniker", "moniker", 70],
  ["identity", "identity", 3000],
  ["website", "website", 140],
  ["securityContact", "security contact", 140],
  ["details", "details", 280],
];

/** Whether nothing at all is said. */
export function isEmptyDescription(description: Description): boolean {
  return LIMITS.every(([part]) => description[part] === "");
}

/** @throws sdk/18 naming the first part that is too long */
export function validateLengths(description: Description): void {
  for (const [part, name, max] of LIMITS) {
    const length = utf8(description[part]).length;
    if (length > max) {
      throw sdkErrors.invalidRequest(`invalid ${name} length; got: ${length}, max: ${max}`);
    }
  }
}

/** The description after an edit. @throws sdk/18 when it is too long */
export function edited(current: Description, edit: Description): Description {
  const next = { ...edit };
  for (const [part] of LIMITS) {
    if (next[part] === DO_NOT_MODIFY) next[part] = current[part];
  }
  validateLengths(next);
  return next;
}
