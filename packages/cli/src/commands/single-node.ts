import { join, resolve } from "node:path";
import { parseRfc3339, type Time } from "@testudo/base";
import {
  InputError,
  initNode,
  type NodeFile,
  type NodeInit,
  nodeIdOf,
  readMine,
  readTopology,
  startSingleNode,
} from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber, socketAddress } from "../arguments.ts";
import { cometBftSetup } from "../cometbft.ts";
import { readConfig } from "../config-file.ts";
import { readInput } from "../input-files.ts";
import { stderrLogger } from "../logging.ts";
import { createOutput, listing, table } from "../output.ts";
import { untilSignal } from "../signals.ts";

interface InitOptions {
  readonly home: string;
  readonly engine: string;
  readonly chainId?: string;
  readonly config?: string;
  readonly seed?: string;
  readonly validator?: readonly string[];
  readonly key?: readonly string[];
  readonly app?: string;
  readonly mine?: string;
  readonly each?: boolean;
  readonly genesis?: string;
  readonly genesisTime?: string;
  readonly hub?: string;
  readonly host: string;
  readonly rpcPort: string;
  readonly p2pPort: string;
  readonly appPort: string;
  readonly grpcPort: string;
  readonly restPort: string;
  readonly peer?: readonly string[];
  readonly externalAddress?: string;
  readonly blockTime: string;
  readonly snapshotInterval: string;
  readonly json?: boolean;
}

interface StartOptions {
  readonly home: string;
  readonly cometbft?: string;
  readonly json?: boolean;
  readonly logLevel: string;
}

/** One node of a chain: what many machines run, each its own. */
export function addSingleNodeCommands(node: Command): void {
  node
    .command("init")
    .description("write the home of one node of a chain; again, it renews all but the chain")
    .requiredOption("--home <folder>", "folder of the node")
    .option("--engine <name>", "builtin or cometbft", "builtin")
    .option("--chain-id <id>", "the chain (default: that of --genesis, or the topology's hub)")
    .option("--app <address>", "drive this application: tcp://host:port or unix://path of its ABCI")
    .option("--config <file>", "topology as for up; its seed gives every key")
    .option("--seed <text>", "every key follows from it (default: testudo)")
    .option("--validator <name>", "signs with this validator's key; may be repeated", collect)
    .option("--key <file>", "priv_validator_key.json to sign with; may be repeated", collect)
    .option("--each", "a node for every validator, each in a folder of its name under --home")
    .option("--genesis <file>", "genesis (default: made from the topology, or asked of the hub)")
    .option("--genesis-time <time>", "RFC 3339; nodes of one chain need the same (default: now)")
    .option("--hub <url>", "RPC of the hub, for a consumer's node; waits for the launch")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--rpc-port <port>", "", "26657")
    .option("--p2p-port <port>", "peers of CometBFT", "26656")
    .option("--app-port <port>", "ABCI socket beside CometBFT", "26658")
    .option("--grpc-port <port>", "", "9090")
    .option("--rest-port <port>", "", "1317")
    .option("--peer <peer>", "<validator>=host:port or id@host:port; may be repeated", collect)
    .option("--external-address <host:port>", "where peers reach this node")
    .option("--block-time <time>", "pause after a block, 500ms or 2s", "1s")
    .option("--mine <how>", "auto, interval:1s or manual, for the built-in engine")
    .option("--snapshot-interval <blocks>", "snapshots for state sync; 0: none", "500")
    .option("--json", "print JSON")
    .action(initialise);

  node
    .command("start")
    .description("run the node of a home until a signal")
    .requiredOption("--home <folder>", "folder of the node")
    .option("--cometbft <program>", "path of cometbft v0.38 (default: on PATH, or built with Go)")
    .option("--json", "print JSON")
    .option("--log-level <level>", "debug, info, warn, error or silent", "info")
    .action(start);
}

