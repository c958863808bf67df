import { concatBytes, HOUR, toHexUpper, utf8 } from "@testudo/base";
import { createConsumerApp, storeNames } from "@testudo/chains";
import { moduleAddress, sha256 } from "@testudo/crypto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  QueryCommunityPoolRequest,
  QueryCommunityPoolResponse,
  QueryValidatorOutstandingRewardsRequest,
  QueryValidatorOutstandingRewardsResponse,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { ValidatorSetChangePackets } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { createMemoryMultiStore } from "@testudo/store";
import { namesOn, optOut, updateConsumer } from "@testudo/testkit/consumer-messages";
import { createCoordinator, launchOnHub } from "@testudo/testkit/coordinator";
import {
  consumerGenesisOf,
  createConsumerChain,
  createHub,
  phaseOnHub,
  powersOn,
  TOKEN,
} from "@testudo/testkit/hub";
import { checkInvariants } from "@testudo/testkit/invariants";
import { delegate } from "@testudo/testkit/staking-messages";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { attributesOf, eventsOf, type TestChain } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const validators = ["alice", "bob", "carol", "dave"].map(testValidator);

describe("rewards", () => {
  it("ccv 11.130, 11.131, 11.132, 11.134, 11.137, 11.139, 11.141 go from fees on the consumer to validators of the hub", () => {
    const net = createCoordinator({
      powers: { alice: 400n, bob: 300n, carol: 200n, dave: 50n },
      appState: {
        provider: {
          params: {
            blocks_per_epoch: "5",
            // Members earn from their first epoch on.
            number_of_epochs_to_start_receiving_rewards: "1",
          },
        },
        mint: {
          minter: { inflation: "0" },
          params: { inflation_max: "0", inflation_min: "0", inflation_rate_change: "0" },
        },
      },
      afterBlock: checkInvariants,
    });
    const { hub } = net;
    const { id, chain, transfer } = net.launch({
      init: { blocksPerDistributionTransmission: 5n },
      consumer: {
        alter: (genesis: ConsumerGenesisState) => ({
          ...genesis,
          params: { ...genesis.params, rewardDenoms: ["ucon"] },
        }),
        afterBlock: checkInvariants,
      },
    });
    hub.send(dora, delegate(hub, dora, testValidator("dave"), 50n * TOKEN));
    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 100n });

    const payment = message(MsgSend, {
      fromAddress: chain.addresses.acc.toText(dora.address),
      toAddress: chain.addresses.acc.toText(dora.address),
      amount: [{ denom: "ucon", amount: "1" }],
    });
    chain.send(dora, payment, { fee: [{ denom: "ucon", amount: 10_001n }] });
    // Three quarters stay, the rest and the dust go to the hub.
    expect(chain.balance(moduleAddress("cons_redistribute") as never)).toBe(7_500n);
    for (let i = 0; i < 6 && transfer.packets("a").length === 0; i += 1) chain.next();
    const [packet] = transfer.packets("a");
    expect(JSON.parse(new TextDecoder().decode(packet!.data))).toMatchObject({
      denom: "ucon",
      amount: "2501",
      receiver: hub.addresses.acc.toText(moduleAddress("consumer_rewards_pool") as never),
    });

    const before = hub.height;
    transfer.relay();
    const voucher = `ibc/${toHexUpper(sha256(utf8(`transfer/${transfer.b.channelId}/ucon`)))}`;
    const pool = () => hub.balance(moduleAddress("consumer_rewards_pool") as never, voucher);
    expect(pool()).toBe(2_501n);
    const booked = [...Array(Number(hub.height - before)).keys()].flatMap((i) =>
      eventsOf(hub.made(before + 1n + BigInt(i))),
    );
    expect(attributesOf(booked, "update_consumer", "reward_amount")).toEqual(["2501"]);
    expect(attributesOf(booked, "update_consumer", "consumer_id")).toEqual([id]);

    hub.next(3);
    expect(pool()).toBe(2_501n); // nobody has admitted the denom
    hub.send(
      dora,
      updateConsumer(hub, dora, id, { allowlistedRewardDenoms: { denoms: [voucher] } }),
    );
    hub.next();
    // The fractions of both parts make one, which stays on the books.
    expect(pool()).toBe(1n);
    // 2 percent of 2,501 is 50.02 for the community: 50. Of the others' 2,450.98, 2,450 by power.
    const earned = validators.map(
      (validator) =>
        hub
          .query(
            "/cosmos.distribution.v1beta1.Query/ValidatorOutstandingRewards",
            QueryValidatorOutstandingRewardsRequest,
            QueryValidatorOutstandingRewardsResponse,
            { validatorAddress: namesOn(hub, validator).operator },
          )
          .rewards.rewards.find(({ denom }) => denom === voucher)?.amount,
    );
    expect(earned).toEqual([980n, 735n, 490n, 245n].map((amount) => `${amount}${"0".repeat(18)}`));
    const community = hub
      .query(
        "/cosmos.distribution.v1beta1.Query/CommunityPool",
        QueryCommunityPoolRequest,
        QueryCommunityPoolResponse,
        {},
      )
      .pool.find(({ denom }) => denom === voucher)?.amount;
    expect(community).toBe(`50${"0".repeat(18)}`);
  });
});

