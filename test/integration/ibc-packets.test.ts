import { SECOND, toHex, utf8 } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { commitmentErrors } from "@testudo/ibc/commitment";
import {
  channelEndPath,
  commitAcknowledgement,
  ibcErrors,
  nextSequenceRecvPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
} from "@testudo/ibc/host";
import { tendermintErrors } from "@testudo/ibc/tendermint";
import { packAny } from "@testudo/proto";
import {
  MsgAcknowledgement,
  MsgAcknowledgementResponse,
  MsgRecvPacket,
  MsgRecvPacketResponse,
  MsgTimeout,
  MsgTimeoutOnClose,
  MsgTimeoutOnCloseResponse,
  MsgTimeoutResponse,
  Order,
  type Packet,
  ResponseResultType,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import { MsgUpdateClient } from "@testudo/proto/ibc/core/client/v1";
import { Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Event, onBranch } from "@testudo/runtime";
import { createIbcChain } from "@testudo/testkit/ibc-chain";
import { createMockApplication, MOCK_ACKNOWLEDGEMENT } from "@testudo/testkit/ibc-mock";
import {
  acknowledgePacket,
  openPath,
  type PathEnd,
  packetOf,
  recvPacket,
  relayerOn,
  sync,
  updateClient,
} from "@testudo/testkit/ibc-path";
import { matching } from "@testudo/testkit/matching";

const NOOP = ResponseResultType.RESPONSE_RESULT_TYPE_NOOP;
const SUCCESS = ResponseResultType.RESPONSE_RESULT_TYPE_SUCCESS;
const NEVER = { revisionNumber: 0n, revisionHeight: 100_000n };

function setUp(order: Order = Order.ORDER_UNORDERED, delayPeriod = 0n) {
  const [mockA, mockB] = [createMockApplication(), createMockApplication()];
  const chainA = createIbcChain({ chainId: "testchain1", ports: { mock: mockA.module } });
  const chainB = createIbcChain({ chainId: "testchain2", ports: { mock: mockB.module } });
  const path = openPath({
    a: chainA,
    b: chainB,
    order,
    portId: "mock",
    version: "",
    delayPeriod,
  });
  mockA.calls.length = 0;
  mockB.calls.length = 0;
  return { ...path, mockA, mockB };
}

function send({ chain, portId, channelId }: PathEnd, changes: Partial<Packet> = {}): Packet {
  const { ctx } = chain;
  const first = ctx.events().length;
  chain.core.channel.sendPacket(ctx, {
    sourcePort: portId,
    sourceChannel: channelId,
    timeoutHeight: NEVER,
    timeoutTimestamp: 0n,
    data: utf8("mock packet"),
    ...changes,
  });
  return packetOf(ctx.events().slice(first));
}

function receiveAgain(from: PathEnd, to: PathEnd, packet: Packet) {
  const { proof, proofHeight } = from.chain.prove(packetCommitmentPath(from, packet.sequence));
  return to.chain.deliver(MsgRecvPacket, MsgRecvPacketResponse, {
    packet,
    proofCommitment: proof,
    proofHeight,
    signer: relayerOn(to.chain),
  });
}

function timeOut(
  from: PathEnd,
  to: PathEnd,
  packet: Packet,
  nextSequenceRecv = 1n,
  ordered = false,
) {
  const path = ordered ? nextSequenceRecvPath(to) : packetReceiptPath(to, packet.sequence);
  const { proof, proofHeight } = to.chain.prove(path);
  return from.chain.deliver(MsgTimeout, MsgTimeoutResponse, {
    packet,
    proofUnreceived: proof,
    proofHeight,
    nextSequenceRecv,
    signer: relayerOn(from.chain),
  });
}

const typesOf = (events: readonly Event[]) => events.map(({ type }) => type);

describe("receiving on an unordered channel", () => {
  it("writes receipt and acknowledgement hash, and tells it in order", () => {
    const { a, b } = setUp();
    const packet = send(a);
    const { response, events } = recvPacket(a, b, packet);
    expect(response.result).toBe(SUCCESS);
    expect(typesOf(events)).toEqual([
      "recv_packet",
      "message",
      "mock_receive",
      "write_acknowledgement",
      "message",
    ]);
    const store = b.chain.ctx.store("ibc");
    expect(store.get(utf8(packetReceiptPath(b, 1n)))).toEqual(Uint8Array.of(1));
    expect(store.get(utf8(packetAcknowledgementPath(b, 1n)))).toEqual(
      commitAcknowledgement(MOCK_ACKNOWLEDGEMENT.bytes),
    );
  });

  it("does nothing the second time, but wants a good proof", () => {
    const { a, b, mockB } = setUp();
    const packet = send(a);
    recvPacket(a, b, packet);
    const again = receiveAgain(a, b, packet);
    expect(again.response.result).toBe(NOOP);
    expect(toHex(MsgRecvPacketResponse.encode(again.response))).toBe("0801");
    expect(again.events).toEqual([]);
    expect(mockB.calls).toEqual(["onRecvPacket"]);
    expect(() => receiveAgain(a, b, { ...packet, data: utf8("forged") })).toThrow(
      matching(commitmentErrors.invalidProof),
    );
  });

  it("drops what a refusing application wrote and keeps its events under another name", () => {
    const { a, b, mockB } = setUp();
    mockB.answer = { success: false, bytes: utf8("no") };
    const { response, events } = recvPacket(a, b, send(a));
    expect(response.result).toBe(SUCCESS);
    expect(events[2]).toEqual({
      type: "ibccallbackerror-mock_receive",
      attributes: [{ key: "ibccallbackerror-sequence", value: "1" }],
    });
    expect(b.chain.ctx.store("transfer").has(utf8("mock/1"))).toBe(false);
    expect(b.chain.ctx.store("ibc").get(utf8(packetAcknowledgementPath(b, 1n)))).toEqual(
      commitAcknowledgement(utf8("no")),
    );
  });

  it("waits for a late acknowledgement and takes it once", () => {
    const { a, b, mockB } = setUp();
    mockB.answer = undefined;
    const packet = send(a);
    const { events } = recvPacket(a, b, packet);
    expect(typesOf(events)).not.toContain("write_acknowledgement");
    const { chain } = b;
    const write = (bytes: Uint8Array) =>
      chain.core.channel.writeAcknowledgement(chain.ctx, packet, bytes);
    expect(() => write(new Uint8Array())).toThrow(matching(channelErrors.invalidAcknowledgement));
    write(utf8("late"));
    expect(() => write(utf8("later"))).toThrow(matching(channelErrors.acknowledgementExists));
  });

  it.each<[string, Partial<Packet>, { codespace: string; code: number }]>([
    ["sequence zero", { sequence: 0n }, channelErrors.invalidPacket],
    ["no data", { data: new Uint8Array() }, channelErrors.invalidPacket],
    ["a byte too many", { data: new Uint8Array(262_145) }, channelErrors.invalidPacket],
    [
      "no timeout",
      { timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n } },
      channelErrors.invalidPacket,
    ],
    ["another source port", { sourcePort: "other" }, channelErrors.invalidPacket],
    ["another source channel", { sourceChannel: "channel-9" }, channelErrors.invalidPacket],
    ["an unknown channel", { destinationChannel: "channel-9" }, channelErrors.channelNotFound],
    ["an unknown port", { destinationPort: "nothere" }, { codespace: "port", code: 5 }],
  ])("refuses %s", (_why, changes, error) => {
    const { a, b } = setUp();
    const packet = send(a);
    sync(a.chain, b.chain, b.clientId);
    expect(() => receiveAgain(a, b, { ...packet, ...changes })).toThrow(
      expect.objectContaining({ codespace: error.codespace, code: error.code }),
    );
  });

  it("takes the largest packet", () => {
    const { a, b } = setUp();
    expect(recvPacket(a, b, send(a, { data: new Uint8Array(262_144) })).response.result).toBe(
      SUCCESS,
    );
  });

  it("counts a timeout reached exactly as elapsed, by height and by time", () => {
    const { a, b } = setUp();
    const height = (blocks: bigint) => ({
      revisionNumber: 0n,
      revisionHeight: b.chain.latestHeight().revisionHeight + blocks,
    });
    const none = { revisionNumber: 0n, revisionHeight: 0n };
    const late = send(a, { timeoutHeight: height(1n) });
    const inTime = send(a, { timeoutHeight: height(2n) });
    const lateByTime = send(a, {
      timeoutHeight: none,
      timeoutTimestamp: b.chain.time + 5n * SECOND,
    });
    const justInTime = send(a, {
      timeoutHeight: none,
      timeoutTimestamp: b.chain.time + 5n * SECOND + 1n,
    });
    sync(a.chain, b.chain, b.clientId);
    for (const packet of [late, lateByTime]) {
      expect(() => receiveAgain(a, b, packet)).toThrow(matching(channelErrors.timeoutElapsed));
    }
    for (const packet of [inTime, justInTime]) {
      expect(receiveAgain(a, b, packet).response.result).toBe(SUCCESS);
    }
  });
});

