import { createConsumerApp, createProviderApp, storeNames } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { findGoApplication } from "../go-applications.ts";
import { createFollower } from "./following.ts";
import { startGoApplication } from "./go-application.ts";
import { describeDifference } from "./lockstep.ts";
import { recordCalls } from "./recording.ts";
import { listRecordings, readRecording, type SavedCalls } from "./recording-file.ts";

/**
 * What `jest --config jest.recording.config.mjs` wrote into the folder `TESTUDO_RECORDINGS`: the integration tests, as
 * their applications saw them.
 */
const names = listRecordings();
const TIMEOUT_MS = 300_000;

/** Asks our application once more; it stops where it stopped then. */
function ask({ role, chainId, minGasPrices, requests }: SavedCalls) {
  const store = createMemoryMultiStore(storeNames(role));
  const make = role === "provider" ? createProviderApp : createConsumerApp;
  const recording = recordCalls(make({ chainId, store, minGasPrices }));
  for (const { method, request } of requests) {
    try {
      recording.app[method](request as never);
    } catch {
      break;
    }
  }
  return { store, calls: recording.calls };
}

(names.length > 0 ? describe : describe.skip)(
  "what the integration tests ask, asked of the Go applications",
  () => {
    it.each(names)(
      "%s",
      async (name) => {
        const saved = readRecording(name);
        const { store, calls } = ask(saved);
        const binary = findGoApplication(saved.role);
        if ("missing" in binary) throw new Error(binary.missing);
        const prices = saved.minGasPrices.map(({ denom, amount }) => `${amount}${denom}`);
        const go = await startGoApplication({
          role: saved.role,
          chainId: saved.chainId,
          binary: binary.path,
          minGasPrices: prices.length === 0 ? undefined : prices.join(","),
        });
        try {
          const follower = createFollower({ calls, go: go.client, store });
          await follower.catchUp();
          expect(follower.differences.slice(0, 5).map(describeDifference)).toEqual([]);
        } finally {
          await go.stop();
        }
      },
      TIMEOUT_MS,
    );
  },
);

// A file without a test is a failure.
if (names.length === 0) {
  it.skip("asks the Go applications what the integration tests ask (npm run test:interop -- --recordings makes the recordings)", () =>
    undefined);
}
