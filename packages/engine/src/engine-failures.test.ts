import { type Application, createLocalClient } from "@testudo/abci";
import { silentLogger, toHex, utf8 } from "@testudo/base";
import { createKvApp, type KvApp } from "@testudo/testkit/kv-app";
import { KV_START, kvGenesis, kvSeed, startKvChain } from "@testudo/testkit/kv-chain";
import { createVirtualClock } from "./clock.ts";
import { createMemoryDatabase, type Database, type DatabaseWrite } from "./database.ts";
import { createEngine } from "./engine.ts";

const SECOND = 1_000_000_000n;
const ENOSPC = "ENOSPC: no space left on device";

/** A database whose next writes fail while `isFull`. */
function fillableDatabase(): Database & { isFull: boolean } {
  const inner = createMemoryDatabase();
  return {
    isFull: false,
    getSync: inner.getSync,
    async batch(writes, options) {
      if (this.isFull) throw new Error(ENOSPC);
      await inner.batch(writes, options);
    },
    close: inner.close,
  };
}

/** Makes one handler fail while `isFailing`. */
function failing(name: keyof Application, switches: { isFailing: boolean }) {
  return (app: KvApp): Partial<Application> => {
    const { [name]: original } = app;
    return {
      [name]: (request: never) => {
        if (switches.isFailing) throw new Error(`${name} failed`);
        return original(request);
      },
    };
  };
}

describe("an application that throws", () => {
  it.each(["prepareProposal", "processProposal"] as const)(
    "in %s: no block, a reason in the status, and the next try succeeds",
    async (name) => {
      const switches = { isFailing: false };
      const { engine } = await startKvChain({ handlers: failing(name, switches) });
      await engine.mine(2);
      await engine.broadcastTxSync(utf8("a=1"));
      switches.isFailing = true;
      await expect(engine.mine(1)).rejects.toThrow(`${name} failed`);
      expect(engine.status()).toMatchObject({ latestHeight: 2n, halted: `${name} failed` });
      switches.isFailing = false;
      await expect(engine.mine(1)).resolves.toBe(3n);
      expect(engine.status().halted).toBeUndefined();
      expect(engine.block(3n)!.block.txs).toHaveLength(1);
    },
  );

  it("in extendVote, after some have extended: the next try may be another block", async () => {
    let calls = 0;
    const { engine } = await startKvChain({
      genesis: kvGenesis({
        consensusParams: {
          ...kvGenesis().consensusParams,
          abci: { voteExtensionsEnableHeight: 1n },
        },
      }),
      handlers: ({ extendVote }) => ({
        extendVote(request) {
          calls += 1;
          if (calls === 3) throw new Error("extendVote failed");
          return extendVote(request);
        },
      }),
    });
    await expect(engine.mine(1)).rejects.toThrow("extendVote failed");
    await engine.broadcastTxSync(utf8("a=1"));
    await expect(engine.mine(1)).resolves.toBe(1n);
  });

  it.each(["finalizeBlock", "commit"] as const)(
    "in %s: the height is decided, so nothing goes on before a restart, which executes that block",
    async (name) => {
      const switches = { isFailing: false };
      const chain = await startKvChain({ handlers: failing(name, switches) });
      await chain.engine.mine(2);
      await chain.engine.broadcastTxSync(utf8("a=1"));
      switches.isFailing = true;
      await expect(chain.engine.mine(1)).rejects.toThrow(`${name} failed`);
      switches.isFailing = false;
      await expect(chain.engine.mine(1)).rejects.toThrow("stop the node, fix the cause");
      expect(chain.engine.status().latestHeight).toBe(2n);
      expect(chain.engine.status().halted).toContain(`(${name} failed); stop the node`);
      expect(chain.engine.block(3n)).toBeUndefined();
      expect(chain.engine.findTxs("tx.height > 0")).toEqual([]);

      const { state, database, clock } = chain;
      const again = await startKvChain({ state, database, clock });
      expect(again.engine.status().latestHeight).toBe(3n);
      expect(again.engine.block(3n)!.block.txs).toHaveLength(1);
      expect(again.engine.findTxs("set.key = 'a'")).toEqual([{ height: 3n, index: 0 }]);
      await expect(again.engine.mine(1)).resolves.toBe(4n);
    },
  );

  it("while rechecking: the block stands, and a restart goes on", async () => {
    const { state, database, engine } = await startKvChain({
      handlers: ({ checkTx }) => ({
        prepareProposal: () => ({ txs: [] }),
        checkTx(request) {
          if (request.type === 1) throw new Error("checkTx failed");
          return checkTx(request);
        },
      }),
    });
    await engine.broadcastTxSync(utf8("a=1"));
    await expect(engine.mine(1)).rejects.toThrow("checkTx failed");
    const again = await startKvChain({ state, database });
    await expect(again.engine.mine(1)).resolves.toBe(2n);
  });

  it("at CheckTx: the client gets the error, and may send again", async () => {
    const switches = { isFailing: true };
    const { engine } = await startKvChain({ handlers: failing("checkTx", switches) });
    await expect(engine.broadcastTxSync(utf8("a=1"))).rejects.toThrow("checkTx failed");
    switches.isFailing = false;
    await expect(engine.broadcastTxSync(utf8("a=1"))).resolves.toMatchObject({ code: 0 });
  });

  it.each([
    {
      why: "too few results",
      answer: { txResults: [] },
      error: "answered 0 of 1",
    },
    {
      why: "faults 42: a negative power",
      answer: { validatorUpdates: [{ pubKey: { ed25519: new Uint8Array(32) }, power: -1n }] },
      error: "voting power can't be negative",
    },
    {
      why: "faults 42: a key twice",
      answer: {
        validatorUpdates: [1n, 2n].map((power) => ({
          pubKey: { ed25519: new Uint8Array(32).fill(7) },
          power,
        })),
      },
      error: "duplicate entry",
    },
    {
      why: "faults 41: a total power over the limit",
      answer: {
        validatorUpdates: [{ pubKey: { ed25519: new Uint8Array(32) }, power: 2n ** 60n }],
      },
      error: /voting power can't be higher than/,
    },
  ])("gives $why: the chain stops and says so", async ({ answer, error }) => {
    const { engine } = await startKvChain({
      handlers: ({ finalizeBlock }) => ({
        finalizeBlock: async (request) => {
          const given = await finalizeBlock(request);
          return request.txs.length === 0 ? given : Object.assign(given, answer);
        },
      }),
    });
    await engine.mine(1);
    await engine.broadcastTxSync(utf8("a=1"));
    await expect(engine.mine(1)).rejects.toThrow(error);
    expect(engine.status()).toMatchObject({ latestHeight: 1n });
    expect(engine.status().halted).toMatch(error);
  });

  it("faults 42: removing every validator stops the chain and says so", async () => {
    const { engine } = await startKvChain();
    await engine.mine(1);
    for (const { pubKey } of kvGenesis().validators) {
      await engine.broadcastTxSync(utf8(`val:${toHex(pubKey.bytes)}=0`));
    }
    await expect(engine.mine(1)).rejects.toThrow(/empty/);
    expect(engine.status().halted).toMatch(/empty/);
  });
});

