export { type ChannelEnd, createEndpoint, type Endpoint, type RelayChain } from "./endpoint.ts";
export {
  CCV_CHANNEL,
  type ChannelPair,
  type Side,
  type Sides,
  TRANSFER_CHANNEL,
  type WantedChannel,
} from "./handshake.ts";
export { headerAt, makeHeader } from "./light-client.ts";
export type { PassResult, Path } from "./path.ts";
export { createRelayer, type Relayer, type RelayerOptions } from "./relayer.ts";
export { createWatcher, type Finding, type Watcher, type WatcherOptions } from "./watcher.ts";
