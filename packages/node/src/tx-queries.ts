import {
  formatRfc3339Nano,
  fromGoHex,
  GoHexError,
  plainError,
  sdkErrors,
  toHexUpper,
} from "@testudo/base";
import { blockIdToProto, blockToProto, hashTx } from "@testudo/comet";
import type { IndexedTx, TxPlace } from "@testudo/engine";
import { packAny } from "@testudo/proto";
import { TxResponse } from "@testudo/proto/cosmos/base/abci/v1beta1";
import type { PageRequest } from "@testudo/proto/cosmos/base/query/v1beta1";
import {
  AuthInfo,
  GetBlockWithTxsRequest,
  GetBlockWithTxsResponse,
  GetTxRequest,
  GetTxResponse,
  GetTxsEventRequest,
  GetTxsEventResponse,
  OrderBy,
  Tx,
  TxBody,
  TxDecodeRequest,
  TxDecodeResponse,
  TxEncodeRequest,
  TxEncodeResponse,
  TxRaw,
} from "@testudo/proto/cosmos/tx/v1beta1";
import {
  GrpcCode,
  grpcError,
  PAGE_LIMIT_DEFAULT,
  type QueryRoute,
  query,
  type TxDecoder,
} from "@testudo/runtime";
import type { ChainFacts } from "./chain-facts.ts";

const SERVICE = "/cosmos.tx.v1beta1.Service";
/** CometBFT's largest page of a search. */
const PER_PAGE_MAX = 100n;

export interface TxQueryOptions {
  readonly engine: () => ChainFacts;
  readonly decoder: () => TxDecoder;
}

/**
 * Service `cosmos.tx.v1beta1.Service` but for what the application answers itself (simulating) and what no query can do
 * (broadcasting).
 */
export function txQueries({ engine, decoder }: TxQueryOptions): readonly QueryRoute[] {
  /** @throws sdk/2 */
  function decodeTx(bytes: Uint8Array): Tx {
    const { body, authInfo } = decoder().decode(bytes);
    return { body, authInfo, signatures: TxRaw.decode(bytes).signatures };
  }

  function show(found: IndexedTx): { readonly tx: Tx; readonly txResponse: TxResponse } {
    const tx = decodeTx(found.tx);
    return { tx, txResponse: txResponse(engine(), found, tx) };
  }

  return [
    query(`${SERVICE}/GetTx`, GetTxRequest, GetTxResponse, (_ctx, { hash }) => {
      if (hash === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, "tx hash cannot be empty");
      const found = engine().tx(decodeHash(hash));
      if (found === undefined) throw grpcError(GrpcCode.NOT_FOUND, `tx not found: ${hash}`);
      return show(found);
    }),

    query(`${SERVICE}/GetTxsEvent`, GetTxsEventRequest, GetTxsEventResponse, (_ctx, request) => {
      const { total, places } = searchTxs(engine(), request);
      const shown = places.flatMap((place) => engine().txAt(place) ?? []).map(show);
      return {
        txs: shown.map(({ tx }) => tx),
        txResponses: shown.map((one) => one.txResponse),
        pagination: undefined,
        total: BigInt(total),
      };
    }),

    query(
      `${SERVICE}/GetBlockWithTxs`,
      GetBlockWithTxsRequest,
      GetBlockWithTxsResponse,
      (ctx, { height, pagination }) => {
        const stored = engine().block(height);
        if (height < 1n || height > ctx.height || stored === undefined) {
          throw sdkErrors.invalidHeight(
            `requested height ${height} but height must not be less than 1 or greater than the current height ${ctx.height}`,
          );
        }
        const { txs } = stored.block;
        return {
          txs: indexesOf(txs.length, pagination).flatMap((i) => {
            const bytes = txs[i];
            return bytes === undefined ? [] : decodedOrNone(() => decodeTx(bytes));
          }),
          blockId: blockIdToProto(stored.blockId),
          block: blockToProto(stored.block),
          pagination: { nextKey: new Uint8Array(), total: BigInt(txs.length) },
        };
      },
    ),

    query(`${SERVICE}/TxDecode`, TxDecodeRequest, TxDecodeResponse, (_ctx, { txBytes }) => {
      if (txBytes.length === 0) {
        throw grpcError(GrpcCode.INVALID_ARGUMENT, "invalid empty tx bytes");
      }
      return { tx: decodeTx(txBytes) };
    }),

    query(`${SERVICE}/TxEncode`, TxEncodeRequest, TxEncodeResponse, (_ctx, { tx }) => {
      const { body, authInfo, signatures = [] } = tx ?? {};
      if (body === undefined || authInfo === undefined) {
        throw grpcError(GrpcCode.INVALID_ARGUMENT, "invalid empty tx");
      }
      const bodyBytes = TxBody.encode(body);
      const authInfoBytes = AuthInfo.encode(authInfo);
      return { txBytes: TxRaw.encode({ bodyBytes, authInfoBytes, signatures }) };
    }),
  ];
}

