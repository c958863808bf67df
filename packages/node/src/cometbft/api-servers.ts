import { fromBase64, type Logger, toBase64 } from "@testudo/base";
import type { RequestQuery, ResponseCheckTx, ResponseQuery } from "@testudo/proto/tendermint/abci";
import {
  createGrpcCalls,
  type QueryAnswer,
  type QueryRequest,
  startGrpcServer,
  startRestServer,
} from "@testudo/rpc";
import type { ChainApplication, QueryRoute } from "@testudo/runtime";
import type { ChainFacts } from "../chain-facts.ts";
import { type NodeDescription, nodeQueries } from "../node-queries.ts";
import { txQueries } from "../tx-queries.ts";
import { members, type RpcCall, rpcCalls } from "./rpc-calls.ts";
import { factsFor, NO_FACTS } from "./rpc-facts.ts";

/** gRPC and REST of an application whose blocks a CometBFT makes. */
export interface CometApis {
  /** `http://host:port` of the CometBFT beside it. */
  readonly rpcUrl: string;
  readonly host: string;
  /** 0 takes any free one, absent it is not served. */
  readonly grpcPort?: number;
  readonly restPort?: number;
}

/** The services that an application alone cannot answer, as they ask CometBFT. */
export interface CometServices {
  readonly routes: readonly QueryRoute[];
  /** A query over gRPC or REST. */
  answer(request: QueryRequest): Promise<QueryAnswer>;
  /** A query over ABCI. */
  query(request: RequestQuery): Promise<ResponseQuery>;
  broadcastTxSync(tx: Uint8Array): Promise<ResponseCheckTx>;
  broadcastTxAsync(tx: Uint8Array): Promise<void>;
}

const NODE_INFO = "/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo";
const SYNCING = "/cosmos.base.tendermint.v1beta1.Service/GetSyncing";

/**
 * Answers the node's services from CometBFT's RPC: what a method needs is asked for first, then the method runs
 * synchronously over it, as with the built-in engine.
 */
export function cometServices(options: {
  readonly apis: CometApis;
  readonly about: Omit<NodeDescription, "nodeId" | "moniker" | "rpcAddress" | "isSyncing">;
  readonly app: () => ChainApplication;
}): CometServices {
  const { apis, app } = options;
  const call: RpcCall = rpcCalls(apis.rpcUrl);
  let facts: ChainFacts = NO_FACTS;
  let identity = { nodeId: "", moniker: "", isSyncing: false };

  const about: NodeDescription = {
    ...options.about,
    get nodeId() {
      return identity.nodeId;
    },
    get moniker() {
      return identity.moniker;
    },
    isSyncing: () => identity.isSyncing,
    rpcAddress: () => apis.rpcUrl.replace(/^http/, "tcp"),
  };

  async function learn(request: { readonly path: string; readonly data: Uint8Array }) {
    if (request.path === NODE_INFO || request.path === SYNCING) {
      const { node_info: node, sync_info: sync } = await call("status");
      const { id, moniker } = members(node);
      const isSyncing = members(sync).catching_up === true;
      identity = { nodeId: String(id), moniker: String(moniker), isSyncing };
    }
    return factsFor(call, request);
  }

  /** Nothing else runs between setting the facts and forgetting them. */
  function over<T>(learned: ChainFacts, run: () => T): T {
    facts = learned;
    try {
      return run();
    } finally {
      facts = NO_FACTS;
    }
  }

  return {
    routes: [
      ...nodeQueries(about, { engine: () => facts, app }),
      ...txQueries({ engine: () => facts, decoder: () => app().decoder }),
    ],
    async answer(request) {
      const learned = await learn(request);
      return over(learned, () => app().grpcQuery(request));
    },
    async query(request) {
      const learned = await learn(request).catch(() => NO_FACTS);
      return over(learned, () => app().query(request));
    },
    async broadcastTxSync(tx) {
      const answer = await call("broadcast_tx_sync", { tx: toBase64(tx) });
      return {
        code: Number(answer.code),
        data: fromBase64(String(answer.data ?? "")),
        log: String(answer.log),
        info: "",
        gasWanted: 0n,
        gasUsed: 0n,
        events: [],
        codespace: String(answer.codespace),
      };
    },
    async broadcastTxAsync(tx) {
      await call("broadcast_tx_async", { tx: toBase64(tx) });
    },
  };
}

/** Starts the servers that have a port. @throws ListenError */
export async function startCometApis(options: {
  readonly apis: CometApis;
  readonly services: CometServices;
  readonly app: () => ChainApplication;
  readonly chainId: () => string;
  readonly logger: Logger;
  /** Takes what stops a server that has started. */
  readonly closers: (() => Promise<void>)[];
}) {
  const { apis, services, app, logger, closers } = options;
  const { host, grpcPort, restPort } = apis;
  const calls = createGrpcCalls({
    queries: { methods: app().queries.paths, query: services.answer },
    node: services,
    logger,
  });
  if (grpcPort !== undefined) {
    closers.push((await startGrpcServer({ calls, host, port: grpcPort, logger })).close);
  }
  if (restPort !== undefined) {
    const chainId = options.chainId();
    closers.push((await startRestServer({ calls, chainId, host, port: restPort, logger })).close);
  }
}
