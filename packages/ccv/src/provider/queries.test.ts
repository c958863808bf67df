import type { ConsumerId } from "@testudo/base";
import type { MessageType } from "@testudo/proto";
import {
  ConsumerPhase,
  QueryConsumerChainRequest,
  QueryConsumerChainResponse,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
  QueryConsumerChainsValidatorHasToValidateRequest,
  QueryConsumerChainsValidatorHasToValidateResponse,
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
  QueryConsumerIdFromClientIdRequest,
  QueryConsumerIdFromClientIdResponse,
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { addresses, consAddressOf, createWorld, type World } from "./provider-world.fixture.ts";
import { QUERY_SERVICE } from "./query-refusals.ts";
import { state } from "./state.ts";

function ask<Req, Res>(
  world: World,
  name: string,
  types: readonly [MessageType<Req>, MessageType<Res>],
  request: Req,
): Res {
  const [requestType, responseType] = types;
  const bytes = requestType.encode(request);
  return responseType.decode(world.queries.handle(world.ctx, `${QUERY_SERVICE}/${name}`, bytes)!);
}

const validatorsOf = (world: World, consumerId: string) =>
  ask(
    world,
    "QueryConsumerValidators",
    [QueryConsumerValidatorsRequest, QueryConsumerValidatorsResponse],
    { consumerId },
  ).validators;

const powersOf = (world: World, id: ConsumerId) =>
  validatorsOf(world, id)
    .map(({ consumerPower }) => consumerPower)
    .toSorted((a, b) => Number(b - a));

const chainOf = (world: World, consumerId: string) =>
  ask(world, "QueryConsumerChain", [QueryConsumerChainRequest, QueryConsumerChainResponse], {
    consumerId,
  });

const genesisOf = (world: World, consumerId: string) =>
  ask(world, "QueryConsumerGenesis", [QueryConsumerGenesisRequest, QueryConsumerGenesisResponse], {
    consumerId,
  });

function consumersOf(world: World, name: string): readonly string[] {
  const types = [
    QueryConsumerChainsValidatorHasToValidateRequest,
    QueryConsumerChainsValidatorHasToValidateResponse,
  ] as const;
  const providerAddress = addresses.cons.toText(consAddressOf(name));
  return ask(world, "QueryConsumerChainsValidatorHasToValidate", types, { providerAddress })
    .consumerIds;
}

function list(world: World, phase: ConsumerPhase, page: { key?: Uint8Array; limit?: bigint } = {}) {
  return ask(
    world,
    "QueryConsumerChains",
    [QueryConsumerChainsRequest, QueryConsumerChainsResponse],
    {
      phase,
      pagination: {
        key: page.key ?? new Uint8Array(),
        offset: 0n,
        limit: page.limit ?? 100n,
        countTotal: false,
        reverse: false,
      },
    },
  );
}

describe("the list of consumers", () => {
  it("ccv 11.155 is in the order of their numbers, page by page", () => {
    const world = createWorld();
    for (let i = 0; i < 12; i += 1) world.create();
    const first = list(world, ConsumerPhase.CONSUMER_PHASE_UNSPECIFIED, { limit: 11n });
    const second = list(world, ConsumerPhase.CONSUMER_PHASE_UNSPECIFIED, {
      key: first.pagination?.nextKey,
    });
    const ids = [first, second].flatMap(({ chains }) => chains.map((chain) => chain.consumerId));
    expect(ids).toEqual(Array.from({ length: 12 }, (_, i) => `${i}`));
    expect(second.pagination?.nextKey).toHaveLength(0);
  });

  it("ccv 11.155 can be of one phase", () => {
    const world = createWorld();
    world.create();
    const launched = world.launch();
    world.create();
    const { chains } = list(world, ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
    expect(chains).toMatchObject([{ consumerId: launched, phase: "CONSUMER_PHASE_LAUNCHED" }]);
    expect(list(world, ConsumerPhase.CONSUMER_PHASE_REGISTERED).chains).toHaveLength(2);
  });
});

describe("the validators of a consumer", () => {
  it("ccv 11.156 are prospective before the launch, those in force after it, and none at the end", () => {
    const world = createWorld();
    const id = world.create({ spawnTime: world.ctx.time });
    world.optIn("alice", id);
    expect(powersOf(world, id)).toEqual([400n]);
    world.nextBlock();
    world.optIn("bob", id);
    expect(powersOf(world, id)).toEqual([400n]);
    world.nextEpoch();
    expect(powersOf(world, id)).toEqual([400n, 300n]);
    world.remove(id);
    expect(powersOf(world, id)).toEqual([]);
  });

  it("come with what they hold, take and are called", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    expect(validatorsOf(world, id)).toMatchObject([
      {
        providerAddress: addresses.cons.toText(consAddressOf("alice")),
        consumerPower: 400n,
        providerPower: 400n,
        providerTokens: "400000000",
        consumerCommissionRate: "0",
        description: { moniker: "alice" },
        jailed: false,
        validatesCurrentEpoch: true,
      },
    ]);
  });

  it("ccv 11.157 are told which consumers they validate, or will from the next epoch", () => {
    const world = createWorld();
    const id = world.launch(["alice"]);
    const other = world.launch(["alice", "bob"]);
    expect(consumersOf(world, "alice")).toEqual([id, other]);
    expect(consumersOf(world, "bob")).toEqual([other]);

    world.optIn("bob", id);
    world.optOut("bob", other);
    expect(consumersOf(world, "bob")).toEqual([id, other]);
    world.nextEpoch();
    expect(consumersOf(world, "bob")).toEqual([id]);
    expect(consumersOf(world, "carol")).toEqual([]);
  });
});

describe("a consumer", () => {
  it("ccv 11.41 has a genesis from its launch on", () => {
    const world = createWorld();
    const id = world.create({ spawnTime: world.ctx.time });
    world.optIn("alice", id);
    expect(() => genesisOf(world, id)).toThrow(/no consumer chain with this consumer id/);
    world.nextBlock();
    const { genesisState } = genesisOf(world, id);
    expect(genesisState).toMatchObject({ newChain: true, preCCV: false, connectionId: "" });
    expect(genesisState?.provider.initialValSet.map(({ power }) => power)).toEqual([400n]);
  });

  it("ccv 11.46 is found by its client", () => {
    const world = createWorld();
    const id = world.launch();
    const clientId = state.clients.get(world.ctx, id)!;
    const types = [
      QueryConsumerIdFromClientIdRequest,
      QueryConsumerIdFromClientIdResponse,
    ] as const;
    const find = (client: string) =>
      ask(world, "QueryConsumerIdFromClientId", types, { clientId: client });
    expect(find(clientId).consumerId).toBe(id);
    expect(() => find("07-tendermint-9")).toThrow(/no known consumer chain/);
  });

  it("shows its terms, by its number alone", () => {
    const world = createWorld();
    const id = world.create();
    expect(chainOf(world, id)).toMatchObject({
      chainId: "consumer-1",
      phase: "CONSUMER_PHASE_REGISTERED",
      clientId: "",
    });
    expect(() => chainOf(world, "")).toThrow();
    expect(() => chainOf(world, "x")).toThrow();
    expect(() => chainOf(world, "9")).toThrow(/cannot retrieve chain id/);
  });
});
