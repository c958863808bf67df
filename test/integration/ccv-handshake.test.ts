import { DAY, utf8 } from "@testudo/base";
import { channelEndPath } from "@testudo/ibc/host";
import { packAny } from "@testudo/proto";
import { MsgExec, MsgGrant } from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgSubmitEvidence } from "@testudo/proto/cosmos/evidence/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import { Channel, MsgChannelCloseInit, Order, State } from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryProviderInfoRequest,
  QueryProviderInfoResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  QueryConsumerIdFromClientIdRequest,
  QueryConsumerIdFromClientIdResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  answerChannel,
  type ChannelOptions,
  channelInit,
  channelTry,
  confirmChannel,
} from "@testudo/testkit/channel-handshake";
import { CCV, createCoordinator, launchOnHub, openCcv } from "@testudo/testkit/coordinator";
import { consumerOnHub, createConsumerChain, relayer, TOKEN } from "@testudo/testkit/hub";
import { createClient, freshen, type LinkEnd, openLink, relayerOn } from "@testudo/testkit/link";
import { delegate } from "@testudo/testkit/staking-messages";
import { effectOf } from "@testudo/testkit/state-dump";
import { testAccount } from "@testudo/testkit/test-account";
import { attributesOf, type Snapshot, type TestChain } from "@testudo/testkit/test-chain";
import { channelOf } from "@testudo/testkit/test-channel";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const eve = testAccount("eve");

/** A consumer with a connection, and no channel yet. */
function setUp() {
  const net = createCoordinator();
  const { hub } = net;
  const id = launchOnHub(hub);
  const chain = createConsumerChain({ hub, consumerId: id, accounts: ["dora", "eve"] });
  const link = openLink(chain, hub, { a: "07-tendermint-0", b: consumerOnHub(hub, id).clientId });
  return { net, hub, id, chain, link };
}

/** Where every case begins. */
let usual: ReturnType<typeof setUp>;
let start: readonly [Snapshot, Snapshot];
beforeAll(() => {
  usual = setUp();
  start = [usual.hub.snapshot(), usual.chain.snapshot()];
});
beforeEach(async () => {
  usual.net.consumers.length = 0;
  await usual.hub.restore(start[0]);
  await usual.chain.restore(start[1]);
});

const consumerIdOf = (hub: TestChain, clientId: string) =>
  hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerIdFromClientId",
    QueryConsumerIdFromClientIdRequest,
    QueryConsumerIdFromClientIdResponse,
    { clientId },
  ).consumerId;

const atHub: ChannelOptions = { ...CCV, ports: { a: "provider", b: "consumer" } };

