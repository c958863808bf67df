import type { JsonValue } from "@testudo/proto";
import type { Devnet } from "../devnet.ts";
import type { Network } from "../network.ts";

/** Figures of a step by name; 64-bit integers are text. */
export type Facts = Readonly<Record<string, JsonValue>>;

/** What a step of the demo came to. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly facts: Facts;
  /** Expectations that did not hold, in words. */
  readonly failures: readonly string[];
  /** Lines of the story, for people. */
  readonly lines: readonly string[];
}

/** Where a step writes down what it sees. */
export interface Notebook {
  /** A figure read from a chain. */
  fact(name: string, value: JsonValue | bigint): void;
  /** A line of the story. */
  line(text: string): void;
  /** Something that must hold for the demo to succeed. */
  expect(holds: boolean, what: string): void;
}

/** What the steps of the demo share. */
export interface Stage {
  readonly devnet: Devnet;
  readonly network: Network;
}

export interface Step {
  readonly name: string;
  readonly title: string;
  run(stage: Stage, notes: Notebook): Promise<void>;
}

/** Runs one step; whatever it throws is a failed expectation of that step. */
export async function runStep(step: Step, stage: Stage): Promise<StepResult> {
  const facts: Record<string, JsonValue> = {};
  const failures: string[] = [];
  const lines: string[] = [];
  try {
    await step.run(stage, {
      fact(name, value) {
        facts[name] = typeof value === "bigint" ? String(value) : value;
      },
      line: (text) => lines.push(text),
      expect(holds, what) {
        if (!holds) failures.push(what);
      },
    });
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  const shown = failures.length === 0 ? facts : { ...facts, failures };
  return { name: step.name, ok: failures.length === 0, facts: shown, failures, lines };
}
