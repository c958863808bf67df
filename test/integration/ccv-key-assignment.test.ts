import { DAY } from "@testudo/base";
import { secp256k1PubKey, sha256 } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import { MsgCreateValidator } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  QueryValidatorProviderAddrRequest,
  QueryValidatorProviderAddrResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  keyJson,
  namesOn,
  optIn,
  removeConsumer,
} from "@testudo/testkit/consumer-messages";
import { type Coordinator, createCoordinator, launchOnHub } from "@testudo/testkit/coordinator";
import { powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { effectOf } from "@testudo/testkit/state-dump";
import {
  type TestConsKey,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const eve = testAccount("eve");
const dora = testAccount("dora");
const [alice, bob, carol] = [testValidator("alice"), testValidator("bob"), testValidator("carol")];
const [first, second] = [testConsKey("first"), testConsKey("second")];

function setUp() {
  const net = createCoordinator({ accounts: ["dora", "eve"], afterBlock: checkInvariants });
  const consumer = net.launch();
  for (const { seed } of [first, second]) consumer.chain.addKey(seed);
  return { net, hub: net.hub, consumer, chain: consumer.chain, start: net.snapshot() };
}

let world: { net: Coordinator } & ReturnType<typeof setUp>;
beforeAll(() => {
  world = setUp();
});
beforeEach(() => world.net.restore(world.start));

const ownerOf = (hub: TestChain, consumerId: string, key: TestConsKey) =>
  hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryValidatorProviderAddr",
    QueryValidatorProviderAddrRequest,
    QueryValidatorProviderAddrResponse,
    { consumerId, consumerAddress: hub.addresses.cons.toText(key.address as never) },
  ).providerAddress;

const consText = (hub: TestChain, { consensus }: typeof alice) =>
  hub.addresses.cons.toText(consensus.address as never);

describe("assigning a key on a running consumer", () => {
  it("ccv 11.59, 11.112, 11.128, faults 64 replaces the old key with the epoch; the old one stands for its owner until it is pruned", () => {
    const { net, hub, consumer, chain } = world;
    hub.send(alice, assignKey(hub, alice, consumer.id, first.pubKey));
    net.epoch();
    expect(powersOn(chain, { alice: first })).toEqual({
      alice: 400n,
      bob: 300n,
      carol: 200n,
      dave: 100n,
    });
    expect(chain.state.nextValidators.has(alice.consensus.address)).toBe(false);
    checkReplication(hub, chain, consumer.id);

    const { height } = hub.send(alice, assignKey(hub, alice, consumer.id, second.pubKey));
    net.epoch();
    expect(ownerOf(hub, consumer.id, first)).toBe(consText(hub, alice));
    expect(ownerOf(hub, consumer.id, second)).toBe(consText(hub, alice));

    const due = hub.made(height).header.time + 21n * DAY;
    hub.clock.set(due - 1n);
    hub.next();
    expect(ownerOf(hub, consumer.id, first)).toBe(consText(hub, alice));
    hub.clock.set(due);
    hub.next();
    expect(ownerOf(hub, consumer.id, first)).toBe("");
    expect(ownerOf(hub, consumer.id, second)).toBe(consText(hub, alice));
  });

  it("ccv 11.120, 11.121, 11.122, faults 62 refuses keys that are taken, also by oneself", async () => {
    const { hub, consumer } = world;
    const { id } = consumer;
    const own = assignKey(hub, alice, id, alice.consensus.pubKey);
    expect(hub.deliver(alice, own)).toMatchObject({ codespace: "provider", code: 11 });
    hub.send(alice, assignKey(hub, alice, id, first.pubKey));

    for (const { who, key } of [
      { who: bob, key: alice.consensus }, // a validator's own
      { who: bob, key: first }, // in use on this consumer
      { who: alice, key: first }, // the same again
    ]) {
      const { result, changed } = await effectOf(
        hub,
        hub.sign(who, [assignKey(hub, who, id, key.pubKey)]),
      );
      expect(result).toMatchObject({ codespace: "provider", code: 10 });
      expect(changed).toHaveLength(1);
    }

    hub.send(alice, own); // now it is a way back
    const again = assignKey(hub, alice, id, first.pubKey);
    expect(hub.deliver(alice, again)).toMatchObject({ codespace: "provider", code: 10 }); // not before it is pruned
  });

  it("ccv 11.123 takes one key for two consumers", () => {
    const { net, hub, consumer } = world;
    const other = launchOnHub(hub, { chainId: "other-1" });
    hub.send(alice, [
      assignKey(hub, alice, consumer.id, first.pubKey),
      assignKey(hub, alice, other, first.pubKey),
    ]);
    net.epoch();
    expect(ownerOf(hub, consumer.id, first)).toBe(consText(hub, alice));
    expect(ownerOf(hub, other, first)).toBe(consText(hub, alice));
  });

  it("ccv 11.126, faults 63 keeps the key from becoming a new validator's on the hub", async () => {
    const { hub, consumer } = world;
    hub.send(alice, assignKey(hub, alice, consumer.id, first.pubKey));
    const join = (key: TestConsKey) =>
      message(MsgCreateValidator, {
        description: {
          moniker: "eve",
          identity: "",
          website: "",
          securityContact: "",
          details: "",
        },
        commission: { rate: "0", maxRate: "0", maxChangeRate: "0" },
        minSelfDelegation: "1",
        delegatorAddress: "",
        validatorAddress: namesOn(hub, eve).operator,
        pubkey: packAny(PubKey, { key: key.pubKey }),
        value: { denom: "stake", amount: String(10n * TOKEN) },
      });
    const { result, changed } = await effectOf(hub, hub.sign(eve, [join(first)]));
    expect(result.code).not.toBe(0);
    expect(changed).toHaveLength(1);
    hub.send(eve, join(second));
  });

  const secp256k1 = secp256k1PubKey(sha256(first.seed));
  it.each([
    {
      why: "faults 65: of secp256k1",
      key: keyJson(secp256k1, "/cosmos.crypto.secp256k1.PubKey"),
      codespace: "staking",
      code: 6,
    },
    { why: "no key", key: "", codespace: "provider", code: 46 },
    { why: "no JSON", key: "key", codespace: "provider", code: 46 },
  ])("ccv 11.124 refuses one that is $why", async ({ key, codespace, code }) => {
    const { hub, consumer } = world;
    const { result, changed } = await effectOf(
      hub,
      hub.sign(alice, [assignKey(hub, alice, consumer.id, key)]),
    );
    expect({ codespace: result.codespace, code: result.code }).toEqual({ codespace, code });
    expect(changed).toHaveLength(codespace === "provider" ? 0 : 1);
  });

  it("faults 65: fails on keys of no or three bytes as the reference does, and the hub goes on", async () => {
    const { hub, consumer } = world;
    for (const key of [new Uint8Array(), Uint8Array.of(1, 2, 3)]) {
      const tx = hub.sign(alice, [assignKey(hub, alice, consumer.id, key)]);
      const { result, changed } = await effectOf(hub, tx);
      expect(result).toMatchObject({ codespace: "undefined", code: 111222 });
      expect(changed).toHaveLength(1);
    }
    hub.next(6);
  });

  it("ccv 11.125 is refused on a consumer that is stopped or was never there", () => {
    const { hub, consumer } = world;
    hub.send(dora, removeConsumer(hub, dora, consumer.id));
    for (const id of [consumer.id, "99"]) {
      expect(hub.deliver(alice, assignKey(hub, alice, id, first.pubKey))).toMatchObject({
        codespace: "provider",
        code: 27,
      });
    }
  });

  it("ccv 11.129 while opting in is all or nothing", async () => {
    const { hub, consumer } = world;
    hub.send(alice, assignKey(hub, alice, consumer.id, first.pubKey));
    const id = launchOnHub(hub, {
      chainId: "other-1",
      validators: ["alice"],
      keys: { alice: first },
    });
    const tx = hub.sign(carol, [optIn(hub, carol, id, first.pubKey)]);
    const { result, changed } = await effectOf(hub, tx);
    expect(result).toMatchObject({ codespace: "provider", code: 10 });
    expect(changed).toHaveLength(1);
  });
});
