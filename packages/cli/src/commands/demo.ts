import { silentLogger } from "@testudo/base";
import { type DemoReport, runDemo, type StepResult } from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber } from "../arguments.ts";
import { EXIT } from "../failures.ts";
import { LOG_LEVELS, stderrLogger } from "../logging.ts";
import { createOutput, createProgress, table } from "../output.ts";
import { untilSignal } from "../signals.ts";

interface DemoCommandOptions {
  readonly seed?: string;
  readonly portOffset?: string;
  readonly json?: boolean;
  readonly logLevel: string;
}

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("the whole story on chains of its own: launch, stake, misbehave, punish")
    .option("--seed <text>", "every key and block hash follows from it (default: testudo)")
    .option("--port-offset <number>", "moves all ports (default: any that are free)")
    .option("--home <folder>", "ignored: the demo has a folder of its own and removes it")
    .option("--json", "print JSON")
    .option("--log-level <level>", LOG_LEVELS.join(", "), "silent")
    .action(demo);
}

async function demo(options: DemoCommandOptions): Promise<void> {
  const { seed, portOffset, logLevel } = options;
  const output = createOutput(options.json === true);
  const progress = createProgress(output.isJson);
  const abort = new AbortController();
  const signal = untilSignal();
  void signal.received.then(() => abort.abort(new Error("stopped before the end")));
  const report = await runDemo({
    seed,
    portOffset:
      portOffset === undefined
        ? undefined
        : readNumber(portOffset, { name: "--port-offset", min: 0, max: 38_000 }),
    logger: logLevel === "silent" ? silentLogger : stderrLogger(logLevel),
    signal: abort.signal,
    onProgress: (text) => progress.show(text),
    onStep(step) {
      progress.clear();
      if (!output.isJson) process.stdout.write(`${stepText(step)}\n\n`);
    },
  }).finally(() => {
    progress.clear();
    signal.release();
  });
  output.result(reportJson(report), () => closing(report));
  if (!report.ok) process.exitCode = EXIT.failed;
}

/** The report as programs read it: the lines of the story are for people. */
function reportJson({ ok, seed, durationMs, steps, chains }: DemoReport) {
  return {
    ok,
    seed,
    durationMs,
    steps: steps.map(({ name, ok: holds, facts }) => ({ name, ok: holds, facts })),
    chains,
  };
}

function stepText(step: StepResult & { readonly title: string; readonly number: number }): string {
  return [
    `${step.number}. ${step.title}`,
    ...step.lines.map((line) => `   ${line}`),
    ...step.failures.map((failure) => `   FAILED: ${failure}`),
  ].join("\n");
}

function closing({ ok, durationMs, chains, steps, validators }: DemoReport): string {
  const chainIds = chains.map(({ chainId }) => chainId);
  const rows = validators.map((one) => [
    one.name,
    String(one.tokens),
    one.tombstoned ? "tombstoned" : one.jailed ? "jailed" : one.status,
    ...chainIds.map((chainId) => String(one.powers[chainId] ?? 0n)),
  ]);
  const ends = chains.map(({ chainId, height, blockHash }) => [
    chainId,
    height,
    blockHash.slice(0, 16),
  ]);
  const held = steps.filter((step) => step.ok).length;
  return [
    table(["validator", "tokens", "standing", ...chainIds], rows),
    "",
    table(["chain", "height", "block hash"], ends),
    "",
    `${held} of ${steps.length} steps as expected in ${(durationMs / 1000).toFixed(1)} s${ok ? "" : ": FAILED"}`,
  ].join("\n");
}
