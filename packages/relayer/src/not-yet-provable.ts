/** What has to be proven lies in the tip of a chain: its next block makes it provable. */
export class NotYetProvable extends Error {
  override readonly name = "NotYetProvable";

  constructor(readonly chainId: string) {
    super(`${chainId} has to make another block before its latest state can be proven`);
  }
}
