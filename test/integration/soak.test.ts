import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { startServedHub } from "@testudo/testkit/served-hub";

/** Blocks that are measured; the whole test takes 20,000. */
const BLOCKS = Number(process.env.TESTUDO_SOAK_BLOCKS ?? 600);
const WARM_UP = 600;
/** One megabyte an hour, with a block each second. */
const GROWTH_PER_BLOCK = 2 ** 20 / 3_600;
/** What one measurement differs from the next, with nothing in between. */
const NOISE = 1.5 * 2 ** 20;
const PART = 100;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** What objects take, without the code that the engine of JavaScript makes of functions as it gets to know them. */
async function used(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  collectGarbage();
  collectGarbage();
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => !space_name.includes("code"));
  const heap = spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  return heap + process.memoryUsage().external;
}

/** Transactions before the measurement, so that every path has run. */
const TXS = 40n;
/** Headers that staking keeps in its state: the state has its final size after so many blocks. */
const HISTORICAL_ENTRIES = 20;

it(
  `faults 121: the heap of a node stays as it is over ${BLOCKS} blocks`,
  async () => {
    const home = mkdtempSync(join(tmpdir(), "testudo-soak-"));
    const hub = await startServedHub({
      home,
      alterGenesis(genesis) {
        const state = JSON.parse(genesis.appState ?? "");
        state.staking.params.historical_entries = HISTORICAL_ENTRIES;
        return { ...genesis, appState: JSON.stringify(state) };
      },
    });
    const message = packAny(MsgSend, {
      fromAddress: hub.userAddress,
      toAddress: hub.userAddress,
      amount: [{ denom: hub.denom, amount: "1" }],
    });
    for (let sequence = 0n; sequence < TXS; sequence += 1n) {
      await hub.engine.broadcastTxSync(hub.signed({ messages: [message], sequence }));
    }
    /** Blocks, and somebody who asks at each fifth. */
    const live = async (blocks: number) => {
      for (let made = 0; made < blocks; made += 1) {
        await hub.engine.mine(1);
        if (made % 5 !== 0) continue;
        for (const method of ["status", "commit", "validators", "block_results", "genesis"]) {
          await (await fetch(`${hub.rpcUrl}/${method}`)).text();
        }
      }
    };

    await live(WARM_UP);
    const before = await used();
    const after: number[] = [];
    for (let made = 0; made < BLOCKS; made += PART) {
      await live(PART);
      after.push(await used());
    }
    await hub.stop();
    rmSync(home, { recursive: true });
    const growth = Math.min(...after.slice(-3)) - before;
    expect(growth).toBeLessThan(NOISE + BLOCKS * GROWTH_PER_BLOCK);
  },
  120_000 + 200 * (WARM_UP + BLOCKS),
);
