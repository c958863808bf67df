import { appendFileSync } from "node:fs";
import { createFollower } from "./following.ts";
import { startGoApplication } from "./go-application.ts";
import { createHubScenario, HUB_GAS_PRICE } from "./hub-scenario.ts";
import { createRandom } from "./random.ts";

const seeds = (process.env.SEEDS ?? "1").split(",").map(Number);
const want = Number(process.env.TXS ?? "100");
it.each(seeds)(
  "seed %d",
  async (seed) => {
    const scenario = createHubScenario(createRandom(seed));
    const go = await startGoApplication({
      role: "provider",
      chainId: scenario.chain.chainId,
      binary: "/tmp/gopeer/pd",
      minGasPrices: HUB_GAS_PRICE,
    });
    const f = createFollower({ calls: scenario.calls, go: go.client, store: scenario.chain.store });
    let error: unknown;
    try {
      const t = Date.now();
      await f.catchUp();
      while (scenario.txs < want && !f.parted) {
        try {
          scenario.step();
        } catch (e) {
          error = e;
        }
        await f.catchUp();
        if (error) break;
      }
      appendFileSync(
        process.env.OUT!,
        JSON.stringify(
          {
            name: `seed ${seed}`,
            ms: Date.now() - t,
            error: error instanceof Error ? error.stack : error,
            tally: f.tally,
            parted: f.parted,
            differences: f.differences,
            logs: f.logs,
            out: f.parted ? go.output().slice(-3000) : "",
          },
          (_k, v) => (typeof v === "bigint" ? Number(v) : v),
        ) + "\n",
      );
      if (error) throw error;
    } finally {
      await go.stop();
    }
  },
  600000,
);