describe("receiving on an ordered channel", () => {
  it("takes packets strictly in order; lower sequences are no-ops", () => {
    const { a, b } = setUp(Order.ORDER_ORDERED);
    const [first, second] = [send(a), send(a)];
    sync(a.chain, b.chain, b.clientId);
    expect(() => receiveAgain(a, b, second)).toThrow(
      matching(channelErrors.packetSequenceOutOfOrder),
    );
    expect(receiveAgain(a, b, first).response.result).toBe(SUCCESS);
    expect(receiveAgain(a, b, second).response.result).toBe(SUCCESS);
    expect(receiveAgain(a, b, first).response.result).toBe(NOOP);
    expect(b.chain.ctx.store("ibc").has(utf8(packetReceiptPath(b, 1n)))).toBe(false);
  });

  it("takes acknowledgements strictly in order; deleted commitments are no-ops", () => {
    const { a, b, mockA } = setUp(Order.ORDER_ORDERED);
    const [first, second] = [send(a), send(a)];
    sync(a.chain, b.chain, b.clientId);
    receiveAgain(a, b, first);
    receiveAgain(a, b, second);
    const { bytes } = MOCK_ACKNOWLEDGEMENT;
    expect(() => acknowledgePacket(a, b, second, bytes)).toThrow(
      matching(channelErrors.packetSequenceOutOfOrder),
    );
    const done = acknowledgePacket(a, b, first, bytes);
    expect(typesOf(done.events)).toEqual(["acknowledge_packet", "message"]);
    expect(acknowledgePacket(a, b, first, bytes).response.result).toBe(NOOP);
    expect(acknowledgePacket(a, b, second, bytes).response.result).toBe(SUCCESS);
    expect(mockA.calls).toEqual(["onAcknowledgementPacket", "onAcknowledgementPacket"]);
  });
});

