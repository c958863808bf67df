import { type Bytes, DAY, HOUR, SECOND, toHex, utf8, valAddress } from "@testudo/base";
import { createConsumerApp } from "@testudo/chains";
import { sha256 } from "@testudo/crypto";
import { ConsensusHalted, EngineError } from "@testudo/engine";
import type { Height } from "@testudo/ibc/host";
import { packAny, toDuration } from "@testudo/proto";
import { MsgDelegate } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import { MsgAcknowledgement, MsgRecvPacket, type Packet } from "@testudo/proto/ibc/core/channel/v1";
import { MsgUpdateClient } from "@testudo/proto/ibc/core/client/v1";
import { Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { connectConsumer, launchOnHub, type TestConsumer } from "@testudo/testkit/coordinator";
import { relayer } from "@testudo/testkit/hub";
import { clientStateOf, clientUpdates, freshen, headerOf, relayerOn } from "@testudo/testkit/link";
import {
  conflictingBlock,
  doubleVote,
  forgedHeader,
  submitDoubleVoting,
  submitMisbehaviour,
} from "@testudo/testkit/misbehaviour";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import {
  acknowledgeMessage,
  receiveMessage,
  type TestChannel,
} from "@testudo/testkit/test-channel";
import { feeGrantsOf, fittingConsumerMessage } from "./consumer-messages.ts";
import {
  createRecordedHub,
  goesOn,
  hubWalk,
  type RecordedChain,
  type Scenario,
} from "./hub-scenario.ts";
import { VESTERS } from "./hub-txs.ts";
import { createHandshakes, timeOutOnClose } from "./ibc-acts.ts";
import type { Random } from "./random.ts";
import { randomConsumerState } from "./random-genesis.ts";
import { type Draw, randomAmount } from "./random-values.ts";
import { recordCalls } from "./recording.ts";
import { CONS_KEYS } from "./tx-maker.ts";
import { createWalk, type WalkOptions } from "./walk.ts";

const ACCOUNTS = ["dora", "eve", "frank", "grace"];

/** Messages that a consumer sees often. */
const USUAL = [
  "/cosmos.bank.v1beta1.MsgSend",
  "/cosmos.bank.v1beta1.MsgMultiSend",
  "/cosmos.authz.v1beta1.MsgGrant",
  "/cosmos.authz.v1beta1.MsgExec",
  "/cosmos.authz.v1beta1.MsgRevoke",
  "/cosmos.feegrant.v1beta1.MsgGrantAllowance",
  "/cosmos.feegrant.v1beta1.MsgRevokeAllowance",
  "/cosmos.feegrant.v1beta1.MsgPruneAllowances",
  "/cosmos.vesting.v1beta1.MsgCreateVestingAccount",
  "/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount",
  "/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount",
];

/** A hub and a consumer with open channels, and a relayer that is not always honest. */
export function createPairScenario(random: Random): Scenario {
  const hub = createRecordedHub(random);
  let recording: ReturnType<typeof recordCalls> | undefined;
  const id = launchOnHub(hub.chain, {
    init: {
      blocksPerDistributionTransmission: BigInt(random.pick([5, 5, 1, 20])),
      consumerRedistributionFraction: random.pick(["0.75", "0", "1", "0.333"]),
      ...(random.chance(0.2) ? { ccvTimeoutPeriod: toDuration(HOUR) } : {}),
    },
    powerShaping: random.chance(0.3) ? { validatorsPowerCap: random.pick([34, 50]) } : {},
    message: { allowlistedRewardDenoms: { denoms: [] } },
  });
  const consumer = connectConsumer(hub.chain, id, {
    accounts: ACCOUNTS,
    keys: CONS_KEYS.map(testConsKey),
    appState: randomConsumerState(random),
    afterBlock: () => undefined,
    createApp: (options) => {
      recording = recordCalls(createConsumerApp(options));
      return recording.app;
    },
  });
  if (recording === undefined) throw new Error("the consumer has no application");
  // Before its first set from the hub a consumer refuses nearly everything.
  if (random.chance(0.9)) bringFirstSet(hub.chain, consumer);
  const chains: readonly RecordedChain[] = [hub, { chain: consumer.chain, ...recording }];
  const transfers = (chain: TestChain) => (draw: Draw) =>
    random.chance(0.6) ? randomTransfer(draw, chain, consumer) : undefined;

  const usualHub = hubWalk(hub, random);
  const hubOptions: WalkOptions = {
    ...usualHub,
    ibc: () => names(consumer, "b"),
    denoms: [...usualHub.denoms, voucher(consumer.transfer, "b", "ucon")],
    special: (draw) => transfers(hub.chain)(draw) ?? usualHub.special?.(draw),
  };
  const walks = [
    createWalk(hubOptions),
    createWalk({
      chain: consumer.chain,
      app: recording.app,
      random,
      accounts: [relayer, ...[...ACCOUNTS, ...VESTERS].map(testAccount)],
      validators: [testValidator("alice"), testAccount("eve")],
      modules: ["fee_collector", "cons_redistribute", "cons_to_send_to_provider"],
      denoms: ["ucon", "ucon", "ucon", "nope", voucher(consumer.transfer, "a", "stake")],
      usual: USUAL,
      ibc: () => names(consumer, "a"),
      feeGrants: () =>
        ACCOUNTS.flatMap((name) => feeGrantsOf(consumer.chain, textOf(consumer.chain, name))),
      special: (draw) =>
        random.chance(0.3)
          ? transfers(consumer.chain)(draw)
          : fittingConsumerMessage(draw, {
              chain: consumer.chain,
              channelId: consumer.transfer.a.channelId,
              receiver: textOf(hub.chain, "dora"),
            }),
    }),
  ];
  const handshakes = createHandshakes(random, consumer, (message) =>
    random.chance(0.15) ? walks[0]!.disturb(message) : message,
  );
  let attacked = false;
  let ended = false;

  function step(): void {
    for (const walk of walks) walk.settle();
    // Clients expire when both chains sleep too long, which ends the pair: seldom, and late.
    const by = random.weighted([
      [8, 0n],
      [2, 20n * SECOND],
      [1, HOUR],
      [0.5, 3n * DAY],
      [attacked ? 0.2 : 0.02, 22n * DAY],
    ]);
    if (by > 0n) hub.chain.clock.advance(by);
    random.pick(walks).step({ jumps: false });
    try {
      if (random.chance(0.5)) relay(random, random.pick([consumer.ccv, consumer.transfer]));
      if (random.chance(0.15)) keepClient(random, consumer);
      if (random.chance(0.15)) handshakes.step();
      if (random.chance(0.01)) attacked = attack(random, hub.chain, consumer) || attacked;
    } catch (error) {
      // Relaying makes several blocks, and in between a new set may come in whose members are silent.
      if (!(error instanceof ConsensusHalted || error instanceof EngineError)) throw error;
    }
  }

  return {
    chains,
    get txs() {
      return walks.reduce((sum, { txs }) => sum + txs, 0);
    },
    get ended() {
      return ended;
    },
    step() {
      ended ||= !goesOn(chains, step);
    },
  };
}

/** Stake moves, an epoch ends, and the consumer hears of it. */
function bringFirstSet(hub: TestChain, { ccv }: TestConsumer): void {
  const dora = testAccount("dora");
  hub.send(
    dora,
    packAny(MsgDelegate, {
      delegatorAddress: hub.addresses.acc.toText(dora.address),
      validatorAddress: hub.addresses.val.toText(valAddress(testAccount("alice").address)),
      amount: { denom: "stake", amount: "7000000" },
    }),
  );
  // A shaped set may not change by it.
  for (let left = 12; left > 0 && ccv.packets("b").length === 0; left -= 1) hub.next();
  ccv.carry("b");
}

function textOf({ addresses }: TestChain, name: string): string {
  return addresses.acc.toText(testAccount(name).address);
}

function names({ link, transfer, ccv }: TestConsumer, side: "a" | "b") {
  return {
    channelEnds: [transfer[side], ccv[side]],
    clients: [link.a.clientId, link.b.clientId],
    connections: [link.a.connectionId, link.b.connectionId, "connection-localhost"],
    channels: [transfer.a.channelId, ccv.a.channelId, transfer.b.channelId],
  };
}

/** The denom of the other chain's tokens on a side. */
function voucher(channel: TestChannel, side: "a" | "b", denom: string): string {
  const { portId, channelId } = channel[side];
  return `ibc/${toHex(sha256(utf8(`${portId}/${channelId}/${denom}`))).toUpperCase()}`;
}

/** Tokens for the other chain, to whoever is or is not there, sometimes with little time. */
function randomTransfer(draw: Draw, chain: TestChain, consumer: TestConsumer): Any {
  const { random, world } = draw;
  const side = chain === consumer.chain ? "a" : "b";
  const { portId, channelId } = consumer.transfer[side];
  const other = consumer.transfer[side === "a" ? "b" : "a"].chain;
  const receiver = random.pick([testAccount("dora"), testAccount("eve"), testAccount("stranger")]);
  const now = chain.clock.now();
  return packAny(MsgTransfer, {
    sourcePort: portId,
    sourceChannel: random.chance(0.05) ? "channel-9" : channelId,
    token: {
      denom: random.pick(world.denoms),
      amount: randomAmount({ ...draw, chaos: draw.chaos / 2 }),
    },
    sender: draw.signer,
    receiver: random.weighted([
      [8, other.addresses.acc.toText(receiver.address)],
      [1, draw.signer],
      [1, random.pick(["nobody", "", "x".repeat(2049)])],
    ]),
    timeoutHeight: random.weighted<Height>([
      [8, { revisionNumber: 0n, revisionHeight: 0n }],
      [1, { revisionNumber: 1n, revisionHeight: other.height + BigInt(random.between(0, 8)) }],
    ]),
    timeoutTimestamp: random.weighted([
      [8, now + HOUR],
      [2, now + BigInt(random.between(-2, 10)) * SECOND],
      [0.3, 0n],
    ]),
    memo: random.weighted([
      [8, ""],
      [1, '{"wasm":{}}'],
      [0.1, "m".repeat(32_769)],
    ]),
    encoding: random.chance(draw.chaos) ? "application/json" : "",
  });
}

/** Takes what waits over: all of it, in part, damaged or too late. */
function relay(random: Random, channel: TestChannel): void {
  const side = random.pick(["a", "b"] as const);
  const [packet] = channel.packets(side);
  switch (random.weighted(RELAYS)) {
    case "all":
      channel.carry(side);
      return;
    case "some":
      channel.carry(side, { count: 1, isReversed: random.chance(0.5), keepRefused: true });
      return;
    case "again":
      again(random, channel, side);
      return;
    case "damaged":
      damaged(random, channel, side);
      return;
    case "timeout":
      if (packet !== undefined) channel.timeOut(side, packet);
      return;
    case "timeout on close":
      timeOutOnClose(channel, side);
      return;
    case "close":
      channel.confirmClose(side);
  }
}

const RELAYS = [
  [5, "all"],
  [2, "some"],
  [1, "again"],
  [2, "damaged"],
  [1, "timeout"],
  [0.3, "timeout on close"],
  [0.5, "close"],
] as const;

const OTHER = { a: "b", b: "a" } as const;

/** The same messages twice: the second time they are redundant. */
function again(random: Random, channel: TestChannel, side: "a" | "b"): void {
  const [from, to] = [channel[side], channel[OTHER[side]]];
  const packets = channel.packets(side);
  const answers = channel.answers(side);
  if (packets.length + answers.length === 0) return;
  const update = freshen(from.chain, to.chain, to.clientId);
  const list = [
    ...packets.map((packet) => receiveMessage(from, to, packet)),
    ...answers.map((answer) => acknowledgeMessage(from, to, answer)),
  ];
  to.chain.deliver(relayer, [...update, ...list]);
  const tx = to.chain.sign(relayer, random.chance(0.5) ? list : [...list, ...list]);
  to.chain.check(tx);
  to.chain.include(tx);
  channel.carry(side);
}

/** One packet or answer with something wrong in it; it stays in the box. */
function damaged(random: Random, channel: TestChannel, side: "a" | "b"): void {
  const [from, to] = [channel[side], channel[OTHER[side]]];
  const [packet] = channel.packets(side);
  const [answer] = channel.answers(side);
  if (packet === undefined && answer === undefined) return;
  const update = freshen(from.chain, to.chain, to.clientId);
  const list: Any[] = [];
  if (packet !== undefined) {
    const good = MsgRecvPacket.decode(receiveMessage(from, to, packet).value);
    list.push(
      packAny(MsgRecvPacket, {
        ...good,
        packet: damagedPacket(random, packet),
        proofCommitment: damagedBytes(random, good.proofCommitment),
        proofHeight: damagedHeight(random, good.proofHeight),
      }),
    );
  } else if (answer !== undefined) {
    const good = MsgAcknowledgement.decode(acknowledgeMessage(from, to, answer).value);
    list.push(
      packAny(MsgAcknowledgement, {
        ...good,
        packet: damagedPacket(random, answer.packet),
        acknowledgement: damagedBytes(random, good.acknowledgement),
        proofAcked: damagedBytes(random, good.proofAcked),
        proofHeight: damagedHeight(random, good.proofHeight),
      }),
    );
  }
  to.chain.deliver(relayer, [...(random.chance(0.8) ? update : []), ...list]);
}

function damagedPacket(random: Random, packet: Packet): Packet {
  if (random.chance(0.5)) return packet;
  return random.pick<(one: Packet) => Packet>([
    (one) => ({ ...one, sequence: one.sequence + BigInt(random.between(-1, 1)) }),
    (one) => ({ ...one, data: damagedBytes(random, one.data) }),
    (one) => ({ ...one, data: new Uint8Array() }),
    (one) => ({ ...one, destinationChannel: "channel-77" }),
    (one) => ({ ...one, sourcePort: "nowhere" }),
    (one) => ({ ...one, timeoutTimestamp: one.timeoutTimestamp + 1n }),
    (one) => ({ ...one, timeoutTimestamp: 1n }),
  ])(packet);
}

function damagedBytes(random: Random, bytes: Bytes): Bytes {
  if (random.chance(0.5) || bytes.length === 0) return bytes;
  const copy = bytes.slice();
  copy[random.below(copy.length)]! ^= 1 << random.below(8);
  return random.chance(0.8) ? copy : copy.slice(0, random.below(copy.length));
}

function damagedHeight(random: Random, height: Height): Height {
  if (random.chance(0.7)) return height;
  return { ...height, revisionHeight: height.revisionHeight + BigInt(random.between(-3, 2)) };
}

/** Brings both clients up to date, now and then with a header that is damaged. */
function keepClient(random: Random, { link }: TestConsumer): void {
  const [one, other] = random.chance(0.5) ? [link.a, link.b] : [link.b, link.a];
  if (random.chance(0.3)) {
    const trusted = clientStateOf(one.chain, one.clientId).latestHeight;
    const height = other.chain.height - BigInt(random.below(4));
    if (height <= 1n || trusted.revisionHeight < 2n) return;
    const header = Header.encode(headerOf(other.chain, trusted, height));
    const bytes = damagedBytes(random, header);
    one.chain.deliver(relayer, {
      typeUrl: MsgUpdateClient.typeUrl,
      value: MsgUpdateClient.encode({
        clientId: one.clientId,
        clientMessage: { typeUrl: Header.typeUrl, value: bytes },
        signer: relayerOn(one.chain),
      }),
    });
    return;
  }
  const updates = clientUpdates(one.chain, one.clientId, other.chain);
  if (updates.length > 0) one.chain.deliver(relayer, updates);
}

/** Validators of the consumer misbehave and the hub hears of it. */
function attack(random: Random, hub: TestChain, { id, chain, link }: TestConsumer): boolean {
  const { validators } = chain.validatorsAt(chain.height);
  const trusted = clientStateOf(hub, link.b.clientId).latestHeight;
  const common = { hub, submitter: testAccount("dora"), consumerId: id };
  if (validators.length < 3) return false;
  if (random.chance(0.6)) {
    const evidence = doubleVote(chain, random.pick(validators.slice(1)).address);
    const header = headerOf(chain, trusted);
    hub.deliver(common.submitter, submitDoubleVoting({ ...common, evidence, header }));
    return false;
  }
  if (trusted.revisionHeight >= chain.height) return false;
  const forged = conflictingBlock(chain, {
    kind: random.pick(["equivocation", "lunatic", "amnesia"] as const),
    // Somebody has to be left over.
    byzantine: random.some(validators.slice(0, -1), 0.9).map(({ address }) => address),
  });
  const headers = [headerOf(chain, trusted), forgedHeader(chain, forged, trusted)] as const;
  const { clientId } = link.b;
  hub.deliver(common.submitter, submitMisbehaviour({ ...common, clientId, headers }));
  return true;
}
