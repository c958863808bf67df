import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@testudo/base";
import {
  consensusAddressOn,
  type Devnet,
  delegate,
  newState,
  powersByAddress,
  readTopology,
  serveDevnet,
  validatorStanding,
} from "@testudo/devnet";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const DELEGATIONS = 9;
const PORT_OFFSET = 31_000;
const PAUSE_MS = 5;

/** What the user of a devnet waits for, in the mode that makes blocks when there is work: everything over RPC. */
export async function run(): Promise<Figure[]> {
  const home = await mkdtemp(join(tmpdir(), "testudo-bench-"));
  const state = newState(readTopology({ portOffset: PORT_OFFSET }));
  const options = { home, state, logger: silentLogger };
  const started = performance.now();
  const { devnet, stop } = await serveDevnet(options);
  const up = secondsSince(started);
  try {
    const powers: number[] = [];
    for (let i = 0; i < DELEGATIONS; i += 1) powers.push(await delegationToPower(devnet));
    const slash = await doubleVoteToSlash(devnet);
    return [
      { name: "devnet up: hub, consumer, channels, first VSC applied", value: up, unit: "s" },
      { name: "delegation included to power on the consumer", value: median(powers), unit: "s" },
      { name: "double vote signed to slashed on the hub", value: slash, unit: "s" },
      {
        name: "hub, consumer, relayer and watcher",
        value: Math.round(process.memoryUsage.rss() / 1_048_576),
        unit: "MB",
      },
    ];
  } finally {
    await stop();
    await rm(home, { recursive: true });
  }
}

/** From the block that has the delegation to the consumer's validator set that has the power. */
async function delegationToPower({ network }: Devnet): Promise<number> {
  const before = await totalPower(network);
  const amount = { denom: network.hub().entry.denom, amount: 1_000_000n };
  await delegate(network, { from: "dora", validator: "alice", amount });
  const included = performance.now();
  await waitFor(async () => (await totalPower(network)) > before);
  return secondsSince(included);
}

async function totalPower(network: Devnet["network"]): Promise<bigint> {
  const powers = await powersByAddress(network.chain("consumer-1").client);
  return [...powers.values()].reduce((sum, power) => sum + power, 0n);
}

/** The watcher finds the two votes in a block of the consumer and reports them to the hub by itself. */
async function doubleVoteToSlash({ core, network }: Devnet): Promise<number> {
  const { engine } = core.running("consumer-1").node;
  const address = await consensusAddressOn(network, network.chain("consumer-1"), "bob");
  if (engine === undefined) throw new Error("the consumer has no engine");
  const signed = performance.now();
  engine.causeDoubleSign(address);
  await engine.mine(1);
  await waitFor(async () => (await validatorStanding(network, "bob")).jailed);
  return secondsSince(signed);
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1_000;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
