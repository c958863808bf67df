import { toHex, valAddress } from "@testudo/base";
import { CHANGEOVER } from "@testudo/chains";
import {
  QueryValidatorOutstandingRewardsRequest,
  QueryValidatorOutstandingRewardsResponse,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import {
  MsgUpdateParams,
  QueryParamsRequest,
  QueryParamsResponse,
} from "@testudo/proto/cosmos/mint/v1beta1";
import { BondStatus } from "@testudo/proto/cosmos/staking/v1beta1";
import { MsgSoftwareUpgrade } from "@testudo/proto/cosmos/upgrade/v1beta1";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import {
  QueryChannelsRequest,
  QueryChannelsResponse,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryProviderInfoRequest,
  QueryProviderInfoResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  answerChannel,
  confirmChannel,
  openChannel,
  TRANSFER,
} from "@testudo/testkit/channel-handshake";
import { namesOn, UNSET_TIME } from "@testudo/testkit/consumer-messages";
import { CCV, createCoordinator, launchOnHub } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { consumerOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkReplication } from "@testudo/testkit/invariants";
import { openLink } from "@testudo/testkit/link";
import { delegate, validatorOn } from "@testudo/testkit/staking-messages";
import { createStandaloneChain, genesisOnHub } from "@testudo/testkit/standalone";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { attributesOf, type TestChain } from "@testudo/testkit/test-chain";
import { channelOf, createTestChannel, type TestChannel } from "@testudo/testkit/test-channel";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const oscar = testValidator("oscar");
const dave = testValidator("dave");

/** Alice validates the hub as well, with the same key. */
const OWN_POWERS = { alice: 40n, oscar: 20n, peggy: 30n, trent: 30n };
const HUB_POWERS = { alice: 400n, bob: 300n, carol: 200n, dave: 100n };
const NAMES = [...new Set([...Object.keys(OWN_POWERS), ...Object.keys(HUB_POWERS)])];
const QUICK_SLASHING = {
  slashing: {
    params: {
      signed_blocks_window: "10",
      min_signed_per_window: "0.5",
      slash_fraction_downtime: "0.01",
    },
  },
};
/** Blocks missed until a validator is down: the sixth of ten is one too many. */
const MISSES = 6n;
const BLOCKS_UNTIL_UPGRADE = 20n;

const powersAt = (chain: TestChain, height: bigint) =>
  Object.fromEntries(
    chain.validatorsAt(height).validators.map(({ pubKey, power }) => {
      const name = NAMES.find(
        (one) => toHex(testValidator(one).consensus.pubKey) === toHex(pubKey.bytes),
      );
      return [name ?? "?", power];
    }),
  );

const channelsOn = (chain: TestChain) =>
  chain
    .query("/ibc.core.channel.v1.Query/Channels", QueryChannelsRequest, QueryChannelsResponse, {})
    .channels.map(({ portId, channelId, state }) => ({ portId, channelId, state }));

/** Sends 500 base units over the channel, and takes the answer back. */
function transferOver(channel: TestChannel): void {
  const { chain, portId, channelId } = channel.a;
  chain.send(
    dora,
    message(MsgTransfer, {
      sourcePort: portId,
      sourceChannel: channelId,
      token: { denom: chain.denom, amount: "500" },
      sender: namesOn(chain, dora).account,
      receiver: namesOn(channel.b.chain, dora).account,
      timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
      timeoutTimestamp: chain.clock.now() + 3_600_000_000_000n,
      memo: "",
      encoding: "",
    }),
  );
  channel.relay();
}

/** A standalone chain with a transfer channel to the hub, which has launched it as a consumer over that connection. */
async function setUp() {
  const net = createCoordinator();
  const { hub } = net;
  const { chain, ...programs } = await createStandaloneChain({
    hub,
    chainId: "consumer-1",
    powers: OWN_POWERS,
    appState: { ...QUICK_GOV, ...QUICK_SLASHING },
  });
  const link = openLink(chain, hub);
  const transfer = openChannel(link, TRANSFER);
  transferOver(transfer);
  const id = launchOnHub(hub, {
    init: {
      connectionId: link.b.connectionId,
      distributionTransmissionChannel: transfer.a.channelId,
    },
  });
  const height = chain.height + BLOCKS_UNTIL_UPGRADE;
  const plan = {
    name: CHANGEOVER,
    time: UNSET_TIME,
    height,
    info: "",
    upgradedClientState: undefined,
  };
  passProposal(chain, [message(MsgSoftwareUpgrade, { authority: govOn(chain), plan })], {
    voters: ["alice", "peggy", "trent"],
  });
  return { net, hub, chain, programs, link, transfer, id, height };
}

type World = Awaited<ReturnType<typeof setUp>>;

/** Up to the block before the given one. */
function reach({ chain }: World, height: bigint): void {
  while (chain.height < height - 1n) chain.next();
}

/** Runs the block of the upgrade, with the program that knows it. */
async function upgrade(world: World): Promise<void> {
  reach(world, world.height);
  await world.programs.becomeDemocracy(() => genesisOnHub(world.hub, world.id));
  world.chain.next();
}

/** Opens the CCV channel that the upgrade has proposed; the first packet crosses it. */
function connect({ net, hub, chain, link, height, id }: World): TestChannel {
  const proposed = chain.made(height).result.events;
  const channelId = attributesOf(proposed, "channel_open_init", "channel_id")[0]!;
  const end = { ...link.a, portId: CCV.ports.a, channelId };
  const other = answerChannel(end, link.b, CCV);
  expect(confirmChannel(end, other)).toMatchObject({ code: 0 });
  const ccv = createTestChannel(end, other);
  hub.send(dora, delegate(hub, dora, testAccount("alice"), TOKEN));
  net.endEpoch();
  ccv.relay();
  chain.next(2);
  checkReplication(hub, chain, id);
  return ccv;
}

describe("the changeover of a standalone chain", () => {
  it("ccv 11.44, 11.149 hands it to the hub's validators, over connection and channel of old", async () => {
    const world = await setUp();
    const { hub, chain, link, transfer, id, height } = world;
    expect(consumerOnHub(hub, id).clientId).toBe(link.b.clientId);
    expect(genesisOnHub(hub, id)).toMatchObject({
      preCCV: true,
      connectionId: link.a.connectionId,
      provider: { clientState: undefined, consensusState: undefined },
    });

    reach(world, height);
    const before = chain.appHash;
    expect(() => chain.next()).toThrow(`UPGRADE "${CHANGEOVER}" NEEDED at height: ${height}`);
    expect([chain.height, chain.appHash]).toEqual([height - 1n, before]);

    await upgrade(world);
    const { header, result } = chain.made(height);
    expect(header.appHash).toEqual(before);
    expect(result.validatorUpdates).toHaveLength(7); // the hub's four, and three that leave
    expect([height, height + 1n, height + 2n].map((at) => powersAt(chain, at))).toEqual([
      OWN_POWERS,
      OWN_POWERS,
      HUB_POWERS,
    ]);
    chain.next(3);
    expect(chain.height).toBe(height + 3n);

    const ccv = connect(world);
    expect(powersOn(chain)).toEqual({ ...HUB_POWERS, alice: 401n });
    expect(
      chain.query(
        "/interchain_security.ccv.consumer.v1.Query/QueryProviderInfo",
        QueryProviderInfoRequest,
        QueryProviderInfoResponse,
        {},
      ).consumer,
    ).toEqual({
      chainID: "consumer-1",
      clientID: link.a.clientId,
      connectionID: link.a.connectionId,
      channelID: ccv.a.channelId,
    });
    // No second transfer channel: the chain was told which one to use.
    expect(channelsOn(chain)).toEqual([
      { portId: "consumer", channelId: ccv.a.channelId, state: State.STATE_OPEN },
      { portId: "transfer", channelId: transfer.a.channelId, state: State.STATE_OPEN },
    ]);
    transferOver(transfer);
    expect(channelOf(transfer.b).state).toBe(State.STATE_OPEN);
  });

  it("is not begun by a program that comes too early", async () => {
    const { hub, chain, programs, id } = await setUp();
    await programs.becomeDemocracy(() => genesisOnHub(hub, id));
    expect(() => chain.next()).toThrow("BINARY UPDATED BEFORE TRIGGER");
    await programs.becomeStandalone();
    chain.next();
    expect(powersOn(chain, {}, NAMES)).toEqual(OWN_POWERS);
  });

  it("ccv 11.149 slashes an old validator here but leaves it out of jail, and reports new ones to the hub", async () => {
    const world = await setUp();
    const { chain, height } = world;
    // The sixth miss counts in the block after the upgrade's, two after it happened.
    reach(world, height + 2n - MISSES);
    chain.setSigning(oscar.consensus.address, false);
    await upgrade(world);
    expect(validatorOn(chain, oscar).tokens).toBe(String(20n * TOKEN));

    chain.next();
    expect(validatorOn(chain, oscar)).toMatchObject({
      tokens: String((20n * TOKEN * 99n) / 100n),
      jailed: false,
      status: BondStatus.BOND_STATUS_BONDED,
    });
    chain.next(15);
    expect(validatorOn(chain, oscar).tokens).toBe(String((20n * TOKEN * 99n) / 100n));

    const ccv = connect(world);
    expect(ccv.packets("a")).toEqual([]);
    chain.setSigning(dave.consensus.address, false);
    chain.next(Number(MISSES) + 2);
    expect(ccv.packets("a")).toHaveLength(1);
  });

  it("leaves stake and governance with the chain: representatives vote and share in the fees", async () => {
    const world = await setUp();
    await upgrade(world);
    const { chain } = world;
    chain.next(2);
    connect(world);
    const rewards = () =>
      BigInt(
        chain.query(
          "/cosmos.distribution.v1beta1.Query/ValidatorOutstandingRewards",
          QueryValidatorOutstandingRewardsRequest,
          QueryValidatorOutstandingRewardsResponse,
          { validatorAddress: chain.addresses.val.toText(valAddress(oscar.address)) },
        ).rewards.rewards[0]?.amount ?? "0",
      );
    const [earned, signing] = [rewards(), powersOn(chain)];

    chain.send(dora, delegate(chain, dora, oscar, 10n * TOKEN));
    chain.next(2);
    expect(validatorOn(chain, oscar).tokens).toBe(String(30n * TOKEN));
    expect(powersOn(chain)).toEqual(signing);
    expect(rewards()).toBeGreaterThan(earned);

    const mintParams = () =>
      chain.query("/cosmos.mint.v1beta1.Query/Params", QueryParamsRequest, QueryParamsResponse, {})
        .params;
    const params = { ...mintParams(), blocksPerYear: 77n };
    passProposal(chain, [message(MsgUpdateParams, { authority: govOn(chain), params })], {
      voters: ["alice", "oscar", "peggy"],
    });
    expect(mintParams().blocksPerYear).toBe(77n);
  });
});
