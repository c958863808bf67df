import { Dec } from "@testudo/base";
import { errors as govErrors } from "@testudo/modules/gov";
import type { MessageType } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  MsgUpdateParams,
  QueryParamsResponse,
  QueryProviderInfoResponse,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { ConsumerParams } from "@testudo/proto/interchain_security/ccv/v1";
import { matching } from "@testudo/testkit/matching";
import { ccvErrors } from "../wire/errors.ts";
import {
  addresses,
  authority,
  connectedWorld,
  consensusAddress,
  createWorld,
} from "./consumer-world.fixture.ts";

type World = ReturnType<typeof createWorld>;

function ask<T>({ ctx, module }: World, method: string, response: MessageType<T>): T {
  const path = `/interchain_security.ccv.consumer.v1.Query/${method}`;
  const route = module.queries?.find((one) => one.path === path);
  return response.decode(response.encode(route?.handle(ctx, {}) as T));
}

describe("queries", () => {
  it("ccv 11.76 know the provider once the first packet came", () => {
    const fresh = createWorld();
    expect(() => ask(fresh, "QueryProviderInfo", QueryProviderInfoResponse)).toThrow(
      matching(ccvErrors.channelNotFound),
    );

    expect(ask(connectedWorld(), "QueryProviderInfo", QueryProviderInfoResponse)).toEqual({
      consumer: {
        chainID: "consumer-1",
        clientID: "07-tendermint-0",
        connectionID: "connection-0",
        channelID: "channel-0",
      },
      provider: {
        chainID: "hub-1",
        clientID: "07-tendermint-5",
        connectionID: "connection-7",
        channelID: "channel-3",
      },
    });
  });

  it("ccv 11.158 show the slash record and the queue", () => {
    const world = connectedWorld();
    const empty = ask(world, "QueryThrottleState", QueryThrottleStateResponse);
    expect(empty).toEqual({ slashRecord: undefined, packetDataQueue: [] });

    const { ctx, staking } = world;
    const address = consensusAddress("bob");
    const infraction = Infraction.INFRACTION_DOWNTIME;
    staking.slashWithInfractionReason(ctx, address, 1n, 50n, Dec.zero, infraction);
    world.endBlock();

    const { slashRecord, packetDataQueue } = ask(
      world,
      "QueryThrottleState",
      QueryThrottleStateResponse,
    );
    expect(slashRecord?.waitingOnReply).toBe(true);
    expect(packetDataQueue.map(({ slashPacketData }) => slashPacketData?.infraction)).toEqual([
      infraction,
    ]);
  });
});

describe("ccv 11.151 parameters", () => {
  function change(world: World, signer: string, changes: Partial<ConsumerParams>): void {
    const params = { ...world.keeper.params(world.ctx), ...changes };
    const [route] = world.module.messages ?? [];
    route?.handle(world.ctx, MsgUpdateParams.create({ authority: signer, params }));
  }

  it("are replaced by the authority", () => {
    const world = createWorld();
    change(world, authority, { rewardDenoms: ["stake"], consumerId: "7" });

    const { params } = ask(world, "QueryParams", QueryParamsResponse);
    expect(params).toMatchObject({ rewardDenoms: ["stake"], consumerId: "7", enabled: true });
  });

  it("are replaced by nobody else", () => {
    const world = createWorld();
    const stranger = addresses.acc.toText(consensusAddress("carol") as never);
    expect(() => change(world, stranger, {})).toThrow(matching(govErrors.invalidSigner));
  });

  it.each<Partial<ConsumerParams>>([
    { blocksPerDistributionTransmission: 0n },
    { distributionTransmissionChannel: "c" },
    { ccvTimeoutPeriod: { seconds: 0n, nanos: 0 } },
    { transferTimeoutPeriod: { seconds: -1n, nanos: 0 } },
    { consumerRedistributionFraction: "1.1" },
    { consumerRedistributionFraction: "" },
    { historicalEntries: 0n },
    { unbondingPeriod: { seconds: 0n, nanos: 0 } },
    { rewardDenoms: ["1"] },
    { providerRewardDenoms: ["a"] },
    { retryDelayPeriod: { seconds: 0n, nanos: 0 } },
    { consumerId: "x" },
  ])("are not replaced by %j", (changes) => {
    const world = createWorld();
    const before = world.keeper.params(world.ctx);
    expect(() => change(world, authority, changes)).toThrow();
    expect(world.keeper.params(world.ctx)).toEqual(before);
  });
});
