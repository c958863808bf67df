import { createConsumerApp, createProviderApp, storeNames } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { loadRecordedChain, recordedChains, replayChain } from "@testudo/testkit/replay";
import { createFollower } from "./following.ts";
import { startGoApplication } from "./go-application.ts";
import { recordCalls } from "./recording.ts";

describe("replay", () => {
  it.each(recordedChains())("%s", async (name) => {
    const chain = loadRecordedChain(name);
    const store = createMemoryMultiStore(storeNames(chain.role));
    const make = chain.role === "provider" ? createProviderApp : createConsumerApp;
    const { app, calls } = recordCalls(make({ chainId: chain.chain_id, store }));
    await replayChain({ chain, app, store });
    const go = await startGoApplication({
      role: chain.role,
      chainId: chain.chain_id,
      binary: `/tmp/gopeer/${chain.role === "provider" ? "pd" : "cd"}`,
    });
    try {
      const t = Date.now();
      const f = createFollower({ calls, go: go.client, store });
      await f.catchUp();
      console.log(
        name,
        f.tally,
        Date.now() - t,
        f.parted,
        f.differences.slice(0, 10),
        f.logs.length,
        f.logs.slice(0, 5),
      );
      if (f.parted) console.log(go.output());
    } finally {
      await go.stop();
    }
  });
});