describe("a disk that fails", () => {
  it("faults 109: no half block, no second block at the height, and a restart goes on when there is space", async () => {
    const database = fillableDatabase();
    const { engine, state, clock } = await startKvChain({ database });
    await engine.mine(2);
    database.isFull = true;
    await expect(engine.mine(1)).rejects.toThrow(ENOSPC);
    expect(engine.status()).toMatchObject({
      latestHeight: 2n,
      halted: expect.stringContaining(ENOSPC),
    });
    expect(state.height).toBe(2n);
    // Space alone is not enough: nobody knows what of the failed write is on the disk.
    database.isFull = false;
    await expect(engine.mine(1)).rejects.toThrow("start it again");
    expect(database.getSync(utf8("saved"))?.at(-1)).toBe(2);

    const again = await startKvChain({ database, state, clock });
    await expect(again.engine.mine(2)).resolves.toBe(4n);
    expect(state.height).toBe(4n);
  });

  it("faults 109: full between block and results, the block is executed at the next start", async () => {
    const database = fillableDatabase();
    const chain = await startKvChain({
      database,
      handlers: ({ finalizeBlock }) => ({
        finalizeBlock(request) {
          if (request.height === 3n) database.isFull = true;
          return finalizeBlock(request);
        },
      }),
    });
    await chain.engine.mine(2);
    await expect(chain.engine.mine(1)).rejects.toThrow(ENOSPC);
    expect(chain.state.height).toBe(2n);
    database.isFull = false;
    const { state, clock } = chain;
    const again = await startKvChain({ database, state, clock });
    expect(again.engine.status().latestHeight).toBe(3n);
    await expect(again.engine.mine(1)).resolves.toBe(4n);
  });
});

