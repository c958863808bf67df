import type { ChainPort } from "./node-port.ts";
import { internalError } from "./rpc-error.ts";

/**
 * The height that a request means; without one, the latest. The texts are read by clients (Hermes takes the numbers out
 * of the second one).
 *
 * @throws RpcError -32603
 */
export function heightOf(chain: ChainPort, wanted: bigint | undefined, latest?: bigint): bigint {
  const { latestHeight, earliestHeight } = chain.status();
  const highest = latest ?? latestHeight;
  if (wanted === undefined) return highest;
  if (wanted <= 0n) throw internalError(`height must be greater than 0, but got ${wanted}`);
  if (wanted > highest) {
    throw internalError(
      `height ${wanted} must be less than or equal to the current blockchain height ${highest}`,
    );
  }
  if (wanted < earliestHeight) {
    throw internalError(`height ${wanted} is not available, lowest height is ${earliestHeight}`);
  }
  return wanted;
}
