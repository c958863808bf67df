import { toHex } from "@testudo/base";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import { channelsOf } from "./channels.ts";
import { consumer } from "./stored.ts";
import type { StateView } from "./view.ts";

/**
 * Slash packets (WaitingForSlashPacketAckInv): at most one is on its way, it is the head of the queue, and the record
 * says so.
 */
export function* slashPackets(view: StateView): Generator<string> {
  const channelId = consumer.providerChannel.get(view);
  const queue = [...consumer.pendingPackets.values(view)];
  const record = consumer.slashRecord.get(view);
  const isWaiting = record?.waitingOnReply === true;
  if (record !== undefined && queue.length === 0) {
    yield "slash packets: the record says that one is sent, the queue is empty";
  }
  if (channelId === undefined) {
    if (record !== undefined) yield "slash packets: sent without a channel";
    return;
  }
  for (const channel of channelsOf(view)) {
    if (channel.portId !== "consumer" || channel.channelId !== channelId) continue;
    const { committed, end } = channel;
    if (committed.length > 1) yield `slash packets: ${committed} are on their way at once`;
    if (end.state === State.STATE_OPEN && isWaiting !== (committed.length === 1)) {
      yield `slash packets: ${committed} on their way, the record waits: ${isWaiting}`;
    }
  }
}

/** Reported downtime: a validator is reported once, and is flagged or has come back as long as its report waits. */
export function* reports(view: StateView): Generator<string> {
  for (const { type, slashPacketData } of consumer.pendingPackets.values(view)) {
    if (type !== ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH) continue;
    if (slashPacketData === undefined) {
      yield "reports: one without content waits";
      continue;
    }
    const { validator, infraction, valsetUpdateId } = slashPacketData;
    if (validator.power <= 0n) yield `reports: ${toHex(validator.address)} had no power`;
    if (infraction === Infraction.INFRACTION_UNSPECIFIED) yield "reports: of no infraction";
    const current = consumer.vscIds.get(view, view.height + 1n) ?? 0n;
    if (valsetUpdateId > current) yield `reports: of set ${valsetUpdateId}, which is not here yet`;
  }
}

/** Members: they have power, and stand under the address of their key. Changes reached the engine with the block. */
export function* consumerMembers(view: StateView): Generator<string> {
  if (consumer.preCcv.has(view)) return;
  let total = 0n;
  for (const [address, validator] of consumer.validators.entries(view)) {
    if (toHex(validator.address) !== toHex(address)) yield `members: ${toHex(address)} moved`;
    if (validator.power <= 0n) yield `members: ${toHex(address)} has power ${validator.power}`;
    total += validator.power;
  }
  if (total === 0n) yield "members: nobody validates the chain";
  if (consumer.pendingChanges.has(view)) yield "members: changes did not reach the engine";
}

/** Set updates: their ids never fall with the height. */
export function* consumerUpdateIds(view: StateView): Generator<string> {
  const [before, after] = [view.height, view.height + 1n].map(
    (height) => consumer.vscIds.get(view, height) ?? 0n,
  );
  if (before !== undefined && after !== undefined && after < before) {
    yield `update ids: ${after} follows ${before}`;
  }
}

/** The consumer that a chain is on its hub, by its own word. */
export function consumerIdOf(view: StateView): string | undefined {
  return consumer.params.get(view)?.consumerId;
}
