import { DAY, SECOND } from "@testudo/base";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { channelEndPath, connectionPath, packetReceiptPath } from "@testudo/ibc/host";
import { packAny, toDuration, toTimestamp } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChannelCloseInit,
  MsgChannelOpenAck,
  MsgChannelOpenConfirm,
  MsgTimeoutOnClose,
  Order,
} from "@testudo/proto/ibc/core/channel/v1";
import { MsgCreateClient } from "@testudo/proto/ibc/core/client/v1";
import { MsgRegisterCounterparty } from "@testudo/proto/ibc/core/client/v2";
import {
  MsgConnectionOpenAck,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenInit,
  MsgConnectionOpenTry,
} from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type ChannelOptions, channelInit, channelTry } from "@testudo/testkit/channel-handshake";
import type { TestConsumer } from "@testudo/testkit/coordinator";
import { relayer } from "@testudo/testkit/hub";
import {
  type ChannelEnd,
  freshen,
  heightOn,
  type LinkEnd,
  proveOn,
  relayerOn,
} from "@testudo/testkit/link";
import { attributesOf, type TestChain, type TxResult } from "@testudo/testkit/test-chain";
import type { TestChannel } from "@testudo/testkit/test-channel";
import type { Random } from "./random.ts";

/** Changes a message somehow; most stay as they are. */
export type Disturb = (message: Any) => Any;

/** Handshakes of clients, connections and channels between two chains, each step by step, some of them disturbed. */
export interface Handshakes {
  /** Does one step of one of them, or begins a new one. */
  step(): void;
}

const IBC_PREFIX = { keyPrefix: new TextEncoder().encode("ibc") };
const VERSIONS = [
  { identifier: "1", features: ["ORDER_ORDERED", "ORDER_UNORDERED"] },
  { identifier: "1", features: ["ORDER_UNORDERED"] },
  { identifier: "1", features: ["ORDER_DAG"] },
  { identifier: "2", features: [] },
];
/** Fields that nobody reads any more. */
const DEPRECATED = {
  proofClient: new Uint8Array(),
  proofConsensus: new Uint8Array(),
  consensusHeight: { revisionNumber: 0n, revisionHeight: 0n },
  hostConsensusStateProof: new Uint8Array(),
};

/** A handshake under way: what is to be done next. */
type Step = () => Step | undefined;

