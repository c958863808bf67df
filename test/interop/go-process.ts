import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "@testudo/client";
import { accepts } from "@testudo/testkit/free-ports";

export interface GoProcessOptions {
  /** Path of `interchain-security-pd` or `interchain-security-cd`. */
  readonly binary: string;
  readonly home: string;
  readonly chainId: string;
  readonly minGasPrices: string;
  /** Port of its ABCI socket. */
  readonly appPort: number;
  readonly grpcPort: number;
  /** Port of its REST, served if given. */
  readonly restPort?: number;
  /** Port of the RPC that its tx service asks: that of the engine before it. */
  readonly rpcPort: number;
}

/** A Go application behind its ABCI socket, with its own gRPC and REST. */
export interface GoProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const OUTPUT_KEPT = 20_000;

/** Starts a Go application, or continues that of a home. @throws Error with its output when it does not come up */
export async function startGoProcess(options: GoProcessOptions): Promise<GoProcess> {
  const { binary, home, chainId, appPort } = options;
  await mkdir(join(home, "config"), { recursive: true });
  // It takes its chain id from here; the state comes over ABCI.
  const genesis = JSON.stringify({ chain_id: chainId, app_state: {} });
  await writeFile(join(home, "config", "genesis.json"), genesis);
  const child = spawn(binary, startArguments(options), {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
    });
  }
  const ended = once(child, "exit");
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`${binary} ended: ${output}`);
      return accepts(appPort);
    },
    { timeoutMs: START_TIMEOUT_MS, what: `${binary} at port ${appPort}`, pauseMs: 50 },
  );
  return {
    address: `tcp://127.0.0.1:${appPort}`,
    child,
    output: () => output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await ended;
    },
  };
}

function startArguments(options: GoProcessOptions): string[] {
  const { home, appPort, grpcPort, restPort, rpcPort, minGasPrices } = options;
  return [
    "start",
    ...["--home", home, "--with-comet=false", "--transport", "socket"],
    ...["--address", `tcp://127.0.0.1:${appPort}`, "--rpc.laddr", `tcp://127.0.0.1:${rpcPort}`],
    ...["--minimum-gas-prices", minGasPrices, "--pruning", "nothing", "--log_level", "error"],
    ...["--grpc.enable=true", "--grpc.address", `127.0.0.1:${grpcPort}`, "--grpc-web.enable=false"],
    ...(restPort === undefined
      ? ["--api.enable=false"]
      : ["--api.enable=true", "--api.address", `tcp://127.0.0.1:${restPort}`]),
  ];
}
