import type { AbciClient } from "@testudo/abci";
import { fromTimestamp, toTimestamp } from "@testudo/proto";
import {
  CheckTxType,
  RequestFinalizeBlock,
  type RequestInitChain,
  RequestPrepareProposal,
  RequestProcessProposal,
  RequestQuery,
  ResponseProcessProposal_ProposalStatus,
} from "@testudo/proto/tendermint/abci";

/** A fresh application of a chain that has not begun, with what the suite must know to use it. */
export interface AbciSubject {
  readonly client: AbciClient;
  readonly genesis: RequestInitChain;
  /** Transactions that succeed in one block in this order, the first of them in CheckTx as well. At least two. */
  readonly goodTxs: readonly Uint8Array[];
  /** A transaction that is refused by CheckTx and fails in a block. */
  readonly badTx: Uint8Array;
  close(): Promise<void>;
}

const SECOND = 1_000_000_000n;

/**
 * What every ABCI 2.0 application must do, whoever wrote it and however it is reached: one suite for our applications
 * in this process and over a socket, and for the Go binaries.
 */
export function describeAbciApp(name: string, make: () => Promise<AbciSubject>): void {
  describe(`${name} as an ABCI application`, () => {
    let subject: AbciSubject;

    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.close());

    const info = () =>
      subject.client.info({
        version: "0.38.17",
        blockVersion: 11n,
        p2pVersion: 8n,
        abciVersion: "2.0.0",
      });

    it("echoes and flushes", async () => {
      expect(await subject.client.echo("is anybody there?")).toBe("is anybody there?");
      await subject.client.flush();
    });

    it("has no block before and none after InitChain, one after Commit and not sooner", async () => {
      expect(await info()).toMatchObject({ lastBlockHeight: 0n });
      await subject.client.initChain(subject.genesis);
      expect(await info()).toMatchObject({ lastBlockHeight: 0n });
      const { appHash } = await subject.client.finalizeBlock(blockOf(subject, 1n));
      expect(await info()).toMatchObject({ lastBlockHeight: 0n });
      await subject.client.commit({});
      expect(await info()).toMatchObject({ lastBlockHeight: 1n, lastBlockAppHash: appHash });
    });

    it("gives every transaction of a block its result, in order, also one it cannot read", async () => {
      await subject.client.initChain(subject.genesis);
      const [first = new Uint8Array(), second = new Uint8Array()] = subject.goodTxs;
      const txs = [first, subject.badTx, Uint8Array.of(0xff), second];
      const { txResults } = await subject.client.finalizeBlock(blockOf(subject, 1n, txs));
      expect(txResults.map(({ code }) => code === 0)).toEqual([true, false, false, true]);
    });

    it("gives the same answers for the same blocks", async () => {
      const other = await make();
      try {
        const runs = [subject, other].map(async ({ client, genesis, goodTxs, badTx }) => {
          const initial = await client.initChain(genesis);
          const blocks = [];
          for (const [index, tx] of goodTxs.entries()) {
            const height = BigInt(index + 1);
            blocks.push(await client.finalizeBlock(blockOf(subject, height, [tx, badTx])));
            await client.commit({});
          }
          return { initial, blocks };
        });
        const [ours, theirs] = await Promise.all(runs);
        expect(ours).toEqual(theirs);
      } finally {
        await other.close();
      }
    });

    it("lets CheckTx decide without touching the chain", async () => {
      await subject.client.initChain(subject.genesis);
      const { appHash } = await subject.client.finalizeBlock(blockOf(subject, 1n));
      await subject.client.commit({});
      const [tx = new Uint8Array()] = subject.goodTxs;
      const verdicts = await Promise.all([
        subject.client.checkTx({ tx, type: CheckTxType.NEW }),
        subject.client.checkTx({ tx: subject.badTx, type: CheckTxType.NEW }),
      ]);
      expect(verdicts.map(({ code }) => code === 0)).toEqual([true, false]);
      expect(await info()).toMatchObject({ lastBlockHeight: 1n, lastBlockAppHash: appHash });
    });

    it("proposes no more bytes than it may, in the order given, and accepts its own proposal", async () => {
      await subject.client.initChain(subject.genesis);
      const { goodTxs: txs } = subject;
      const [first] = txs;
      const ask = (maxTxBytes: bigint) =>
        subject.client.prepareProposal(
          RequestPrepareProposal.create({ ...placed(subject, 1n), txs, maxTxBytes }),
        );
      expect((await ask(1_000_000n)).txs).toEqual(txs);
      const { txs: few } = await ask(BigInt(first?.length ?? 0));
      expect(few).toEqual([first]);
      const { status } = await subject.client.processProposal(
        RequestProcessProposal.create({ ...placed(subject, 1n), txs: few }),
      );
      expect(status).toBe(ResponseProcessProposal_ProposalStatus.ACCEPT);
    });

    it("answers a query it does not know with a code, and lives on", async () => {
      await subject.client.initChain(subject.genesis);
      await subject.client.finalizeBlock(blockOf(subject, 1n));
      await subject.client.commit({});
      const request = RequestQuery.create({ path: "/no.such.Service/Method" });
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => subject.client.query(request)),
      );
      expect(answers.every(({ code }) => code !== 0)).toBe(true);
      expect(await info()).toMatchObject({ lastBlockHeight: 1n });
    });

    it("refuses a block that is not the next one", async () => {
      await subject.client.initChain(subject.genesis);
      await expect(subject.client.finalizeBlock(blockOf(subject, 7n))).rejects.toThrow();
    });

    it("answers the calls of state sync", async () => {
      const { snapshots } = await subject.client.listSnapshots({});
      expect(Array.isArray(snapshots)).toBe(true);
      const { chunk } = await subject.client.loadSnapshotChunk({ height: 1n, format: 1, chunk: 0 });
      expect(chunk).toHaveLength(0);
    });
  });
}

function placed({ genesis }: AbciSubject, height: bigint) {
  return {
    height,
    time: toTimestamp(fromTimestamp(genesis.time) + height * SECOND),
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: new Uint8Array(20),
  };
}

function blockOf(
  subject: AbciSubject,
  height: bigint,
  txs: readonly Uint8Array[] = [],
): RequestFinalizeBlock {
  return RequestFinalizeBlock.create({
    ...placed(subject, height),
    txs: [...txs],
    hash: new Uint8Array(32).fill(Number(height)),
  });
}
