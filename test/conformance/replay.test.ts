import { createProviderApp } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { PROVIDER_STORES } from "@testudo/chains";
import { loadRecordedChain, replayChain } from "@testudo/testkit/replay";

const name = process.env.REPLAY ?? "provider_bank_staking";
it(name, async () => {
  const chain = loadRecordedChain(name);
  const store = createMemoryMultiStore(PROVIDER_STORES);
  const app = createProviderApp({ chainId: chain.chain_id, store });
  const found = await replayChain({ chain, app, store, differencesMax: 2000 });
  const counts = new Map<string, number>();
  for (const one of found) {
    const kind = one.what.replace(/\d+/g, "N").replace(/\(.*?\)/, "");
    counts.set(kind.slice(0, 60), (counts.get(kind.slice(0, 60)) ?? 0) + 1);
  }
  console.log([...counts].map(([k, n]) => `${n} ${k}`).join("\n"));
  console.log(found.filter((d) => !/provider|app_hash|root/.test(d.what)).slice(0, 25).map((d) => `${d.height} ${d.what}\n   want ${d.expected.slice(0, 300)}\n   got  ${d.actual.slice(0, 300)}`).join("\n"));
});
