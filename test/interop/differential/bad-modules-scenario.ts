import { createConsumerApp, createProviderApp } from "@testudo/chains";
import { createModuleBadInput, type ModuleBadInput } from "@testudo/testkit/bad-input-modules";
import type { RecordedChain, Scenario } from "./hub-scenario.ts";
import { type Recording, recordCalls } from "./recording.ts";

/** Simulations between two looks at the Go applications. */
const CASES_PER_STEP = 50;

/** Every message of both applications with one thing wrong at a time, simulated on one state of each. */
export function createBadModulesScenario(): Scenario {
  const recordings: { hub?: Recording; consumer?: Recording } = {};
  const { hub, consumer } = createModuleBadInput({
    hub: {
      afterBlock: () => undefined,
      createApp(options) {
        recordings.hub = recordCalls(createProviderApp(options));
        return recordings.hub.app;
      },
    },
    consumer: {
      afterBlock: () => undefined,
      createApp(options) {
        recordings.consumer = recordCalls(createConsumerApp(options));
        return recordings.consumer.app;
      },
    },
  });
  const chains = [recorded(hub, recordings.hub), recorded(consumer, recordings.consumer)];
  const left = [hub, consumer].flatMap(({ chain, cases }, i) =>
    cases.map((one) => ({ ...one, chain, app: chains[i]!.app })),
  );
  let done = 0;
  return {
    chains,
    get txs() {
      return done;
    },
    get ended() {
      return done >= left.length;
    },
    step() {
      for (const { chain, app, signer, message } of left.slice(done, done + CASES_PER_STEP)) {
        const data = chain.sign(signer, [message]);
        app.query({ path: "/app/simulate", data, height: 0n, prove: false });
      }
      done += CASES_PER_STEP;
    },
  };
}

function recorded({ chain }: ModuleBadInput, recording: Recording | undefined): RecordedChain {
  if (recording === undefined) throw new Error(`${chain.chainId} has no application`);
  return { chain, ...recording };
}
