import { Agent, request } from "node:http";
import { silentLogger, utf8 } from "@testudo/base";
import { startRpcServer } from "@testudo/rpc";
import { startKvChain } from "@testudo/testkit/kv-chain";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const CONNECTIONS = 32;
/** Fewer than a mempool holds. */
const REQUESTS = 4_000;
const WARM_UP = 500;

/** JSON-RPC calls over 32 keep-alive connections; client and server share the process. */
export async function run(): Promise<Figure[]> {
  const { engine } = await startKvChain();
  await engine.mine(20);
  for (let i = 0; i < 100; i += 1) await engine.broadcastTxSync(utf8(`key${i}=${i}`));
  await engine.mine(2);
  const rpc = await startRpcServer({
    node: engine,
    identity: { nodeId: "00".repeat(20), moniker: "bench" },
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
  });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const rate = async (name: string, method: string, params: (i: number) => object) => {
    const bodies = Array.from({ length: WARM_UP + REQUESTS }, (_unused, id) =>
      JSON.stringify({ jsonrpc: "2.0", id, method, params: params(id) }),
    );
    await drive(bodies.slice(0, WARM_UP), (body) => post(agent, rpc.port, body));
    const start = performance.now();
    await drive(bodies.slice(WARM_UP), (body) => post(agent, rpc.port, body));
    const seconds = (performance.now() - start) / 1_000;
    return { name, value: Math.round(REQUESTS / seconds), unit: "per second" };
  };
  const figures = [
    await rate("RPC status", "status", () => ({})),
    await rate("RPC block", "block", (i) => ({ height: String(1 + (i % 20)) })),
    await rate("RPC commit", "commit", (i) => ({ height: String(1 + (i % 20)) })),
    await rate("RPC abci_query", "abci_query", () => ({ path: "/key", data: "00", prove: false })),
    await rate("RPC tx_search by event", "tx_search", (i) => ({
      query: `set.key = 'key${i % 100}'`,
    })),
    await rate(
      "RPC broadcast_tx_sync, accepted by a trivial application",
      "broadcast_tx_sync",
      (i) => ({
        tx: Buffer.from(`new${i}=${i}`).toString("base64"),
      }),
    ),
  ];
  agent.destroy();
  await rpc.close();
  return figures;
}

async function drive(bodies: readonly string[], send: (body: string) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(body);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function post(agent: Agent, port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      { agent, port, host: "127.0.0.1", method: "POST", path: "/" },
      (response) => {
        response.resume();
        response.once("end", resolve);
      },
    );
    call.once("error", reject);
    call.end(body);
  });
}
