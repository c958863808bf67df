import {
  AppError,
  concatBytes,
  defineErrors,
  panicError,
  prefixEnd,
  sdkErrors,
  utf8,
  uvarint,
} from "@testudo/base";
import type { RequestQuery, ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { CommitMultiStore } from "@testudo/store";
import { GrpcCode, GrpcError } from "../grpc.ts";
import { type GrpcQueries, proofTooEarly } from "./grpc-queries.ts";

/** The error table of the reference's store package, as far as queries show it. */
const storeErrors = defineErrors("store", {
  txDecode: [3, "tx parse error"],
  unknownRequest: [4, "unknown request"],
  invalidRequest: [7, "invalid request"],
});

/** What queries read. */
export interface AbciQueryOptions {
  /** Answer of `/app/version`. */
  readonly version: string;
  readonly store: CommitMultiStore;
  readonly grpc: GrpcQueries;
  /** Answer of `/app/simulate`: the JSON of a simulation. @throws AppError */
  simulateJson(tx: Uint8Array): string;
}

const BROADCAST_PATH = "/cosmos.tx.v1beta1.Service/BroadcastTx";
const NO_BYTES = new Uint8Array();

/** Answers ABCI queries: gRPC methods by path, raw store reads with proofs, and the built-in paths. Never throws. */
export function createAbciQuery(
  options: AbciQueryOptions,
): (request: RequestQuery) => ResponseQuery {
  const { version, store, grpc, simulateJson } = options;

  function answer(request: RequestQuery): ResponseQuery {
    const height = request.height === 0n ? store.version : request.height;
    if (request.path === BROADCAST_PATH) {
      throw sdkErrors.invalidRequest("can't route a broadcast tx message");
    }
    if (grpc.has(request.path)) return answerGrpc(request);

    const path = request.path.split("/");
    if (path[0] === "") path.shift();
    switch (path[0]) {
      case undefined:
        throw sdkErrors.unknownRequest("no query path provided");
      case "app":
        return answerApp(path, request, height);
      case "store":
        return answerStore(path.slice(1), request, height);
      case "p2p":
        return answerP2p(path);
      default:
        throw sdkErrors.unknownRequest("unknown query path");
    }
  }

  function answerGrpc(request: RequestQuery): ResponseQuery {
    const answer = grpc.run(request);
    if (answer.ok) return response({ value: answer.value, height: answer.height });
    const { error, height } = answer;
    if (height === undefined || !(error instanceof AppError)) throw error;
    return { ...refusal(fromGrpc(error)), height };
  }

  function answerApp(
    path: readonly string[],
    request: RequestQuery,
    height: bigint,
  ): ResponseQuery {
    switch (path[1]) {
      case "simulate":
        return response({ value: simulated(request.data), height, codespace: "sdk" });
      case "version":
        return response({ value: utf8(version), height, codespace: "sdk" });
      case undefined:
        throw sdkErrors.unknownRequest(
          "expected second parameter to be either 'simulate' or 'version', neither was present",
        );
      default:
        throw sdkErrors.unknownRequest(`unknown query: [${path.join(" ")}]`);
    }
  }

  function simulated(tx: Uint8Array): Uint8Array {
    try {
      return utf8(simulateJson(tx));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw error.wrap("failed to simulate tx");
    }
  }

  function answerStore(
    path: readonly string[],
    request: RequestQuery,
    height: bigint,
  ): ResponseQuery {
    const { data, prove } = request;
    if (height <= 1n && prove) throw proofTooEarly();
    const [storeName = "", ...rest] = path;
    if (!store.names.includes(storeName)) {
      throw storeErrors.unknownRequest(`no such store: ${storeName}`);
    }
    const subpath = rest.length === 0 ? "" : `/${rest.join("/")}`;
    if (data.length === 0) {
      throw prove && subpath === "/key"
        ? noProof()
        : storeErrors.txDecode("query cannot be zero length");
    }
    switch (subpath) {
      case "/key":
        return answerKey(storeName, { key: data, prove, height });
      case "/subspace": {
        const latest = store.at(store.version).store(storeName);
        const pairs = Array.from(latest.iterate({ start: data, end: prefixEnd(data) }), encodePair);
        return response({ key: data, value: concatBytes(...pairs), height });
      }
      default:
        throw storeErrors.unknownRequest(`unexpected query path: ${subpath}`);
    }
  }

  function answerKey(
    storeName: string,
    { key, prove, height }: { key: Uint8Array; prove: boolean; height: bigint },
  ): ResponseQuery {
    if (!isAvailable(height)) {
      if (prove) throw noProof();
      return response({ key, height, log: "version does not exist" });
    }
    if (!prove) {
      return response({
        key,
        value: store.at(height).store(storeName).get(key) ?? NO_BYTES,
        height,
      });
    }
    const { value = NO_BYTES, proofOps } = store.prove(storeName, key, height);
    return response({ key, value, proofOps, height });
  }

  function isAvailable(height: bigint): boolean {
    return height > 0n && height <= store.version && height >= store.oldestVersion;
  }

  return (request) => {
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof AppError) return refusal(error);
      const reason = error instanceof Error ? error.message : String(error);
      return refusal(panicError(reason, error));
    }
  };
}