describe("acknowledging", () => {
  it("forgets the commitment before the callback, needs no proof for the second copy", () => {
    const { a, b } = setUp();
    const packet = send(a);
    recvPacket(a, b, packet);
    acknowledgePacket(a, b, packet, MOCK_ACKNOWLEDGEMENT.bytes);
    expect(a.chain.ctx.store("ibc").has(utf8(packetCommitmentPath(a, 1n)))).toBe(false);
    const again = a.chain.deliver(MsgAcknowledgement, MsgAcknowledgementResponse, {
      packet,
      acknowledgement: utf8("whatever"),
      proofAcked: utf8("no proof"),
      proofHeight: NEVER,
      signer: relayerOn(a.chain),
    });
    expect(again.response.result).toBe(NOOP);
    expect(again.events).toEqual([]);
  });

  it("refuses another packet under the sequence, another answer, and nothing at all", () => {
    const { a, b } = setUp();
    const packet = send(a);
    recvPacket(a, b, packet);
    const { bytes } = MOCK_ACKNOWLEDGEMENT;
    const forged = { ...packet, data: utf8("forged") };
    expect(() => acknowledgePacket(a, b, forged, bytes)).toThrow(
      matching(channelErrors.invalidPacket),
    );
    expect(() => acknowledgePacket(a, b, packet, utf8("other"))).toThrow(
      matching(commitmentErrors.invalidProof),
    );
    expect(() => acknowledgePacket(a, b, packet, new Uint8Array())).toThrow(
      matching(channelErrors.invalidAcknowledgement),
    );
  });
});