async function initialise(options: InitOptions): Promise<void> {
  const { engine, seed } = options;
  if (engine !== "builtin" && engine !== "cometbft") {
    throw new InputError(`--engine: "${engine}" is neither builtin nor cometbft`);
  }
  const { config, configName } = await readConfig(options.config);
  const topology = readTopology(config, { seed }, configName);
  const home = resolve(options.home);
  const genesis =
    options.genesis === undefined ? undefined : await readInput(options.genesis, "a genesis file");
  const init: NodeInit = {
    home,
    engine,
    chainId: options.chainId ?? chainIdIn(genesis) ?? topology.hub.chainId,
    topology,
    validators: options.validator,
    keys:
      options.key && (await Promise.all(options.key.map((file) => readInput(file, "a key file")))),
    application: options.app === undefined ? undefined : socketAddress("--app", options.app),
    mine: options.mine === undefined ? undefined : readMine(options.mine, "--mine"),
    genesis,
    genesisTime: genesisTime(options.genesisTime),
    hubRpc: options.hub,
    host: options.host,
    ports: {
      rpc: port("--rpc-port", options.rpcPort),
      p2p: port("--p2p-port", options.p2pPort),
      app: port("--app-port", options.appPort),
      grpc: port("--grpc-port", options.grpcPort),
      rest: port("--rest-port", options.restPort),
    },
    peers: options.peer ?? [],
    externalAddress: options.externalAddress,
    blockMs: milliseconds(options.blockTime),
    snapshotInterval: readNumber(options.snapshotInterval, {
      name: "--snapshot-interval",
      min: 0,
      max: 1_000_000_000,
    }),
    onProgress: (text) => process.stderr.write(`${text}\n`),
  };
  const homes = options.each === true ? initEach(init) : [init];
  const made: { readonly home: string; readonly file: NodeFile }[] = [];
  for (const one of homes) made.push({ home: one.home, file: await initNode(one) });
  const shown = made.map(({ home: folder, file }) => ({
    node: file.moniker,
    chainId: file.chainId,
    role: file.application === undefined ? file.role : undefined,
    application: file.application,
    engine,
    nodeId: engine === "cometbft" ? nodeIdOf(file) : undefined,
    home: folder,
  }));
  createOutput(options.json === true).result(options.each === true ? shown : shown[0], () =>
    table(
      ["node", "chain", "role", "node id", "home"],
      shown.map((one) => [one.node, one.chainId, one.role ?? "", one.nodeId ?? "", one.home]),
    ),
  );
}

/** One home per validator; among the peers a node does not list itself. */
function initEach(init: NodeInit): readonly NodeInit[] {
  return init.topology.validators.map(({ name }) => ({
    ...init,
    home: join(init.home, name),
    validators: [name],
    peers: init.peers.filter((peer) => !peer.startsWith(`${name}=`)),
  }));
}

async function start(options: StartOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const signal = untilSignal();
  const abort = new AbortController();
  void signal.received.then(() => abort.abort());
  const node = await startSingleNode(resolve(options.home), {
    cometBft: cometBftSetup({
      given: options.cometbft,
      onProgress: (text) => process.stderr.write(`${text}\n`),
    }),
    logger: stderrLogger(options.logLevel),
    abort: abort.signal,
  }).catch((error: unknown) => {
    if (abort.signal.aborted) return undefined;
    throw error;
  });
  if (node === undefined) return signal.release();
  const { chainId, rpcUrl, grpcAddress, restUrl, nodeId } = node;
  output.result({ chainId, rpc: rpcUrl, grpc: grpcAddress, rest: restUrl, nodeId }, () =>
    listing([
      ["chain", chainId],
      ["rpc", rpcUrl],
      ...(grpcAddress === undefined ? [] : ([["grpc", grpcAddress]] as const)),
      ...(restUrl === undefined ? [] : ([["rest", restUrl]] as const)),
      ...(nodeId === undefined ? [] : ([["node id", nodeId]] as const)),
    ]),
  );
  const fault = await Promise.race([signal.received.then(() => undefined), node.ended]);
  await node.stop();
  signal.release();
  if (fault !== undefined) throw fault;
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The chain of a genesis file; what is wrong with a file is said where all of it is read. */
function chainIdIn(genesis: string | undefined): string | undefined {
  if (genesis === undefined) return undefined;
  try {
    const { chain_id: chainId } = Object(JSON.parse(genesis));
    return typeof chainId === "string" ? chainId : undefined;
  } catch {
    return undefined;
  }
}

function port(name: string, text: string): number {
  return readNumber(text, { name, min: 1, max: 65_535 });
}

function milliseconds(text: string): number {
  const [, count, unit] = /^(\d{1,6})(ms|s)$/.exec(text) ?? [];
  if (count === undefined)
    throw new InputError(`--block-time: "${text}" is no time; use 500ms or 2s`);
  return Number(count) * (unit === "s" ? 1_000 : 1);
}

function genesisTime(text: string | undefined): Time {
  if (text === undefined) return BigInt(Date.now()) * 1_000_000n;
  try {
    return parseRfc3339(text);
  } catch {
    throw new InputError(`--genesis-time: "${text}" is no time; use 2026-01-01T00:00:00Z`);
  }
}
