import { join } from "node:path";
import { toHex } from "@testudo/base";
import { type ChainClient, createChainClient } from "@testudo/client";
import { createNetwork, type DevnetFile, type Network, type NetworkChain } from "@testudo/devnet";
import { packAny } from "@testudo/proto";
import {
  MsgSend,
  QueryBalanceRequest,
  QueryBalanceResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgDelegate } from "@testudo/proto/cosmos/staking/v1beta1";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import {
  buildCommand,
  cleanUp,
  temporaryFolder,
  type UpProcess,
  up,
  upAndKill,
} from "./command.ts";

/** The whole test has 50 moments; a run of everything makes do with fewer. */
const KILLS = Number(process.env.TESTUDO_KILLS ?? 8);
const SEED = Number(process.env.TESTUDO_SEED ?? Date.now() % 1_000_000);
/** A devnet is killed so long after it is ready, at most. */
const LIFE_MS = 1_500;
/** In about this time a devnet is ready on a machine with nothing else to do. */
const START_MS = 3_000;
const PER_KILL_MS = 90_000;

beforeAll(buildCommand);
afterAll(cleanUp);

/** What a chain said of one height: it may never say anything else. */
interface Said {
  readonly block: string;
  readonly appHash: string;
  readonly results: string;
  readonly balance: string;
}

/** By chain and height. */
type History = Map<string, Map<bigint, Said>>;

/** Numbers from 0 to 1, the same for one seed. */
function createRandom(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function askAbout(
  client: ChainClient,
  height: bigint,
  account: { readonly address: string; readonly denom: string },
): Promise<Said> {
  const types = { request: QueryBalanceRequest, response: QueryBalanceResponse };
  const [{ blockId, block }, results, { balance }] = await Promise.all([
    client.block(height),
    client.blockResults(height),
    client.query("/cosmos.bank.v1beta1.Query/Balance", types, account, { height }),
  ]);
  const codes = results.txs.map(({ code, gasUsed }) => `${code}/${gasUsed}`).join();
  return {
    block: toHex(blockId.hash),
    appHash: `${toHex(block.header.appHash)} ${toHex(results.appHash)}`,
    results: codes,
    balance: balance?.amount ?? "",
  };
}

/** Sends transactions on every chain and writes down what the chains say, until the devnet is gone. */
async function load(file: DevnetFile, seen: History, network: Network): Promise<void> {
  await Promise.all(
    network
      .chains()
      .flatMap((chain) => [
        untilGone(() => burden(chain, network, file)),
        untilGone(() => watch(chain, network, seen)),
      ]),
  );
}

async function untilGone(step: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await step();
    } catch (error) {
      const text = String(error);
      // A transaction that was on its way when the last process died may be in a block after all.
      if (/sequence|in cache/.test(text)) continue;
      return;
    }
  }
}

async function burden(chain: NetworkChain, network: Network, file: DevnetFile): Promise<void> {
  const { denom, role } = chain.entry;
  const sender = await chain.sender("dora");
  const messages = Array.from({ length: 20 }, () =>
    packAny(MsgSend, {
      fromAddress: sender.signer.addressText,
      toAddress: network.address(chain, "erin"),
      amount: [{ denom, amount: "1" }],
    }),
  );
  await sender.send(messages);
  if (role !== "provider") return;
  await sender.send([
    packAny(MsgDelegate, {
      delegatorAddress: sender.signer.addressText,
      validatorAddress: file.validators[0]?.operator ?? "",
      amount: { denom, amount: "1000000" },
    }),
  ]);
}

async function watch(chain: NetworkChain, network: Network, seen: History): Promise<void> {
  const { chainId, denom } = chain.entry;
  const said = seen.get(chainId) ?? new Map<bigint, Said>();
  seen.set(chainId, said);
  const { latestHeight } = await chain.client.status();
  const last = [...said.keys()].at(-1) ?? latestHeight - 1n;
  for (let height = last + 1n; height <= latestHeight; height += 1n) {
    const address = network.address(chain, "erin");
    said.set(height, await askAbout(chain.client, height, { address, denom }));
  }
}

it(
  `faults 106: a devnet killed at ${KILLS} random moments under load goes on with every block, hash and answer that somebody saw (seed ${SEED})`,
  async () => {
    const random = createRandom(SEED);
    const home = join(temporaryFolder(), "home");
    const args = ["--port-offset", String(await freePortOffset())];
    const seen: History = new Map();
    let devnet: UpProcess | undefined;
    for (let kill = 0; kill < KILLS; kill += 1) {
      devnet = await up(home, ...args);
      await compare(devnet.file, seen);
      const { file } = devnet;
      const network = createNetwork({ file: () => file, timeoutMs: 5_000 });
      const loading = load(file, seen, network);
      await new Promise((resolve) => setTimeout(resolve, random() * LIFE_MS));
      await devnet.end("SIGKILL");
      await loading;
      network.close();
    }
    devnet = await up(home, ...args);
    const heights = await compare(devnet.file, seen);
    expect(heights).toBeGreaterThan(KILLS);
    expect(await devnet.end("SIGTERM")).toBe(0);
  },
  PER_KILL_MS * (KILLS + 1),
);

it("faults 106: a devnet killed again and again while it starts for the first time comes up in the end", async () => {
  const random = createRandom(SEED);
  const home = join(temporaryFolder(), "starting");
  const args = ["--port-offset", String(await freePortOffset())];
  for (let kill = 0; kill < 5; kill += 1) {
    await upAndKill(START_MS * (0.2 + random()), home, ...args);
  }
  const devnet = await up(home, ...args);
  expect(devnet.file.chains.map(({ channels }) => channels?.ccv?.onHub.channel)).toEqual([
    undefined,
    "channel-0",
  ]);
  expect(await devnet.end("SIGTERM")).toBe(0);
}, 300_000);

/** Asks for everything that was seen before, and gives the number of heights. */
async function compare(file: DevnetFile, seen: History): Promise<number> {
  const network = createNetwork({ file: () => file });
  let heights = 0;
  for (const chain of network.chains()) {
    const client = createChainClient({ rpcUrl: chain.entry.rpc });
    const address = network.address(chain, "erin");
    for (const [height, said] of seen.get(chain.entry.chainId) ?? []) {
      const now = await askAbout(client, height, { address, denom: chain.entry.denom });
      expect({ chain: chain.entry.chainId, height, ...now }).toEqual({
        chain: chain.entry.chainId,
        height,
        ...said,
      });
      heights += 1;
    }
    client.close();
  }
  network.close();
  return heights;
}
