import { defineErrors } from "@testudo/base";

/** Codespace `client` (ICS-02). */
export const clientErrors = defineErrors("client", {
  clientExists: [2, "light client already exists"],
  invalidClient: [3, "light client is invalid"],
  clientNotFound: [4, "light client not found"],
  clientFrozen: [5, "light client is frozen due to misbehaviour"],
  invalidClientMetadata: [6, "invalid client metadata"],
  consensusStateNotFound: [7, "consensus state not found"],
  invalidConsensus: [8, "invalid consensus state"],
  clientTypeNotFound: [9, "client type not found"],
  invalidClientType: [10, "invalid client type"],
  rootNotFound: [11, "commitment root not found"],
  invalidHeader: [12, "invalid client header"],
  invalidMisbehaviour: [13, "invalid light client misbehaviour"],
  failedClientStateVerification: [14, "client state verification failed"],
  failedClientConsensusStateVerification: [15, "client consensus state verification failed"],
  failedConnectionStateVerification: [16, "connection state verification failed"],
  failedChannelStateVerification: [17, "channel state verification failed"],
  failedPacketCommitmentVerification: [18, "packet commitment verification failed"],
  failedPacketAckVerification: [19, "packet acknowledgement verification failed"],
  failedPacketReceiptVerification: [20, "packet receipt verification failed"],
  failedNextSeqRecvVerification: [21, "next sequence receive verification failed"],
  selfConsensusStateNotFound: [22, "self consensus state not found"],
  updateClientFailed: [23, "unable to update light client"],
  invalidRecoveryClient: [24, "invalid recovery client"],
  invalidUpgradeClient: [25, "invalid client upgrade"],
  invalidHeight: [26, "invalid height"],
  invalidSubstitute: [27, "invalid client state substitute"],
  invalidUpgradeProposal: [28, "invalid upgrade proposal"],
  clientNotActive: [29, "client state is not active"],
  failedMembershipVerification: [30, "membership verification failed"],
  failedNonMembershipVerification: [31, "non-membership verification failed"],
  routeNotFound: [32, "light client module route not found"],
  clientTypeNotSupported: [33, "client type not supported"],
});

/** Codespace `clientv2` (IBC v2 counterparties). */
export const clientV2Errors = defineErrors("clientv2", {
  invalidCounterparty: [34, "invalid counterparty"],
  counterpartyNotFound: [35, "counterparty not found"],
});
