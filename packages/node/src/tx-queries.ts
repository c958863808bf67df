import { formatRfc3339Nano, fromHex, toHexUpper } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import type { Engine, IndexedTx } from "@testudo/engine";
import { packAny } from "@testudo/proto";
import type { TxResponse } from "@testudo/proto/cosmos/base/abci/v1beta1";
import {
  AuthInfo,
  GetTxRequest,
  GetTxResponse,
  GetTxsEventRequest,
  GetTxsEventResponse,
  OrderBy,
  Tx,
  TxBody,
  TxRaw,
} from "@testudo/proto/cosmos/tx/v1beta1";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";

const SERVICE = "/cosmos.tx.v1beta1.Service";
/** The SDK's default page of transactions. */
const LIMIT_DEFAULT = 100n;

/** The part of service `cosmos.tx.v1beta1.Service` that reads the node's index. */
export function txQueries(engine: () => Engine): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/GetTx`, GetTxRequest, GetTxResponse, (_ctx, { hash }) => {
      if (hash === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, "tx hash cannot be empty");
      const found = /^([0-9a-fA-F]{2})+$/.test(hash)
        ? engine().tx(fromHex(hash.toLowerCase()))
        : undefined;
      if (found === undefined) throw grpcError(GrpcCode.NOT_FOUND, `tx not found: ${hash}`);
      const tx = decodeTx(found.tx);
      return { tx, txResponse: txResponse(engine(), found, tx) };
    }),

    query(
      `${SERVICE}/GetTxsEvent`,
      GetTxsEventRequest,
      GetTxsEventResponse,
      (_ctx, { events, query: text, orderBy, page, limit }) => {
        const conditions = text === "" ? events.join(" AND ") : text;
        if (conditions === "") {
          throw grpcError(GrpcCode.INVALID_ARGUMENT, "query cannot be empty");
        }
        const matches = engine().searchTxs(conditions);
        const ordered = orderBy === OrderBy.ORDER_BY_DESC ? matches.toReversed() : matches;
        const perPage = limit === 0n ? LIMIT_DEFAULT : limit;
        const skip = (page === 0n ? 0n : page - 1n) * perPage;
        const shown = ordered.slice(Number(skip), Number(skip + perPage));
        const txs = shown.map((one) => decodeTx(one.tx));
        return {
          txs,
          txResponses: shown.map((one, i) => txResponse(engine(), one, txs[i] ?? decodeTx(one.tx))),
          pagination: undefined,
          total: BigInt(matches.length),
        };
      },
    ),
  ];
}

function decodeTx(bytes: Uint8Array): Tx {
  const raw = TxRaw.decode(bytes);
  return {
    body: TxBody.decode(raw.bodyBytes),
    authInfo: AuthInfo.decode(raw.authInfoBytes),
    signatures: raw.signatures,
  };
}

/** A transaction with its result, as the SDK shows it to clients. */
function txResponse(engine: Engine, found: IndexedTx, tx: Tx): TxResponse {
  const { height, result } = found;
  const time = engine.block(height)?.block.header.time;
  return {
    height,
    txhash: toHexUpper(hashTx(found.tx)),
    codespace: result.codespace,
    code: result.code,
    data: toHexUpper(result.data),
    rawLog: result.log,
    logs: [],
    info: result.info,
    gasWanted: result.gasWanted,
    gasUsed: result.gasUsed,
    tx: packAny(Tx, tx),
    timestamp: time === undefined ? "" : formatRfc3339Nano(time),
    events: [...result.events],
  };
}
