/** A denom as wallets show it. */
export interface ShownDenom {
  readonly base: string;
  readonly display: string;
  readonly symbol: string;
  readonly exponent: number;
}

const MICRO = /^u[a-z]{2,}$/;

/** `uatom` is a millionth of an ATOM; a denom without that prefix stands for itself. */
export function shownDenom(base: string): ShownDenom {
  if (!MICRO.test(base)) return { base, display: base, symbol: base.toUpperCase(), exponent: 0 };
  const display = base.slice(1);
  return { base, display, symbol: display.toUpperCase(), exponent: 6 };
}

/** What wallets offer to pay for gas, from the least that the nodes take. */
export function gasPrices(minGasPrice: string) {
  const low = Number(minGasPrice);
  // Short decimals: a product like 0.0075000000000000015 would be shown as it is.
  const times = (factor: number) => Number((low * factor).toPrecision(6));
  return { low, average: times(1.5), high: times(2) };
}