/** @throws undefined/1 with the text of Go's `encoding/hex` */
function decodeHash(text: string): Uint8Array {
  try {
    return fromGoHex(text);
  } catch (error) {
    if (!(error instanceof GoHexError)) throw error;
    throw plainError(error.message);
  }
}

interface FoundTxs {
  readonly total: number;
  readonly places: readonly TxPlace[];
}

/** One page of the transactions that a query finds. */
function searchTxs(
  engine: ChainFacts,
  { query: text, orderBy, page, limit }: GetTxsEventRequest,
): FoundTxs {
  const refuse = (why: string) => grpcError(GrpcCode.INTERNAL, why);
  if (text === "") throw refuse("query cannot be empty");
  let matches: readonly TxPlace[];
  try {
    matches = engine.findTxs(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`failed to search for txs: ${reason}`);
  }
  const perPage = limit === 0n ? PAGE_LIMIT_DEFAULT : limit > PER_PAGE_MAX ? PER_PAGE_MAX : limit;
  const total = BigInt(matches.length);
  const pages = total === 0n ? 1n : (total + perPage - 1n) / perPage;
  const wanted = page === 0n ? 1n : page;
  if (wanted > pages) {
    throw refuse(
      `failed to search for txs: page should be within [1, ${pages}] range, given ${wanted}`,
    );
  }
  const ordered = orderBy === OrderBy.ORDER_BY_DESC ? matches.toReversed() : matches;
  const skip = Number((wanted - 1n) * perPage);
  return { total: matches.length, places: ordered.slice(skip, skip + Number(perPage)) };
}

/**
 * Which transactions of a block a page shows. In reverse the SDK counts down from the offset and stops before the first
 * one; with pagination but no limit it shows none.
 */
function indexesOf(length: number, page: PageRequest | undefined): readonly number[] {
  const { offset = 0n, limit = PAGE_LIMIT_DEFAULT, reverse = false } = page ?? {};
  if (length !== 0 && offset >= BigInt(length)) {
    throw sdkErrors.invalidRequest(
      `out of range: cannot paginate ${length} txs with offset ${offset} and limit ${limit}`,
    );
  }
  const start = Number(offset < BigInt(length) ? offset : BigInt(length));
  const count = limit < BigInt(length) ? Number(limit) : length;
  return reverse
    ? Array.from({ length: Math.min(start, count) }, (_, i) => start - i)
    : Array.from({ length: Math.min(length - start, count) }, (_, i) => start + i);
}

/** A block may hold bytes that are no transaction; they are left out. */
function decodedOrNone(decode: () => Tx): readonly Tx[] {
  try {
    return [decode()];
  } catch {
    return [];
  }
}

/** A transaction with its result, as the SDK shows it to clients. */
function txResponse(engine: ChainFacts, found: IndexedTx, tx: Tx): TxResponse {
  const { height, result } = found;
  const time = engine.block(height)?.block.header.time;
  return {
    ...TxResponse.create(),
    height,
    txhash: toHexUpper(hashTx(found.tx)),
    codespace: result.codespace,
    code: result.code,
    data: toHexUpper(result.data),
    rawLog: result.log,
    info: result.info,
    gasWanted: result.gasWanted,
    gasUsed: result.gasUsed,
    tx: packAny(Tx, tx),
    // Whole seconds, as the SDK prints it here.
    timestamp: time === undefined ? "" : formatRfc3339Nano(time).replace(/\.\d+Z$/, "Z"),
    events: [...result.events],
  };
}