/**
 * A disk and its cache: what was written since the last synced batch is lost when the power goes, and after a number of
 * batches nothing is written any more, which nobody is told.
 */
function losableDatabase(batchesMax: number) {
  const [cached, durable] = [createMemoryDatabase(), createMemoryDatabase()];
  let left = batchesMax;
  let pending: DatabaseWrite[] = [];
  const database: Database = {
    getSync: cached.getSync,
    async batch(writes, options) {
      if (left-- <= 0) return new Promise(() => undefined);
      await cached.batch(writes, options);
      pending.push(...writes);
      if (!options.sync) return;
      await durable.batch(pending, options);
      pending = [];
    },
    close: cached.close,
  };
  return { database, durable };
}

describe("a power failure", () => {
  it("faults 98: at any write, no height is signed twice for what somebody may have seen", async () => {
    let lastSeen = 0n;
    for (let batches = 2; batches < 20; batches += 1) {
      const { database, durable } = losableDatabase(batches);
      const clock = createVirtualClock({ start: KV_START + 10n * SECOND, step: SECOND });
      const { engine } = await startKvChain({ database, clock });
      const seen = new Map<bigint, string>();
      const see = () => {
        const { latestHeight, latestBlockHash } = engine.status();
        if (latestHeight > 0n) seen.set(latestHeight, toHex(latestBlockHash));
      };
      engine.subscribe({ query: "tm.event = 'NewBlock'", onEvent: see });
      void engine.broadcastTxSync(utf8(`a=${batches}`));
      void engine.mine(10);
      for (let turns = 0; turns < 200; turns += 1) {
        await new Promise(setImmediate);
        see();
      }

      // The same clock goes on, so a block made anew would be another one.
      const again = await startKvChain({ database: durable, clock });
      const { latestHeight } = again.engine.status();
      for (const [height, hash] of seen) {
        expect(toHex(again.engine.block(height)!.blockId.hash)).toBe(hash);
      }
      await expect(again.engine.mine(1)).resolves.toBe(latestHeight + 1n);
      lastSeen = [...seen.keys()].at(-1) ?? 0n;
    }
    expect(lastSeen).toBeGreaterThan(3n);
  });
});

describe("a start", () => {
  it("refuses blocks of another chain", async () => {
    const { database, state } = await startKvChain();
    const one = await startKvChain({ database, state });
    await one.engine.mine(1);
    await expect(
      startKvChain({ database, state, genesis: kvGenesis({ chainId: "kv-2" }) }),
    ).rejects.toThrow("the block store holds chain kv-1, but the genesis is of kv-2");
  });

  it("refuses an application with another state than the chain's", async () => {
    const { database, state, engine } = await startKvChain();
    await engine.broadcastTxSync(utf8("a=1"));
    await engine.mine(2);
    state.appHash = new Uint8Array(32).fill(1);
    await expect(startKvChain({ database, state })).rejects.toThrow(
      /the application's hash after block 2 is 0101/,
    );
  });

  it("names what to do when results are lost that the application has", async () => {
    const { database, state, engine } = await startKvChain();
    await engine.mine(2);
    const before = database.getSync(utf8("state"))!;
    await engine.mine(1);
    await database.batch([{ key: utf8("state"), value: before }], { sync: true });
    await expect(startKvChain({ database, state })).rejects.toThrow(
      "remove the application's state folder",
    );
  });

  it("stops only when the block in progress is done", async () => {
    let release: (() => void) | undefined;
    const state = { height: 0n, pairs: new Map<string, string>(), appHash: new Uint8Array() };
    const app = createKvApp(state);
    const { finalizeBlock } = app;
    app.finalizeBlock = async (request) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return finalizeBlock(request);
    };
    const chain = await startKvChain();
    const engine = createEngine({
      app: createLocalClient(app),
      genesis: kvGenesis(),
      signerSeeds: [0, 1, 2, 3].map(kvSeed),
      clock: chain.clock,
      mining: { mode: "manual" },
      database: createMemoryDatabase(),
      logger: silentLogger,
    });
    await engine.start();
    const mined = engine.mine(1);
    while (release === undefined) await new Promise((resolve) => setImmediate(resolve));
    let isStopped = false;
    const stopped = engine.stop().then(() => {
      isStopped = true;
    });
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    release();
    await Promise.all([mined, stopped]);
    expect(state.height).toBe(1n);
    await expect(engine.mine(1)).rejects.toThrow("the engine has been stopped");
  });
});
