/**
 * All message types by type URL. Generated files add themselves while they load, and nothing changes
 * afterwards; they load together, since each that can hold an Any pulls in all of them.
 */
import type { MessageType } from "./descriptor.ts";

const types = new Map<string, MessageType<unknown>>();

export function noteMessageType(type: MessageType<unknown>): void {
  types.set(type.typeUrl, type);
}

/** The type of a URL such as `/cosmos.bank.v1beta1.MsgSend`; what stands before the last slash does not count. */
export function messageByTypeUrl(typeUrl: string): MessageType<unknown> | undefined {
  return types.get(typeUrl.slice(Math.max(typeUrl.lastIndexOf("/"), 0)));
}

/** Every message type, in the order of their packages. */
export function allMessages(): readonly MessageType<unknown>[] {
  return [...types.values()].sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
}
