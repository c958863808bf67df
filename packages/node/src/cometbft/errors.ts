/** There is no usable `cometbft`, and how to get one, in one line. */
export class CometBftUnavailable extends Error {
  override name = "CometBftUnavailable";
}

/** A CometBFT or an application that was to run beside it has ended by itself. */
export class NodeEnded extends Error {
  override name = "NodeEnded";
}
