import { utf8 } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import { ExecTxResult, ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { createMemoryDatabase, type Database } from "./database.ts";
import { createIndexer, type Indexer } from "./indexer.ts";

type Attributes = Readonly<Record<string, string>>;
type Events = readonly (readonly [type: string, attributes: Attributes])[];

const events = (list: Events) =>
  list.map(([type, attributes]) => ({
    type,
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value, index: true })),
  }));

async function addBlock(
  { indexer, database }: { indexer: Indexer; database: Database },
  height: bigint,
  block: { readonly txs?: readonly Events[]; readonly events?: Events },
) {
  const txs = block.txs ?? [];
  const result = ResponseFinalizeBlock.create({
    events: events(block.events ?? []),
    txResults: txs.map((list) => ExecTxResult.create({ events: events(list) })),
  });
  const hashes = txs.map((_tx, index) => hashTx(utf8(`${height}/${index}`)));
  await database.batch(
    [...indexer.hashWrites(height, hashes), ...indexer.addBlock(height, result)],
    { sync: false },
  );
}

function newIndexer(database = createMemoryDatabase()) {
  return { indexer: createIndexer(database, 1n), database };
}

const SEND: Events = [
  ["message", { sender: "A", action: "send" }],
  ["transfer", { sender: "A", recipient: "B", amount: "100stake", count: "7" }],
];

async function sample() {
  const one = newIndexer();
  await addBlock(one, 1n, { events: [["epoch", { number: "1" }]] });
  await addBlock(one, 2n, { txs: [SEND, [["transfer", { sender: "B", amount: "5.5" }]]] });
  await addBlock(one, 3n, { txs: [], events: [["epoch", { number: "2", kind: "end" }]] });
  await addBlock(one, 4n, { txs: [[["transfer", { sender: "A", count: "12" }]]] });
  await addBlock(one, 5n, { txs: [SEND] });
  return one;
}

const hex = (text: string) => Buffer.from(hashTx(utf8(text))).toString("hex");

describe("tx_search", () => {
  it.each([
    { query: "transfer.sender = 'A'", found: "2/0 4/0 5/0" },
    { query: "transfer.sender = 'A' AND tx.height > 2", found: "4/0 5/0" },
    { query: "tx.height >= 4 AND tx.height <= 4 AND transfer.sender = 'A'", found: "4/0" },
    { query: "transfer.sender = 'A' AND tx.height = 5", found: "5/0" },
    { query: "transfer.sender = 'A' AND tx.height = '5'", found: "5/0" },
    // The conditions must hold within one event.
    { query: "message.sender = 'A' AND transfer.recipient = 'B'", found: "" },
    { query: "transfer.sender = 'A' AND transfer.recipient = 'B'", found: "2/0 5/0" },
    { query: "transfer.sender = 'A' AND transfer.sender = 'B'", found: "" },
    // Equality is by text, ranges are by number, and only whole values are numbers.
    { query: "transfer.count = 7", found: "2/0 5/0" },
    { query: "transfer.count = 7.0", found: "" },
    { query: "transfer.count > 6.5 AND transfer.count < 12", found: "2/0 5/0" },
    { query: "transfer.count >= 12", found: "4/0" },
    { query: "transfer.amount > 5", found: "2/1" },
    { query: "transfer.amount > 99", found: "" },
    { query: "transfer.amount CONTAINS 'stake'", found: "2/0 5/0" },
    { query: "transfer.count EXISTS", found: "2/0 4/0 5/0" },
    {
      query: "transfer.count EXISTS AND transfer.sender = 'A' AND tx.height < 5",
      found: "2/0 4/0",
    },
    { query: "transfer.none EXISTS", found: "" },
    // Of two bounds on one side the last counts.
    { query: "tx.height > 4 AND tx.height > 3", found: "4/0 5/0" },
    { query: "tx.height = 4", found: "4/0" },
    { query: "tx.height = 2", found: "2/0 2/1" },
    // Beside a range an equal height does not count; of two equal heights the first does.
    { query: "tx.height = 2 AND tx.height > 3", found: "4/0 5/0" },
    { query: "tx.height = 2 AND tx.height = 4", found: "2/0 2/1" },
    { query: "tx.height > 1.5 AND tx.height < 4.5", found: "2/0 2/1 4/0" },
    { query: "tx.height > 0", found: "2/0 2/1 4/0 5/0" },
    { query: "tx.height EXISTS", found: "2/0 2/1 4/0 5/0" },
    { query: "tx.height = 'x'", found: "" },
    { query: "tx.height > TIME 2020-01-01T00:00:00Z", found: "" },
    { query: "tx.height = 99999999999999999999999", found: "" },
    { query: "tm.event = 'Tx'", found: "" },
    { query: `tx.hash = '${hex("4/0")}'`, found: "4/0" },
    { query: `tx.hash = '${hex("4/0").toUpperCase()}' AND tx.height = 1`, found: "4/0" },
    { query: `tx.hash = '${hex("unknown")}'`, found: "" },
  ])("$query finds $found", async ({ query, found }) => {
    const { indexer } = await sample();
    const places = indexer.searchTxs(query).map(({ height, index }) => `${height}/${index}`);
    expect(places.join(" ")).toBe(found);
  });

  it("names what is wrong with a hash", async () => {
    const { indexer } = await sample();
    expect(() => indexer.searchTxs("tx.hash = 'abc'")).toThrow("odd length hex string");
    expect(() => indexer.searchTxs("tx.hash = 'xy'")).toThrow("invalid byte: U+0078 'x'");
    expect(() => indexer.searchTxs("tx.hash = ''")).toThrow("transaction hash cannot be empty");
  });
});

