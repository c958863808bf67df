import { type CommittedTx, TxFailed } from "@testudo/client";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Endpoint } from "./endpoint.ts";
import { type ClientRef, type ClientUpdate, updateToTip } from "./light-client.ts";

/** Another relayer was faster: the chain refuses a transaction whose packets have all been relayed. */
const REDUNDANT = { codespace: "channel", code: 22 };

/**
 * Sends proofs of what happened on `of` to `on`: the client update first, the messages that stand on it behind.
 *
 * `prove` gets the height to read at and the height to name in messages, one above. It may find that there is nothing
 * to send after all.
 */
export async function submitProofs(
  ref: ClientRef,
  prove: (at: {
    readonly queryHeight: bigint;
    readonly proofHeight: ClientUpdate["height"];
  }) => Promise<readonly Any[]>,
): Promise<CommittedTx | undefined> {
  const update = await updateToTip(ref);
  const proofHeight = update.height;
  const messages = await prove({ queryHeight: proofHeight.revisionHeight - 1n, proofHeight });
  if (messages.length === 0) return undefined;
  return submit(ref.on, [...update.messages, ...messages]);
}

/** Sends messages; `undefined` when another relayer has done the work. */
export async function submit(
  endpoint: Endpoint,
  messages: readonly Any[],
): Promise<CommittedTx | undefined> {
  try {
    return await endpoint.sender.send(messages);
  } catch (error) {
    const isRedundant =
      error instanceof TxFailed &&
      error.codespace === REDUNDANT.codespace &&
      error.code === REDUNDANT.code;
    if (isRedundant) return undefined;
    throw error;
  }
}
