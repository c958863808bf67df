import { appendFileSync } from "node:fs";
import { createFollower } from "./following.ts";
import { startGoApplication } from "./go-application.ts";
import { createHubScenario, HUB_GAS_PRICE } from "./hub-scenario.ts";
import { createPairScenario } from "./pair-scenario.ts";
import { createRandom } from "./random.ts";

const seeds = (process.env.SEEDS ?? "1").split(",").map(Number);
const want = Number(process.env.TXS ?? "100");
const kind = process.env.KIND ?? "hub";
it.each(seeds)(
  "seed %d",
  async (seed) => {
    const scenario = (kind === "hub" ? createHubScenario : createPairScenario)(createRandom(seed));
    const gos = await Promise.all(
      scenario.chains.map(({ chain }) =>
        startGoApplication({
          role: chain.role,
          chainId: chain.chainId,
          binary: chain.role === "provider" ? "/tmp/gopeer/pd" : "/tmp/gopeer/cd",
          minGasPrices: chain.role === "provider" ? HUB_GAS_PRICE : undefined,
        }),
      ),
    );
    const fs = scenario.chains.map(({ chain, calls }, i) =>
      createFollower({ calls, go: gos[i]!.client, store: chain.store }),
    );
    let error: unknown;
    try {
      const t = Date.now();
      for (const f of fs) await f.catchUp();
      while (scenario.txs < want && !fs.some((f) => f.parted)) {
        try {
          scenario.step();
        } catch (e) {
          error = e;
        }
        for (const f of fs) await f.catchUp();
        if (error) break;
      }
      for (const [i, f] of fs.entries())
        appendFileSync(
          process.env.OUT!,
          `${JSON.stringify({ name: `${kind} ${scenario.chains[i]!.chain.role} seed ${seed}`, ms: Date.now() - t, error: error instanceof Error ? error.stack : error, tally: f.tally, parted: f.parted, differences: f.differences, logs: f.logs, out: f.parted ? gos[i]!.output().slice(-3000) : "" }, (_k, v) => (typeof v === "bigint" ? Number(v) : v))}\n`,
        );
      if (error) throw error;
    } finally {
      for (const go of gos) await go.stop();
    }
  },
  900000,
);
