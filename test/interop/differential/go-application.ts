import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type AbciClient, connectSocketClient } from "@testudo/abci";
import type { ChainRole } from "@testudo/chains";
import type { JsonValue } from "@testudo/proto";
import { freePort } from "@testudo/testkit/free-ports";

/** A Go application in a process of its own. */
export interface GoApplication {
  readonly client: AbciClient;
  /** What the process has written so far: its reason, when it is gone. */
  output(): string;
  /** The genesis that the binary makes of the last committed state. Ends the process. */
  exportGenesis(): Promise<JsonValue>;
  /** Ends the process and removes its folder, unless it was given one. */
  stop(): Promise<void>;
}

export interface GoApplicationOptions {
  readonly role: ChainRole;
  /** Path of `interchain-security-pd` or another one of its kind. */
  readonly binary: string;
  readonly chainId: string;
  /** As the flag has them: `0.001stake`. */
  readonly minGasPrices?: string;
  /** A folder that outlives the process, for the next program; by default one of its own. */
  readonly home?: string;
}

const START_TIMEOUT_MS = 60_000;
const START_POLL_MS = 50;
const STOP_TIMEOUT_MS = 10_000;
const OUTPUT_KEPT = 20_000;
const EXPORT_SIZE_MAX = 256 * 1024 * 1024;

/**
 * Starts a Go binary as a bare application behind its ABCI socket.
 *
 * @throws Error with the output of the process when it does not come up
 */
export async function startGoApplication(options: GoApplicationOptions): Promise<GoApplication> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), `testudo-go-${options.role}-`)));
  await mkdir(join(home, "config"), { recursive: true });
  // The binary takes its chain id from here; the state comes over ABCI.
  await writeFile(
    join(home, "config", "genesis.json"),
    JSON.stringify({ chain_id: options.chainId, app_state: {} }),
  );
  const address = `unix://${join(home, "abci.sock")}`;
  const grpcPort = await freePort();
  const child = spawn(options.binary, startArguments({ ...options, home, address, grpcPort }), {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      output += error.message;
      resolve();
    });
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);

  const stop = async () => {
    await end(child, ended);
    if (options.home === undefined) await rm(home, { recursive: true, force: true });
  };
  try {
    const client = await connectWhenUp(child, address);
    return {
      client,
      output: () => output,
      async exportGenesis() {
        await client.close();
        await end(child, ended);
        return exportFrom(options.binary, home);
      },
      async stop() {
        await client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw new Error(`${options.binary} does not serve ABCI: ${error}\n${output}`);
  }
}

function startArguments(options: {
  readonly home: string;
  readonly address: string;
  readonly grpcPort: number;
  readonly minGasPrices?: string;
}): string[] {
  const { home, address, grpcPort, minGasPrices = "0stake" } = options;
  return [
    "start",
    ...["--home", home, "--with-comet=false", "--transport", "socket", "--address", address],
    ...["--minimum-gas-prices", minGasPrices, "--pruning", "nothing", "--log_level", "error"],
    // Only with gRPC on does the application answer the queries of the tx service over ABCI.
    ...["--grpc.enable=true", "--grpc.address", `127.0.0.1:${grpcPort}`],
    ...["--grpc-web.enable=false", "--api.enable=false"],
  ];
}

async function exportFrom(binary: string, home: string): Promise<JsonValue> {
  const { stdout } = await promisify(execFile)(binary, ["export", "--home", home], {
    env: { PATH: process.env.PATH, HOME: home },
    maxBuffer: EXPORT_SIZE_MAX,
  });
  return JSON.parse(stdout);
}

async function connectWhenUp(child: ChildProcess, address: string): Promise<AbciClient> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await connectSocketClient({ address });
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
    }
  }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