describe("timing out", () => {
  it("proves absence of a receipt, tells it once, and is a no-op afterwards", () => {
    const { a, b, mockA } = setUp();
    const packet = send(a, {
      timeoutHeight: { ...NEVER, revisionHeight: b.chain.latestHeight().revisionHeight + 2n },
    });
    sync(b.chain, a.chain, a.clientId);
    expect(() => timeOut(a, b, packet)).toThrow(matching(channelErrors.timeoutNotReached));
    sync(b.chain, a.chain, a.clientId);
    expect(() => timeOut(a, b, packet, 0n)).toThrow(matching(ibcErrors.invalidSequence));
    const { events, response } = timeOut(a, b, packet);
    expect(response.result).toBe(SUCCESS);
    expect(typesOf(events)).toEqual(["timeout_packet", "message"]);
    expect(timeOut(a, b, packet).response.result).toBe(NOOP);
    expect(mockA.calls).toEqual(["onTimeoutPacket"]);
  });

  it("knows the counterparty's time only at heights it has states for", () => {
    const { a, b } = setUp();
    const packet = send(a);
    const { proof } = b.chain.prove(packetReceiptPath(b, 1n));
    expect(() =>
      a.chain.deliver(MsgTimeout, MsgTimeoutResponse, {
        packet,
        proofUnreceived: proof,
        proofHeight: NEVER,
        nextSequenceRecv: 1n,
        signer: relayerOn(a.chain),
      }),
    ).toThrow(matching(clientErrors.consensusStateNotFound));
  });

  it("closes an ordered channel, and works on a closed one", () => {
    const { a, b } = setUp(Order.ORDER_ORDERED);
    const timeoutHeight = { ...NEVER, revisionHeight: b.chain.latestHeight().revisionHeight + 2n };
    const [first, second] = [send(a, { timeoutHeight }), send(a, { timeoutHeight })];
    sync(b.chain, a.chain, a.clientId);
    sync(b.chain, a.chain, a.clientId);
    expect(() => timeOut(a, b, first, 2n, true)).toThrow(matching(channelErrors.packetReceived));
    const { events } = timeOut(a, b, first, 1n, true);
    expect(typesOf(events)).toEqual(["channel_close", "message", "timeout_packet", "message"]);
    expect(a.chain.core.channel.channel(a.chain.ctx, "mock", a.channelId)?.state).toBe(
      State.STATE_CLOSED,
    );
    expect(timeOut(a, b, second, 1n, true).response.result).toBe(SUCCESS);
    expect(() => send(a)).toThrow(matching(channelErrors.invalidChannelState));
  });

  it("accepts a closed counterparty instead of a passed timeout", () => {
    const { a, b } = setUp();
    const packet = send(a);
    const timeoutOnClose = (nextSequenceRecv = 1n) => {
      const closed = b.chain.prove(channelEndPath(b));
      const { proof } = b.chain.prove(packetReceiptPath(b, packet.sequence));
      return a.chain.deliver(MsgTimeoutOnClose, MsgTimeoutOnCloseResponse, {
        packet,
        proofUnreceived: proof,
        proofClose: closed.proof,
        proofHeight: closed.proofHeight,
        nextSequenceRecv,
        signer: relayerOn(a.chain),
      });
    };
    sync(b.chain, a.chain, a.clientId);
    expect(() => timeoutOnClose()).toThrow(matching(commitmentErrors.invalidProof));
    b.chain.core.channel.chanCloseInit(b.chain.ctx, "mock", b.channelId);
    sync(b.chain, a.chain, a.clientId);
    expect(() => timeoutOnClose(0n)).toThrow(matching(ibcErrors.invalidSequence));
    expect(timeoutOnClose().response.result).toBe(SUCCESS);
    expect(timeoutOnClose().response.result).toBe(NOOP);
  });

  it("refuses an ordered packet that the closed counterparty had received", () => {
    const { a, b } = setUp(Order.ORDER_ORDERED);
    const packet = send(a);
    recvPacket(a, b, packet);
    b.chain.core.channel.chanCloseInit(b.chain.ctx, "mock", b.channelId);
    sync(b.chain, a.chain, a.clientId);
    const closed = b.chain.prove(channelEndPath(b));
    expect(() =>
      a.chain.deliver(MsgTimeoutOnClose, MsgTimeoutOnCloseResponse, {
        packet,
        proofUnreceived: b.chain.prove(nextSequenceRecvPath(b)).proof,
        proofClose: closed.proof,
        proofHeight: closed.proofHeight,
        nextSequenceRecv: 2n,
        signer: relayerOn(a.chain),
      }),
    ).toThrow(matching(channelErrors.invalidPacket));
  });
});

