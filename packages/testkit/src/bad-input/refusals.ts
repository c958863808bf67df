import { equalBytes, toHex } from "@testudo/base";
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { accountKey } from "../state-dump.ts";
import type { Snapshot, TestChain } from "../test-chain.ts";
import type { BadInput } from "./cases.ts";

/** What a transaction that is taken stands for in a table of answers. */
const OK = "ok";

/** The store of accounts: a refusal by a handler has used up the signer's sequence. */
const ACCOUNTS = "acc";

/**
 * Simulates each case on the same state, then delivers those that are refused together in one block. Tells which answer
 * was another one than `expected` says (`codespace/code`, or `ok`), and what the block left other than an empty one.
 */
export async function wrongRefusals(
  chain: TestChain,
  {
    start,
    cases,
    expected,
  }: {
    readonly start: Snapshot;
    readonly cases: readonly BadInput[];
    readonly expected: (name: string) => string | undefined;
  },
): Promise<readonly string[]> {
  await chain.restore(start);
  chain.next();
  const empty = { roots: rootsOf(chain), accounts: accountsOf(chain) };
  await chain.restore(start);
  const answers = cases.map((one) => ({ ...one, ...simulated(chain, one) }));
  const wrong = answers.flatMap(({ name, answer }) =>
    answer === expected(name) ? [] : [`${name}: ${answer}, not ${expected(name)}`],
  );
  const refused = answers.filter(({ answer }) => answer !== OK);
  // Where a panic came from cannot be told, so nor can the sequence after it.
  const [panics, others] = [refused.filter(isPanic), refused.filter((one) => !isPanic(one))];
  for (const batch of [others, ...panics.map((one) => [one])]) {
    await chain.restore(start);
    const results = chain.include(...signedInTurn(chain, batch));
    for (const [i, { code, codespace }] of results.entries()) {
      const { name, answer } = batch[i]!;
      const got = `${codespace}/${code}`;
      if (got !== answer) wrong.push(`${name}: ${got} in a block, ${answer} simulated`);
    }
    wrong.push(...changesSince(chain, empty, batch));
  }
  return wrong;
}

type Answered = BadInput & ReturnType<typeof simulated>;

const isPanic = ({ answer }: Answered): boolean => answer === PANIC;
const PANIC = "undefined/111222";

function simulated(chain: TestChain, { signer, message }: BadInput) {
  const data = chain.sign(signer, [message]);
  const request = { path: "/app/simulate", data, height: 0n, prove: false };
  const { code, codespace, log } = chain.app.query(request);
  return {
    answer: code === 0 ? OK : `${codespace}/${code}`,
    /** A handler has run, so the ante chain has counted the sequence up. */
    isHandled: log.includes("failed to execute message"),
  };
}

/** Each with the sequence that the ones before it leave. */
function signedInTurn(chain: TestChain, batch: readonly Answered[]): readonly Uint8Array[] {
  const used = new Map<string, bigint>();
  return batch.map(({ signer, message, isHandled }) => {
    const address = chain.addresses.acc.toText(signer.address);
    const count = used.get(address) ?? 0n;
    const sequence = sequenceOf(chain, address) + count;
    if (isHandled) used.set(address, count + 1n);
    return chain.sign(signer, [message], { sequence });
  });
}

function sequenceOf(chain: TestChain, address: string): bigint {
  const { info } = chain.query(
    "/cosmos.auth.v1beta1.Query/AccountInfo",
    QueryAccountInfoRequest,
    QueryAccountInfoResponse,
    { address },
  );
  return info?.sequence ?? 0n;
}

function changesSince(
  chain: TestChain,
  empty: {
    readonly roots: ReadonlyMap<string, Uint8Array>;
    readonly accounts: ReadonlyMap<string, string>;
  },
  batch: readonly BadInput[],
): readonly string[] {
  const signers = new Set(batch.map(({ signer }) => accountKey(signer)));
  const changed = [...rootsOf(chain)].flatMap(([store, root]) => {
    if (equalBytes(root, empty.roots.get(store) ?? new Uint8Array())) return [];
    return store === ACCOUNTS ? changedAccounts(chain, empty.accounts) : [store];
  });
  return changed
    .filter((key) => !signers.has(key))
    .map((key) => `one of ${batch.map(({ name }) => name).join(", ")} changes ${key}`);
}

function rootsOf({ store }: TestChain): ReadonlyMap<string, Uint8Array> {
  return new Map(store.names.map((name) => [name, store.storeRoot(name)]));
}

function accountsOf({ store }: TestChain): ReadonlyMap<string, string> {
  const records = [...store.store(ACCOUNTS).iterate()];
  return new Map(records.map(([key, value]) => [`${ACCOUNTS}/${toHex(key)}`, toHex(value)]));
}

function changedAccounts(chain: TestChain, before: ReadonlyMap<string, string>): readonly string[] {
  const after = accountsOf(chain);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
}
