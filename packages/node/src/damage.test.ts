import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAddressCodec, toHex } from "@testudo/base";
import { createMemoryDatabase } from "@testudo/engine";
import { packAny } from "@testudo/proto";
import { MsgSend, QueryBalanceRequest } from "@testudo/proto/cosmos/bank/v1beta1";
import { startServedHub } from "@testudo/testkit/served-hub";
import { testAccount } from "@testudo/testkit/test-account";
import { checkedDatabase } from "./checked-database.ts";
import { DatabaseUnavailable, openDatabase } from "./database.ts";

const BLOCKS = 30n;
const SEED = Number(process.env.TESTUDO_SEED ?? 7);
const DAMAGES = Number(process.env.TESTUDO_DAMAGES ?? 12);

type Hub = Awaited<ReturnType<typeof startServedHub>>;

/** What the chain is, by height: block hash, app hash, results. */
function historyOf({ engine }: Hub): string[] {
  const lines: string[] = [];
  for (let height = 1n; height <= engine.status().latestHeight; height += 1n) {
    const stored = engine.block(height)!;
    const results = engine.blockResults(height)!;
    const [hash, appHash] = [toHex(stored.blockId.hash), toHex(results.appHash)];
    lines.push(`${height} ${hash} ${appHash} ${results.txResults.map(({ code }) => code)}`);
  }
  return lines;
}

/** What the user had at each height, as the state of that height says; absent where it cannot be read. */
async function balancesOf({ engine, userAddress, denom }: Hub) {
  const found = new Map<bigint, string | undefined>();
  const data = QueryBalanceRequest.encode({ address: userAddress, denom });
  for (let height = 2n; height <= engine.status().latestHeight; height += 4n) {
    const answer = await engine.abciQuery({
      path: "/cosmos.bank.v1beta1.Query/Balance",
      data,
      height,
      prove: false,
    });
    const isRead = answer.code === 0;
    found.set(height, isRead ? toHex(answer.value) : undefined);
    if (!isRead) expect(answer.log).toMatch(/damaged/);
  }
  return found;
}

/** Numbers below `max`, the same for one seed. */
function createRandom(seed: number) {
  let state = seed;
  return (max: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % max;
  };
}

describe("files of a node that somebody damaged", () => {
  let folder: string;
  let history: string[];
  let balances: Awaited<ReturnType<typeof balancesOf>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "testudo-damage-"));
    const home = join(folder, "good");
    let hub = await startServedHub({ home });
    const message = packAny(MsgSend, {
      fromAddress: hub.userAddress,
      toAddress: createAddressCodec("cosmos").acc.toText(testAccount("other").address),
      amount: [{ denom: hub.denom, amount: "1" }],
    });
    for (let sequence = 0n; hub.engine.status().latestHeight < BLOCKS; sequence += 1n) {
      // A start moves what the log holds into tables.
      if (sequence === BLOCKS / 2n) {
        await hub.stop();
        hub = await startServedHub({ home });
      }
      await hub.engine.broadcastTxSync(hub.signed({ messages: [message], sequence }));
      await hub.engine.mine(1);
    }
    history = historyOf(hub);
    balances = await balancesOf(hub);
    await hub.stop();
  });
  afterAll(() => rm(folder, { recursive: true }));

  it(`faults 108: are found out, or cost the last blocks alone; nothing wrong is ever served (seed ${SEED})`, async () => {
    const random = createRandom(SEED);
    const kinds = ["a flipped bit", "a torn end", "a zero-filled end"] as const;
    const outcomes = { refused: 0, continued: 0 };
    for (let round = 0; round < DAMAGES; round += 1) {
      const home = join(folder, `bad-${round}`);
      await cp(join(folder, "good"), home, { recursive: true });
      const part = join(home, "data", random(2) === 0 ? "blocks" : "state");
      const names = (await readdir(part)).filter((name) => /\.(log|ldb)$/.test(name));
      const name = names[random(names.length)]!;
      const bytes = await readFile(join(part, name));
      const kind = kinds[round % 3]!;
      const tail = 1 + random(Math.min(bytes.length, 5_000));
      if (kind === "a flipped bit") bytes[random(bytes.length)]! ^= 1 << random(8);
      if (kind === "a zero-filled end") bytes.fill(0, bytes.length - tail);
      const end = kind === "a torn end" ? bytes.length - tail : bytes.length;
      await writeFile(join(part, name), bytes.subarray(0, end));

      let hub: Hub | undefined;
      try {
        hub = await startServedHub({ home });
        const found = historyOf(hub);
        for (const [height, balance] of await balancesOf(hub)) {
          if (balance !== undefined)
            expect([height, balance]).toEqual([height, balances.get(height)]);
        }
        expect({ kind, name, found }).toEqual({
          kind,
          name,
          found: history.slice(0, found.length),
        });
        outcomes.continued += 1;
      } catch (error) {
        if (!(error instanceof Error) || "matcherResult" in error) throw error;
        expect(error.message).toMatch(/restore|remove|reset/);
        outcomes.refused += 1;
      } finally {
        await hub?.stop();
      }
      await rm(home, { recursive: true });
    }
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});

