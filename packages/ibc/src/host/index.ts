export {
  isRevisionFormat,
  parseChainRevision,
  RevisionOverflow,
  withRevision,
} from "./chain-id.ts";
export {
  type CommittedPacket,
  type CommittedPacketV2,
  type CommittedPayload,
  commitAcknowledgement,
  commitAcknowledgementV2,
  commitPacket,
  commitPacketV2,
} from "./commitments.ts";
export { hostErrors, ibcErrors } from "./errors.ts";
export {
  compareHeights,
  type Height,
  height,
  heightToText,
  isZeroHeight,
  parseHeight,
  ZERO_HEIGHT,
} from "./height.ts";
export {
  type ClientIdParts,
  channelSequence,
  checkChannelId,
  checkClientId,
  checkConnectionId,
  checkPortId,
  connectionSequence,
  formatChannelId,
  formatClientId,
  formatConnectionId,
  isBlank,
  isChannelId,
  isChannelIdFormat,
  isClientId,
  isClientIdFormat,
  isConnectionId,
  isConnectionIdFormat,
  LOCALHOST_CLIENT_ID,
  LOCALHOST_CLIENT_TYPE,
  LOCALHOST_CONNECTION_ID,
  parseClientId,
  readClientId,
  TENDERMINT_CLIENT_TYPE,
} from "./identifiers.ts";
export * from "./paths.ts";
