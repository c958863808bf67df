import { equalBytes, utf8 } from "@testudo/base";
import { channelEndPath, connectionPath } from "@testudo/ibc/host";
import { packAny } from "@testudo/proto";
import {
  type IdentifiedChannel,
  MsgChannelCloseConfirm,
  MsgChannelOpenAck,
  MsgChannelOpenConfirm,
  MsgChannelOpenInit,
  MsgChannelOpenTry,
  Order,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  State as ConnectionState,
  type IdentifiedConnection,
  MsgConnectionOpenAck,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenInit,
  MsgConnectionOpenTry,
  type Version,
} from "@testudo/proto/ibc/core/connection/v1";
import type { Endpoint } from "./endpoint.ts";
import { NotYetProvable } from "./not-yet-provable.ts";
import { submit, submitProofs } from "./submit.ts";

/** A chain with the client that it keeps of the other one. */
export interface Side {
  readonly endpoint: Endpoint;
  readonly clientId: string;
}

/** Two chains with their clients of each other; handshakes start at `a`. */
export interface Sides {
  readonly a: Side;
  readonly b: Side;
}

/** A channel that the path should have. */
export interface WantedChannel {
  readonly aPort: string;
  readonly bPort: string;
  readonly ordering: Order;
  readonly version: string;
}

export interface OpenConnection {
  readonly aConnection: string;
  readonly bConnection: string;
}

/** The two ends of a channel; an end that does not exist yet is `undefined`. */
export interface ChannelPair {
  readonly a: IdentifiedChannel;
  readonly b: IdentifiedChannel | undefined;
}

const STORE = "ibc";
const PREFIX = { keyPrefix: utf8(STORE) };
/** The only connection version there is (ICS-03). */
const VERSION: Version = { identifier: "1", features: ["ORDER_ORDERED", "ORDER_UNORDERED"] };

/**
 * Does the next step of a connection handshake.
 *
 * @returns the connection once both ends are open, else `undefined`: a step was made, call again
 */
export async function advanceConnection({ a, b }: Sides): Promise<OpenConnection | undefined> {
  const [ours, theirs] = await Promise.all([a.endpoint.connections(), b.endpoint.connections()]);
  const candidates = ours.filter(
    (end) => end.clientId === a.clientId && end.counterparty.clientId === b.clientId,
  );
  const paired = (end: IdentifiedConnection) =>
    theirs.find((one) => one.clientId === b.clientId && one.counterparty.connectionId === end.id);
  // An open pair wins over a newer attempt that somebody left half done.
  const aEnd =
    candidates.find((end) => end.state === ConnectionState.STATE_OPEN) ??
    candidates.find((end) => paired(end) !== undefined) ??
    candidates[0];

  if (aEnd === undefined) {
    await submit(a.endpoint, [
      packAny(MsgConnectionOpenInit, {
        clientId: a.clientId,
        counterparty: { clientId: b.clientId, connectionId: "", prefix: PREFIX },
        version: VERSION,
        delayPeriod: 0n,
        signer: a.endpoint.signer,
      }),
    ]);
    return undefined;
  }
  const bEnd = paired(aEnd);
  if (bEnd === undefined) {
    await submitProofs(clientOn(b, a), async ({ queryHeight, proofHeight }) => [
      packAny(
        MsgConnectionOpenTry,
        MsgConnectionOpenTry.create({
          clientId: b.clientId,
          counterparty: { clientId: a.clientId, connectionId: aEnd.id, prefix: PREFIX },
          counterpartyVersions: aEnd.versions,
          delayPeriod: 0n,
          proofHeight,
          proofInit: await proofOf(a, connectionPath(aEnd.id), queryHeight),
          signer: b.endpoint.signer,
        }),
      ),
    ]);
    return undefined;
  }
  if (aEnd.state === ConnectionState.STATE_INIT) {
    await submitProofs(clientOn(a, b), async ({ queryHeight, proofHeight }) => [
      packAny(
        MsgConnectionOpenAck,
        MsgConnectionOpenAck.create({
          connectionId: aEnd.id,
          counterpartyConnectionId: bEnd.id,
          version: bEnd.versions[0] ?? VERSION,
          proofHeight,
          proofTry: await proofOf(b, connectionPath(bEnd.id), queryHeight),
          signer: a.endpoint.signer,
        }),
      ),
    ]);
    return undefined;
  }
  if (bEnd.state === ConnectionState.STATE_TRYOPEN) {
    await submitProofs(clientOn(b, a), async ({ queryHeight, proofHeight }) => [
      packAny(MsgConnectionOpenConfirm, {
        connectionId: bEnd.id,
        proofAck: await proofOf(a, connectionPath(aEnd.id), queryHeight),
        proofHeight,
        signer: b.endpoint.signer,
      }),
    ]);
    return undefined;
  }
  return { aConnection: aEnd.id, bConnection: bEnd.id };
}

/** All channels over a connection, each with its other end. */
export async function channelPairs(
  { a, b }: Sides,
  connection: OpenConnection,
): Promise<readonly ChannelPair[]> {
  const [ours, theirs] = await Promise.all([
    a.endpoint.channels(connection.aConnection),
    b.endpoint.channels(connection.bConnection),
  ]);
  return ours.map((end) => ({
    a: end,
    b: theirs.find(
      (one) =>
        one.portId === end.counterparty.portId &&
        one.counterparty.portId === end.portId &&
        one.counterparty.channelId === end.channelId,
    ),
  }));
}

