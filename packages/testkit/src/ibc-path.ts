import { fromHex, utf8 } from "@testudo/base";
import {
  channelEndPath,
  connectionPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  parseHeight,
} from "@testudo/ibc/host";
import { packAny } from "@testudo/proto";
import {
  MsgAcknowledgement,
  MsgAcknowledgementResponse,
  MsgChannelOpenAck,
  MsgChannelOpenAckResponse,
  MsgChannelOpenConfirm,
  MsgChannelOpenConfirmResponse,
  MsgChannelOpenInit,
  MsgChannelOpenInitResponse,
  MsgChannelOpenTry,
  MsgChannelOpenTryResponse,
  MsgRecvPacket,
  MsgRecvPacketResponse,
  type Order,
  type Packet,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgCreateClient,
  MsgCreateClientResponse,
  MsgUpdateClient,
  MsgUpdateClientResponse,
} from "@testudo/proto/ibc/core/client/v1";
import {
  MsgConnectionOpenAck,
  MsgConnectionOpenAckResponse,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenConfirmResponse,
  MsgConnectionOpenInit,
  MsgConnectionOpenInitResponse,
  MsgConnectionOpenTry,
  MsgConnectionOpenTryResponse,
} from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState, Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Event } from "@testudo/runtime";
import { type Delivered, type IbcChain, ibcAccount } from "./ibc-chain.ts";

/** Who relays in tests. */
export const relayerAccount = ibcAccount("relayer");

/** One side of a path between two chains. */
export interface PathEnd {
  readonly chain: IbcChain;
  readonly clientId: string;
  readonly connectionId: string;
  readonly portId: string;
  readonly channelId: string;
}

/** A path with everything open. */
export interface IbcPath {
  readonly a: PathEnd;
  readonly b: PathEnd;
}

const IBC_PREFIX = { keyPrefix: utf8("ibc") };
const DEFAULT_VERSION = { identifier: "1", features: ["ORDER_ORDERED", "ORDER_UNORDERED"] };

/** Bech32 text of the relayer on a chain. */
export function relayerOn({ addresses }: IbcChain): string {
  return addresses.acc.toText(relayerAccount);
}

/** Creates a client of `of` on `on`. */
export function createClient(
  on: IbcChain,
  of: IbcChain,
  changes: Partial<ClientState> = {},
): string {
  const { response } = on.deliver(MsgCreateClient, MsgCreateClientResponse, {
    clientState: packAny(ClientState, of.clientState(changes)),
    consensusState: packAny(ConsensusState, of.consensusState()),
    signer: relayerOn(on),
  });
  return response.clientId;
}

/** Brings a client up to the open block of its counterparty. */
export function updateClient(
  on: IbcChain,
  clientId: string,
  of: IbcChain,
): Delivered<MsgUpdateClientResponse> {
  const header = of.header(on.core.client.latestHeight(on.ctx, clientId));
  return on.deliver(MsgUpdateClient, MsgUpdateClientResponse, {
    clientId,
    clientMessage: packAny(Header, header),
    signer: relayerOn(on),
  });
}

/** Commits what `from` did and makes it provable on `to`. */
export function sync(from: IbcChain, to: IbcChain, clientId: string): void {
  from.nextBlock();
  to.nextBlock();
  updateClient(to, clientId, from);
}

/** Opens clients, connection and channel between two chains, `a` proposing. */
export function openPath(options: {
  readonly a: IbcChain;
  readonly b: IbcChain;
  readonly order: Order;
  readonly portId?: string;
  readonly version?: string;
  readonly delayPeriod?: bigint;
}): IbcPath {
  const { a, b, order, portId = "transfer", version = "ics20-1" } = options;
  const clients = { a: createClient(a, b), b: createClient(b, a) };
  const connections = openConnection({ ...options, clients });

  const hops = { a: [connections.a], b: [connections.b] };
  const init = a.deliver(MsgChannelOpenInit, MsgChannelOpenInitResponse, {
    portId,
    channel: {
      state: State.STATE_INIT,
      ordering: order,
      counterparty: { portId, channelId: "" },
      connectionHops: hops.a,
      version,
    },
    signer: relayerOn(a),
  });
  const channelA = init.response.channelId;
  sync(a, b, clients.b);
  const proofInit = a.prove(channelEndPath({ portId, channelId: channelA }));
  const answer = b.deliver(MsgChannelOpenTry, MsgChannelOpenTryResponse, {
    portId,
    previousChannelId: "",
    channel: {
      state: State.STATE_TRYOPEN,
      ordering: order,
      counterparty: { portId, channelId: channelA },
      connectionHops: hops.b,
      version: "",
    },
    counterpartyVersion: init.response.version,
    proofInit: proofInit.proof,
    proofHeight: proofInit.proofHeight,
    signer: relayerOn(b),
  });
  const channelB = answer.response.channelId;
  sync(b, a, clients.a);
  const proofTry = b.prove(channelEndPath({ portId, channelId: channelB }));
  a.deliver(MsgChannelOpenAck, MsgChannelOpenAckResponse, {
    portId,
    channelId: channelA,
    counterpartyChannelId: channelB,
    counterpartyVersion: answer.response.version,
    proofTry: proofTry.proof,
    proofHeight: proofTry.proofHeight,
    signer: relayerOn(a),
  });
  sync(a, b, clients.b);
  const proofAck = a.prove(channelEndPath({ portId, channelId: channelA }));
  b.deliver(MsgChannelOpenConfirm, MsgChannelOpenConfirmResponse, {
    portId,
    channelId: channelB,
    proofAck: proofAck.proof,
    proofHeight: proofAck.proofHeight,
    signer: relayerOn(b),
  });
  sync(b, a, clients.a);
  return {
    a: {
      chain: a,
      clientId: clients.a,
      connectionId: connections.a,
      portId,
      channelId: channelA,
    },
    b: {
      chain: b,
      clientId: clients.b,
      connectionId: connections.b,
      portId,
      channelId: channelB,
    },
  };
}

