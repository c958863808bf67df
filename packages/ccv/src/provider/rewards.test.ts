import { accAddress, type ConsumerId, Dec, fromUtf8, utf8, valAddress } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import { resultAcknowledgement } from "@testudo/ibc/channel";
import type { IbcModule } from "@testudo/ibc/port";
import { stakingErrors } from "@testudo/modules/staking";
import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import {
  MsgChangeRewardDenoms,
  MsgSetConsumerCommissionRate,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { matching } from "@testudo/testkit/matching";
import { testAccount } from "@testudo/testkit/test-account";
import { createRewardMemo } from "../wire/reward-memo.ts";
import { errors } from "./errors.ts";
import {
  addresses,
  authority,
  createWorld,
  EPOCH,
  operatorOf,
  textOf,
  type World,
} from "./provider-world.fixture.ts";
import { allocatedRewards, setAllocatedRewards } from "./rewards.ts";
import { state } from "./state.ts";

const POOL = addresses.acc.toText(accAddress(moduleAddress("consumer_rewards_pool")));
const VOUCHER = /^ibc\/[0-9A-F]{64}$/;

/** A world in which one epoch of membership is enough to be paid. */
function setUp(options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld({
    ...options,
    params: { numberOfEpochsToStartReceivingRewards: 1n, ...options.params },
  });
  return { world, id: world.launch() };
}

function changeDenoms(world: World, denomsToAdd: string[], denomsToRemove: string[] = []) {
  return world.send(MsgChangeRewardDenoms, { denomsToAdd, denomsToRemove, authority });
}

/** Puts rewards of a consumer into pool and books. */
function book(world: World, id: ConsumerId, amount: string, denom = "stake"): void {
  const dec = Dec.fromText(amount);
  world.fillPool(denom, dec.ceil().truncateInt());
  setAllocatedRewards(world.ctx, id, denom, [{ denom, amount: dec }]);
}

function outstanding(world: World, name: string): string {
  const { distribution, ctx } = world;
  const rewards = distribution.outstandingRewards(ctx, valAddress(testAccount(name).address));
  return rewards.map(({ amount }) => `${amount}`.replace(/\.?0+$/, "")).join();
}

describe("booking rewards", () => {
  const transferred: IbcModule["onRecvPacket"] = () => resultAcknowledgement(utf8("fine"));

  /** Delivers a transfer to the reward books and returns what the consumer has then, by denom. */
  function deliver(
    world: World,
    transfer: { receiver?: string; memo?: string; denom?: string; amount?: string },
    onRecvPacket = transferred,
    channelId = "channel-5",
  ) {
    const data = {
      denom: "ucon",
      amount: "7",
      sender: "consumer1x",
      receiver: POOL,
      memo: "",
      ...transfer,
    };
    const packet: Packet = {
      sequence: 1n,
      sourcePort: "transfer",
      sourceChannel: "channel-1",
      destinationPort: "transfer",
      destinationChannel: channelId,
      data: utf8(JSON.stringify(data)),
      timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
      timeoutTimestamp: 1n,
    };
    const stack = world.keeper.withRewards({ onRecvPacket } as IbcModule);
    const answer = stack.onRecvPacket(world.ctx, packet, accAddress(new Uint8Array(20)), "");
    return fromUtf8(answer?.bytes ?? new Uint8Array());
  }

  const booked = (world: World) =>
    Array.from(state.rewardAllocations.entries(world.ctx), ([[id, denom], { rewards }]) => [
      id as string,
      denom,
      Dec.fromAtomics(rewards[0]?.amount ?? "0").truncateInt(),
    ]);

  it("ccv 11.134 goes by the memo, which is believed", () => {
    const { world, id } = setUp();
    deliver(world, { memo: createRewardMemo(id, "consumer-1") });
    deliver(world, { memo: createRewardMemo(id, "consumer-1") });
    expect(booked(world)).toEqual([[id, expect.stringMatching(VOUCHER), 14n]]);
    expect(world.ctx.events().at(-1)?.attributes).toContainEqual({
      key: "reward_distribution",
      value: "scheduled",
    });
  });

  it("ccv 11.133 takes coins that come home under their own name", () => {
    const { world, id } = setUp();
    const memo = createRewardMemo(id, "consumer-1");
    deliver(world, { memo, denom: "transfer/channel-1/stake" });
    deliver(world, { memo, denom: "transfer/channel-1/transfer/channel-9/atom" });
    expect(booked(world).map(([, denom]) => denom)).toEqual([
      expect.stringMatching(VOUCHER),
      "stake",
    ]);
  });

  it("ccv 11.135 without a memo goes by the client once the consumer has its channel", () => {
    const { world, id } = setUp();
    const clientId = state.clients.get(world.ctx, id)!;
    const channelId = world.ibc.openChannel(clientId, "transfer");
    deliver(world, { memo: "thanks" }, transferred, channelId);
    expect(booked(world)).toEqual([]);

    world.connect(id);
    deliver(world, { memo: "thanks" }, transferred, channelId);
    expect(booked(world)).toEqual([[id, expect.stringMatching(VOUCHER), 7n]]);
  });

  it.each([
    { why: "a memo that is JSON and names no consumer", item: "11.136", change: { memo: "{}" } },
    {
      why: "a consumer that is not there",
      item: "11.136",
      change: { memo: createRewardMemo("77", "x") },
    },
    { why: "another receiver", item: "11.135", change: { receiver: textOf("owner") } },
  ])("ccv $item passes $why by", ({ change }) => {
    const { world, id } = setUp();
    const answer = deliver(world, { memo: createRewardMemo(id, "consumer-1"), ...change });
    expect(booked(world)).toEqual([]);
    expect(answer).toBe('{"result":"ZmluZQ=="}');
  });

  it("leaves a transfer alone that was refused", () => {
    const { world, id } = setUp();
    const refuse = () => ({ success: false, bytes: utf8("no") });
    expect(deliver(world, { memo: createRewardMemo(id, "consumer-1") }, refuse)).toBe("no");
    expect(booked(world)).toEqual([]);
  });
});

describe("paying rewards", () => {
  it("ccv 11.137 waits until the denom is admitted, by governance or by the consumer", () => {
    const { world, id } = setUp();
    for (let i = 0n; i < EPOCH; i += 1n) world.nextBlock();
    book(world, id, "1000");
    book(world, id, "500", "photon");
    world.nextBlock();
    expect(outstanding(world, "alice")).toBe("");

    changeDenoms(world, ["stake"]);
    world.nextBlock();
    expect(outstanding(world, "alice")).toBe("392");

    world.update(id, { allowlistedRewardDenoms: { denoms: ["photon"] } });
    world.nextBlock();
    expect(outstanding(world, "alice")).toBe("196,392");
  });

  it("ccv 11.138 admits by governance alone, and passes over what changes nothing", () => {
    const { world } = setUp();
    const added = (result: ReturnType<typeof changeDenoms>) =>
      result.events.at(-1)?.attributes.map(({ key, value }) => `${key}=${value}`);
    expect(added(changeDenoms(world, ["stake"], ["photon"]))).toEqual([
      "add_consumer_reward_denom=stake",
    ]);
    expect(added(changeDenoms(world, ["stake", "photon"]))).toEqual([
      "add_consumer_reward_denom=photon",
    ]);
    expect(() =>
      world.send(MsgChangeRewardDenoms, {
        denomsToAdd: ["atom"],
        denomsToRemove: [],
        authority: textOf("owner"),
      }),
    ).toThrow(matching(errors.unauthorized));
    expect([...state.rewardDenoms.keys(world.ctx)]).toEqual(["photon", "stake"]);
  });

  it("ccv 11.139 goes to members of long standing, by their power on the consumer", () => {
    const { world, id } = setUp();
    changeDenoms(world, ["stake"]);
    world.update(id, {
      powerShapingParameters: {
        topN: 0,
        validatorsPowerCap: 35,
        validatorSetCap: 0,
        allowlist: [],
        denylist: [],
        minStake: 0n,
        allowInactiveVals: false,
        prioritylist: [],
      },
    });
    world.optOut("dave", id);
    world.nextEpoch();
    world.optIn("dave", id);
    world.nextEpoch();
    book(world, id, "1000");
    world.nextBlock();
    expect(Object.fromEntries(world.members(id))).toEqual({
      alice: 350n,
      bob: 316n,
      carol: 217n,
      dave: 117n,
    });
    // Of 980, alice has 350 parts of 883: dave is back for less than an epoch.
    expect(outstanding(world, "alice")).toMatch(/^388\.448471/);
    expect(outstanding(world, "bob")).toMatch(/^350\.713476/);
    expect(outstanding(world, "carol")).toMatch(/^240\.838052/);
    expect(outstanding(world, "dave")).toBe("");
  });

  it("ccv 11.140 without anybody to pay goes to the community", () => {
    const { world, id } = setUp({ params: { numberOfEpochsToStartReceivingRewards: 100n } });
    changeDenoms(world, ["stake"]);
    book(world, id, "10.5");
    world.nextBlock();
    expect(world.distribution.communityPool(world.ctx)).toEqual([
      { denom: "stake", amount: Dec.fromText("10") },
    ]);
    expect(allocatedRewards(world.ctx, id, "stake")).toEqual([
      { denom: "stake", amount: Dec.fromText("0.5") },
    ]);
  });

  it("ccv 11.141 pays the community its tax and keeps the fractions on the books", () => {
    const { world, id } = setUp();
    changeDenoms(world, ["stake"]);
    for (let i = 0n; i < EPOCH; i += 1n) world.nextBlock();
    book(world, id, "100.7");
    world.nextBlock();
    // 98 % are 98.686, 2 % are 2.014.
    expect(outstanding(world, "alice")).toBe("39.2");
    expect(world.distribution.communityPool(world.ctx)).toEqual([
      { denom: "stake", amount: Dec.fromText("2") },
    ]);
    expect(allocatedRewards(world.ctx, id, "stake")).toEqual([
      { denom: "stake", amount: Dec.fromText("0.7") },
    ]);
  });

  it("ccv 11.142 takes a validator's commission for the consumer, not below the least of the hub", () => {
    const { world, id } = setUp();
    const setRate = (rate: string) =>
      world.send(MsgSetConsumerCommissionRate, {
        providerAddr: operatorOf("alice"),
        chainId: "",
        rate: Dec.fromText(rate).toAtomicsText(),
        signer: textOf("alice"),
        consumerId: id,
      });
    const params = world.staking.params(world.ctx);
    const least = Dec.fromText("0.05").toAtomicsText();
    world.staking.setParams(world.ctx, { ...params, minCommissionRate: least });
    expect(() => setRate("0.04")).toThrow(matching(stakingErrors.commissionBelowMinRate));

    setRate("0.25");
    changeDenoms(world, ["stake"]);
    for (let i = 0n; i < EPOCH; i += 1n) world.nextBlock();
    book(world, id, "1000");
    world.nextBlock();
    const commission = (name: string) =>
      world.distribution.accumulatedCommission(world.ctx, valAddress(testAccount(name).address));
    expect(commission("alice")).toEqual([{ denom: "stake", amount: Dec.fromText("98") }]);
    expect(commission("bob")).toEqual([]);
  });

  it("faults 43 costs a block the same however many denoms of dust wait", () => {
    const { world, id } = setUp();
    changeDenoms(world, ["stake"]);
    const costOfBlock = () => {
      const before = world.ctx.gas.consumed;
      world.module.beginBlock?.(world.ctx);
      return world.ctx.gas.consumed - before;
    };
    const cost = costOfBlock();
    for (let dust = 0; dust < 20_000; dust += 1) {
      const denom = `ibc/${dust.toString(16).toUpperCase().padStart(64, "0")}`;
      setAllocatedRewards(world.ctx, id, denom, [{ denom, amount: Dec.fromText("0.5") }]);
    }
    expect(cost).toBeGreaterThan(0n);
    expect(costOfBlock()).toBe(cost);
  });

  it("stays booked when the pool is empty", () => {
    const { world, id } = setUp();
    changeDenoms(world, ["stake"]);
    for (let i = 0n; i < EPOCH; i += 1n) world.nextBlock();
    setAllocatedRewards(world.ctx, id, "stake", [{ denom: "stake", amount: Dec.fromText("9") }]);
    world.nextBlock();
    expect(outstanding(world, "alice")).toBe("");
    expect(allocatedRewards(world.ctx, id, "stake")).toHaveLength(1);
  });
});
