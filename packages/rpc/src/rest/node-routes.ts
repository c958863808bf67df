import type { RestService } from "./rest-service.ts";

/** The node itself and transactions. */
export const nodeRoutes: readonly RestService[] = [
  {
    service: "cosmos.base.node.v1beta1.Service",
    prefix: "/cosmos/base/node/v1beta1",
    routes: [
      ["Config", "config"],
      ["Status", "status"],
    ],
  },
  {
    service: "cosmos.base.reflection.v1beta1.ReflectionService",
    prefix: "/cosmos/base/reflection/v1beta1",
    routes: [
      ["ListAllInterfaces", "interfaces"],
      ["ListImplementations", "interfaces/{interface_name}/implementations"],
    ],
  },
  {
    service: "cosmos.base.tendermint.v1beta1.Service",
    prefix: "/cosmos/base/tendermint/v1beta1",
    routes: [
      ["GetNodeInfo", "node_info"],
      ["GetSyncing", "syncing"],
      ["GetLatestBlock", "blocks/latest"],
      ["GetBlockByHeight", "blocks/{height}"],
      ["GetLatestValidatorSet", "validatorsets/latest", "query"],
      ["GetValidatorSetByHeight", "validatorsets/{height}", "query"],
      ["ABCIQuery", "abci_query", "query"],
    ],
  },
  {
    service: "cosmos.tx.v1beta1.Service",
    prefix: "/cosmos/tx/v1beta1",
    routes: [
      ["Simulate", "simulate", "body"],
      ["GetTx", "txs/{hash}"],
      ["BroadcastTx", "txs", "body"],
      ["GetTxsEvent", "txs", "query"],
      ["GetBlockWithTxs", "txs/block/{height}", "query"],
      ["TxDecode", "decode", "body"],
      ["TxEncode", "encode", "body"],
      ["TxEncodeAmino", "encode/amino", "body"],
      ["TxDecodeAmino", "decode/amino", "body"],
    ],
  },
];
