import type { AbciClient } from "@testudo/abci";
import type { CommitMultiStore } from "@testudo/store";
import { describeQuery, describeTx } from "./descriptions.ts";
import { type Comparison, compareAnswers, type Difference } from "./differences.ts";
import type { Call } from "./recording.ts";
import { differingKeys } from "./store-differences.ts";

/** What was compared so far. */
export interface Tally {
  blocks: number;
  txs: number;
  checks: number;
  queries: number;
}

export interface Follower {
  /** Makes the calls that the Go application has not had yet, and compares. */
  catchUp(): Promise<void>;
  readonly tally: Tally;
  readonly differences: readonly Difference[];
  readonly logs: readonly Difference[];
  /** The states differ, or one side has stopped: nothing after it can be compared. */
  readonly parted: boolean;
}

/** Has a Go application go through what a recording of ours went through, call by call. */
export function createFollower(options: {
  readonly calls: readonly Call[];
  readonly go: AbciClient;
  /** Our state, to name the keys that differ. */
  readonly store: CommitMultiStore;
  /** Calls that are left out of the comparison, such as those whose answers are no protocol. */
  readonly skip?: (call: Call) => boolean;
}): Follower {
  const { calls, go, store, skip = () => false } = options;
  const tally: Tally = { blocks: 0, txs: 0, checks: 0, queries: 0 };
  const differences: Difference[] = [];
  const logs: Difference[] = [];
  let done = 0;
  let height = 0n;
  let parted = false;
  let statesDiffer = false;

  async function follow(call: Call): Promise<void> {
    if (call.method === "finalizeBlock") height = call.request.height;
    const answer = await go[call.method](call.request as never).then(
      (value): { readonly value: unknown; readonly failure?: string } => ({ value }),
      (error: unknown) => ({ value: undefined, failure: String(error) }),
    );
    if (answer.failure !== undefined || call.failure !== undefined) {
      parted = true;
      if ((answer.failure === undefined) !== (call.failure === undefined)) {
        const [goFate, ourFate] = [answer.failure, call.failure].map((text) => text ?? "answers");
        differences.push({ height, what: call.method, go: `${goFate}`, ours: `${ourFate}` });
      }
      return;
    }
    count(call, tally);
    if (call.method === "commit") {
      if (!statesDiffer) return;
      parted = true;
      differences.push(...(await differingKeys({ go, store, height })));
      return;
    }
    const found: Comparison = compareAnswers(call, answer.value, height);
    differences.push(...found.differences.map((one) => ({ ...one, about: subject(call, one) })));
    logs.push(...found.logs);
    if (found.differences.some(({ what }) => what === "app hash")) statesDiffer = true;
  }

  return {
    tally,
    differences,
    logs,
    get parted() {
      return parted;
    },
    async catchUp() {
      while (done < calls.length && !parted) {
        const call = calls[done];
        done += 1;
        if (call !== undefined && !skip(call)) await follow(call);
      }
    },
  };
}

function count(call: Call, tally: Tally): void {
  if (call.method === "query") tally.queries += 1;
  if (call.method === "checkTx") tally.checks += 1;
  if (call.method !== "finalizeBlock") return;
  tally.blocks += 1;
  tally.txs += call.request.txs.length;
}

/** The transaction that a difference is about, or the query. */
function subject(call: Call, { what }: Difference): string {
  if (call.method === "query") return describeQuery(call.request);
  if (call.method === "checkTx") return describeTx(call.request.tx);
  const index = call.method === "finalizeBlock" ? /^tx (\d+) /.exec(what)?.[1] : undefined;
  const tx = call.method === "finalizeBlock" ? call.request.txs[Number(index)] : undefined;
  return tx === undefined ? "" : describeTx(tx);
}
