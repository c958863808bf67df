import { join } from "node:path";
import { toHexUpper } from "@testudo/base";
import { type ChainClient, createChainClient, until } from "@testudo/client";
import { createNetwork, sendCoins } from "@testudo/devnet";
import {
  buildCommand,
  cleanUp,
  portOffset,
  temporaryFolder,
  type UpProcess,
  up,
} from "./command.ts";

/** Few in the everyday run; the full proof takes 50. */
const KILLS = Number(process.env.TESTUDO_KILLS ?? "2");
const SEED = Number(process.env.TESTUDO_SEED ?? Date.now() % 1_000_000);
const LOAD_MS_MAX = 2_000;

/** A block that somebody has seen. */
interface SeenBlock {
  readonly chainId: string;
  readonly height: bigint;
  readonly hash: string;
  readonly appHash: string;
}

interface SeenTx {
  readonly chainId: string;
  readonly hash: Uint8Array;
  readonly height: bigint;
}

/** A small generator, so that a failing run can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function blockAt(client: ChainClient, chainId: string, height: bigint): Promise<SeenBlock> {
  const { blockId, block } = await client.block(height);
  return {
    chainId,
    height,
    hash: toHexUpper(blockId.hash),
    appHash: toHexUpper(block.header.appHash),
  };
}

/** Sends on all chains and looks at blocks until the process is gone. */
async function load(running: UpProcess, seen: { blocks: SeenBlock[]; txs: SeenTx[] }) {
  const network = createNetwork({ file: () => running.file, timeoutMs: 5_000 });
  const users = ["dora", "erin"];
  await Promise.allSettled(
    network.chains().map(async (chain, i) => {
      const { chainId } = chain.entry;
      for (;;) {
        const tx = await sendCoins(network, {
          chain,
          from: users[i] ?? "frank",
          to: "frank",
          coins: [{ denom: chain.entry.denom, amount: 1n }],
        });
        seen.txs.push({ chainId, hash: Buffer.from(tx.hash, "hex"), height: tx.height });
        seen.blocks.push(await blockAt(chain.client, chainId, tx.height));
      }
    }),
  );
  network.close();
}

beforeAll(buildCommand);
afterAll(cleanUp);

describe(`kill -9 (${KILLS} times, TESTUDO_SEED=${SEED})`, () => {
  it(
    "faults 106: loses no block that anybody has seen, and gives the same answers",
    async () => {
      const random = randomFrom(SEED);
      const home = join(temporaryFolder(), "home");
      const offset = String(portOffset(60));
      const seen: { blocks: SeenBlock[]; txs: SeenTx[] } = { blocks: [], txs: [] };

      for (let kill = 0; kill < KILLS; kill += 1) {
        const running = await up(home, "--port-offset", offset);
        const before = seen.txs.length;
        const loaded = load(running, seen);
        await until(() => seen.txs.length > before, { timeoutMs: 60_000, what: "a transaction" });
        await new Promise((resolve) => setTimeout(resolve, random() * LOAD_MS_MAX));
        await running.end("SIGKILL");
        await loaded;

        const again = await up(home, "--port-offset", offset);
        for (const { chainId, rpc } of again.file.chains) {
          const client = createChainClient({ rpcUrl: rpc });
          const status = await client.status();
          for (const block of seen.blocks.filter((one) => one.chainId === chainId)) {
            expect(status.latestHeight).toBeGreaterThanOrEqual(block.height);
            expect(await blockAt(client, chainId, block.height)).toEqual(block);
          }
          for (const tx of seen.txs.filter((one) => one.chainId === chainId)) {
            expect(await client.tx(tx.hash)).toMatchObject({ height: tx.height });
          }
          client.close();
        }
        await again.end("SIGKILL");
      }
      expect(seen.txs.length).toBeGreaterThan(0);
    },
    60_000 + KILLS * 60_000,
  );
});
