import { createServer } from "node:net";

/** Control, RPC, gRPC and REST of a devnet without an offset. */
const CONTROL = 26_600;
const FIRST = [26_657, 9_090, 1_317] as const;
const CHAIN_STEP = 10;
const CHAINS = 5;
/** The second CometBFT node of a chain has its ports so much higher. */
const NODE_STEP = 1_000;
/** Between them all ports stay below those that systems give to outgoing connections, which come and go. */
const OFFSETS = { from: 1_000, to: 4_900, step: 100 };

/** An offset at which the ports of a devnet are free now. */
export async function freePortOffset(): Promise<number> {
  const count = (OFFSETS.to - OFFSETS.from) / OFFSETS.step;
  // Test files that run at once begin at different places.
  for (let i = 0; i < count; i += 1) {
    const offset = OFFSETS.from + ((process.pid * 7 + i) % count) * OFFSETS.step;
    if (await areFree(portsAt(offset))) return offset;
  }
  throw new Error("no port offset is free");
}

function portsAt(offset: number): readonly number[] {
  const chains = Array.from({ length: CHAINS }, (_, i) =>
    FIRST.map((port) => port + CHAIN_STEP * i + offset),
  ).flat();
  return [CONTROL + offset, ...chains, FIRST[0] + NODE_STEP + offset];
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