describe("sending", () => {
  it("asks the client, not the own clock, whether the timeout has passed", () => {
    const { a, b } = setUp();
    const { client } = a.chain.core;
    const seen = client.latestHeight(a.chain.ctx, a.clientId);
    expect(() => send(a, { timeoutHeight: seen })).toThrow(matching(channelErrors.timeoutElapsed));
    const next = { ...seen, revisionHeight: seen.revisionHeight + 1n };
    b.chain.nextBlock();
    b.chain.nextBlock();
    expect(send(a, { timeoutHeight: next }).sequence).toBe(1n);
  });

  it("refuses over a client that is not active, and without a timeout", () => {
    const { a } = setUp();
    const { chain, clientId } = a;
    const none = { revisionNumber: 0n, revisionHeight: 0n };
    expect(() => send(a, { timeoutHeight: none })).toThrow(matching(channelErrors.invalidPacket));
    chain.core.client.route(chain.ctx, clientId).updateStateOnMisbehaviour(chain.ctx, clientId);
    expect(() => send(a)).toThrow(matching(clientErrors.clientNotActive));
  });
});

describe("a connection's delay", () => {
  it("holds packets back until time and blocks have passed, handshakes not", () => {
    const { a, b } = setUp(Order.ORDER_UNORDERED, 30n * SECOND);
    const packet = send(a);
    sync(a.chain, b.chain, b.clientId);
    const { proof, proofHeight } = a.chain.prove(packetCommitmentPath(a, 1n));
    const receive = () =>
      b.chain.deliver(MsgRecvPacket, MsgRecvPacketResponse, {
        packet,
        proofCommitment: proof,
        proofHeight,
        signer: relayerOn(b.chain),
      });
    expect(receive).toThrow(matching(tendermintErrors.delayPeriodNotPassed));
    b.chain.nextBlock({ seconds: 29n });
    expect(receive).toThrow(matching(tendermintErrors.delayPeriodNotPassed));
    b.chain.nextBlock({ seconds: 1n });
    expect(receive().response.result).toBe(SUCCESS);
  });

  it("counts blocks as well as time", () => {
    const { a, b } = setUp(Order.ORDER_UNORDERED, 30n * SECOND);
    const packet = send(a);
    b.chain.nextBlock();
    sync(a.chain, b.chain, b.clientId);
    const { proof, proofHeight } = a.chain.prove(packetCommitmentPath(a, 1n));
    // The clock of the same block moves on, as in a check against a later time: one block is still missing.
    const { core, ctx } = b.chain;
    const later = ctx.with({ time: ctx.time + 60n * SECOND });
    expect(() => core.channel.recvPacket(later, packet, { proof, proofHeight })).toThrow(
      matching(tendermintErrors.delayPeriodNotPassed),
    );
    const nextBlock = later.with({ height: ctx.height + 1n });
    expect(core.channel.recvPacket(nextBlock, packet, { proof, proofHeight })).toBeDefined();
  });
});

