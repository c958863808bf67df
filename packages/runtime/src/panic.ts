/**
 * A Go `panic(text)`: inside a transaction it is caught and becomes `undefined/111222`; in a block's begin or end it
 * stops the chain. For the places where the reference panics on input that a user can give.
 */
export class Panic extends Error {
  override readonly name: string = "Panic";
}

/** Throws a `Panic`; usable as an expression. */
export function panic(text: string): never {
  throw new Panic(text);
}

/** Thrown by a gas meter that went over its limit. `descriptor` names the charge, as in the Go log. */
export class OutOfGas extends Panic {
  override readonly name = "OutOfGas";

  constructor(readonly descriptor: string) {
    super(`out of gas in location: ${descriptor}`);
  }
}

/** Thrown by a gas meter whose sum would leave 64 bits. */
export class GasOverflow extends Panic {
  override readonly name = "GasOverflow";

  constructor(readonly descriptor: string) {
    super(`gas overflow in location: ${descriptor}`);
  }
}
