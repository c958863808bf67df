import { fromBase64, type Logger, parseDecCoins } from "@testudo/base";
import { parseGenesis } from "@testudo/comet";
import { createWallClock, readFileIfAny, startCometBftNode, startNode } from "@testudo/node";
import type { CometBftSetup } from "./comet-chain.ts";
import { InputError, messageOf } from "./errors.ts";
import { cometBftConfigOf, nodeGenesisPath, readNodeFile } from "./node-file.ts";
import { consensusSeedOf } from "./node-init.ts";

/** A node of this process, or with processes of its own. */
export interface SingleNode {
  readonly chainId: string;
  readonly rpcUrl: string;
  readonly grpcAddress: string | undefined;
  readonly restUrl: string | undefined;
  /** The id that peers know it by, under CometBFT. */
  readonly nodeId: string | undefined;
  /** Resolves when it ends by itself, with the reason, and with `undefined` after `stop`. */
  readonly ended: Promise<Error | undefined>;
  stop(): Promise<void>;
}

/**
 * Starts the node of a home that `initNode` wrote, or continues it.
 *
 * @throws InputError, CometBftUnavailable, NodeEnded, ListenError, DatabaseUnavailable
 */
export async function startSingleNode(
  home: string,
  options: { readonly cometBft: CometBftSetup; readonly logger: Logger },
): Promise<SingleNode> {
  const file = await readNodeFile(home);
  const { cometBft, logger } = options;
  const { role, chainId, host, ports, moniker } = file;
  const genesis = await readGenesis(nodeGenesisPath(home));
  const minGasPrices = parseDecCoins(file.minGasPrices);
  const common = { role, genesis, home, minGasPrices, logger };

  if (file.engine === "cometbft") {
    const node = await startCometBftNode({
      ...common,
      program: await cometBft.program(),
      consensusSeed: consensusSeedOf(file),
      nodeSeed: fromBase64(file.nodeSeed),
      config: cometBftConfigOf(file),
      appPort: ports.app,
      grpcPort: ports.grpc,
      restPort: ports.rest,
      applicationHost: cometBft.applicationHost,
      snapshotInterval: file.snapshotInterval,
    });
    return { ...node, chainId };
  }

  const node = await startNode({
    ...common,
    signerSeeds: file.signerSeeds.map(fromBase64),
    clock: createWallClock({ offset: 0n }),
    mining: { mode: "interval", ms: file.blockMs },
    host,
    port: ports.rpc,
    grpcPort: ports.grpc,
    restPort: ports.rest,
    moniker,
  });
  // It is this process: nothing of it ends by itself.
  return { ...node, chainId, nodeId: undefined, ended: new Promise(() => undefined) };
}

async function readGenesis(path: string) {
  const text = await readFileIfAny(path);
  if (text === undefined) throw new InputError(`${path} is missing; run "testudo node init" again`);
  try {
    return parseGenesis(text);
  } catch (error) {
    throw new InputError(`${path} is damaged (${messageOf(error)}); restore a copy`);
  }
}
