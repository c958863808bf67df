import { plainError } from "@testudo/base";
import { bankDenom } from "@testudo/ibc/transfer";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryNextFeeDistributionEstimateRequest,
  QueryNextFeeDistributionEstimateResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { addresses, createWorld, feePool } from "./consumer-world.fixture.ts";

const CHANNEL = "channel-1";
const BUFFER = "cons_to_send_to_provider";
const stake = (amount: bigint) => ({ denom: "stake", amount });

/** A consumer that sends every three blocks over an open channel. */
function rewarding(params: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld({
    ...params,
    params: {
      blocksPerDistributionTransmission: 3n,
      distributionTransmissionChannel: CHANNEL,
      providerFeePoolAddrStr: feePool,
      rewardDenoms: ["stake"],
      ...params.params,
    },
  });
  world.openChannel("transfer", CHANNEL);
  return world;
}

function runBlocks(world: ReturnType<typeof createWorld>, count: number, fees: bigint): void {
  for (let i = 0; i < count; i += 1) {
    world.nextBlock();
    world.collectFees(stake(fees));
    world.endBlock();
  }
}

describe("rewards", () => {
  it("ccv 11.130 split the fees of every block, dust going to the provider", () => {
    const world = createWorld();
    world.nextBlock();
    world.collectFees({ denom: "atom", amount: 7n }, stake(101n));
    world.endBlock();

    expect(world.balances("fee_collector")).toEqual([]);
    expect(world.balances("cons_redistribute")).toEqual([
      { denom: "atom", amount: 5n },
      stake(75n),
    ]);
    expect(world.balances(BUFFER)).toEqual([{ denom: "atom", amount: 2n }, stake(26n)]);
  });

  it.each([
    { fraction: "0", here: [], there: [stake(9n)] },
    { fraction: "1", here: [stake(9n)], there: [] },
  ])("leave all on one side at a fraction of $fraction", ({ fraction, here, there }) => {
    const world = createWorld({ params: { consumerRedistributionFraction: fraction } });
    runBlocks(world, 1, 9n);

    expect(world.balances("cons_redistribute")).toEqual(here);
    expect(world.balances(BUFFER)).toEqual(there);
  });

  it("ccv 11.131 go out every so many blocks", () => {
    const world = rewarding();
    runBlocks(world, 2, 100n);
    expect(world.transfers).toEqual([]);

    runBlocks(world, 1, 100n);
    expect(world.transfers.map(({ token }) => token)).toEqual([stake(75n)]);
    expect(world.ctx.events().at(-1)).toEqual({
      type: "fee_distribution",
      attributes: [
        { key: "module", value: "ccvconsumer" },
        { key: "current_distribution_height", value: "3" },
        { key: "next_distribution_height", value: "6" },
        { key: "distribution_fraction", value: "0.75" },
        { key: "total", value: "75stake" },
        { key: "provider_amount", value: "75stake" },
      ],
    });

    runBlocks(world, 3, 100n);
    expect(world.transfers).toHaveLength(2);
  });

  it("ccv 11.131 are tried again a whole period after a failure, with what has gathered", () => {
    const world = rewarding();
    world.refusals.transfer = plainError("client is not active");
    runBlocks(world, 3, 100n);
    expect(world.ctx.events().map(({ type }) => type)).not.toContain("fee_distribution");
    delete world.refusals.transfer;

    runBlocks(world, 2, 100n);
    expect(world.transfers).toEqual([]);
    runBlocks(world, 1, 100n);
    expect(world.transfers.map(({ token }) => token)).toEqual([stake(150n)]);
  });

  it("wait for an open channel", () => {
    const world = rewarding();
    world.openChannel("transfer", CHANNEL, { state: State.STATE_INIT });
    runBlocks(world, 3, 100n);
    expect(world.transfers).toEqual([]);

    world.openChannel("transfer", CHANNEL);
    runBlocks(world, 3, 100n);
    expect(world.transfers.map(({ token }) => token)).toEqual([stake(150n)]);
  });

  it("ccv 11.132 consist of allowed denominations only, of none by default", () => {
    const world = rewarding({ params: { rewardDenoms: [] } });
    runBlocks(world, 3, 100n);

    expect(world.transfers).toEqual([]);
    expect(world.balances(BUFFER)).toEqual([stake(75n)]);
  });

  it("ccv 11.133 return what came from the provider as vouchers", () => {
    const world = rewarding({ params: { providerRewardDenoms: ["uatom"] } });
    const voucher = bankDenom({
      base: "uatom",
      trace: [{ portId: "transfer", channelId: CHANNEL }],
    });
    world.collectFees({ denom: voucher, amount: 40n });
    runBlocks(world, 3, 100n);

    expect(world.transfers.map(({ token }) => token)).toEqual([
      stake(75n),
      { denom: voucher, amount: 10n },
    ]);
  });

  it("ccv 11.134 say whose they are", () => {
    const world = rewarding({ params: { consumerId: "5" } });
    runBlocks(world, 3, 100n);

    const [order] = world.transfers;
    expect(order?.memo).toBe(
      '{\n\t\t\t"provider": {"consumerId":"5","chainId":"consumer-1","memo":"ICS rewards"}\n\t\t}',
    );
    expect(order?.receiver).toBe(feePool);
    expect(order?.sourceChannel).toBe(CHANNEL);
    expect(order?.timeoutTimestamp).toBe(world.ctx.time + 3_600_000_000_000n);
    expect(order && addresses.acc.fromText(order.sender)).toBeDefined();
  });

  it("ccv 11.160 are foretold by the query as they are split", () => {
    const world = rewarding();
    runBlocks(world, 4, 100n);
    world.nextBlock();
    world.collectFees(stake(101n));

    const path = "/interchain_security.ccv.consumer.v1.Query/QueryNextFeeDistribution";
    const route = world.module.queries?.find((one) => one.path === path);
    const answer = QueryNextFeeDistributionEstimateResponse.decode(
      QueryNextFeeDistributionEstimateResponse.encode(
        route?.handle(
          world.ctx,
          QueryNextFeeDistributionEstimateRequest.create(),
        ) as QueryNextFeeDistributionEstimateResponse,
      ),
    );
    expect(answer.data).toEqual({
      currentHeight: 5n,
      lastHeight: 3n,
      nextHeight: 6n,
      distributionFraction: "0.75",
      total: "101.000000000000000000stake",
      toProvider: "26.000000000000000000stake",
      toConsumer: "75.000000000000000000stake",
    });
  });
});