describe("a set that cannot be", () => {
  /** The hub sends a packet of its own making. */
  function lie(validatorUpdates: readonly ValidatorUpdate[]) {
    const net = createCoordinator();
    const { hub } = net;
    const consumer = net.launch();
    const packets = ValidatorSetChangePackets.encode({
      list: [{ validatorUpdates, valsetUpdateId: 1n, slashAcks: [] }],
    });
    hub.tamper("provider", concatBytes(Uint8Array.of(17), utf8(consumer.id)), packets);
    net.endEpoch();
    return { hub, ...consumer };
  }
  const key = (index: number) => ({ ed25519: validators[index]!.consensus.pubKey });

  it("faults 87: power below zero halts the consumer with a reason, and its last block stays", () => {
    const { hub, chain, ccv } = lie([{ pubKey: key(0), power: -5n }]);
    const height = chain.height;
    expect(() => ccv.carry("b")).toThrow(/power/);
    expect(chain.height).toBe(height);
    hub.next(2);
  });

  it("faults 87: a doubled key counts as its last power", () => {
    const { chain, ccv } = lie([
      { pubKey: key(3), power: 7n },
      { pubKey: key(3), power: 9n },
    ]);
    ccv.relay();
    expect(powersOn(chain)).toMatchObject({ alice: 400n, dave: 9n });
  });

  it("faults 87, D9: the removal of everybody halts the consumer with a reason; the hub goes on", () => {
    const net = createCoordinator();
    const { hub } = net;
    const { id, chain, ccv } = net.launch();
    hub.include(
      ...validators.map((validator) => hub.sign(validator, [optOut(hub, validator, id)])),
    );
    net.endEpoch();
    const height = chain.height;
    expect(() => ccv.carry("b")).toThrow(/empty/);
    expect(chain.height).toBe(height);
    hub.next(2);
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("faults 41: a total power above 2^63/8 is refused, not wrapped", () => {
    const half = 1n << 59n;
    const hub = createHub({ powers: { alice: half, bob: half - 1n } });
    expect(hub.state.nextValidators.totalPower).toBe((1n << 60n) - 1n);
    const height = hub.height;

    expect(() => hub.send(dora, delegate(hub, dora, testValidator("bob"), TOKEN))).toThrow(
      /total voting power/,
    );
    expect(hub.height).toBe(height);
  });
});

describe("a consumer's genesis", () => {
  const launched = () => {
    const hub = createHub();
    return { hub, consumerId: launchOnHub(hub) };
  };

  it.each<[string, Parameters<typeof createConsumerChain>[0]["alter"], RegExp]>([
    [
      "no client state",
      (genesis) => ({ ...genesis, provider: { ...genesis.provider, clientState: undefined } }),
      /client state/i,
    ],
    [
      "no validators",
      (genesis) => ({ ...genesis, provider: { ...genesis.provider, initialValSet: [] } }),
      /initial validator set/i,
    ],
    [
      "a retry delay of nothing",
      (genesis) => ({
        ...genesis,
        params: { ...genesis.params, retryDelayPeriod: { seconds: 0n, nanos: 0 } },
      }),
      /retry|duration/i,
    ],
    [
      "a redistribution fraction above 1",
      (genesis) => ({
        ...genesis,
        params: { ...genesis.params, consumerRedistributionFraction: "1.5" },
      }),
      /greater than 1, got 1\.5/,
    ],
  ])("faults 88: with %s is refused, naming it", (_why, alter, reason) => {
    const { chainId, appState = "" } = consumerGenesisOf({ ...launched(), alter });
    const app = createConsumerApp({
      chainId,
      store: createMemoryMultiStore(storeNames("consumer")),
    });
    expect(() => app.validateGenesis(JSON.parse(appState))).toThrow(reason);
  });

  it("faults 88: with an unknown field is refused, naming it", () => {
    const appState = { ccvconsumer: { surprise: "yes" } };
    expect(() => createConsumerChain({ ...launched(), appState })).toThrow(/surprise/);
  });

  it("ccv 11.147 has exactly the set and the client that the hub named", () => {
    const { hub, consumerId } = launched();
    const chain: TestChain = createConsumerChain({ hub, consumerId });
    expect(powersOn(chain)).toEqual(powersOn(hub));
    hub.clock.advance(HOUR);
    chain.next(3);
    checkInvariants(chain);
  });
});
