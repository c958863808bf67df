import { fromUtf8, HOUR, SECOND, utf8 } from "@testudo/base";
import {
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
} from "@testudo/ibc/host";
import {
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import type { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import {
  MsgAcknowledgement,
  MsgAcknowledgementResponse,
  MsgRecvPacket,
  MsgRecvPacketResponse,
  MsgTimeout,
  type Packet,
  ResponseResultType,
} from "@testudo/proto/ibc/core/channel/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import { createCoordinator } from "@testudo/testkit/coordinator";
import { relayer, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants } from "@testudo/testkit/invariants";
import { freshen, proveOn, relayerOn } from "@testudo/testkit/link";
import { delegate } from "@testudo/testkit/staking-messages";
import { accountKey, effectOf } from "@testudo/testkit/state-dump";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { responsesOf, type TestChain } from "@testudo/testkit/test-chain";
import { acknowledgeMessage, receiveMessage } from "@testudo/testkit/test-channel";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");

/** A hub and a consumer between which tokens may move. */
function setUp() {
  const net = createCoordinator();
  const { hub } = net;
  const consumer = net.launch();
  hub.send(dora, delegate(hub, dora, testValidator("alice"), TOKEN));
  net.epoch();
  const { chain, transfer } = consumer;
  return { net, hub, chain, consumer, transfer };
}

type World = ReturnType<typeof setUp>;

/** Sends stake from the hub to the consumer; the packet waits. */
function send({ hub, chain, transfer }: World, changes: Partial<MsgTransfer> = {}): Packet {
  hub.send(dora, transferMessage({ hub, chain, transfer }, changes));
  return transfer.hold("b").at(-1)!;
}

function transferMessage(
  { hub, chain, transfer }: Pick<World, "hub" | "chain" | "transfer">,
  changes: Partial<MsgTransfer> = {},
): Any {
  return message(MsgTransfer, {
    ...MsgTransfer.create(),
    sourcePort: "transfer",
    sourceChannel: transfer.b.channelId,
    token: { denom: "stake", amount: "1000" },
    sender: hub.addresses.acc.toText(dora.address),
    receiver: chain.addresses.acc.toText(dora.address),
    timeoutTimestamp: hub.clock.now() + HOUR,
    ...changes,
  });
}

/** Brings both clients up to date, so that a case costs one message. */
function refresh({ hub, chain, consumer }: World): void {
  chain.send(relayer, freshen(hub, chain, consumer.link.a.clientId));
  hub.send(relayer, freshen(chain, hub, consumer.link.b.clientId));
}

/** Delivers on a chain, and expects that a refusal changes nothing but the relayer's sequence. */
async function refused(
  chain: TestChain,
  messages: readonly Any[],
  codespace: string,
  code: number,
) {
  const { result, changed } = await effectOf(chain, chain.sign(relayer, messages));
  expect({ codespace: result.codespace, code: result.code, log: result.log }).toEqual({
    codespace,
    code,
    log: result.log,
  });
  expect(changed).toEqual([accountKey(relayer)]);
}

function damaged(
  proof: Uint8Array,
  change: (proofs: readonly CommitmentProof[]) => readonly CommitmentProof[],
): Uint8Array {
  return MerkleProof.encode({ proofs: change(MerkleProof.decode(proof).proofs) });
}

/** Where most cases begin. */
let usual: World;
let start: ReturnType<World["net"]["snapshot"]>;
beforeAll(() => {
  usual = setUp();
  start = usual.net.snapshot();
});
beforeEach(() => usual.net.restore(start));

describe("proofs of packets", () => {
  let world: World;
  let packet: Packet;
  beforeAll(() => {
    world = setUp();
    packet = send(world);
    world.chain.send(relayer, freshen(world.hub, world.chain, world.consumer.link.a.clientId));
  });

  const receive = (changes: Partial<MsgRecvPacket> = {}) => {
    const { proof, proofHeight } = proveOn(
      world.hub,
      packetCommitmentPath(world.transfer.b, packet.sequence),
    );
    return message(MsgRecvPacket, {
      packet,
      proofCommitment: proof,
      proofHeight,
      signer: relayerOn(world.chain),
      ...changes,
    });
  };
  const proof = () =>
    proveOn(world.hub, packetCommitmentPath(world.transfer.b, packet.sequence)).proof;

  it.each<[string, () => Partial<MsgRecvPacket>, string, number]>([
    [
      "45: of another value",
      () => ({ packet: { ...packet, data: utf8(fromUtf8(packet.data).replace("1000", "9000")) } }),
      "commitment",
      2,
    ],
    [
      "45: of another timeout",
      () => ({ packet: { ...packet, timeoutTimestamp: packet.timeoutTimestamp + 1n } }),
      "commitment",
      2,
    ],
    [
      "45: of another key",
      () => ({
        proofCommitment: proveOn(world.hub, "nextSequenceSend/ports/transfer/channels/channel-1")
          .proof,
      }),
      "commitment",
      2,
    ],
    [
      "45: in another store's name",
      () => ({
        proofCommitment: damaged(proof(), ([iavl, simple]) => [
          iavl!,
          { ...simple!, exist: { ...simple!.exist!, key: utf8("bank") } },
        ]),
      }),
      "commitment",
      2,
    ],
    [
      "45: with a damaged step",
      () => ({
        proofCommitment: damaged(proof(), ([iavl, simple]) => [
          iavl!,
          { ...simple!, exist: { ...simple!.exist!, path: simple!.exist!.path.slice(1) } },
        ]),
      }),
      "commitment",
      2,
    ],
    [
      "45: of one step where there are two",
      () => ({ proofCommitment: damaged(proof(), (proofs) => proofs.slice(0, 1)) }),
      "commitment",
      4,
    ],
    [
      "44: with a stretched leaf prefix",
      () => ({
        proofCommitment: damaged(proof(), ([iavl, simple]) => [
          {
            ...iavl!,
            exist: {
              ...iavl!.exist!,
              leaf: {
                ...iavl!.exist!.leaf!,
                prefix: new Uint8Array([0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
              },
            },
          },
          simple!,
        ]),
      }),
      "commitment",
      2,
    ],
    [
      "46: of a batch, which could stand for a range",
      () => ({
        proofCommitment: damaged(proof(), ([iavl, simple]) => [
          { batch: { entries: [{ exist: iavl!.exist! }] } },
          simple!,
        ]),
      }),
      "commitment",
      2,
    ],
    [
      "46: with a step that has both children beside the one that is proven",
      () => ({
        proofCommitment: damaged(proof(), ([iavl, simple]) => {
          const [first, ...rest] = iavl!.exist!.path;
          const sibling = new Uint8Array([32, ...new Uint8Array(32)]);
          const both = {
            ...first!,
            prefix: new Uint8Array([...first!.prefix, ...sibling]),
            suffix: new Uint8Array([...sibling, ...sibling]),
          };
          return [{ exist: { ...iavl!.exist!, path: [both, ...rest] } }, simple!];
        }),
      }),
      "commitment",
      2,
    ],
    ["45: that is no proof", () => ({ proofCommitment: utf8("proof") }), "commitment", 2],
    [
      "45: at a height that the client does not know",
      () => ({ proofHeight: { revisionNumber: 1n, revisionHeight: 3n } }),
      "client",
      7,
    ],
    [
      "45: at a height that is not yet",
      () => ({ proofHeight: { revisionNumber: 1n, revisionHeight: 3000n } }),
      "ibc",
      9,
    ],
  ])("faults %s are refused", async (_why, changes, codespace, code) => {
    await refused(world.chain, [receive(changes())], codespace, code);
  });

  it("faults 57: a packet without sequence, data or timeout is refused before the ante chain, one of an unknown channel after it", async () => {
    const { chain } = world;
    for (const changes of [
      { sequence: 0n },
      { data: new Uint8Array() },
      { timeoutTimestamp: 0n },
    ]) {
      const { result, changed } = await effectOf(
        chain,
        chain.sign(relayer, [receive({ packet: { ...packet, ...changes } })]),
      );
      expect(result).toMatchObject({ codespace: "channel", code: 13 });
      expect(changed).toEqual([]);
    }
    await refused(
      chain,
      [receive({ packet: { ...packet, destinationChannel: "channel-77" } })],
      "channel",
      3,
    );
  });

  it("faults 58: a packet moves money once; again it is a no-op in blocks and redundant in the mempool", async () => {
    const { chain } = world;
    const voucher = () =>
      chain
        .query(
          "/cosmos.bank.v1beta1.Query/AllBalances",
          QueryAllBalancesRequest,
          QueryAllBalancesResponse,
          {
            ...QueryAllBalancesRequest.create(),
            address: chain.addresses.acc.toText(dora.address),
          },
        )
        .balances.filter(({ denom }) => denom.startsWith("ibc/"))
        .map(({ amount }) => amount);
    chain.send(relayer, receive());
    expect(voucher()).toEqual(["1000"]);

    const again = chain.send(relayer, receive());
    expect(responsesOf(MsgRecvPacketResponse, again)[0]!.result).toBe(
      ResponseResultType.RESPONSE_RESULT_TYPE_NOOP,
    );
    expect(voucher()).toEqual(["1000"]);
    expect(chain.check(chain.sign(relayer, [receive()]))).toMatchObject({
      codespace: "channel",
      code: 22,
    });
  });
});

describe("timeouts", () => {
  function timeout(world: World, packet: Packet, changes: Partial<MsgTimeout> = {}): Any {
    const { proof, proofHeight } = proveOn(
      world.chain,
      packetReceiptPath(world.transfer.a, packet.sequence),
    );
    return message(MsgTimeout, {
      packet,
      proofUnreceived: proof,
      proofHeight,
      nextSequenceRecv: 1n,
      signer: relayerOn(world.hub),
      ...changes,
    });
  }

  it("faults 59: are refused before their time, and pay back exactly once after it (faults 47)", async () => {
    const world = usual;
    const { hub, net } = world;
    const packet = send(world);
    const poor = hub.balance(dora.address);
    refresh(world);
    await refused(hub, [timeout(world, packet)], "channel", 39);

    net.clock.set(packet.timeoutTimestamp + SECOND);
    refresh(world);
    hub.send(relayer, timeout(world, packet));
    expect(hub.balance(dora.address) - poor).toBe(1000n);
    checkInvariants(hub);
    hub.send(relayer, timeout(world, packet)); // a no-op
    expect(hub.balance(dora.address) - poor).toBe(1000n);
  });

  it("faults 59: have a packet refused that comes after its time", async () => {
    const world = usual;
    const { hub, chain, net, consumer } = world;
    const packet = send(world);
    net.clock.set(packet.timeoutTimestamp);
    chain.next();
    chain.send(relayer, freshen(hub, chain, consumer.link.a.clientId));
    await refused(
      chain,
      [receiveMessage(world.transfer.b, world.transfer.a, packet)],
      "channel",
      40,
    );
  });

  it("faults 44: are not to be had with a forged absence", async () => {
    const world = usual;
    const { hub, chain, net, consumer } = world;
    const packet = send(world);
    chain.send(relayer, freshen(hub, chain, consumer.link.a.clientId));
    chain.send(relayer, receiveMessage(world.transfer.b, world.transfer.a, packet));
    net.clock.set(packet.timeoutTimestamp + SECOND);
    refresh(world);

    const member = proveOn(chain, packetReceiptPath(world.transfer.a, packet.sequence)).proof;
    const absent = proveOn(chain, packetReceiptPath(world.transfer.a, packet.sequence + 1n)).proof;
    const [nonexist, simple] = MerkleProof.decode(absent).proofs;
    const { left, right, ...key } = nonexist!.nonexist!;
    const forged = (changes: object) =>
      MerkleProof.encode({ proofs: [{ nonexist: { ...key, left, right, ...changes } }, simple!] });
    const key1 = utf8(packetReceiptPath(world.transfer.a, packet.sequence));
    for (const [proofUnreceived, code] of [
      [member, 2],
      [absent, 2],
      [forged({ key: key1 }), 2],
      [forged({ key: key1, left: right, right: left }), 2],
      [forged({ key: key1, left: undefined }), 2],
      [forged({ key: key1, right: undefined }), 2],
    ] as const) {
      await refused(hub, [timeout(world, packet, { proofUnreceived })], "commitment", code);
    }
  });
});

describe("answers", () => {
  it("faults 48: to a transfer that fails keep no state, and the sender gets its money back", () => {
    const world = usual;
    const { hub, chain, transfer } = world;
    const before = hub.balance(dora.address);
    hub.send(dora, transferMessage(world, { receiver: "consumer1nobody" }));
    expect(before - hub.balance(dora.address)).toBe(1000n);
    transfer.relay();
    expect(hub.balance(dora.address)).toBe(before);
    checkInvariants(hub);
    checkInvariants(chain);
  });

  it("faults 49: other than the one that was written are refused, byte for byte", async () => {
    const world = usual;
    const { hub, chain, consumer, transfer } = world;
    const packet = send(world);
    chain.send(relayer, freshen(hub, chain, consumer.link.a.clientId));
    chain.send(relayer, receiveMessage(transfer.b, transfer.a, packet));
    refresh(world);
    const { proof, proofHeight } = proveOn(
      chain,
      packetAcknowledgementPath(transfer.a, packet.sequence),
    );
    for (const text of [
      '{"result":"AQ==","result":"AQ=="}',
      '{"Result":"AQ=="}',
      '{ "result": "AQ==" }',
      '{"result":"AQ==","error":"x"}',
      '{"error":"x"}',
      "{}",
    ]) {
      const answer = message(MsgAcknowledgement, {
        packet,
        acknowledgement: utf8(text),
        proofAcked: proof,
        proofHeight,
        signer: relayerOn(hub),
      });
      await refused(hub, [answer], "commitment", 2);
    }

    // The true one comes once, and again as a no-op.
    const acknowledgement = utf8('{"result":"AQ=="}');
    hub.send(relayer, acknowledgeMessage(transfer.a, transfer.b, { packet, acknowledgement }));
    const again = acknowledgeMessage(transfer.a, transfer.b, { packet, acknowledgement });
    expect(responsesOf(MsgAcknowledgementResponse, hub.send(relayer, again))[0]!.result).toBe(
      ResponseResultType.RESPONSE_RESULT_TYPE_NOOP,
    );
  });
});
