import { fromUtf8, toHex, utf8 } from "@testudo/base";
import { verifyVoteExtension } from "@testudo/comet";
import type { RequestPrepareProposal } from "@testudo/proto/tendermint/abci";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { KV_START, kvAddress, kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";
import type { Clock } from "./clock.ts";
import { createVirtualClock, createWallClock } from "./clock.ts";
import type { PublishedEvent } from "./engine-types.ts";

const SECOND = 1_000_000_000n;
const virtualClock = () => createVirtualClock({ start: KV_START + 10n * SECOND, step: SECOND });

/** A clock that shows what it is told, also earlier times. */
function scriptedClock(times: readonly bigint[]): Clock {
  let reads = 0;
  return { now: () => times[Math.min(reads++, times.length - 1)] ?? 0n, advance: () => undefined };
}

describe("history", () => {
  it("is the same with restarts in between: proposers, priorities, rounds, hashes", async () => {
    const script = async (isRestarted: boolean) => {
      const clock = virtualClock();
      let chain = await startKvChain({ clock });
      const again = async () => {
        if (!isRestarted) return;
        const { database, state } = chain;
        await chain.engine.stop();
        chain = await startKvChain({ clock, database, state });
      };
      const hashes: string[] = [];
      for (let step = 0; step < 12; step += 1) {
        await again();
        if (step === 3) await chain.engine.broadcastTxSync(utf8("a=1"));
        if (step === 5) {
          const { pubKey } = kvGenesis().validators[2]!;
          await chain.engine.broadcastTxSync(utf8(`val:${toHex(pubKey.bytes)}=37`));
        }
        chain.engine.setSigning(kvAddress(3), step < 6);
        await chain.engine.mine(3);
        const height = chain.engine.status().latestHeight;
        const { validators } = chain.engine.validators(height + 1n)!;
        const priorities = validators.validators.map(({ proposerPriority }) => proposerPriority);
        hashes.push(`${toHex(chain.engine.status().latestBlockHash)} ${priorities}`);
      }
      return hashes;
    };
    expect(await script(true)).toEqual(await script(false));
  });

  it("faults 111: block time rises by a millisecond at least, whatever the clock shows", async () => {
    const base = KV_START + 10n * SECOND;
    const clock = scriptedClock([base, base - 3_600n * SECOND, base - 7_200n * SECOND, base + 5n]);
    const { engine } = await startKvChain({ clock });
    await engine.mine(6);
    const times = [1n, 2n, 3n, 4n, 5n, 6n].map((height) => engine.block(height)!.block.header.time);
    expect(times).toEqual([
      KV_START,
      base,
      base + 1_000_000n,
      base + 2_000_000n,
      base + 3_000_000n,
      base + 4_000_000n,
    ]);
  });

  it("faults 111: a machine whose clock is set back shows the old time until it is passed", () => {
    const readings = [5_000, 1_000, 6_000];
    const now = jest.spyOn(Date, "now").mockImplementation(() => readings.shift() ?? 0);
    const clock = createWallClock();
    expect([clock.now(), clock.now(), clock.now()]).toEqual([
      5_000_000_000n,
      5_000_000_000n,
      6_000_000_000n,
    ]);
    now.mockRestore();
  });
});

describe("the application's version in headers", () => {
  it("is what the application says at first, then what the parameters say", async () => {
    const params = kvGenesis().consensusParams;
    const { engine } = await startKvChain({
      genesis: kvGenesis({ consensusParams: { ...params, version: { app: 7n } } }),
      handlers: ({ info, finalizeBlock }) => ({
        info: async (request) => ({ ...(await info(request)), appVersion: 3n }),
        finalizeBlock: async (request) => ({
          ...(await finalizeBlock(request)),
          consensusParamUpdates: ConsensusParams.create({ version: { app: 9n } }),
        }),
      }),
    });
    await engine.mine(2);
    const versions = [1n, 2n].map((height) => engine.block(height)!.block.header.version.app);
    expect(versions).toEqual([3n, 9n]);
  });
});

describe("the size of a block", () => {
  const withBlockParams = (block: { maxBytes: bigint; maxGas: bigint }) =>
    kvGenesis({ consensusParams: { ...kvGenesis().consensusParams, block } });

  it.each([
    { maxBytes: -1n, maxGas: -1n, taken: 8 },
    { maxBytes: 22_020_096n, maxGas: 5n, taken: 5 },
    // Four signatures of 111 bytes, 94 for the commit, 626 for the header, 11 around; a transaction takes 52.
    { maxBytes: 444n + 94n + 626n + 11n + 3n * 52n + 51n, maxGas: -1n, taken: 3 },
  ])("is bounded by $maxBytes bytes and $maxGas gas: $taken of 8", async ({ taken, ...block }) => {
    let request: RequestPrepareProposal | undefined;
    const { engine } = await startKvChain({
      genesis: withBlockParams(block),
      handlers: ({ prepareProposal }) => ({
        prepareProposal(asked) {
          request = asked;
          return prepareProposal(asked);
        },
      }),
    });
    for (let i = 0; i < 8; i += 1) await engine.broadcastTxSync(utf8(`k${i}=${"v".repeat(47)}`));
    await engine.mine(1);
    expect(engine.block(1n)!.block.txs).toHaveLength(taken);
    const room = block.maxBytes === -1n ? 104_857_600n : block.maxBytes;
    expect(request?.maxTxBytes).toBe(room - 444n - 94n - 626n - 11n);
  });

  it("faults 17: bounds what the application proposes", async () => {
    const { engine } = await startKvChain({
      genesis: withBlockParams({ maxBytes: 2_000n, maxGas: -1n }),
      handlers: () => ({ prepareProposal: () => ({ txs: [new Uint8Array(1_000)] }) }),
    });
    await expect(engine.mine(1)).rejects.toThrow(
      "the application proposed 1003 bytes of transactions, 825 are allowed",
    );
    expect(engine.status().latestHeight).toBe(0n);
  });
});

describe("vote extensions", () => {
  it("go to the next proposer, signed, also after a restart; the silent have none", async () => {
    const params = kvGenesis().consensusParams;
    const genesis = kvGenesis({
      consensusParams: { ...params, abci: { voteExtensionsEnableHeight: 3n } },
    });
    const requests: RequestPrepareProposal[] = [];
    const extended: string[] = [];
    const handlers = () => ({
      prepareProposal(request: RequestPrepareProposal) {
        requests.push(request);
        return { txs: request.txs };
      },
      extendVote(request: { height: bigint; proposedLastCommit: { votes: readonly unknown[] } }) {
        extended.push(`${request.height}: ${request.proposedLastCommit.votes.length} votes`);
        return { voteExtension: utf8(`height ${request.height}`) };
      },
    });
    const first = await startKvChain({ genesis, handlers });
    await first.engine.mine(2);
    first.engine.setSigning(kvAddress(3), false);
    await first.engine.mine(1);
    const { state, database, clock } = first;
    const second = await startKvChain({ genesis, handlers, state, database, clock });
    await second.engine.mine(1);

    expect(extended.slice(0, 3)).toEqual(Array(3).fill("3: 4 votes"));
    const given = requests.map(({ localLastCommit }) =>
      (localLastCommit?.votes ?? []).map(({ voteExtension }) => fromUtf8(voteExtension)),
    );
    expect(given[2]).toEqual(["", "", "", ""]);
    expect(given[3]).toEqual(["height 3", "height 3", "height 3", ""]);
    const [vote] = requests[3]!.localLastCommit!.votes;
    const { pubKey } = genesis.validators[0]!;
    const signed = {
      type: 2 as const,
      height: 3n,
      round: second.engine.commit(3n)!.commit.round,
      blockId: second.engine.block(3n)!.blockId,
      timestamp: 0n,
      validatorAddress: kvAddress(0),
      validatorIndex: 0,
      signature: new Uint8Array(),
      extension: vote!.voteExtension,
      extensionSignature: vote!.extensionSignature,
    };
    expect(() => verifyVoteExtension("kv-1", signed, pubKey)).not.toThrow();
  });
});

describe("events", () => {
  it("of a block come in CometBFT's order, transactions with hash and height", async () => {
    const { engine } = await startKvChain();
    await engine.mine(2);
    engine.causeDoubleSign(kvAddress(1));
    const { pubKey } = kvGenesis().validators[3]!;
    await engine.broadcastTxSync(utf8("a=1"));
    await engine.broadcastTxSync(utf8(`val:${toHex(pubKey.bytes)}=11`));
    const seen: PublishedEvent[] = [];
    engine.subscribe({ query: "tm.event EXISTS", onEvent: (published) => seen.push(published) });
    await engine.mine(1);
    expect(seen.map(({ event }) => event.type)).toEqual([
      "NewRound",
      "CompleteProposal",
      "Vote",
      "Vote",
      "Vote",
      "Vote",
      "NewBlock",
      "NewBlockHeader",
      "NewBlockEvents",
      "NewEvidence",
      "Tx",
      "Tx",
      "ValidatorSetUpdates",
    ]);
    const tx = seen.find(({ event }) => event.type === "Tx")!.attributes;
    expect(tx.get("tx.height")).toEqual(["3"]);
    expect(tx.get("tx.hash")?.[0]).toMatch(/^[0-9A-F]{64}$/);
    expect(tx.get("set.key")).toEqual(["a"]);
    const [inBlock] = seen.filter(({ event }) => event.type === "NewBlock");
    expect([...inBlock!.attributes]).toEqual([
      ["block.parity", ["odd"]],
      ["tm.event", ["NewBlock"]],
    ]);
  });

  it("of a failing subscriber do not stop the chain", async () => {
    const { engine } = await startKvChain();
    engine.subscribe({
      query: "tm.event = 'NewBlock'",
      onEvent: () => {
        throw new Error("slow");
      },
    });
    await expect(engine.mine(2)).resolves.toBe(2n);
  });
});
