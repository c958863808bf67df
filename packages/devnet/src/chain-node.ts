import type { Engine, RunningNode } from "@testudo/node";
import type { ChainEntry } from "./devnet-file.ts";
import { InputError } from "./errors.ts";

/** A chain of this devnet. */
export interface RunningChain {
  readonly entry: ChainEntry;
  readonly node: ChainNode;
}

/** What a devnet does with a chain, whatever makes its blocks. */
export interface ChainNode {
  readonly rpcUrl: string;
  /** `host:port`; absent where this process does not serve gRPC. */
  readonly grpcAddress?: string | undefined;
  readonly restUrl?: string | undefined;
  /** Where Prometheus finds the metrics. */
  readonly metricsUrl?: string | undefined;
  /** Of this process; `undefined` where CometBFT makes the blocks. */
  readonly engine: Engine | undefined;
  /** Of this process; absent where the application runs elsewhere or is told what to do by CometBFT. */
  readonly app?: RunningNode["app"];
  /** Why it makes no blocks, or what has ended by itself. */
  fault(): string | undefined;
  /** Where CometBFT makes the blocks: takes a validator's node down, or brings it back. */
  setSigning?(validator: string, signs: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Where a chain is reached, as the file of the devnet has it. */
export function endpointsOf(
  node: ChainNode,
): Pick<ChainEntry, "rpc" | "grpc" | "rest" | "metrics"> {
  const { rpcUrl: rpc, grpcAddress: grpc, restUrl: rest, metricsUrl: metrics } = node;
  return {
    rpc,
    ...(grpc === undefined ? {} : { grpc }),
    ...(rest === undefined ? {} : { rest }),
    ...(metrics === undefined ? {} : { metrics }),
  };
}

/**
 * The engine of a chain.
 *
 * @throws InputError where CometBFT makes the blocks
 */
export function engineOf({ entry, node }: RunningChain): Engine {
  if (node.engine === undefined) {
    throw new InputError(
      `${entry.chainId} runs under CometBFT, which does no such thing; start a devnet with the engine builtin for it`,
    );
  }
  return node.engine;
}
