import { fromBase64, type Logger, parseDecCoins } from "@testudo/base";
import { parseGenesis } from "@testudo/comet";
import {
  type Engine,
  type Mining,
  readFileIfAny,
  startCometBftNode,
  startForeignNode,
  startNode,
} from "@testudo/node";
import type { CometBftSetup } from "./comet-chain.ts";
import { cometMockMethods } from "./cometmock.ts";
import { InputError, messageOf } from "./errors.ts";
import { type NodeClock, openNodeClock } from "./node-clock.ts";
import { cometBftConfigOf, type NodeFile, nodeGenesisPath, readNodeFile } from "./node-file.ts";
import { consensusSeedOf } from "./node-init.ts";
import { isLoopback } from "./ports.ts";

/** A block with the evidence, and one that proves it. */
const EVIDENCE_BLOCKS = 2;
/** Empty blocks after one with transactions, so that what they began can be proved. */
const FOLLOW_UP_BLOCKS = 2;

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
 * Starts the node of a home that `initNode` wrote, or continues it. Where the built-in engine listens on loopback alone,
 * its RPC port serves the control methods as well.
 *
 * @throws InputError, CometBftUnavailable, NodeEnded, ListenError, DatabaseUnavailable
 */
export async function startSingleNode(
  home: string,
  options: {
    readonly cometBft: CometBftSetup;
    readonly logger: Logger;
    /** Ends the wait for an application that somebody else runs. */
    readonly abort?: AbortSignal;
  },
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

  const clock = await openNodeClock(home);
  const builtIn = {
    ...common,
    signerSeeds: file.signerSeeds.map(fromBase64),
    clock,
    mining: miningOf(file),
    host,
    port: ports.rpc,
    moniker,
    extraMethods: (engine: Engine) => (isLoopback(host) ? controlMethods(engine, clock) : {}),
  };
  if (file.application !== undefined) {
    const { application } = file;
    const node = await startForeignNode({ ...builtIn, application, abort: options.abort });
    return { ...node, chainId, nodeId: undefined, grpcAddress: undefined, restUrl: undefined };
  }
  const node = await startNode({ ...builtIn, grpcPort: ports.grpc, restPort: ports.rest });
  // It is this process: nothing of it ends by itself.
  return { ...node, chainId, nodeId: undefined, ended: new Promise(() => undefined) };
}

/** What CometMock serves, for one chain alone. */
function controlMethods(engine: Engine, clock: NodeClock) {
  return cometMockMethods({
    engine: () => engine,
    async mine(count) {
      await engine.mine(count);
    },
    advance: (by) => clock.advanceForGood(by),
    async forge(kind, byzantine) {
      engine.causeLightClientAttack({ kind, byzantine });
      await engine.mine(EVIDENCE_BLOCKS);
    },
  });
}

function miningOf({ mine, blockMs }: NodeFile): Mining {
  if (mine === undefined) return { mode: "interval", ms: blockMs };
  if (mine.mode !== "auto") return mine;
  return { mode: "auto", followUpBlocks: FOLLOW_UP_BLOCKS, heartbeatMs: blockMs };
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
