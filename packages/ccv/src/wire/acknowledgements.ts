/** What the provider answers to a packet that it took (one byte inside the standard acknowledgement). */
export const V1_RESULT = Uint8Array.of(1);
/** The slash packet was handled: the consumer may forget it. */
export const SLASH_PACKET_HANDLED = Uint8Array.of(2);
/** The slash meter is negative: the consumer has to send the packet again later. */
export const SLASH_PACKET_BOUNCED = Uint8Array.of(3);
