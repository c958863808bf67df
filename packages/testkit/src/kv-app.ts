import type { Application } from "@testudo/abci";
import { fromHex, fromUtf8, toHex, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type {
  ExecTxResult,
  RequestFinalizeBlock,
  ValidatorUpdate,
} from "@testudo/proto/tendermint/abci";
import { ResponseProcessProposal_ProposalStatus } from "@testudo/proto/tendermint/abci";

/** What the application keeps between blocks; pass the same object again to imitate a restart. */
export interface KvState {
  height: bigint;
  readonly pairs: Map<string, string>;
  appHash: Uint8Array;
}

export function emptyKvState(): KvState {
  return { height: 0n, pairs: new Map(), appHash: sha256(new Uint8Array()) };
}

/** The application, and what it was asked to execute. */
export type KvApp = Application & { readonly requests: RequestFinalizeBlock[] };

/**
 * A key-value application for tests of the engine: `key=value` sets, `val:<ed25519 key in hex>=<power>` changes a
 * validator, everything else is refused with code 1.
 */
export function createKvApp(state: KvState): KvApp {
  let pending: { pairs: Map<string, string>; appHash: Uint8Array; height: bigint } | undefined;
  const requests: RequestFinalizeBlock[] = [];

  const parse = (tx: Uint8Array) => /^([^=]+)=([^=]*)$/.exec(fromUtf8(tx));
  const result = (code: number, events: ExecTxResult["events"] = []): ExecTxResult => ({
    code,
    data: new Uint8Array(),
    log: code === 0 ? "" : "want key=value",
    info: "",
    gasWanted: 1n,
    gasUsed: 1n,
    events,
    codespace: code === 0 ? "" : "kv",
  });

  return {
    requests,
    info: () => ({
      data: "kv",
      version: "",
      appVersion: 0n,
      lastBlockHeight: state.height,
      lastBlockAppHash: state.height === 0n ? new Uint8Array() : state.appHash,
    }),
    initChain: () => ({ consensusParams: undefined, validators: [], appHash: new Uint8Array() }),
    checkTx: ({ tx }) => result(parse(tx) === null ? 1 : 0),
    prepareProposal: ({ txs }) => ({ txs }),
    processProposal: () => ({ status: ResponseProcessProposal_ProposalStatus.ACCEPT }),
    extendVote: () => ({ voteExtension: utf8("extension") }),
    verifyVoteExtension: () => ({ status: 1 }),
    finalizeBlock(request) {
      requests.push(request);
      const pairs = new Map(state.pairs);
      const validatorUpdates: ValidatorUpdate[] = [];
      const txResults = request.txs.map((tx) => {
        const [, key, value] = parse(tx) ?? [];
        if (key === undefined || value === undefined) return result(1);
        if (key.startsWith("val:")) {
          const ed25519 = fromHex(key.slice(4));
          validatorUpdates.push({
            pubKey: { ed25519, secp256k1: undefined },
            power: BigInt(value),
          });
        }
        pairs.set(key, value);
        return result(0, [
          {
            type: "set",
            attributes: [
              { key: "key", value: key, index: true },
              { key: "value", value, index: true },
            ],
          },
        ]);
      });
      const text = [...pairs].map(([key, value]) => `${key}=${value}`).join("\n");
      pending = { pairs, appHash: sha256(utf8(text)), height: request.height };
      return {
        events: [
          {
            type: "block",
            attributes: [
              { key: "parity", value: request.height % 2n === 0n ? "even" : "odd", index: true },
            ],
          },
        ],
        txResults,
        validatorUpdates,
        consensusParamUpdates: undefined,
        appHash: pending.appHash,
      };
    },
    commit() {
      if (pending === undefined) throw new Error("commit without a block");
      state.pairs.clear();
      for (const [key, value] of pending.pairs) state.pairs.set(key, value);
      state.height = pending.height;
      state.appHash = pending.appHash;
      pending = undefined;
      return { retainHeight: 0n };
    },
    query: ({ data }) => ({
      code: 0,
      log: "",
      info: "",
      index: 0n,
      key: data,
      value: utf8(state.pairs.get(toHex(data)) ?? ""),
      proofOps: undefined,
      height: state.height,
      codespace: "",
    }),
    listSnapshots: () => ({ snapshots: [] }),
    offerSnapshot: () => ({ result: 3 }),
    loadSnapshotChunk: () => ({ chunk: new Uint8Array() }),
    applySnapshotChunk: () => ({ result: 2, refetchChunks: [], rejectSenders: [] }),
  };
}
