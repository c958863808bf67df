/**
 * Stands in for `@testudo/chains` while `jest.recording.config.mjs` runs the integration tests: the same applications,
 * but every call that they get is written to a file of the folder `TESTUDO_RECORDINGS`.
 */
import { basename } from "node:path";
// By its path, since the name leads here.
import * as chains from "../../../packages/chains/src/index.ts";
import { type Call, recordCalls } from "./recording.ts";
import { writeRecording } from "./recording-file.ts";

export * from "../../../packages/chains/src/index.ts";

const pending: (() => void)[] = [];

function recorded(role: chains.ChainRole, make: typeof chains.createProviderApp) {
  return (options: chains.ChainOptions) => {
    let written = 0;
    const write = (calls: readonly Call[]) => {
      // What a rollback forgets is a history of its own, if it holds anything new.
      if (calls.length <= written || !calls.some(({ method }) => method === "finalizeBlock"))
        return;
      written = calls.length;
      const source = basename(expect.getState().testPath ?? "unknown", ".test.ts");
      writeRecording({ role, source, minGasPrices: options.minGasPrices ?? [], calls });
    };
    const { app, calls } = recordCalls(make(options), {
      before: write,
      after: (kept) => {
        written = kept.length;
      },
    });
    pending.push(() => write(calls));
    return app;
  };
}

afterAll(() => {
  for (const write of pending.splice(0)) write();
});

export const createProviderApp = recorded("provider", chains.createProviderApp);
export const createConsumerApp = recorded("consumer", chains.createConsumerApp);
