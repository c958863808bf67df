import { DAY, MINUTE, SECOND, utf8 } from "@testudo/base";
import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgUpdateClient,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
  QueryConsensusStateRequest,
  QueryConsensusStateResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { ConsensusState, Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { createCoordinator } from "@testudo/testkit/coordinator";
import { relayer, TOKEN } from "@testudo/testkit/hub";
import { clientStateOf, clientUpdates, freshen, headerOf, relayerOn } from "@testudo/testkit/link";
import { conflictingBlock, forgedHeader } from "@testudo/testkit/misbehaviour";
import { delegate } from "@testudo/testkit/staking-messages";
import { effectOf } from "@testudo/testkit/state-dump";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { receiveMessage } from "@testudo/testkit/test-channel";
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

/** Brings both clients up to date, so that a case costs one message. */
function refresh({ hub, chain, consumer }: World): void {
  chain.send(relayer, freshen(hub, chain, consumer.link.a.clientId));
  hub.send(relayer, freshen(chain, hub, consumer.link.b.clientId));
}

describe("headers shown to a client of a consumer", () => {
  let world: World;
  beforeAll(() => {
    world = setUp();
    refresh(world);
    world.chain.next(3);
  });

  const clientId = () => world.consumer.link.b.clientId;
  const good = () => headerOf(world.chain, clientStateOf(world.hub, clientId()).latestHeight);
  const update = (header: Header) =>
    message(MsgUpdateClient, {
      clientId: clientId(),
      clientMessage: message(Header, header),
      signer: relayerOn(world.hub),
    });
  const withHeader = (changes: object): Header => {
    const header = good();
    return {
      ...header,
      signedHeader: {
        ...header.signedHeader!,
        header: { ...header.signedHeader!.header!, ...changes },
      },
    };
  };
  const withSignatures = (
    change: (signature: NonNullable<ReturnType<typeof signatures>>[0], i: number) => object,
  ): Header => {
    const header = good();
    const commit = header.signedHeader!.commit!;
    return {
      ...header,
      signedHeader: {
        ...header.signedHeader,
        commit: {
          ...commit,
          signatures: commit.signatures.map((one, i) => ({ ...one, ...change(one, i) })),
        },
      },
    };
  };
  const signatures = () => good().signedHeader?.commit?.signatures;
  const NOBODY = {
    blockIdFlag: 1,
    validatorAddress: new Uint8Array(),
    timestamp: { seconds: -62_135_596_800n, nanos: 0 },
    signature: new Uint8Array(),
  };

  it.each<[string, () => Header]>([
    ["50: with another state", () => withHeader({ appHash: new Uint8Array(32) })],
    ["50: from the future", () => withHeader({ time: { seconds: 4_000_000_000n, nanos: 0 } })],
    ["50: of another chain", () => withHeader({ chainId: "consumer-9" })],
    [
      "50: with other next validators",
      () => withHeader({ nextValidatorsHash: new Uint8Array(32) }),
    ],
    ["50: that nobody signed", () => withSignatures(() => NOBODY)],
    ["50: that too few signed", () => withSignatures((one, i) => (i < 2 ? NOBODY : one))],
    [
      "50: with damaged signatures",
      () => withSignatures(({ signature }) => ({ signature: signature.map((byte) => byte ^ 1) })),
    ],
    [
      "50: with a set that is not the trusted one",
      () => {
        const header = good();
        const [first, ...rest] = header.trustedValidators!.validators;
        return {
          ...header,
          trustedValidators: {
            ...header.trustedValidators!,
            validators: [{ ...first!, votingPower: 999n }, ...rest],
          },
        };
      },
    ],
    [
      "50: over a height that the client does not know",
      () => ({ ...good(), trustedHeight: { revisionNumber: 1n, revisionHeight: 2n } }),
    ],
    [
      "56: over height 0",
      () => ({ ...good(), trustedHeight: { revisionNumber: 0n, revisionHeight: 0n } }),
    ],
    [
      "56: over another revision",
      () => ({ ...good(), trustedHeight: { revisionNumber: 2n, revisionHeight: 5n } }),
    ],
    ["50: without a commit", () => ({ ...good(), signedHeader: undefined })],
  ])("faults %s are refused and change nothing", async (_why, make) => {
    const { hub } = world;
    const { result, changed } = await effectOf(hub, hub.sign(relayer, [update(make())]));
    expect(result.code).not.toBe(0);
    expect(changed.length).toBeLessThanOrEqual(1);
    const { status } = hub.query(
      "/ibc.core.client.v1.Query/ClientStatus",
      QueryClientStatusRequest,
      QueryClientStatusResponse,
      { clientId: clientId() },
    );
    expect(status).toBe("Active");
  });

  it("faults 52: damaged after the two thirds are taken for an update", () => {
    // Alice and bob have 701 of 1,001; dave's signature is never looked at.
    const header = withSignatures(({ signature }, i) =>
      i === 3 ? { signature: signature.map((byte) => byte ^ 1) } : {},
    );
    world.hub.send(relayer, update(header));
  });

  it("faults 61: in another encoding mean what the plain one means", () => {
    const { hub, chain } = world;
    chain.next();
    hub.send(relayer, clientUpdates(hub, clientId(), chain));
    chain.next();
    const header = good();
    const [plain, padded] = [Header.encode(header), paddedLength(Header.encode(header))];
    expect(padded.length).toBeGreaterThan(plain.length);
    hub.send(
      relayer,
      message(MsgUpdateClient, {
        clientId: clientId(),
        clientMessage: { typeUrl: Header.typeUrl, value: padded },
        signer: relayerOn(hub),
      }),
    );
    const { latestHeight } = clientStateOf(hub, clientId());
    const { consensusState } = hub.query(
      "/ibc.core.client.v1.Query/ConsensusState",
      QueryConsensusStateRequest,
      QueryConsensusStateResponse,
      { clientId: clientId(), ...latestHeight, latestHeight: true },
    );
    const { time, appHash, nextValidatorsHash } = header.signedHeader!.header!;
    expect(latestHeight.revisionHeight).toBe(header.signedHeader!.header!.height);
    expect(ConsensusState.decode(consensusState!.value)).toEqual({
      timestamp: time,
      root: { hash: appHash },
      nextValidatorsHash,
    });
  });

  it("faults 54: two at one height freeze the client, which then takes nothing", () => {
    const { hub, chain } = world;
    chain.next(3);
    const trusted = clientStateOf(hub, clientId()).latestHeight;
    const byzantine = [testValidator("alice"), testValidator("bob")].map(
      ({ consensus }) => consensus.address,
    );
    const fork = forgedHeader(
      chain,
      conflictingBlock(chain, { kind: "lunatic", byzantine }),
      trusted,
    );
    hub.send(relayer, clientUpdates(hub, clientId(), chain));
    hub.send(relayer, update(fork));
    expect(clientStateOf(hub, clientId()).frozenHeight).toEqual({
      revisionNumber: 0n,
      revisionHeight: 1n,
    });

    chain.next();
    expect(hub.deliver(relayer, update(good()))).toMatchObject({ codespace: "client", code: 29 });
    expect(
      hub.deliver(relayer, receiveMessage(world.transfer.a, world.transfer.b, PACKET)),
    ).toMatchObject({ codespace: "client", code: 29 });
  });

  it("faults 56: for an expired client are refused", () => {
    const { hub, chain, consumer } = setUp();
    hub.clock.advance(20n * DAY + MINUTE);
    hub.next();
    chain.next();
    expect(hub.deliver(relayer, clientUpdates(hub, consumer.link.b.clientId, chain))).toMatchObject(
      { codespace: "client", code: 29 },
    );
  });

  const PACKET: Packet = {
    sequence: 1n,
    sourcePort: "transfer",
    sourceChannel: "channel-1",
    destinationPort: "transfer",
    destinationChannel: "channel-1",
    data: utf8("{}"),
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
    timeoutTimestamp: 4_000_000_000n * SECOND,
  };
});

/** The length of the first field in one byte more than it needs, which every protobuf reader takes. */
function paddedLength(message: Uint8Array): Uint8Array {
  const end = message.findIndex((byte, i) => i > 0 && byte < 0x80);
  return new Uint8Array([
    ...message.subarray(0, end),
    (message[end] ?? 0) | 0x80,
    0,
    ...message.subarray(end + 1),
  ]);
}
