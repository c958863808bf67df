import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, toHexUpper } from "@testudo/base";
import { type Devnet, newState, startDevnet } from "../devnet.ts";
import { InputError } from "../errors.ts";
import { HOST, planPorts } from "../ports.ts";
import { type ValidatorStanding, validatorStanding } from "../queries.ts";
import { readTopology } from "../topology.ts";
import { delegationReachesConsumers, hubAndConsumer, registerConsumer } from "./launch-steps.ts";
import { doubleVote, downtime, lightClientAttack } from "./punishment-steps.ts";
import { forgedEvidence, sameEvidenceAgain } from "./refusal-steps.ts";
import { runStep, type Step, type StepResult } from "./stage.ts";

/** What a run of the demo shows. */
export interface DemoReport {
  readonly ok: boolean;
  readonly seed: string;
  readonly durationMs: number;
  readonly steps: readonly StepResult[];
  readonly chains: readonly {
    readonly chainId: string;
    readonly height: string;
    readonly blockHash: string;
    readonly appHash: string;
  }[];
  /** Where every validator stands in the end. */
  readonly validators: readonly ValidatorStanding[];
}

export interface DemoOptions {
  readonly seed?: string;
  /** Absent: any ports that are free. */
  readonly portOffset?: number;
  readonly logger: Logger;
  readonly onProgress?: (text: string) => void;
  /** Told as each step ends. */
  readonly onStep?: (
    step: StepResult & { readonly title: string; readonly number: number },
  ) => void;
  /** Ends the demo early. */
  readonly signal?: AbortSignal;
}

const STEPS: readonly Step[] = [
  hubAndConsumer,
  registerConsumer,
  delegationReachesConsumers,
  doubleVote,
  lightClientAttack,
  downtime,
  sameEvidenceAgain,
  forgedEvidence,
];

/** Enough that a third can be punished while the rest carries on. */
const VALIDATORS = 7;
/** Hub and two consumers. */
const CHAINS = 3;
/** Where free ports are looked for, away from those of a devnet with default ports. */
const OFFSETS = [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000];

/**
 * Tells the story of interchain security on chains of its own, in a folder that is removed afterwards. Time is virtual:
 * one seed gives one history.
 *
 * @throws InputError when a port is taken
 */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  const { logger, onProgress } = options;
  const started = performance.now();
  const portOffset = options.portOffset ?? (await freeOffset());
  const topology = readTopology(
    { consumers: 1 },
    { seed: options.seed, validators: VALIDATORS, portOffset },
  );
  const home = await mkdtemp(join(tmpdir(), "testudo-demo-"));
  const removeHome = () => rmSync(home, { recursive: true, force: true });
  // A second Ctrl-C ends the process where it stands.
  process.once("exit", removeHome);
  let devnet: Devnet | undefined;
  try {
    devnet = await startDevnet({
      home,
      state: newState(topology),
      clock: "virtual",
      logger,
      onProgress,
    });
    const steps = await runSteps(devnet, options);
    return {
      ok: steps.length === STEPS.length && steps.every(({ ok }) => ok),
      seed: topology.seed,
      durationMs: Math.round(performance.now() - started),
      steps,
      chains: await chainEnds(devnet),
      validators: await standings(devnet),
    };
  } finally {
    await devnet?.stop();
    process.off("exit", removeHome);
    removeHome();
  }
}

async function runSteps(devnet: Devnet, options: DemoOptions): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const [index, step] of STEPS.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.(step.title);
    const result = await runStep(step, { devnet, network: devnet.network });
    results.push(result);
    options.onStep?.({ ...result, title: step.title, number: index + 1 });
  }
  return results;
}

async function chainEnds({ network }: Devnet): Promise<DemoReport["chains"]> {
  const ends: DemoReport["chains"][number][] = [];
  for (const { entry, client } of network.chains()) {
    const { latestHeight, latestBlockHash, latestAppHash } = await client.status();
    ends.push({
      chainId: entry.chainId,
      height: String(latestHeight),
      blockHash: toHexUpper(latestBlockHash),
      appHash: toHexUpper(latestAppHash),
    });
  }
  return ends;
}

async function standings({ network }: Devnet): Promise<readonly ValidatorStanding[]> {
  const all: ValidatorStanding[] = [];
  for (const { name } of network.file().validators) {
    all.push(await validatorStanding(network, name));
  }
  return all;
}

/** The first offset whose ports nobody listens on. */
async function freeOffset(): Promise<number> {
  for (const offset of OFFSETS) {
    const plan = planPorts(offset);
    const chains = Array.from({ length: CHAINS }, (_, index) => index);
    const ports = [plan.rpc, plan.grpc, plan.rest].flatMap((port) => chains.map(port));
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return offset;
  }
  throw new InputError("no free ports were found for the demo; choose some with --port-offset <n>");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
