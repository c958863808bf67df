import { type Bytes, toBase64, toHexUpper } from "@testudo/base";
import {
  blockIdToJson,
  blockToJson,
  checkTxToJson,
  evidenceFromJson,
  execTxResultToJson,
  hashEvidence,
  hashTx,
  infoToJson,
  type JsonObject,
  queryResponseToJson,
  txProofToJson,
} from "@testudo/comet";
import { ExecTxResult, type ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import { chainMethods, type LegacyAnswers, type NodeIdentity } from "./chain-methods.ts";
import { type MethodTable, method } from "./method.ts";
import type { IndexedTx, NodePort } from "./node-port.ts";
import { pageOf } from "./pages.ts";
import { internalError } from "./rpc-error.ts";

const UNCONFIRMED_DEFAULT = 30;
const UNCONFIRMED_MAX = 100;

export interface NodeMethodOptions {
  readonly node: NodePort;
  readonly identity: NodeIdentity;
  /** How long `broadcast_tx_commit` waits for a block, in milliseconds. */
  readonly commitTimeoutMs: number;
  readonly legacy?: LegacyAnswers;
}

/** The whole JSON-RPC surface of a CometBFT v0.38 node but for subscriptions, which need a WebSocket. */
export function nodeMethods({
  node,
  identity,
  commitTimeoutMs,
  legacy,
}: NodeMethodOptions): MethodTable {
  const showTx = (found: IndexedTx, prove: boolean | undefined): JsonObject => {
    const proof = prove === true ? node.txProof(found.height, found.index) : undefined;
    return {
      hash: toHexUpper(hashTx(found.tx)),
      height: String(found.height),
      index: found.index,
      tx_result: execTxResultToJson(found.result),
      tx: toBase64(found.tx),
      ...(proof === undefined ? {} : { proof: txProofToJson(proof) }),
    };
  };

  return {
    ...chainMethods(node, identity, legacy),

    abci_info: method({}, async () => ({ response: infoToJson(await node.abciInfo()) })),

    abci_query: method(
      { path: "string", data: "hex", height: "int", prove: "bool" },
      async ({ path = "", data = new Uint8Array(), height = 0n, prove = false }) => ({
        response: queryResponseToJson(await node.abciQuery({ path, data, height, prove })),
      }),
    ),

    check_tx: method({ tx: "bytes" }, async ({ tx = new Uint8Array() }) =>
      checkTxToJson(await node.checkTx(tx)),
    ),

    broadcast_tx_sync: method({ tx: "bytes" }, async ({ tx = new Uint8Array() }) =>
      broadcastResult(tx, await node.broadcastTxSync(tx)),
    ),

    broadcast_tx_async: method({ tx: "bytes" }, async ({ tx = new Uint8Array() }) => {
      await node.broadcastTxAsync(tx);
      return broadcastResult(tx, undefined);
    }),

    broadcast_tx_commit: method({ tx: "bytes" }, async ({ tx = new Uint8Array() }) => {
      const { checkTx, committed } = await node.broadcastTxCommit(tx, commitTimeoutMs);
      return {
        check_tx: checkTxToJson(checkTx),
        tx_result: execTxResultToJson(committed?.result ?? ExecTxResult.create()),
        hash: toHexUpper(hashTx(tx)),
        height: String(committed?.height ?? 0n),
      };
    }),

    broadcast_evidence: method({ evidence: "json" }, ({ evidence }) => {
      if (evidence === undefined) throw internalError("no evidence was provided");
      const read = evidenceFromJson(evidence);
      node.addEvidence(read);
      return { hash: toBase64(hashEvidence(read)) };
    }),

    tx: method(
      { hash: "bytes", prove: "bool" },
      ({ hash = new Uint8Array(), prove }) => {
        if (hash.length === 0) throw internalError("transaction hash cannot be empty");
        const found = node.tx(hash);
        if (found === undefined) throw internalError(`tx (${toHexUpper(hash)}) not found`);
        return showTx(found, prove);
      },
      { cacheable: true },
    ),

    tx_search: method(
      { query: "string", prove: "bool", page: "int", per_page: "int", order_by: "string" },
      ({ query = "", prove, page, per_page, order_by }) => {
        checkQuery(query);
        const found = ordered(node.findTxs(query), order_by, "asc");
        const { skip, perPage } = pageOf(found.length, page, per_page);
        const txs = found.slice(skip, skip + perPage).map((place) => node.txAt(place));
        return {
          txs: txs.filter((tx) => tx !== undefined).map((tx) => showTx(tx, prove)),
          total_count: String(found.length),
        };
      },
    ),

    block_search: method(
      { query: "string", page: "int", per_page: "int", order_by: "string" },
      ({ query = "", page, per_page, order_by }) => {
        checkQuery(query);
        const heights = ordered(node.searchBlocks(query), order_by, "desc");
        const { skip, perPage } = pageOf(heights.length, page, per_page);
        const blocks = heights
          .slice(skip, skip + perPage)
          .map((height) => node.block(height))
          .filter((stored) => stored !== undefined)
          .map(({ blockId, block }) => ({
            block_id: blockIdToJson(blockId),
            block: blockToJson(block),
          }));
        return { blocks, total_count: String(heights.length) };
      },
    ),

    unconfirmed_txs: method({ limit: "int" }, ({ limit }) => {
      const { txs: total, bytes } = node.mempoolSize();
      const txs = node.mempoolTxs(unconfirmedLimit(limit)).map(toBase64);
      return {
        n_txs: String(txs.length),
        total: String(total),
        total_bytes: String(bytes),
        txs,
      };
    }),

    num_unconfirmed_txs: method({}, () => {
      const { txs, bytes } = node.mempoolSize();
      return { n_txs: String(txs), total: String(txs), total_bytes: String(bytes), txs: null };
    }),
  };
}

function broadcastResult(tx: Bytes, answer: ResponseCheckTx | undefined): JsonObject {
  return {
    code: answer?.code ?? 0,
    data: toHexUpper(answer?.data ?? new Uint8Array()),
    log: answer?.log ?? "",
    codespace: answer?.codespace ?? "",
    hash: toHexUpper(hashTx(tx)),
  };
}

/** Longest query that the event grammar's users may send, in characters. */
const QUERY_LENGTH_MAX = 512;

function checkQuery(query: string): void {
  if (query.length > QUERY_LENGTH_MAX) {
    throw internalError("maximum query length exceeded");
  }
}

function ordered<T>(
  ascending: readonly T[],
  order: string | undefined,
  byDefault: "asc" | "desc",
): readonly T[] {
  const wanted = order === undefined || order === "" ? byDefault : order;
  if (wanted === "asc") return ascending;
  if (wanted === "desc") return ascending.toReversed();
  throw internalError("expected order_by to be either `asc` or `desc` or empty");
}

function unconfirmedLimit(limit: bigint | undefined): number {
  if (limit === undefined || limit < 1n) return UNCONFIRMED_DEFAULT;
  return limit > BigInt(UNCONFIRMED_MAX) ? UNCONFIRMED_MAX : Number(limit);
}