describe("block_search", () => {
  it.each([
    { query: "epoch.number EXISTS", found: "1 3" },
    { query: "epoch.number > 1", found: "3" },
    { query: "epoch.number = '2' AND epoch.kind = 'end'", found: "3" },
    { query: "epoch.number EXISTS AND block.height < 3", found: "1" },
    { query: "epoch.number EXISTS AND block.height = 3", found: "3" },
    { query: "block.height > 3", found: "4 5" },
    { query: "block.height = 4", found: "4" },
    { query: "block.height = 6", found: "" },
    { query: "block.height >= 0 AND block.height < 2", found: "1" },
    { query: "transfer.sender = 'A'", found: "" },
    { query: "block.height EXISTS", found: "" },
  ])("$query finds $found", async ({ query, found }) => {
    const { indexer } = await sample();
    expect(indexer.searchBlocks(query, 5n).join(" ")).toBe(found);
  });
});

describe("the index in the database", () => {
  const HEIGHTS = 1_000n;

  async function long(database = createMemoryDatabase()) {
    const one = newIndexer(database);
    for (let height = 1n; height <= HEIGHTS; height += 1n) {
      await addBlock(one, height, {
        txs: [[["packet", { sequence: String(height), channel: `channel-${height % 3n}` }]]],
        events: [["parity", { of: height % 2n === 0n ? "even" : "odd" }]],
      });
    }
    return one;
  }

  const QUERIES = [
    "packet.sequence = 700",
    "packet.sequence > 250 AND packet.sequence <= 260",
    "packet.channel = 'channel-1' AND packet.sequence >= 990",
    "packet.channel = 'channel-1' AND tx.height > 500 AND tx.height < 510",
    "tx.height >= 255 AND tx.height <= 258",
    "packet.sequence CONTAINS '99'",
  ];

  it("finds the same after a restart, having indexed only the latest blocks again", async () => {
    const { indexer, database } = await long();
    const again = createIndexer(database, 1n);
    expect(again.sealedHeight).toBeGreaterThan(HEIGHTS - 257n);
    const one = { indexer: again, database };
    for (let height = again.sealedHeight + 1n; height <= HEIGHTS; height += 1n) {
      await addBlock(one, height, {
        txs: [[["packet", { sequence: String(height), channel: `channel-${height % 3n}` }]]],
        events: [["parity", { of: height % 2n === 0n ? "even" : "odd" }]],
      });
    }
    for (const query of QUERIES) expect(again.searchTxs(query)).toEqual(indexer.searchTxs(query));
    expect(again.searchTxs(QUERIES[0]!)).toEqual([{ height: 700n, index: 0 }]);
    expect(again.searchTxs(QUERIES[1]!)).toHaveLength(10);
    expect(again.searchBlocks("parity.of = 'even' AND block.height > 990", HEIGHTS)).toEqual([
      992n,
      994n,
      996n,
      998n,
      1000n,
    ]);
  });

  it("finds what has just left the memory while its writes are on their way", async () => {
    const { indexer } = newIndexer();
    for (let height = 1n; height <= 300n; height += 1n) {
      const list = events([["mark", { height: String(height) }]]);
      // The writes are not awaited, nor ever made.
      indexer.addBlock(height, ResponseFinalizeBlock.create({ events: list }));
    }
    expect(indexer.sealedHeight).toBe(256n);
    expect(indexer.searchBlocks("mark.height = 256", 300n)).toEqual([256n]);
    expect(indexer.searchBlocks("mark.height = 299", 300n)).toEqual([299n]);
  });

  it("finds the later of two equal transactions by hash", async () => {
    const one = newIndexer();
    const hash = hashTx(utf8("twice"));
    await one.database.batch(
      [...one.indexer.hashWrites(3n, [hash]), ...one.indexer.hashWrites(9n, [hash])],
      { sync: false },
    );
    expect(one.indexer.place(hash)).toEqual({ height: 9n, index: 0 });
  });
});