export function createHandshakes(
  random: Random,
  { link, transfer }: TestConsumer,
  disturb: Disturb,
): Handshakes {
  const pending: Step[] = [];

  function sides(): readonly [LinkEnd, LinkEnd] {
    return random.chance(0.5) ? [link.a, link.b] : [link.b, link.a];
  }

  function deliver(chain: TestChain, messages: readonly Any[]): TxResult {
    return chain.deliver(relayer, [...messages.slice(0, -1), disturb(messages.at(-1)!)]);
  }

  /** After what `from` has done, `to` hears of it; a chance that nobody brings the header. */
  function tell(from: LinkEnd, to: LinkEnd, make: () => Any): TxResult {
    const update = freshen(from.chain, to.chain, to.clientId);
    const message = make();
    return deliver(to.chain, random.chance(0.95) ? [...update, message] : [message]);
  }

  function newChannel(): Step | undefined {
    const [a, b] = sides();
    const ccv = random.chance(0.15);
    const [portA, portB] = a === link.a ? ["consumer", "provider"] : ["provider", "consumer"];
    const options: ChannelOptions = {
      order: random.pick([Order.ORDER_UNORDERED, Order.ORDER_UNORDERED, Order.ORDER_ORDERED]),
      version: random.pick(["ics20-1", "ics20-1", "", "ics20-2", "1"]),
      ports: ccv ? { a: portA!, b: portB! } : { a: "transfer", b: "transfer" },
    };
    const init = deliver(a.chain, [channelInit(a, options)]);
    const channelId = attributesOf(init.events, "channel_open_init", "channel_id").at(-1);
    if (init.code !== 0 || channelId === undefined) return undefined;
    const endA = { ...a, portId: options.ports.a, channelId };
    return () => channelAnswer(endA, b, options);
  }

  function channelAnswer(a: ChannelEnd, b: LinkEnd, options: ChannelOptions): Step | undefined {
    const version = random.chance(0.8) ? "ics20-1" : options.version;
    const result = tell(a, b, () => channelTry(a, b, { ...options, version }));
    const channelId = attributesOf(result.events, "channel_open_try", "channel_id")[0];
    if (result.code !== 0 || channelId === undefined) return undefined;
    const endB = { ...b, portId: options.ports.b, channelId };
    return () => channelAck(a, endB);
  }

  function channelAck(a: ChannelEnd, b: ChannelEnd): Step | undefined {
    const result = tell(b, a, () => {
      const { proof, proofHeight } = proveOn(b.chain, channelEndPath(b));
      return packAny(MsgChannelOpenAck, {
        portId: a.portId,
        channelId: a.channelId,
        counterpartyChannelId: b.channelId,
        counterpartyVersion: "ics20-1",
        proofTry: proof,
        proofHeight,
        signer: relayerOn(a.chain),
      });
    });
    return result.code === 0 ? () => channelConfirm(a, b) : undefined;
  }

  function channelConfirm(a: ChannelEnd, b: ChannelEnd): undefined {
    tell(a, b, () => {
      const { proof, proofHeight } = proveOn(a.chain, channelEndPath(a));
      return packAny(MsgChannelOpenConfirm, {
        portId: b.portId,
        channelId: b.channelId,
        proofAck: proof,
        proofHeight,
        signer: relayerOn(b.chain),
      });
    });
    return undefined;
  }

  function newConnection(): Step | undefined {
    const [a, b] = sides();
    const init = deliver(a.chain, [
      packAny(MsgConnectionOpenInit, {
        clientId: a.clientId,
        counterparty: { clientId: b.clientId, connectionId: "", prefix: IBC_PREFIX },
        version: random.chance(0.5) ? undefined : random.pick(VERSIONS),
        delayPeriod: random.pick([0n, 0n, 5n * SECOND]),
        signer: relayerOn(a.chain),
      }),
    ]);
    const connectionId = attributesOf(init.events, "connection_open_init", "connection_id")[0];
    if (init.code !== 0 || connectionId === undefined) return undefined;
    return () => connectionAnswer({ ...a, connectionId }, b);
  }

  function connectionAnswer(a: LinkEnd, b: LinkEnd): Step | undefined {
    const result = tell(a, b, () => {
      const { proof, proofHeight } = proveOn(a.chain, connectionPath(a.connectionId));
      return packAny(MsgConnectionOpenTry, {
        clientId: b.clientId,
        previousConnectionId: "",
        counterparty: {
          clientId: a.clientId,
          connectionId: a.connectionId,
          prefix: IBC_PREFIX,
        },
        delayPeriod: random.pick([0n, 0n, 0n, 5n * SECOND]),
        counterpartyVersions: random.chance(0.8) ? [VERSIONS[0]!] : VERSIONS.slice(1),
        proofInit: proof,
        proofHeight,
        ...DEPRECATED,
        signer: relayerOn(b.chain),
      });
    });
    const connectionId = attributesOf(result.events, "connection_open_try", "connection_id")[0];
    if (result.code !== 0 || connectionId === undefined) return undefined;
    return () => connectionAck(a, { ...b, connectionId });
  }

  function connectionAck(a: LinkEnd, b: LinkEnd): Step | undefined {
    const result = tell(b, a, () => {
      const { proof, proofHeight } = proveOn(b.chain, connectionPath(b.connectionId));
      return packAny(MsgConnectionOpenAck, {
        connectionId: a.connectionId,
        counterpartyConnectionId: b.connectionId,
        version: random.chance(0.9) ? VERSIONS[0] : random.pick(VERSIONS),
        proofTry: proof,
        proofHeight,
        ...DEPRECATED,
        signer: relayerOn(a.chain),
      });
    });
    return result.code === 0 ? () => connectionConfirm(a, b) : undefined;
  }

  /** What is open may carry channels. */
  function connectionConfirm(a: LinkEnd, b: LinkEnd): Step | undefined {
    const result = tell(a, b, () => {
      const { proof, proofHeight } = proveOn(a.chain, connectionPath(a.connectionId));
      return packAny(MsgConnectionOpenConfirm, {
        connectionId: b.connectionId,
        proofAck: proof,
        proofHeight,
        signer: relayerOn(b.chain),
      });
    });
    if (result.code !== 0) return undefined;
    const options: ChannelOptions = {
      order: Order.ORDER_UNORDERED,
      version: "ics20-1",
      ports: { a: "transfer", b: "transfer" },
    };
    return () => {
      const init = deliver(a.chain, [channelInit(a, options)]);
      const channelId = attributesOf(init.events, "channel_open_init", "channel_id").at(-1);
      if (init.code !== 0 || channelId === undefined) return undefined;
      return () => channelAnswer({ ...a, portId: "transfer", channelId }, b, options);
    };
  }

  /** A client of the other chain, with parameters of all kinds. */
  function newClient(): Step | undefined {
    const [{ chain: on }, { chain: of }] = sides();
    const { header } = of.made(of.height - BigInt(random.below(3)));
    const day = (days: number) => toDuration(BigInt(days) * DAY);
    const clientState = packAny(ClientState, {
      chainId: of.chainId,
      trustLevel: random.pick([
        { numerator: 1n, denominator: 3n },
        { numerator: 2n, denominator: 3n },
        { numerator: 1n, denominator: 1n },
        { numerator: 1n, denominator: 4n },
      ]),
      trustingPeriod: random.pick([day(14), day(14), toDuration(20n * SECOND), day(21)]),
      unbondingPeriod: day(21),
      maxClockDrift: toDuration(BigInt(random.pick([10, 10, 0, 1])) * SECOND),
      frozenHeight: { revisionNumber: 0n, revisionHeight: random.chance(0.95) ? 0n : 1n },
      latestHeight: heightOn(of, header.height),
      proofSpecs: random.chance(0.9) ? SDK_PROOF_SPECS : SDK_PROOF_SPECS.slice(1),
      upgradePath: random.pick([["upgrade", "upgradedIBCState"], [], [""]]),
      allowUpdateAfterExpiry: random.chance(0.5),
      allowUpdateAfterMisbehaviour: false,
    });
    const consensusState = packAny(ConsensusState, {
      timestamp: toTimestamp(header.time),
      root: { hash: header.appHash },
      nextValidatorsHash: header.nextValidatorsHash,
    });
    const made = deliver(on, [
      packAny(MsgCreateClient, { clientState, consensusState, signer: relayerOn(on) }),
    ]);
    const clientId = attributesOf(made.events, "create_client", "client_id")[0];
    if (made.code !== 0 || clientId === undefined) return undefined;
    return () => counterparty(on, clientId);
  }

  /** What IBC v2 has instead of a handshake. */
  function counterparty(on: TestChain, clientId: string): undefined {
    deliver(on, [
      packAny(MsgRegisterCounterparty, {
        clientId,
        counterpartyMerklePrefix: [IBC_PREFIX.keyPrefix, new Uint8Array()],
        counterpartyClientId: random.pick(["07-tendermint-0", "07-tendermint-3"]),
        signer: relayerOn(on),
      }),
    ]);
    return undefined;
  }

  function closeInit(): undefined {
    const end = random.pick([transfer.a, transfer.b]);
    const { portId, channelId } = end;
    deliver(end.chain, [
      packAny(MsgChannelCloseInit, { portId, channelId, signer: relayerOn(end.chain) }),
    ]);
    return undefined;
  }

  return {
    step() {
      const at = random.below(pending.length + 1);
      const [known] = pending.splice(at, 1);
      const begin = random.weighted<Step>([
        [4, newChannel],
        [2, newConnection],
        [2, newClient],
        [0.3, closeInit],
      ]);
      const next = (known ?? begin)();
      if (next !== undefined) pending.push(next);
    },
  };
}

/** Tells the sender of a packet that the other end closed before it came. */
export function timeOutOnClose(channel: TestChannel, side: "a" | "b"): void {
  const [packet] = channel.packets(side);
  if (packet === undefined) return;
  const [from, to] = side === "a" ? [channel.a, channel.b] : [channel.b, channel.a];
  const update = freshen(to.chain, from.chain, from.clientId);
  const unreceived = proveOn(to.chain, packetReceiptPath(to, packet.sequence));
  from.chain.deliver(relayer, [
    ...update,
    packAny(MsgTimeoutOnClose, {
      packet,
      proofUnreceived: unreceived.proof,
      proofClose: proveOn(to.chain, channelEndPath(to)).proof,
      proofHeight: unreceived.proofHeight,
      nextSequenceRecv: packet.sequence,
      signer: relayerOn(from.chain),
    }),
  ]);
}
