import { resolve } from "node:path";
import { type DecCoin, parseDecCoins } from "@testudo/base";
import { InputError } from "@testudo/devnet";
import { serveApplication } from "@testudo/node";
import type { Command } from "commander";
import { readNumber, socketAddress } from "../arguments.ts";
import { stderrLogger } from "../logging.ts";
import { createOutput } from "../output.ts";
import { untilSignal } from "../signals.ts";
import { addSingleNodeCommands } from "./single-node.ts";

interface AppOptions {
  readonly role: string;
  readonly listen: string;
  readonly home?: string;
  readonly chainId?: string;
  readonly minGasPrices?: string;
  readonly snapshotInterval: string;
  readonly node?: string;
  readonly host: string;
  readonly grpcPort?: string;
  readonly restPort?: string;
  readonly compat?: string;
  readonly json?: boolean;
  readonly logLevel: string;
}

export function addNodeCommands(program: Command): void {
  const node = program.command("node").description("single parts of a chain");
  node
    .command("app")
    .description("the bare application as an ABCI 2.0 socket server, for any engine")
    .requiredOption("--role <role>", "provider or consumer")
    .option("--listen <address>", "tcp://host:port or unix://path", "tcp://127.0.0.1:26658")
    .option("--home <folder>", "folder to keep the state in (default: in memory)")
    .option("--chain-id <id>", "the only chain to serve (default: that of InitChain)")
    .option("--min-gas-prices <prices>", "such as 0.001stake")
    .option("--snapshot-interval <blocks>", "make a snapshot for state sync every so often", "0")
    .option("--node <url>", "RPC of the CometBFT that drives it, for gRPC and REST")
    .option("--host <address>", "address of gRPC and REST", "127.0.0.1")
    .option("--grpc-port <port>", "serve gRPC; needs --node and --chain-id")
    .option("--rest-port <port>", "serve REST; needs --node and --chain-id")
    .option("--compat <what>", "legacy-events: events as before ibc-go v10")
    .option("--json", "print JSON")
    .option("--log-level <level>", "debug, info, warn, error or silent", "info")
    .action(serve);
  addSingleNodeCommands(node);
}

async function serve(options: AppOptions): Promise<void> {
  const { role, listen, home } = options;
  if (role !== "provider" && role !== "consumer") {
    throw new InputError(`--role: "${role}" is neither provider nor consumer`);
  }
  socketAddress("--listen", listen);
  const signal = untilSignal();
  const server = await serveApplication({
    role,
    listen,
    home: home === undefined ? undefined : resolve(home),
    chainId: options.chainId,
    minGasPrices: readPrices(options.minGasPrices),
    snapshotInterval: readNumber(options.snapshotInterval, {
      name: "--snapshot-interval",
      min: 0,
      max: 1_000_000_000,
    }),
    apis: readApis(options),
    legacyEvents: readCompat(options.compat),
    logger: stderrLogger(options.logLevel),
  });
  const output = createOutput(options.json === true);
  output.result({ role, address: server.address }, () => `${role} at ${server.address}`);
  await signal.received;
  await server.stop();
  signal.release();
}

function readCompat(text: string | undefined): boolean {
  if (text === undefined || text === "none") return false;
  if (text === "legacy-events") return true;
  throw new InputError(`--compat: "${text}" is neither none nor legacy-events`);
}

function readApis({ node, host, grpcPort, restPort, chainId }: AppOptions) {
  const isWanted = grpcPort !== undefined || restPort !== undefined;
  if (node === undefined || chainId === undefined) {
    if (!isWanted) return undefined;
    throw new InputError("gRPC and REST need --node, the RPC of CometBFT, and --chain-id");
  }
  const port = (name: string, text: string | undefined) =>
    text === undefined ? undefined : readNumber(text, { name, min: 0, max: 65_535 });
  return {
    rpcUrl: node,
    host,
    grpcPort: port("--grpc-port", grpcPort),
    restPort: port("--rest-port", restPort),
  };
}

function readPrices(text: string | undefined): readonly DecCoin[] {
  if (text === undefined) return [];
  try {
    return parseDecCoins(text);
  } catch {
    throw new InputError(`--min-gas-prices: "${text}" is no list of prices; use 0.001stake`);
  }
}