/** The reference's multistore misses the proof before it looks at what went wrong. */
function noProof(): AppError {
  return storeErrors.invalidRequest(
    "proof is unexpectedly empty; ensure height has not been pruned",
  );
}

/** Peer filters are off: every peer is fine. */
function answerP2p(path: readonly string[]): ResponseQuery {
  if (path.length < 4) {
    throw sdkErrors.unknownRequest("path should be p2p filter <addr|id> <parameter>");
  }
  if (path[1] !== "filter") {
    throw sdkErrors.unknownRequest("expected second parameter to be 'filter'");
  }
  return response({});
}

/**
 * What the error of a gRPC handler is over ABCI. Registered errors count as the gRPC status `Unknown`; errors without a
 * code are no status at all.
 */
function fromGrpc(error: AppError): AppError {
  if (!(error instanceof GrpcError)) {
    const registered = error.codespace !== "undefined" || error.code !== 1;
    const kind = registered ? sdkErrors.unknownRequest : sdkErrors.invalidRequest;
    return kind(error.message, error);
  }
  switch (error.grpcCode) {
    case GrpcCode.NOT_FOUND:
      return sdkErrors.keyNotFound(error.message, error);
    case GrpcCode.INVALID_ARGUMENT:
    case GrpcCode.FAILED_PRECONDITION:
      return sdkErrors.invalidRequest(error.message, error);
    case GrpcCode.UNAUTHENTICATED:
      return sdkErrors.unauthorized(error.message, error);
    default:
      return sdkErrors.unknownRequest(error.message, error);
  }
}

function response(fields: Partial<ResponseQuery>): ResponseQuery {
  return {
    code: 0,
    log: "",
    info: "",
    index: 0n,
    key: NO_BYTES,
    value: NO_BYTES,
    proofOps: undefined,
    height: 0n,
    codespace: "",
    ...fields,
  };
}

function refusal({ code, codespace, message }: AppError): ResponseQuery {
  return response({ code, codespace, log: message });
}

/** One `Pair` of the reference's `kv.Pairs` message, as field 1 of the list. */
function encodePair([key, value]: readonly [Uint8Array, Uint8Array]): Uint8Array {
  const pair = concatBytes(bytesField(0x0a, key), bytesField(0x12, value));
  return bytesField(0x0a, pair, true);
}

/** Empty bytes are left out, unless they stand for a message. */
function bytesField(tag: number, bytes: Uint8Array, always = false): Uint8Array {
  if (bytes.length === 0 && !always) return bytes;
  return concatBytes(Uint8Array.of(tag), uvarint(bytes.length), bytes);
}
