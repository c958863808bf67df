import { type Bytes, DAY, HOUR, SECOND } from "@testudo/base";
import { storeNames } from "@testudo/chains";
import type { Evidence } from "@testudo/comet";
import { toTimestamp } from "@testudo/proto";
import { SimulateRequest } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  CheckTxType,
  type ResponseCheckTx,
  type ResponseQuery,
} from "@testudo/proto/tendermint/abci";
import { doubleVote } from "@testudo/testkit/misbehaviour";
import type { TestChain } from "@testudo/testkit/test-chain";
import { nextPage, randomQuery } from "./random-queries.ts";
import { createTxMaker, type TxMaker, type TxMakerOptions } from "./tx-maker.ts";

/** How a chain is walked. */
export interface WalkOptions extends TxMakerOptions {
  readonly chain: TestChain;
  /** Of the chain's first block; default 1. */
  readonly firstHeight?: bigint;
  /** Transactions that have to come now. */
  readonly urgent?: (maker: TxMaker) => readonly Bytes[];
}

/** A chain that goes its random way. */
export interface Walk {
  /** Brings silent validators back where the others are too few. */
  settle(): void;
  /** Makes a block, asks about it, and sometimes lets time pass. */
  step(options?: { readonly jumps?: boolean }): void;
  /** A message with one field changed. */
  disturb(message: Any): Any;
  /** Transactions so far. */
  readonly txs: number;
}

const INFO = { version: "", blockVersion: 0n, p2pVersion: 0n, abciVersion: "" };

/** Makes random blocks on a chain. */
export function createWalk(options: WalkOptions): Walk {
  const { chain, app, random, accounts, firstHeight = 1n } = options;
  const maker = createTxMaker(options);
  const { paths } = app.queries;
  const waiting: Bytes[] = [];
  let txs = 0;
  let silent: Bytes | undefined;

  function jump(): void {
    const by = random.weighted([
      [10, 0n],
      [3, 7n * SECOND],
      [1, HOUR],
      [0.6, DAY],
      [0.4, 22n * DAY],
    ]);
    if (by > 0n) chain.clock.advance(by + BigInt(random.below(1000)));
  }

  function signing(): void {
    if (random.chance(0.15)) {
      allow();
      silent = random.chance(0.3)
        ? undefined
        : random.pick(chain.validatorsAt(chain.height + 1n).validators).address;
      if (silent !== undefined) chain.setSigning(silent, false);
    }
    if (!enoughSign()) allow();
  }

  function allow(): void {
    if (silent !== undefined) chain.setSigning(silent, true);
    silent = undefined;
  }

  /** More than two thirds of the power must be at work, now and when the next set comes in. */
  function enoughSign(): boolean {
    return [chain.height + 1n, chain.height + 2n].every((height) => {
      const set = chain.validatorsAt(height);
      const absent = silent === undefined ? 0n : (set.byAddress(silent)?.power ?? 0n);
      return absent * 3n < set.totalPower;
    });
  }

  function evidence(): readonly Evidence[] {
    if (!random.chance(0.02) || chain.height < firstHeight + 3n) return [];
    const { validators: set } = chain.validatorsAt(chain.height);
    if (set.length < 3) return [];
    const { address } = random.pick(set);
    const height = chain.height - BigInt(random.below(3));
    const known = chain.validatorsAt(height).byAddress(address) !== undefined;
    return known ? [doubleVote(chain, address, height)] : [];
  }

  function simulate(txBytes: Bytes): void {
    const overGrpc = random.chance(0.5);
    chain.app.query({
      path: overGrpc ? "/cosmos.tx.v1beta1.Service/Simulate" : "/app/simulate",
      data: overGrpc ? SimulateRequest.encode({ tx: undefined, txBytes }) : txBytes,
      height: 0n,
      prove: false,
    });
  }

  /** What a proposer would make of the transactions, and what the others would say to it. */
  function propose(txs: readonly Bytes[]): void {
    const common = {
      misbehavior: [],
      height: chain.height + 1n,
      time: toTimestamp(chain.clock.now()),
      nextValidatorsHash: random.bytes(32),
      proposerAddress: random.bytes(20),
    };
    const commit = { round: 0, votes: [] };
    const maxTxBytes = BigInt(random.pick([0, 1, 500, 2_000, 1_000_000]));
    chain.app.prepareProposal({ ...common, txs, maxTxBytes, localLastCommit: commit });
    const hash = random.bytes(32);
    chain.app.processProposal({ ...common, txs, hash, proposedLastCommit: commit });
  }

  function ask(): void {
    const stores = storeNames(chain.role);
    for (let left = random.below(8); left > 0; left -= 1) {
      const query = randomQuery(maker.draw(random.pick(accounts)), paths, stores);
      const { code, value } = chain.app.query(query) as ResponseQuery;
      const next = code === 0 && random.chance(0.7) ? nextPage(random, query, value) : undefined;
      if (next !== undefined) chain.app.query(next);
    }
  }

  return {
    get txs() {
      return txs;
    },
    disturb: maker.disturb,
    settle() {
      if (!enoughSign()) allow();
    },
    step({ jumps = true } = {}) {
      maker.forget();
      if (jumps) jump();
      signing();
      const list = Array.from({ length: random.below(6) }, maker.someTx);
      list.push(...(options.urgent?.(maker) ?? []));
      for (const tx of list) {
        if (random.chance(0.3) && chain.check(tx).code === 0) waiting.push(tx);
        if (random.chance(0.1)) simulate(tx);
      }
      if (random.chance(0.2)) propose(list);
      const { result } = chain.block({ txs: list, evidence: evidence() });
      txs += list.length;
      for (const { code, events } of result.txResults) {
        if (code === 0 && events.some(({ type }) => type === "unbond")) {
          maker.noteUnbonding(chain.height);
        }
      }
      for (const tx of waiting.splice(0)) {
        // Only what a mempool has taken is checked again.
        const { code } = chain.app.checkTx({ tx, type: CheckTxType.RECHECK }) as ResponseCheckTx;
        if (code === 0 && random.chance(0.5)) waiting.push(tx);
      }
      ask();
      if (random.chance(0.1)) chain.app.info(INFO);
    },
  };
}
