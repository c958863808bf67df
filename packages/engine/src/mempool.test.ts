import { fromUtf8, toHex, utf8 } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import { ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import { startKvChain } from "@testudo/testkit/kv-chain";
import { createMempool, MEMPOOL_LIMITS } from "./mempool.ts";

const UNLIMITED = { dataBytes: 1n << 40n, gas: -1n };
const passed = (gasWanted = 1n) => ResponseCheckTx.create({ gasWanted });
const failed = ResponseCheckTx.create({ code: 5 });

function filled(txs: readonly string[], limits = MEMPOOL_LIMITS) {
  const mempool = createMempool(limits);
  for (const tx of txs) mempool.settle(mempool.admit(utf8(tx), UNLIMITED), passed(), UNLIMITED);
  return mempool;
}

describe("mempool", () => {
  it.each([
    { why: "number", limits: { ...MEMPOOL_LIMITS, txs: 2 }, room: 2 },
    { why: "bytes", limits: { ...MEMPOOL_LIMITS, bytes: 7 }, room: 3 },
  ])("faults 116: is full by $why, also counting those under way", ({ limits, room }) => {
    const mempool = createMempool(limits);
    for (let i = 0; i < room; i += 1) mempool.admit(utf8(`t${i}`), UNLIMITED);
    expect(() => mempool.admit(utf8("xx"), UNLIMITED)).toThrow(/^mempool is full: number of txs 0/);
  });

  it("faults 17: refuses what is too large, for itself or for any block", () => {
    const mempool = createMempool({ ...MEMPOOL_LIMITS, txBytes: 10 });
    mempool.admit(new Uint8Array(10), UNLIMITED);
    expect(() => mempool.admit(new Uint8Array(11), UNLIMITED)).toThrow(
      "Tx too large. Max size is 10, but got 11",
    );
    const small = { dataBytes: 7n, gas: -1n };
    mempool.admit(new Uint8Array(5), small);
    expect(() => mempool.admit(new Uint8Array(6), small)).toThrow(
      "tx pre check: tx size is too big: 8, max: 7",
    );
  });

  it("drops in silence what asks for more gas than a block has", () => {
    const mempool = createMempool();
    const limits = { ...UNLIMITED, gas: 100n };
    mempool.settle(mempool.admit(utf8("a"), limits), passed(100n), limits);
    mempool.settle(mempool.admit(utf8("b"), limits), passed(101n), limits);
    expect(mempool.size()).toEqual({ txs: 1, bytes: 1 });
    expect(() => mempool.admit(utf8("b"), limits)).not.toThrow();
  });

  it("forgets the one seen longest ago, and a repeat makes it young again", () => {
    const mempool = filled([], { ...MEMPOOL_LIMITS, cache: 2 });
    for (const tx of ["a", "b"]) {
      mempool.settle(mempool.admit(utf8(tx), UNLIMITED), passed(), UNLIMITED);
    }
    expect(() => mempool.admit(utf8("a"), UNLIMITED)).toThrow("tx already exists in cache");
    mempool.settle(mempool.admit(utf8("c"), UNLIMITED), passed(), UNLIMITED);
    expect(() => mempool.admit(utf8("a"), UNLIMITED)).toThrow("tx already exists in cache");
    expect(() => mempool.admit(utf8("b"), UNLIMITED)).not.toThrow();
  });

  it("takes the failed again, the withdrawn too, the committed only when they failed in the block", () => {
    const mempool = filled(["ok", "bad"]);
    mempool.settle(mempool.admit(utf8("refused"), UNLIMITED), failed, UNLIMITED);
    mempool.withdraw(mempool.admit(utf8("lost"), UNLIMITED));
    mempool.committed([hashTx(utf8("ok")), hashTx(utf8("bad"))], (index) => index === 0);
    expect(mempool.size()).toEqual({ txs: 0, bytes: 0 });
    for (const again of ["refused", "lost", "bad"]) {
      expect(() => mempool.admit(utf8(again), UNLIMITED)).not.toThrow();
    }
    expect(() => mempool.admit(utf8("ok"), UNLIMITED)).toThrow("tx already exists in cache");
  });

  it.each([
    { bytesMax: -1n, gasMax: -1n, picked: 3 },
    { bytesMax: 10n, gasMax: -1n, picked: 2 },
    { bytesMax: 9n, gasMax: -1n, picked: 1 },
    { bytesMax: -1n, gasMax: 2n, picked: 2 },
    { bytesMax: -1n, gasMax: 0n, picked: 0 },
  ])("reaps $picked within $bytesMax bytes and $gasMax gas, in order", (row) => {
    const mempool = filled(["aaa", "bbb", "ccc"]);
    const reaped = mempool.reap(row).map(toHex);
    expect(reaped).toEqual(["aaa", "bbb", "ccc"].slice(0, row.picked).map((tx) => toHex(utf8(tx))));
  });
});

describe("transactions on their way", () => {
  it("are checked again after a block, in order, and leave when they no longer pass", async () => {
    const rechecked: string[] = [];
    const { engine } = await startKvChain({
      handlers: ({ checkTx }) => ({
        prepareProposal: () => ({ txs: [] }),
        checkTx(request) {
          if (request.type === 0) return checkTx(request);
          rechecked.push(fromUtf8(request.tx));
          return ResponseCheckTx.create({ code: request.tx[0] === 0x62 ? 1 : 0 });
        },
      }),
    });
    for (const tx of ["a=1", "b=1", "c=1"]) await engine.broadcastTxSync(utf8(tx));
    await engine.mine(1);
    expect(rechecked).toEqual(["a=1", "b=1", "c=1"]);
    expect(engine.mempoolTxs(10).map(fromUtf8)).toEqual(["a=1", "c=1"]);
    await expect(engine.broadcastTxSync(utf8("b=1"))).resolves.toMatchObject({ code: 0 });
  });

  it("wait while a commit resets the state that they are checked on", async () => {
    const log: string[] = [];
    let releaseCommit = () => {};
    const chain = await startKvChain({
      handlers: (app) => {
        const { commit, checkTx } = app;
        return {
          async commit(request) {
            log.push("commit");
            await new Promise<void>((resolve) => {
              releaseCommit = resolve;
            });
            return commit(request);
          },
          checkTx(request) {
            log.push(`${request.type === 1 ? "recheck" : "check"} ${fromUtf8(request.tx)}`);
            return checkTx(request);
          },
          prepareProposal: () => ({ txs: [] }),
        };
      },
    });
    await chain.engine.broadcastTxSync(utf8("a=1"));
    const mined = chain.engine.mine(1);
    while (!log.includes("commit")) await new Promise((resolve) => setImmediate(resolve));
    const late = chain.engine.broadcastTxSync(utf8("b=2"));
    await new Promise((resolve) => setImmediate(resolve));
    releaseCommit();
    await Promise.all([mined, late]);
    expect(log).toEqual(["check a=1", "commit", "recheck a=1", "check b=2"]);
  });

  it("each wait for a block on their own, and a refusal says what was asked", async () => {
    const { engine } = await startKvChain();
    await engine.mine(1);
    const waiting = engine.broadcastTxCommit(utf8("a=1"), 5_000);
    await expect(engine.broadcastTxCommit(utf8("a=1"), 5_000)).rejects.toThrow(
      "error on broadcastTxCommit: tx already exists in cache",
    );
    while (engine.mempoolSize().txs === 0) await new Promise((resolve) => setImmediate(resolve));
    await engine.mine(1);
    await expect(waiting).resolves.toMatchObject({ committed: { height: 2n, index: 0 } });

    const refused = await engine.broadcastTxCommit(utf8("nonsense"), 5_000);
    expect([refused.checkTx.code, refused.committed]).toEqual([1, undefined]);
    await expect(engine.broadcastTxCommit(utf8("b=1"), 10)).rejects.toThrow(
      "timed out waiting for tx to be included in a block",
    );
  });

  it("are refused before CheckTx also when nobody waits for an answer", async () => {
    const { engine } = await startKvChain();
    await engine.broadcastTxAsync(utf8("a=1"));
    await expect(engine.broadcastTxAsync(utf8("a=1"))).rejects.toThrow("already exists");
    await expect(engine.broadcastTxAsync(utf8("nonsense"))).resolves.toBeUndefined();
  });
});
