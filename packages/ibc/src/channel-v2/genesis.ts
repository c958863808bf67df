import { plainError, readUint64BE, utf8 } from "@testudo/base";
import {
  type GenesisState,
  Packet,
  type PacketSequence,
  type PacketState,
} from "@testudo/proto/ibc/core/channel/v2";
import type { Ctx } from "@testudo/runtime";
import { state as clientState } from "../client/state.ts";
import { allClients } from "../client/walk.ts";
import { checkClientId } from "../host/identifiers.ts";
import { v2AsyncPacketPrefix, v2PacketPrefix } from "../host/paths.ts";
import { entriesBelow } from "../state.ts";
import { RECEIPT_V2, state } from "./state.ts";

/** No v2 packets. */
export const DEFAULT_CHANNEL_V2_GENESIS: GenesisState = {
  acknowledgements: [],
  commitments: [],
  receipts: [],
  asyncPackets: [],
  sendSequences: [],
};

/** Writes the v2 packets of a genesis. A receipt's data is ignored: there is but one. */
export function initChannelV2Genesis(ctx: Ctx, genesis: GenesisState): void {
  for (const { clientId, sequence, data } of genesis.acknowledgements) {
    state.acknowledgements.set(ctx, data, clientId, sequence);
  }
  for (const { clientId, sequence, data } of genesis.commitments) {
    state.commitments.set(ctx, data, clientId, sequence);
  }
  for (const { clientId, sequence } of genesis.receipts) {
    state.receipts.set(ctx, RECEIPT_V2, clientId, sequence);
  }
  for (const { clientId, sequence, data } of genesis.asyncPackets) {
    state.asyncPackets.set(ctx, Packet.decode(data), clientId, sequence);
  }
  for (const { clientId, sequence } of genesis.sendSequences) {
    clientState.nextSequenceSendV2.set(ctx, sequence, clientId);
  }
}

/** Reads the v2 packets of all clients back. */
export function exportChannelV2Genesis(ctx: Ctx): GenesisState {
  const clientIds = allClients(ctx).map(({ clientId }) => clientId);
  return {
    acknowledgements: clientIds.flatMap((id) => [
      ...packetStates(ctx, id, v2PacketPrefix(id, "acknowledgement")),
    ]),
    commitments: clientIds.flatMap((id) => [
      ...packetStates(ctx, id, v2PacketPrefix(id, "commitment")),
    ]),
    receipts: clientIds.flatMap((id) => [...packetStates(ctx, id, v2PacketPrefix(id, "receipt"))]),
    asyncPackets: clientIds.flatMap((id) => [
      ...packetStates(ctx, id, utf8(v2AsyncPacketPrefix(id))),
    ]),
    sendSequences: clientIds.flatMap((clientId) => {
      const sequence = clientState.nextSequenceSendV2.get(ctx, clientId);
      return sequence === undefined ? [] : [{ clientId, sequence }];
    }),
  };
}

/** The v2 records of one kind of a client, by sequence. */
export function* packetStates(
  ctx: Ctx,
  clientId: string,
  prefix: Uint8Array,
): Generator<PacketState> {
  for (const [key, data] of entriesBelow(ctx, prefix)) {
    yield { clientId, sequence: readUint64BE(key, prefix.length), data };
  }
}

/** @throws what the genesis is refused for */
export function validateChannelV2Genesis(genesis: GenesisState): void {
  for (const list of [genesis.acknowledgements, genesis.commitments, genesis.asyncPackets]) {
    for (const packet of list) {
      requirePacketKey(packet);
      if (packet.data.length === 0) throw plainError("data bytes cannot be empty");
    }
  }
  genesis.receipts.forEach(requirePacketKey);
  genesis.sendSequences.forEach(requirePacketKey);
}

function requirePacketKey({ clientId, sequence }: PacketSequence): void {
  checkClientId(clientId);
  if (sequence === 0n) throw plainError("sequence cannot be 0");
}
