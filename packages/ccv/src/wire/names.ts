/** Codespace and `module` attribute that both sides share. */
export const CCV_MODULE = "CCV";
/** Version of a CCV channel before the handshake; the provider's end then carries `HandshakeMetadata`. */
export const CCV_VERSION = "1";

/** Module name, store, error codespace and port of the provider. */
export const PROVIDER_MODULE = "provider";
export const PROVIDER_STORE = PROVIDER_MODULE;
export const PROVIDER_PORT = "provider";

/** Module name, store and error codespace of the consumer. */
export const CONSUMER_MODULE = "ccvconsumer";
export const CONSUMER_STORE = CONSUMER_MODULE;
export const CONSUMER_PORT = "consumer";

export const TRANSFER_PORT = "transfer";

/** Module account on the provider that collects what consumers send; it must not be blocked by bank. */
export const CONSUMER_REWARDS_POOL = "consumer_rewards_pool";
/** Module account on the consumer that keeps the consumer's own share of the fees. */
export const CONSUMER_REDISTRIBUTE = "cons_redistribute";
/** Module account on the consumer that holds the provider's share until the next transfer. */
export const CONSUMER_TO_SEND_TO_PROVIDER = "cons_to_send_to_provider";

/** Event types and attribute keys that appear on both sides. */
export const EventType = {
  TIMEOUT: "timeout",
  PACKET: "ccv_packet",
  CHANNEL_ESTABLISHED: "channel_established",
  FEE_TRANSFER_CHANNEL_OPENED: "fee_transfer_channel_opened",
  SUBMIT_CONSUMER_MISBEHAVIOUR: "submit_consumer_misbehaviour",
  SUBMIT_CONSUMER_DOUBLE_VOTING: "submit_consumer_double_voting",
  CONSUMER_SLASH_REQUEST: "consumer_slash_request",
} as const;

export const AttributeKey = {
  MODULE: "module",
  ACK_SUCCESS: "success",
  ACK: "acknowledgement",
  ACK_ERROR: "error",
  INFRACTION_TYPE: "infraction_type",
  VALIDATOR_ADDRESS: "validator_address",
  VALSET_UPDATE_ID: "valset_update_id",
} as const;
