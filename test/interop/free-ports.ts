import { once } from "node:events";
import { createServer } from "node:net";

/** Ports of a devnet of a hub and two consumers, before the offset. */
const DEVNET_PORTS = [
  26_600,
  ...[26_657, 9_090, 1_317].flatMap((port) => [port, port + 10, port + 20]),
];
/** Above the ports that systems give out by themselves lies less than a devnet needs. */
const OFFSET_MAX = 34_000;
const OFFSET_STEP = 40;

/** An offset that moves all ports of a devnet to free ones. */
export async function freeOffset(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const offset = OFFSET_STEP * Math.floor((Math.random() * OFFSET_MAX) / OFFSET_STEP);
    const free = await Promise.all(DEVNET_PORTS.map((port) => isFree(port + offset)));
    if (free.every((is) => is)) return offset;
  }
  throw new Error("no place for a devnet among the ports of this machine");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** Free ports of the loopback interface, each a different one. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
