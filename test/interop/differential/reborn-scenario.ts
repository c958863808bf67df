import { Dec } from "@testudo/base";
import { createProviderApp } from "@testudo/chains";
import { testConsKey } from "@testudo/testkit/test-account";
import { createTestChain } from "@testudo/testkit/test-chain";
import {
  createRecordedHub,
  goesOn,
  HUB_GAS_PRICE,
  hubWalk,
  type RecordedChain,
  type RecordedHub,
  type Scenario,
} from "./hub-scenario.ts";
import type { Random } from "./random.ts";
import { recordCalls } from "./recording.ts";
import { CONS_KEYS } from "./tx-maker.ts";
import { createWalk } from "./walk.ts";

/** Transactions before a hub is exported. */
const LIFE_TXS = 120;

/** A hub that lives for a while, is exported, and begins anew as the chain of its export. */
export function createRebornScenario(random: Random): Scenario {
  const first = createRecordedHub(random);
  const before = createWalk(hubWalk(first, random));
  let lives = true;
  while (lives && before.txs < LIFE_TXS) lives = goesOn([first], () => before.step());
  const chains: RecordedChain[] = [first];
  const reborn = lives ? rebirth(first, chains) : undefined;
  const walk =
    reborn && createWalk({ ...hubWalk(reborn, random), firstHeight: reborn.chain.height });
  let ended = walk === undefined;
  return {
    chains,
    get txs() {
      return before.txs + (walk?.txs ?? 0);
    },
    get ended() {
      return ended;
    },
    step() {
      ended ||= walk === undefined || !goesOn(chains, () => walk.step());
    },
  };
}

/** The chain of an export; undefined where its genesis is refused, which the Go application then has to do as well. */
function rebirth(hub: RecordedHub, chains: RecordedChain[]): RecordedHub | undefined {
  const { chain, app } = hub;
  const { appState, initialHeight } = app.exportGenesis();
  const { chainId, clock, seeds } = chain;
  let recording: ReturnType<typeof recordCalls> | undefined;
  let store = chain.store;
  try {
    const again = createTestChain({
      role: "provider",
      genesis: {
        chainId,
        genesisTime: clock.now(),
        initialHeight,
        consensusParams: chain.state.consensusParams,
        validators: [],
        appHash: new Uint8Array(),
        appState: JSON.stringify(appState),
      },
      denom: chain.denom,
      clock,
      seeds,
      createApp: (options) => {
        ({ store } = options);
        recording = recordCalls(createProviderApp(options));
        return recording.app;
      },
      minGasPrices: [{ denom: "stake", amount: Dec.fromText("0.001") }],
    });
    for (const name of CONS_KEYS) again.addKey(testConsKey(name).seed);
    again.next();
    const reborn = { ...hub, chain: again, ...recording!, minGasPrices: HUB_GAS_PRICE };
    chains.push(reborn);
    return reborn;
  } catch (error) {
    if (recording?.calls.at(-1)?.failure === undefined) throw error;
    const { role } = chain;
    chains.push({ chain: { role, chainId, store, height: initialHeight - 1n }, ...recording });
    return undefined;
  }
}
