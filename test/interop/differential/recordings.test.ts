import { appendFileSync } from "node:fs";
import { createConsumerApp, createProviderApp, storeNames } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { createFollower } from "./following.ts";
import { startGoApplication } from "./go-application.ts";
import { recordCalls } from "./recording.ts";
import { listRecordings, readRecording } from "./recording-file.ts";

const only = process.env.ONLY;
describe("what the integration tests ask of our applications", () => {
  it.each(listRecordings().filter((n) => only === undefined || n.includes(only)))(
    "%s",
    async (name) => {
      const saved = readRecording(name);
      const store = createMemoryMultiStore(storeNames(saved.role));
      const make = saved.role === "provider" ? createProviderApp : createConsumerApp;
      const { app, calls } = recordCalls(
        make({ chainId: saved.chainId, store, minGasPrices: saved.minGasPrices }),
      );
      for (const { method, request } of saved.requests) {
        try {
          app[method](request as never);
        } catch {
          break;
        }
      }
      const go = await startGoApplication({
        role: saved.role,
        chainId: saved.chainId,
        minGasPrices:
          saved.minGasPrices.map(({ denom, amount }) => `${amount}${denom}`).join(",") || undefined,
        binary: `/tmp/gopeer/${saved.role === "provider" ? "pd" : "cd"}`,
      });
      try {
        const f = createFollower({ calls, go: go.client, store });
        await f.catchUp();
        appendFileSync(
          process.env.OUT!,
          JSON.stringify(
            {
              name,
              tally: f.tally,
              parted: f.parted,
              differences: f.differences,
              logs: f.logs,
              out: f.parted ? go.output().slice(-3000) : "",
            },
            (_k, v) => (typeof v === "bigint" ? Number(v) : v),
          ) + "\n",
        );
      } finally {
        await go.stop();
      }
    },
  );
});
