import { createCipheriv } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@testudo/base";
import {
  ResponseApplySnapshotChunk_Result,
  ResponseOfferSnapshot_Result,
  type Snapshot,
} from "@testudo/proto/tendermint/abci";
import { type CommitMultiStore, createMemoryMultiStore } from "@testudo/store";
import { openSnapshots } from "./snapshots.ts";

const NAMES = ["bank", "staking"];
const { ACCEPT, RETRY, REJECT_SNAPSHOT, ABORT } = ResponseApplySnapshotChunk_Result;

const folders: string[] = [];
let given: Awaited<ReturnType<typeof source>>;
beforeAll(async () => {
  given = await source();
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function open(store: CommitMultiStore, changes: { refusal?: () => string | undefined } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "testudo-snapshots-"));
  folders.push(folder);
  let restored = 0;
  const options = {
    folder,
    store,
    interval: 5,
    refusal: () => undefined,
    restored: async () => {
      restored += 1;
    },
    logger: silentLogger,
    ...changes,
  };
  const snapshots = await openSnapshots(options);
  return { ...snapshots, folder, reopen: () => openSnapshots(options), restored: () => restored };
}

/** A key stream does not compress, so that there is more than one chunk. */
function fill(store: CommitMultiStore, versions: number): void {
  const stream = createCipheriv("aes-128-ctr", new Uint8Array(16), new Uint8Array(16));
  for (let version = 1; version <= versions; version++) {
    for (let i = 0; i < 5; i++) {
      const value = Uint8Array.from(stream.update(new Uint8Array(500_000)));
      store.store("bank").set(Uint8Array.of(i, version), value);
    }
    store.commit();
  }
}

async function source() {
  const store = createMemoryMultiStore(NAMES);
  fill(store, 5);
  const made = await open(store);
  made.committed(4n);
  made.committed(5n);
  await made.settled();
  const { snapshots } = await made.handlers.listSnapshots({});
  const [snapshot] = snapshots;
  const chunks = await Promise.all(
    Array.from({ length: snapshot?.chunks ?? 0 }, async (_, chunk) => {
      const request = { height: 5n, format: 3, chunk };
      return (await made.handlers.loadSnapshotChunk(request)).chunk;
    }),
  );
  return { store, made, snapshots, snapshot: snapshot!, chunks };
}

const apply = async (target: Awaited<ReturnType<typeof open>>, index: number, chunk: Uint8Array) =>
  target.handlers.applySnapshotChunk({ index, chunk, sender: "peer" });

describe("snapshots", () => {
  it("carry the state of a height to another node, which then serves them too", async () => {
    const { store, snapshots, snapshot, chunks } = given;
    expect(snapshots).toHaveLength(1);
    expect(snapshot).toMatchObject({ height: 5n, format: 3 });
    expect(chunks.map(({ length }) => length).slice(0, -1)).toEqual([10_000_000]);

    const copy = createMemoryMultiStore(NAMES);
    const target = await open(copy);
    const { appHash } = store;
    expect(await target.handlers.offerSnapshot({ snapshot, appHash })).toEqual({ result: ACCEPT });
    const wrong = Uint8Array.from(chunks[0]!);
    wrong[77]! ^= 1;
    expect(await apply(target, 0, wrong)).toEqual({
      result: RETRY,
      refetchChunks: [0],
      rejectSenders: ["peer"],
    });
    for (const [index, chunk] of chunks.entries()) {
      expect(copy.version).toBe(0n);
      expect(await apply(target, index, chunk)).toMatchObject({ result: ACCEPT });
    }
    expect([copy.version, copy.appHash, target.restored()]).toEqual([5n, appHash, 1]);
    expect(await target.handlers.listSnapshots({})).toEqual({ snapshots });
    expect(await (await target.reopen()).handlers.listSnapshots({})).toEqual({ snapshots });
  });

  it("keep the newest two, and nothing half made", async () => {
    const store = createMemoryMultiStore(NAMES);
    const made = await open(store);
    for (let version = 1n; version <= 20n; version++) {
      store.store("bank").set(Uint8Array.of(1), Uint8Array.of(Number(version)));
      store.commit();
      made.committed(version);
      await made.settled();
    }
    made.committed(25n); // a version that there is not
    await made.settled();
    const { snapshots } = await made.handlers.listSnapshots({});
    expect(snapshots.map(({ height }) => height)).toEqual([20n, 15n]);
    expect((await readdir(made.folder)).sort()).toEqual(["15", "20"]);
  });

  it.each<{ why: string; change: (snapshot: Snapshot) => Snapshot | undefined; result: number }>([
    { why: "nothing", change: () => undefined, result: ResponseOfferSnapshot_Result.REJECT },
    {
      why: "another format",
      change: (snapshot) => ({ ...snapshot, format: 2 }),
      result: ResponseOfferSnapshot_Result.REJECT_FORMAT,
    },
    {
      why: "fewer hashes than chunks",
      change: (snapshot) => ({ ...snapshot, chunks: 9 }),
      result: ResponseOfferSnapshot_Result.REJECT,
    },
    {
      why: "metadata that is none",
      change: (snapshot) => ({ ...snapshot, metadata: Uint8Array.of(255) }),
      result: ResponseOfferSnapshot_Result.REJECT,
    },
  ])("are refused when the offer is $why", async ({ change, result }) => {
    const { snapshot, store } = given;
    const target = await open(createMemoryMultiStore(NAMES));
    const { appHash } = store;
    expect(await target.handlers.offerSnapshot({ snapshot: change(snapshot), appHash })).toEqual({
      result,
    });
  });

  it("are refused by a node that has blocks or does not know its chain", async () => {
    const { snapshot, store } = given;
    const offer = { snapshot, appHash: store.appHash };
    const busy = await open(store);
    const { result } = await busy.handlers.offerSnapshot(offer);
    expect(result).toBe(ResponseOfferSnapshot_Result.ABORT);
    const lost = await open(createMemoryMultiStore(NAMES), { refusal: () => "no chain id" });
    expect((await lost.handlers.offerSnapshot(offer)).result).toBe(
      ResponseOfferSnapshot_Result.ABORT,
    );
  });

  it("are rejected, and another may be taken, when they are not the state of the header", async () => {
    const { snapshot, store, chunks } = given;
    const copy = createMemoryMultiStore(NAMES);
    const target = await open(copy);
    await target.handlers.offerSnapshot({ snapshot, appHash: new Uint8Array(32) });
    const results = [];
    for (const [index, chunk] of chunks.entries()) {
      results.push((await apply(target, index, chunk)).result);
    }
    expect(results).toEqual([ACCEPT, REJECT_SNAPSHOT]);
    expect(copy.version).toBe(0n);
    expect((await apply(target, 0, chunks[0]!)).result).toBe(ABORT);

    await target.handlers.offerSnapshot({ snapshot, appHash: store.appHash });
    for (const [index, chunk] of chunks.entries()) await apply(target, index, chunk);
    expect(copy.appHash).toEqual(store.appHash);
  });
});