/** Starts a channel that does not exist in any state yet. */
export async function initChannel(
  { a }: Sides,
  connection: OpenConnection,
  wanted: WantedChannel,
): Promise<void> {
  await submit(a.endpoint, [
    packAny(MsgChannelOpenInit, {
      portId: wanted.aPort,
      channel: {
        state: State.STATE_INIT,
        ordering: wanted.ordering,
        counterparty: { portId: wanted.bPort, channelId: "" },
        connectionHops: [connection.aConnection],
        version: wanted.version,
      },
      signer: a.endpoint.signer,
    }),
  ]);
}

/**
 * Does the next step of a channel's life that a relayer owes: TRY, ACK, CONFIRM, or the confirmation of a close.
 *
 * @returns whether there was one
 */
export async function advanceChannel(
  sides: Sides,
  connection: OpenConnection,
  pair: ChannelPair,
): Promise<boolean> {
  const { a, b } = sides;
  const aPath = channelEndPath(pair.a);
  if (pair.b === undefined) {
    if (pair.a.state !== State.STATE_INIT) return false;
    await submitProofs(clientOn(b, a), async ({ queryHeight, proofHeight }) => [
      packAny(MsgChannelOpenTry, {
        portId: pair.a.counterparty.portId,
        previousChannelId: "",
        channel: {
          state: State.STATE_TRYOPEN,
          ordering: pair.a.ordering,
          counterparty: { portId: pair.a.portId, channelId: pair.a.channelId },
          connectionHops: [connection.bConnection],
          version: pair.a.version,
        },
        counterpartyVersion: pair.a.version,
        proofInit: await proofOf(a, aPath, queryHeight),
        proofHeight,
        signer: b.endpoint.signer,
      }),
    ]);
    return true;
  }
  const bEnd = pair.b;
  const bPath = channelEndPath(bEnd);
  if (pair.a.state === State.STATE_INIT && bEnd.state === State.STATE_TRYOPEN) {
    await submitProofs(clientOn(a, b), async ({ queryHeight, proofHeight }) => [
      packAny(MsgChannelOpenAck, {
        portId: pair.a.portId,
        channelId: pair.a.channelId,
        counterpartyChannelId: bEnd.channelId,
        // A CCV provider answers TRY with a version of its own, byte for byte.
        counterpartyVersion: bEnd.version,
        proofTry: await proofOf(b, bPath, queryHeight),
        proofHeight,
        signer: a.endpoint.signer,
      }),
    ]);
    return true;
  }
  if (pair.a.state === State.STATE_OPEN && bEnd.state === State.STATE_TRYOPEN) {
    await submitProofs(clientOn(b, a), async ({ queryHeight, proofHeight }) => [
      packAny(MsgChannelOpenConfirm, {
        portId: bEnd.portId,
        channelId: bEnd.channelId,
        proofAck: await proofOf(a, aPath, queryHeight),
        proofHeight,
        signer: b.endpoint.signer,
      }),
    ]);
    return true;
  }
  if (pair.a.state === State.STATE_CLOSED && bEnd.state === State.STATE_OPEN) {
    return confirmClose(b, a, bEnd, aPath);
  }
  if (pair.a.state === State.STATE_OPEN && bEnd.state === State.STATE_CLOSED) {
    return confirmClose(a, b, pair.a, bPath);
  }
  return false;
}

async function confirmClose(
  on: Side,
  of: Side,
  end: IdentifiedChannel,
  closedPath: string,
): Promise<boolean> {
  await submitProofs(clientOn(on, of), async ({ queryHeight, proofHeight }) => [
    packAny(MsgChannelCloseConfirm, {
      portId: end.portId,
      channelId: end.channelId,
      proofInit: await proofOf(of, closedPath, queryHeight),
      proofHeight,
      signer: on.endpoint.signer,
    }),
  ]);
  return true;
}

/** The client that `on` keeps of `of`. */
export function clientOn(on: Side, of: Side) {
  return { on: on.endpoint, of: of.endpoint, clientId: on.clientId };
}

/** @throws NotYetProvable when the value changed above the height that can be proven now */
async function proofOf({ endpoint }: Side, path: string, queryHeight: bigint): Promise<Uint8Array> {
  const key = utf8(path);
  const [current, proven] = await Promise.all([
    endpoint.client.storeValue(STORE, key),
    endpoint.client.provenValue(STORE, key, queryHeight),
  ]);
  const isCurrent =
    current !== undefined && proven.value !== undefined && equalBytes(current, proven.value);
  if (!isCurrent) throw new NotYetProvable(endpoint.chainId);
  return proven.proof;
}

/** The channel of interchain security: ordered, from the consumer's port to the provider's. */
export const CCV_CHANNEL: WantedChannel = {
  aPort: "consumer",
  bPort: "provider",
  ordering: Order.ORDER_ORDERED,
  version: "1",
};

/** A fungible token channel (ICS-20). */
export const TRANSFER_CHANNEL: WantedChannel = {
  aPort: "transfer",
  bPort: "transfer",
  ordering: Order.ORDER_UNORDERED,
  version: "ics20-1",
};