describe("the CCV handshake", () => {
  it("ccv 11.10, 11.83, 11.86 goes consumer, provider, consumer, provider, and opens a transfer channel", () => {
    const { hub, chain, link } = usual;
    expect(hub.deliver(relayer, channelInit(link.b, atHub))).toMatchObject({
      codespace: "CCV",
      code: 3,
    });

    const { ccv, transfer } = openCcv(link);

    // Binary protobuf in a text field, byte for byte: the pool's address and the version.
    const version = "\n-cosmos1ap0mh6xzfn8943urr84q6ae7zfnar48am2erhd\x12\x011";
    for (const end of [ccv.a, ccv.b]) {
      expect(channelOf(end)).toMatchObject({
        state: State.STATE_OPEN,
        ordering: Order.ORDER_ORDERED,
        version,
      });
    }
    expect(channelOf(transfer.a)).toMatchObject({
      state: State.STATE_OPEN,
      ordering: Order.ORDER_UNORDERED,
      version: "ics20-1",
    });
    expect(chain.height).toBeGreaterThan(1n);
  });

  const refusedInits: readonly [
    string,
    Partial<ChannelOptions>,
    { codespace: string; code: number },
  ][] = [
    ["unordered", { order: Order.ORDER_UNORDERED }, { codespace: "channel", code: 6 }],
    [
      "to another port",
      { ports: { a: "consumer", b: "transfer" } },
      { codespace: "port", code: 4 },
    ],
    ["of another version", { version: "2" }, { codespace: "CCV", code: 2 }],
  ];
  it("ccv 11.84 is not begun by the consumer unordered, to another port, or of another version", async () => {
    const { chain, link } = usual;
    for (const [why, changes, refusal] of refusedInits) {
      const tx = chain.sign(relayer, [channelInit(link.a, { ...CCV, ...changes })]);
      const { result, changed } = await effectOf(chain, tx);
      expect({ why, codespace: result.codespace, code: result.code }).toEqual({ why, ...refusal });
      expect(changed).toHaveLength(1);
    }
  });

  it("ccv 11.84, faults 78 is not begun over a client that is not the provider's own", () => {
    const { hub, chain } = usual;
    const other = openLink(chain, hub);
    expect(chain.deliver(relayer, channelInit(other.a, CCV))).toMatchObject({
      codespace: "client",
      code: 3,
    });
  });

  /** A consumer whose state holds whatever channel it likes. */
  function liar(end: LinkEnd, changes: Partial<Channel> & { readonly portId?: string }) {
    const { portId = "consumer", ...others } = changes;
    const lie = { ...end, portId, channelId: "channel-77" };
    end.chain.tamper(
      "ibc",
      utf8(channelEndPath(lie)),
      Channel.encode({
        state: State.STATE_INIT,
        ordering: Order.ORDER_ORDERED,
        counterparty: { portId: "provider", channelId: "" },
        connectionHops: [end.connectionId],
        version: "1",
        ...others,
      }),
    );
    return lie;
  }

  it.each<
    [
      string,
      Partial<Channel> & { portId?: string },
      Partial<ChannelOptions>,
      { codespace: string; code: number },
    ]
  >([
    [
      "unordered",
      { ordering: Order.ORDER_UNORDERED },
      { order: Order.ORDER_UNORDERED },
      { codespace: "channel", code: 6 },
    ],
    [
      "from another port",
      { portId: "transfer" },
      { ports: { a: "transfer", b: "provider" } },
      { codespace: "port", code: 4 },
    ],
    ["of another version", { version: "2" }, { version: "2" }, { codespace: "CCV", code: 2 }],
  ])(
    "ccv 11.84, faults 78 is not answered by the hub when it is %s",
    (_why, lie, options, refusal) => {
      const { hub, chain, link } = usual;
      const end = liar(link.a, lie);
      chain.next(); // has the lie, which the header after it proves
      const updates = freshen(chain, hub, link.b.clientId);
      expect(
        hub.deliver(relayer, [...updates, channelTry(end, link.b, { ...CCV, ...options })]),
      ).toMatchObject(refusal);
    },
  );

  it("ccv 11.84, faults 78 is not answered over a client that is no consumer's", () => {
    const { hub, chain, link } = usual;
    const foreign = openLink(chain, hub, { a: link.a.clientId, b: createClient(hub, chain) });
    const init = chain.send(relayer, channelInit(foreign.a, CCV));
    const channelId = attributesOf(init.events, "channel_open_init", "channel_id")[0]!;
    const end = { ...foreign.a, portId: "consumer", channelId };
    const updates = freshen(chain, hub, foreign.b.clientId);
    expect(hub.deliver(relayer, [...updates, channelTry(end, foreign.b, CCV)])).toMatchObject({
      codespace: "CCV",
      code: 15,
    });
  });

  it("ccv 11.85, faults 78 is had once: a second channel is refused as soon as the first is confirmed", () => {
    const { net, hub, chain, link } = usual;
    const ends = [0, 1, 2].map(() => {
      const init = chain.send(relayer, channelInit(link.a, CCV));
      const channelId = attributesOf(init.events, "channel_open_init", "channel_id")[0]!;
      return { ...link.a, portId: "consumer", channelId };
    });
    const [first, second, third] = ends as [(typeof ends)[0], (typeof ends)[0], (typeof ends)[0]];
    const answers = [
      answerChannel(first, link.b, CCV),
      answerChannel(second, link.b, CCV),
    ] as const;
    expect(confirmChannel(first, answers[0])).toMatchObject({ code: 0 });

    const updates = freshen(chain, hub, link.b.clientId);
    expect(hub.deliver(relayer, [...updates, channelTry(third, link.b, CCV)])).toMatchObject({
      codespace: "CCV",
      code: 5,
    });
    expect(confirmChannel(second, answers[1])).toMatchObject({ codespace: "CCV", code: 5 });
    expect(net.hub.height).toBe(hub.height);
  });

  it("ccv 11.87 leaves channels that no user can close, but for duplicates on the consumer", () => {
    const { net, hub, chain, link, id } = usual;
    const init = chain.send(relayer, channelInit(link.a, CCV));
    const spare = {
      ...link.a,
      portId: "consumer",
      channelId: attributesOf(init.events, "channel_open_init", "channel_id")[0]!,
    };
    const channels = openCcv(link);
    net.consumers.push({ id, chain, link, ...channels });
    const close = (on: TestChain, { portId, channelId }: { portId: string; channelId: string }) =>
      on.deliver(
        relayer,
        message(MsgChannelCloseInit, { portId, channelId, signer: relayerOn(on) }),
      );
    const refused = { codespace: "sdk", code: 18 };

    expect(close(hub, channels.ccv.b)).toMatchObject(refused);
    expect(close(chain, channels.ccv.a)).toMatchObject(refused);
    expect(close(chain, spare)).toMatchObject(refused); // the chain does not know yet which one will do

    hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
    net.epoch();
    expect(close(chain, channels.ccv.a)).toMatchObject(refused);
    expect(close(chain, spare)).toMatchObject({ code: 0 });
    expect(channelOf(spare).state).toBe(State.STATE_CLOSED);
    expect(channelOf(channels.ccv.a).state).toBe(State.STATE_OPEN);
  });

  it.each([
    { why: "an unknown connection", connectionId: "connection-99", chainId: "consumer-1" },
    { why: "a connection to another chain", connectionId: "connection-0", chainId: "other-1" },
    {
      why: "D2 a connection that belongs to another consumer",
      connectionId: "connection-0",
      chainId: "consumer-1",
    },
  ])("ccv 11.45 is never had over $why: the launch fails", ({ connectionId, chainId }) => {
    const { hub, id } = usual;
    const { clientId } = consumerOnHub(hub, id);
    const launch = () => launchOnHub(hub, { chainId, init: { connectionId } });
    expect(launch).toThrow("CONSUMER_PHASE_REGISTERED");
    expect(consumerIdOf(hub, clientId)).toBe(id);
  });
});

