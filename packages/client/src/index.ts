export {
  attributeOf,
  type BlockResults,
  type ChainClient,
  type ChainEvent,
  type ChainStatus,
  type CommittedTx,
  createChainClient,
  type ProvenValue,
  type QueryOptions,
  type TxResult,
} from "./chain-client.ts";
export { ClientError, QueryFailed, RpcCallError, TimedOut, TxFailed } from "./errors.ts";
export { type Signer, signerFromKey, signerFromMnemonic } from "./signer.ts";
export {
  createTxSender,
  type SendOptions,
  type TxSender,
  type TxSenderOptions,
} from "./tx-sender.ts";
export { type UntilOptions, until } from "./until.ts";
