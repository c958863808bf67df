import { AppError } from "@testudo/base";

/**
 * Why something of consensus was refused.
 *
 * CometBFT has plain errors without numbers; these names are the few distinctions that callers act on.
 */
export type CometErrorReason =
  /** Malformed or inconsistent. */
  | "invalid"
  /** A commit without the voting power that was asked for. */
  | "notEnoughPower"
  /** A signature that its key refuses. */
  | "wrongSignature"
  /** The trusted header is older than the trusting period. */
  | "expired"
  /** The new header is not acceptable (`ErrInvalidHeader`). */
  | "invalidHeader"
  /** Too few trusted validators signed; an intermediate header may help (`ErrNewValSetCantBeTrusted`). */
  | "untrustedValidators"
  /** An update that the validator set refuses. */
  | "validatorUpdate";

/** A refusal; carries the numbers of an error that Go never registered (undefined/1). */
export class CometError extends AppError {
  readonly reason: CometErrorReason;

  constructor(reason: CometErrorReason, message: string) {
    super("undefined", 1, message);
    this.reason = reason;
  }
}

/** A refusal to be thrown. */
export function cometError(reason: CometErrorReason, message: string): CometError {
  return new CometError(reason, message);
}

/** A refusal that has not been thrown: checks return it so that their callers can add context. */
export interface Fault {
  readonly reason: CometErrorReason;
  readonly text: string;
}

/** Throws the fault, if there is one. */
export function throwIfFaulty(fault: Fault | undefined): void {
  if (fault !== undefined) throw cometError(fault.reason, fault.text);
}

/** Throws an "invalid" refusal with the text, if there is one. */
export function throwIfInvalid(text: string | undefined): void {
  if (text !== undefined) throw cometError("invalid", text);
}
