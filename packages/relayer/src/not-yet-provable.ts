/** A chain has to make another block first: to make its tip provable, or to catch up with the other chain's time. */
export class NotYetProvable extends Error {
  override readonly name = "NotYetProvable";

  constructor(readonly chainId: string) {
    super(`${chainId} has to make another block first`);
  }
}
