import { AppError, type ErrorKind, isKind } from "@testudo/base";

/**
 * For `toThrow(matching(errors.unknownLock))`: holds for an error with the codespace and code of the kind,
 * whatever its message.
 */
export function matching(kind: ErrorKind): Error {
  // The types of jest want an Error here; at run time it asks any asymmetric matcher.
  const matcher: unknown = {
    $$typeof: Symbol.for("jest.asymmetricMatcher"),
    asymmetricMatch: (actual: unknown) => isKind(actual, kind),
    toString: () => describeKind(kind),
    getExpectedType: () => AppError.name,
    toAsymmetricMatcher: () => describeKind(kind),
  };
  return matcher as Error;
}

function describeKind({ codespace, code, text }: ErrorKind): string {
  return `${codespace}/${code} (${text})`;
}
