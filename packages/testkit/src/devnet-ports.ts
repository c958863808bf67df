import { createServer } from "node:net";

/** Control, and RPC, metrics, gRPC and REST of the hub, of a devnet without an offset. */
const CONTROL = 26_600;
const OF_CHAIN = [26_657, 26_660, 9_090, 1_317] as const;
const CHAIN_STEP = 10;
const CHAINS = 5;
/** RPC ports of further CometBFT nodes of a chain stand this much higher. */
const NODE_STEP = 1_000;
const NODES = 4;

/** With them all ports, also of four nodes a chain, stay below those that systems give to outgoing connections. */
const FIRST_OFFSET = 100;
const STEP = 50;
const PLACES = 58;
/** Test files run at once in two processes of jest, each with places of its own. */
const WORKERS = 2;

/** Given away, though perhaps nobody listens there yet. */
const given = new Set<number>();

/** An offset at which all ports of a devnet are free, below the ports that come and go by themselves. */
export async function freePortOffset(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? "1") % WORKERS;
  const count = PLACES / WORKERS;
  for (let i = 0; i < count; i += 1) {
    // Runs of the tests beside each other begin at different places.
    const place = worker * count + ((process.pid * 7 + i) % count);
    const offset = FIRST_OFFSET + place * STEP;
    if (given.has(offset) || !(await areFree(portsAt(offset)))) continue;
    given.add(offset);
    return offset;
  }
  throw new Error("no place for a devnet among the ports of this machine");
}

function portsAt(offset: number): readonly number[] {
  const chains = Array.from({ length: CHAINS }, (_, index) => index * CHAIN_STEP);
  const nodes = Array.from({ length: NODES }, (_, index) => OF_CHAIN[0] + index * NODE_STEP);
  return [CONTROL, ...nodes, ...chains.flatMap((step) => OF_CHAIN.map((port) => port + step))].map(
    (port) => port + offset,
  );
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  for (const port of ports) if (!(await isFree(port))) return false;
  return true;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