/** Opens a connection over two clients, `a` proposing. */
export function openConnection(options: {
  readonly a: IbcChain;
  readonly b: IbcChain;
  readonly clients: { readonly a: string; readonly b: string };
  readonly delayPeriod?: bigint;
}): { readonly a: string; readonly b: string } {
  const { a, b, clients, delayPeriod = 0n } = options;
  const deprecated = {
    proofClient: new Uint8Array(),
    proofConsensus: new Uint8Array(),
    consensusHeight: { revisionNumber: 0n, revisionHeight: 0n },
    hostConsensusStateProof: new Uint8Array(),
  };
  const idA = nextConnectionId(a);
  a.deliver(MsgConnectionOpenInit, MsgConnectionOpenInitResponse, {
    clientId: clients.a,
    counterparty: { clientId: clients.b, connectionId: "", prefix: IBC_PREFIX },
    version: undefined,
    delayPeriod,
    signer: relayerOn(a),
  });
  sync(a, b, clients.b);
  const idB = nextConnectionId(b);
  const proofInit = a.prove(connectionPath(idA));
  b.deliver(MsgConnectionOpenTry, MsgConnectionOpenTryResponse, {
    clientId: clients.b,
    previousConnectionId: "",
    counterparty: { clientId: clients.a, connectionId: idA, prefix: IBC_PREFIX },
    delayPeriod,
    counterpartyVersions: [DEFAULT_VERSION],
    proofInit: proofInit.proof,
    proofHeight: proofInit.proofHeight,
    ...deprecated,
    signer: relayerOn(b),
  });
  sync(b, a, clients.a);
  const proofTry = b.prove(connectionPath(idB));
  a.deliver(MsgConnectionOpenAck, MsgConnectionOpenAckResponse, {
    connectionId: idA,
    counterpartyConnectionId: idB,
    version: DEFAULT_VERSION,
    proofTry: proofTry.proof,
    proofHeight: proofTry.proofHeight,
    ...deprecated,
    signer: relayerOn(a),
  });
  sync(a, b, clients.b);
  const proofAck = a.prove(connectionPath(idA));
  b.deliver(MsgConnectionOpenConfirm, MsgConnectionOpenConfirmResponse, {
    connectionId: idB,
    proofAck: proofAck.proof,
    proofHeight: proofAck.proofHeight,
    signer: relayerOn(b),
  });
  return { a: idA, b: idB };
}

/** Counts the connections of a chain, the localhost connection aside. */
function nextConnectionId({ core, ctx }: IbcChain): string {
  let n = 0;
  while (core.connection.connection(ctx, `connection-${n}`) !== undefined) n += 1;
  return `connection-${n}`;
}

/** Relays a sent packet to the other end; both chains move a block. */
export function recvPacket(
  from: PathEnd,
  to: PathEnd,
  packet: Packet,
): Delivered<MsgRecvPacketResponse> {
  sync(from.chain, to.chain, to.clientId);
  const { proof, proofHeight } = from.chain.prove(packetCommitmentPath(from, packet.sequence));
  return to.chain.deliver(MsgRecvPacket, MsgRecvPacketResponse, {
    packet,
    proofCommitment: proof,
    proofHeight,
    signer: relayerOn(to.chain),
  });
}

/** Relays an acknowledgement back to the sender; both chains move a block. */
export function acknowledgePacket(
  sender: PathEnd,
  receiver: PathEnd,
  packet: Packet,
  acknowledgement: Uint8Array,
): Delivered<MsgAcknowledgementResponse> {
  sync(receiver.chain, sender.chain, sender.clientId);
  const { proof, proofHeight } = receiver.chain.prove(
    packetAcknowledgementPath(receiver, packet.sequence),
  );
  return sender.chain.deliver(MsgAcknowledgement, MsgAcknowledgementResponse, {
    packet,
    acknowledgement,
    proofAcked: proof,
    proofHeight,
    signer: relayerOn(sender.chain),
  });
}

/** The value of an attribute of the first event of a type. */
export function attributeOf(events: readonly Event[], type: string, key: string): string {
  const found = events.find((event) => event.type === type);
  const value = found?.attributes.find((attribute) => attribute.key === key)?.value;
  if (typeof value !== "string") throw new RangeError(`no ${type}.${key} among the events`);
  return value;
}

/** The packet that a `send_packet` or `recv_packet` event tells of. */
export function packetOf(events: readonly Event[], type = "send_packet"): Packet {
  const attribute = (key: string) => attributeOf(events, type, key);
  return {
    sequence: BigInt(attribute("packet_sequence")),
    sourcePort: attribute("packet_src_port"),
    sourceChannel: attribute("packet_src_channel"),
    destinationPort: attribute("packet_dst_port"),
    destinationChannel: attribute("packet_dst_channel"),
    data: fromHex(attribute("packet_data_hex")),
    timeoutHeight: parseHeight(attribute("packet_timeout_height")) ?? {
      revisionNumber: 0n,
      revisionHeight: 0n,
    },
    timeoutTimestamp: BigInt(attribute("packet_timeout_timestamp")),
  };
}

/** The acknowledgement that a `write_acknowledgement` event tells of. */
export function acknowledgementOf(events: readonly Event[]): Uint8Array {
  return fromHex(attributeOf(events, "write_acknowledgement", "packet_ack_hex"));
}