describe("a consumer before and after its channel", () => {
  const send = (chain: TestChain) =>
    message(MsgSend, {
      fromAddress: chain.addresses.acc.toText(dora.address),
      toAddress: chain.addresses.acc.toText(eve.address),
      amount: [{ denom: chain.denom, amount: "5" }],
    });

  it("ccv 11.153, faults 85 takes nothing but IBC until the first packet", async () => {
    const { net, hub, chain, link, id } = usual;
    const { result, changed } = await effectOf(chain, chain.sign(dora, [send(chain)]));
    expect(result.code).not.toBe(0);
    expect(result.log).toMatch(/tx contains unsupported message types/);
    expect(changed).toEqual([]);
    expect(chain.check(chain.sign(dora, [send(chain)])).code).toBe(result.code);

    net.consumers.push({ id, chain, link, ...openCcv(link) });
    hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
    net.epoch();
    chain.send(dora, send(chain));
    expect(chain.balance(eve.address)).toBe(1_000_000_000_005n);
  });

  it("ccv 11.153, faults 31 never takes evidence or slashing messages, not even inside another", () => {
    const { net, hub, chain, link, id } = usual;
    net.consumers.push({ id, chain, link, ...openCcv(link) });
    hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
    net.epoch();
    const account = chain.addresses.acc.toText(dora.address);
    const unjail = packAny(MsgUnjail, {
      validatorAddr: chain.addresses.val.toText(dora.address as never),
    });
    const evidence = packAny(MsgSubmitEvidence, { submitter: account, evidence: undefined });
    for (const inner of [unjail, evidence]) {
      const nested = message(MsgExec, {
        grantee: account,
        msgs: [message(MsgExec, { grantee: account, msgs: [inner] })],
      });
      for (const one of [inner, message(MsgExec, { grantee: account, msgs: [inner] }), nested]) {
        const refused = chain.deliver(dora, one);
        expect(refused.code).not.toBe(0);
        expect(refused.log).toMatch(/tx contains message types from unsupported modules/);
      }
    }
  });

  it("faults 31 runs another's message only with a grant", () => {
    const { net, hub, chain, link, id } = usual;
    net.consumers.push({ id, chain, link, ...openCcv(link) });
    hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
    net.epoch();
    const grantee = chain.addresses.acc.toText(eve.address);
    const exec = message(MsgExec, { grantee, msgs: [send(chain)] });
    expect(chain.deliver(eve, exec)).toMatchObject({ codespace: "authz", code: 2 });
    expect(chain.balance(eve.address)).toBe(1_000_000_000_000n);
    expect(MsgGrant.typeUrl).toBe("/cosmos.authz.v1beta1.MsgGrant");
  });

  it("ccv 11.76 knows its provider from the first packet on", () => {
    const { net, hub, chain, link, id } = usual;
    net.consumers.push({ id, chain, link, ...openCcv(link) });
    const info = () =>
      chain.query(
        "/interchain_security.ccv.consumer.v1.Query/QueryProviderInfo",
        QueryProviderInfoRequest,
        QueryProviderInfoResponse,
        {},
      );
    expect(info).toThrow("channel not found");
    hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
    net.epoch();
    expect(info()).toEqual({
      consumer: {
        chainID: "consumer-1",
        clientID: "07-tendermint-0",
        connectionID: "connection-0",
        channelID: "channel-0",
      },
      provider: {
        chainID: "hub-1",
        clientID: "07-tendermint-0",
        connectionID: "connection-0",
        channelID: "channel-0",
      },
    });
    net.advance(30n * DAY);
    chain.next();
  });
});