describe("the mempool's check of relay transactions", () => {
  function check({ chain }: PathEnd, mode: "check" | "recheck" | "finalize", messages: unknown[]) {
    const anys = messages as Parameters<typeof chain.core.checkRedundantRelay>[1];
    onBranch(chain.ctx.with({ mode }), (ctx) => chain.core.checkRedundantRelay(ctx, anys));
  }

  function relayed() {
    const path = setUp();
    const packet = send(path.a);
    recvPacket(path.a, path.b, packet);
    const { proof, proofHeight } = path.a.chain.prove(packetCommitmentPath(path.a, 1n));
    const message = packAny(MsgRecvPacket, {
      packet,
      proofCommitment: proof,
      proofHeight,
      signer: relayerOn(path.b.chain),
    });
    return { ...path, packet, message };
  }

  it("refuses a transaction that only repeats, in check and recheck but not in blocks", () => {
    const { b, message } = relayed();
    expect(() => check(b, "check", [message])).toThrow(matching(channelErrors.redundantTx));
    expect(() => check(b, "recheck", [message])).toThrow(matching(channelErrors.redundantTx));
    expect(() => check(b, "finalize", [message])).not.toThrow();
  });

  it("lets one pass that does something else, or something new", () => {
    const { a, b, message } = relayed();
    const other = { typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: new Uint8Array() };
    expect(() => check(b, "check", [message, other])).not.toThrow();
    const packet = send(a);
    sync(a.chain, b.chain, b.clientId);
    const { proof, proofHeight } = a.chain.prove(packetCommitmentPath(a, packet.sequence));
    const fresh = packAny(MsgRecvPacket, {
      packet,
      proofCommitment: proof,
      proofHeight,
      signer: relayerOn(b.chain),
    });
    expect(() => check(b, "check", [fresh])).not.toThrow();
    // On one state the second copy finds the receipt of the first.
    expect(() => check(b, "check", [message, fresh, fresh])).not.toThrow();
    const badProof = packAny(MsgRecvPacket, {
      packet,
      proofCommitment: utf8("none"),
      proofHeight,
      signer: relayerOn(b.chain),
    });
    expect(() => check(b, "check", [badProof])).toThrow(matching(commitmentErrors.invalidProof));
    expect(() => check(b, "recheck", [badProof])).not.toThrow();
  });

  it("lets a client update pass, even one the client has, and refuses one it cannot verify", () => {
    const { a, b } = setUp();
    a.chain.nextBlock();
    b.chain.nextBlock();
    const trusted = b.chain.core.client.latestHeight(b.chain.ctx, b.clientId);
    const update = (header: Header) =>
      packAny(MsgUpdateClient, {
        clientId: b.clientId,
        clientMessage: packAny(Header, header),
        signer: relayerOn(b.chain),
      });
    const header = a.chain.header(trusted);
    expect(() => check(b, "check", [update(header)])).not.toThrow();
    updateClient(b.chain, b.clientId, a.chain);
    expect(() => check(b, "check", [update(header)])).not.toThrow();
    const stray = a.chain.header(trusted, { chainId: "otherchain" });
    expect(() => check(b, "check", [update(stray)])).toThrow(
      expect.objectContaining({ codespace: "undefined", code: 1 }),
    );
  });
});
