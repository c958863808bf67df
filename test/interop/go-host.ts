import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ApplicationHost, NodeEnded } from "@testudo/node";
import { accepts, freePort } from "@testudo/testkit/free-ports";

const START_TIMEOUT_MS = 60_000;
const PAUSE_MS = 50;

/** Puts the Go application beside a CometBFT, in the place of ours. */
export function goHost(binary: string): ApplicationHost {
  return async ({ name, home, chainId, listen, snapshotInterval }) => {
    const address = `tcp://${listen.host}:${listen.port}`;
    await mkdir(join(home, "config"), { recursive: true });
    await writeFile(
      join(home, "config", "genesis.json"),
      JSON.stringify({ chain_id: chainId, app_state: {} }),
    );
    const child = spawn(
      binary,
      [
        "start",
        ...["--home", home, "--with-comet=false", "--transport", "socket", "--address", address],
        ...["--minimum-gas-prices", "0stake", "--log_level", "error", "--pruning", "nothing"],
        ...["--state-sync.snapshot-interval", String(snapshotInterval)],
        ...["--grpc.enable=true", "--grpc.address", `127.0.0.1:${await freePort()}`],
        ...["--grpc-web.enable=false", "--api.enable=false"],
      ],
      { env: { PATH: process.env.PATH, HOME: home }, stdio: ["ignore", "pipe", "pipe"] },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output = `${output}${data}`.slice(-4000);
      });
    }
    let isStopping = false;
    const ended = new Promise<NodeEnded | undefined>((resolve) => {
      child.once("exit", (code) => {
        resolve(isStopping ? undefined : new NodeEnded(`${name} (Go) ended, ${code}: ${output}`));
      });
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(listen.port))) {
      if (child.exitCode !== null || Date.now() > deadline) throw new NodeEnded(output);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return {
      address,
      ended,
      async stop() {
        isStopping = true;
        child.kill("SIGTERM");
        await ended;
      },
    };
  };
}
