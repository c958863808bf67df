import { existsSync } from "node:fs";
import type { GenesisDoc } from "@testudo/comet";
import { testValidator } from "@testudo/testkit/test-account";
import {
  agree,
  type CometNet,
  createNet,
  grow,
  type Place,
  reach,
  type StartChanges,
  trusting,
} from "./comet-net.ts";
import { createRandom } from "./differential/random.ts";
import { goHost } from "./go-host.ts";
import { COMETBFT, installGoProgram, named, whyMissing } from "./go-programs.ts";
import { expectSameResults, randomGenesis, runRandomly, watchedApplication } from "./mixed-run.ts";

/** Names a built `interchain-security-pd` v7.0.0. */
const { TESTUDO_PD: binary = "" } = process.env;
const reason = existsSync(binary)
  ? whyMissing(COMETBFT)
  : "TESTUDO_PD names no interchain-security-pd v7.0.0";
const NAMES = ["alice", "bob", "carol", "dave"];
/** Of the random run: blocks, and what the transactions are drawn from. */
const BLOCKS = BigInt(process.env.TESTUDO_BLOCKS ?? 250);
const SEED = Number(process.env.TESTUDO_SEED ?? 1);
/** A block and what it is made of, on a busy machine. */
const BLOCK_MS = 20_000;

let net: CometNet | undefined;
afterEach(async () => {
  await net?.stop();
  net = undefined;
});

async function startNet(genesis?: GenesisDoc): Promise<CometNet> {
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) throw new Error(program.missing);
  net = await createNet({ program: program.path, names: NAMES, genesis });
  return net;
}

(reason === undefined ? describe : describe.skip)(
  named("one chain of our applications and the Go application", reason),
  () => {
    it("has one history, and each takes the other's snapshots", async () => {
      const host = goHost(binary);
      const hub = await startNet();
      const [alice, bob, carol, dave] = hub.places as [Place, Place, Place, Place];
      const ours = { snapshotInterval: 10 };
      await Promise.all([
        hub.start(alice, ours),
        hub.start(bob, ours),
        hub.start(carol),
        hub.start(dave, { host }),
      ]);
      await reach(hub, dave, 24n);
      await agree(hub, hub.places);

      const stateSync = await trusting(hub, [alice, bob]);
      const fresh = await hub.add("fresh-go");
      await hub.start(fresh, { host, stateSync, snapshotInterval: 10 });
      await reach(hub, fresh, 24n);
      expect((await hub.client(fresh).status()).earliestHeight).toBeGreaterThan(10n);
      await grow(hub, fresh, 3n);
      await agree(hub, hub.places);
    });

    it("brings a node of ours to the present by the Go application's snapshots", async () => {
      const hub = await startNet();
      const [alice, bob] = hub.places as [Place, Place];
      const go = { host: goHost(binary), snapshotInterval: 10 };
      await Promise.all(hub.places.map((place) => hub.start(place, place === bob ? {} : go)));
      await reach(hub, bob, 24n);
      await agree(hub, hub.places);

      const fresh = await hub.add("fresh");
      await hub.start(fresh, { stateSync: await trusting(hub, [alice, bob]) });
      await reach(hub, fresh, 24n);
      expect((await hub.client(fresh).status()).earliestHeight).toBeGreaterThan(10n);
      await grow(hub, fresh, 3n);
      await agree(hub, hub.places);
    });

    it(
      `agrees on every block of a random run: ${BLOCKS} blocks, seed ${SEED}`,
      async () => {
        const random = createRandom(SEED);
        const hub = await startNet(randomGenesis(random, NAMES.map(testValidator)));
        const [alice, bob, carol, dave] = hub.places as [Place, Place, Place, Place];
        const watched = watchedApplication();
        const go = { host: goHost(binary) };
        const hosts = new Map<Place, StartChanges>([
          [alice, { host: watched.host }],
          [bob, {}],
          [carol, go],
          [dave, go],
        ]);
        await Promise.all(hub.places.map((place) => hub.start(place, hosts.get(place))));
        await reach(hub, alice, 2n);

        const restart = (place: Place) => hosts.get(place) ?? {};
        const sent = await runRandomly({ net: hub, random, watched, restart, blocks: BLOCKS });

        const height = watched.store.version;
        for (const place of hub.places) await reach(hub, place, height);
        const { executed, succeeded } = await expectSameResults(hub.places, height);
        expect(sent).toBeGreaterThanOrEqual(executed);
        // A run in which nothing works shows little.
        expect(succeeded * 5).toBeGreaterThan(executed);
      },
      120_000 + Number(BLOCKS) * BLOCK_MS,
    );
  },
);
