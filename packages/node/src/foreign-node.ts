import {
  type AbciClient,
  AbciConnectionError,
  connectSocketClient,
  parseSocketAddress,
} from "@testudo/abci";
import { createEngine, type Engine } from "@testudo/engine";
import { closeEach } from "./closing.ts";
import { NodeEnded } from "./cometbft/errors.ts";
import { chainNodeId, type EngineNodeOptions, openBlocks, serveEngine } from "./serving.ts";

export interface ForeignNodeOptions extends EngineNodeOptions {
  /** Where the application listens: `tcp://host:port` or `unix://path`. */
  readonly application: string;
  /** Ends the wait for an application that is not there yet. */
  readonly abort?: AbortSignal;
}

/** Our engine and RPC in front of an application of another process. It serves gRPC and REST itself. */
export interface ForeignNode {
  readonly engine: Engine;
  readonly rpcUrl: string;
  /** Resolves when the application is gone, with the reason, and with `undefined` after `stop`. */
  readonly ended: Promise<NodeEnded | undefined>;
  /** Finishes the block in progress, and frees the port. */
  stop(): Promise<void>;
}

/** As CometBFT, which asks again every three seconds; sooner, since it costs nothing here. */
const PAUSE_MS = 200;
/** Programs that start together are there by then. */
const CONNECT_TIMEOUT_MS = 600_000;

/**
 * Drives an application over its ABCI socket, waiting for it if it is not there yet: InitChain on a new chain, else the
 * blocks that it lost are executed again.
 *
 * An application that ends takes the node along, as it does a CometBFT: only a new handshake finds out what it committed.
 *
 * @throws AbciConnectionError, NodeEnded, DatabaseUnavailable, ListenError, EngineError; nothing keeps running then
 */
export async function startForeignNode(options: ForeignNodeOptions): Promise<ForeignNode> {
  const { application, genesis, home, logger } = options;
  let end: (fault: NodeEnded | undefined) => void = () => undefined;
  const ended = new Promise<NodeEnded | undefined>((resolve) => {
    end = resolve;
  });
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    end(undefined);
    await closeEach(closers.reverse());
  };
  try {
    const client = await connectWhenUp(options, (reason) => end(goneText(application, reason)));
    closers.push(() => client.close());
    const blocks = await openBlocks(home, genesis);
    closers.push(() => blocks.close());
    const engine = createEngine({ ...options, app: client, database: blocks });
    const nodeId = chainNodeId(genesis.chainId);
    const rpc = await serveEngine({ ...options, engine, nodeId, closers });
    return { engine, rpcUrl: rpc.url, ended, stop };
  } catch (error) {
    await stop().catch((err: unknown) => logger.warn({ err }, "not everything closed"));
    throw error;
  }
}

async function connectWhenUp(
  { application: address, logger, abort }: ForeignNodeOptions,
  onLost: (reason: Error) => void,
): Promise<AbciClient> {
  parseSocketAddress(address);
  const deadline = Date.now() + CONNECT_TIMEOUT_MS;
  let isTold = false;
  for (;;) {
    if (abort?.aborted) throw new NodeEnded(`stopped while it waited for ${address}`);
    try {
      return await connectSocketClient({ address, onLost });
    } catch (error) {
      if (!(error instanceof AbciConnectionError) || Date.now() > deadline) throw error;
      if (!isTold) logger.info({ address }, "waiting for the application");
      isTold = true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function goneText(address: string, reason: Error): NodeEnded {
  return new NodeEnded(
    `the application at ${address} is gone (${reason.message}); start it again, and then this node: they find their common height by themselves`,
  );
}
