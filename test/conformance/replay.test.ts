import { type ChainRole, createConsumerApp, createProviderApp, storeNames } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { loadRecordedChain, recordedChains, replayChain } from "@testudo/testkit/replay";

/** Builds the application that a recording is of. */
function applicationOf(role: ChainRole, chainId: string) {
  const store = createMemoryMultiStore(storeNames(role));
  const make = role === "provider" ? createProviderApp : createConsumerApp;
  return { store, app: make({ chainId, store }) };
}

// Every recording of the folder: those of test/vectors, or others of the same shape.
describe("a recorded chain of the Go application gives the same answers here", () => {
  if (recordedChains().length === 0) return it.skip("the folder has no recording", () => undefined);
  it.each(recordedChains())("%s", async (name) => {
    const chain = loadRecordedChain(name);
    const { app, store } = applicationOf(chain.role, chain.chain_id);
    const differences = await replayChain({ chain, app, store });
    expect(
      differences.map(
        ({ height, what, expected, actual }) =>
          `height ${height}: ${what}\n  Go:   ${expected}\n  ours: ${actual}`,
      ),
    ).toEqual([]);
  });
});
