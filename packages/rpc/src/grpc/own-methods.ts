import type { Bytes } from "@testudo/base";
import { describeFiles } from "@testudo/proto";
import { ABCIQueryRequest, ABCIQueryResponse } from "@testudo/proto/cosmos/base/tendermint/v1beta1";
import { FileDescriptorsResponse } from "@testudo/proto/cosmos/reflection/v1";
import type { RequestQuery, ResponseQuery } from "@testudo/proto/tendermint/abci";
import { GrpcCode, StatusError } from "./grpc-status.ts";
import { type BroadcastPort, broadcastTx } from "./tx-broadcast.ts";

/** What the methods of this file reach beyond queries. */
export interface CallPort extends BroadcastPort {
  abciQuery(request: RequestQuery): Promise<ResponseQuery>;
}

/** Bytes of a request to bytes of its answer. */
export type OwnMethod = (request: Bytes) => Promise<Bytes>;

/** Methods that are no query of the application, by path: they read no state at a height. */
export function ownMethods(node: CallPort): ReadonlyMap<string, OwnMethod> {
  return new Map<string, OwnMethod>([
    ["/cosmos.tx.v1beta1.Service/BroadcastTx", (request) => broadcastTx(node, request)],
    ["/cosmos.base.tendermint.v1beta1.Service/ABCIQuery", (request) => abciQuery(node, request)],
    [
      "/cosmos.reflection.v1.ReflectionService/FileDescriptors",
      async () => FileDescriptorsResponse.encode({ files: describeFiles() }),
    ],
  ]);
}

/** Heads of the paths that are raw queries; methods of gRPC must not be reached through another one. */
const RAW_PATHS: readonly string[] = ["app", "store", "p2p", "custom"];

async function abciQuery(node: CallPort, bytes: Bytes): Promise<Bytes> {
  const { path, data, height, prove } = ABCIQueryRequest.decode(bytes);
  if (path === "") throw new StatusError(GrpcCode.INVALID_ARGUMENT, "empty query path");
  const [head = ""] = path.replace(/^\//, "").split("/");
  if (!RAW_PATHS.includes(head)) {
    throw new StatusError(GrpcCode.INVALID_ARGUMENT, `unsupported ABCI query path: ${path}`);
  }
  return ABCIQueryResponse.encode(await node.abciQuery({ path, data, height, prove }));
}