describe("a record", () => {
  it("faults 108: of the block database is not read when a bit of it differs, or it stands under another key", async () => {
    const inner = createMemoryDatabase();
    const database = checkedDatabase(inner, "blocks");
    const [key, other] = [Uint8Array.of(1), Uint8Array.of(2)];
    await database.batch([{ key, value: Uint8Array.of(5, 6) }], { sync: true });
    const record = inner.getSync(key)!;
    expect(database.getSync(key)).toEqual(Uint8Array.of(5, 6));
    for (let bit = 0; bit < record.length * 8; bit += 1) {
      const flipped = record.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      await inner.batch([{ key, value: flipped }], { sync: true });
      expect(() => database.getSync(key)).toThrow(DatabaseUnavailable);
    }
    await inner.batch([{ key: other, value: record }], { sync: true });
    expect(() => database.getSync(other)).toThrow("restore");
    await inner.batch([{ key: other, value: record.subarray(0, 3) }], { sync: true });
    expect(() => database.getSync(other)).toThrow("restore");
  });

  it("faults 108: of LevelDB's log that is bad stops the start when good ones follow, and is dropped at the end", async () => {
    const folder = await mkdtemp(join(tmpdir(), "testudo-log-"));
    const made = await openDatabase(folder);
    const keys = [1, 2, 3].map((key) => Uint8Array.of(key));
    for (const key of keys) await made.batch([{ key, value: key }], { sync: true });
    await made.close();
    const [name] = (await readdir(folder)).filter((one) => one.endsWith(".log"));
    const file = join(folder, name!);
    const log = await readFile(file);
    const size = log.length / 3;
    const keysAfter = async (damaged: Uint8Array) => {
      await writeFile(file, damaged);
      const copy = `${folder}-copy`;
      await rm(copy, { recursive: true, force: true });
      await cp(folder, copy, { recursive: true });
      const db = await openDatabase(copy);
      const found = keys.filter((key) => db.getSync(key) !== undefined).map(([key]) => key);
      await db.close();
      return found;
    };
    const flippedAt = (offset: number) => log.map((byte, i) => (i === offset ? byte ^ 1 : byte));

    expect(await keysAfter(log)).toEqual([1, 2, 3]);
    expect(await keysAfter(log.subarray(0, log.length - 1))).toEqual([1, 2]);
    expect(await keysAfter(flippedAt(log.length - 1))).toEqual([1, 2]);
    expect(await keysAfter(Buffer.concat([log, Buffer.alloc(500)]))).toEqual([1, 2, 3]);
    for (const offset of [size - 1, 2 * size - 1, 0]) {
      await expect(keysAfter(flippedAt(offset))).rejects.toThrow(/is damaged \(0.*log at byte/);
    }
    await rm(`${folder}-copy`, { recursive: true });
    await rm(folder, { recursive: true });
  });
});
