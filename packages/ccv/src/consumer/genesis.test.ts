import { toHex } from "@testudo/base";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { Order } from "@testudo/proto/ibc/core/channel/v1";
import { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { ConsumerPacketDataType } from "@testudo/proto/interchain_security/ccv/v1";
import { matching } from "@testudo/testkit/matching";
import { DEFAULT_CONSUMER_PARAMS } from "../wire/consumer-params.ts";
import { ccvErrors } from "../wire/errors.ts";
import { slashConsumerPacket } from "../wire/packets.ts";
import {
  addresses,
  connectedWorld,
  consensusAddress,
  createWorld,
  named,
  newChainGenesis,
  providerClient,
  providerConsensus,
  update,
} from "./consumer-world.fixture.ts";
import { validateGenesisState } from "./genesis-validation.ts";
import { FLAG, state } from "./state.ts";

const NO_CLIENT = { initialValSet: [update("alice", 1n)] };
const slash = slashConsumerPacket({
  validator: { address: consensusAddress("alice"), power: 5n },
  valsetUpdateId: 3n,
  infraction: Infraction.INFRACTION_DOUBLE_SIGN,
});
const matured = {
  type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM,
  vscMaturedPacketData: { valsetUpdateId: 3n },
};
const downtimeOf = (name: string) => ({
  validatorConsensusAddress: addresses.cons.toText(consensusAddress(name)),
});
const alice = downtimeOf("alice");

function restartGenesis(changes: Partial<GenesisState> = {}): GenesisState {
  return newChainGenesis({
    newChain: false,
    provider: NO_CLIENT,
    providerClientId: "07-tendermint-2",
    providerChannelId: "channel-1",
    heightToValsetUpdateId: [{ height: 9n, valsetUpdateId: 4n }],
    ...changes,
  });
}

describe("genesis of a new chain", () => {
  it("ccv 11.147 makes the client and returns the list of validators as it is", () => {
    const world = createWorld();

    expect(named(world.initial)).toEqual(["alice 100", "bob 50"]);
    expect(world.keeper.providerClientId(world.ctx)).toBe("07-tendermint-0");
    expect(state.port.get(world.ctx)).toBe("consumer");
    expect([...state.valsetUpdateIds.entries(world.ctx)]).toEqual([[0n, 0n]]);
    expect(world.slashing.hasSigningInfo(world.ctx, consensusAddress("bob"))).toBe(true);
    expect(world.opened).toEqual([]);
  });

  it("begins at the initial height when that is above 1", () => {
    const { ctx } = createWorld({ height: 7n });
    expect([...state.valsetUpdateIds.entries(ctx)]).toEqual([[7n, 0n]]);
    expect(state.initGenesisHeight.get(ctx)).toBe(7n);
  });

  it("ccv 11.88 proposes the channel itself over a connection that exists", () => {
    const world = createWorld({ genesis: { connectionId: "connection-0", provider: NO_CLIENT } });

    expect(world.keeper.providerClientId(world.ctx)).toBe("07-tendermint-0");
    expect(world.opened).toEqual([
      {
        portId: "consumer",
        order: Order.ORDER_ORDERED,
        connectionHops: ["connection-0"],
        counterparty: { portId: "provider", channelId: "" },
        version: "1",
      },
    ]);
  });

  it("does not start on a connection that does not exist, or without a client", () => {
    const provider = NO_CLIENT;
    expect(() => createWorld({ genesis: { connectionId: "connection-8", provider } })).toThrow(
      "connection-8",
    );
    expect(() => createWorld({ genesis: { provider } })).toThrow("client state cannot be nil");
  });

  it("starts nothing when the module is switched off", () => {
    const world = createWorld({ params: { enabled: false } });

    expect(world.initial).toEqual([]);
    expect(world.keeper.providerClientId(world.ctx)).toBeUndefined();
    expect(world.keeper.validators(world.ctx)).toEqual([]);
  });

  it("names a field that it does not know", () => {
    const { module, ctx } = createWorld();
    expect(() => module.initGenesis?.(ctx, { params: {}, surprise: 1 })).toThrow("surprise");
  });
});

describe("a restart", () => {
  it("ccv 11.150 keeps channel, client, height map, queue and downtime flags", () => {
    const genesis = restartGenesis({
      pendingConsumerPackets: { list: [slash] },
      outstandingDowntimeSlashing: [downtimeOf("carol")],
      lastTransmissionBlockHeight: { height: 6n },
    });
    const world = createWorld({ genesis });

    expect(named(world.initial)).toEqual(["alice 1"]);
    expect(world.exported()).toEqual(GenesisState.toJSON(genesis));
  });

  it("clears the downtime of who is in the initial set, as the reference does", () => {
    const outstandingDowntimeSlashing = [alice, downtimeOf("carol")];
    const { ctx } = createWorld({ genesis: restartGenesis({ outstandingDowntimeSlashing }) });
    expect([...state.outstandingDowntimes.keys(ctx)]).toEqual([consensusAddress("carol")]);
  });

  it("ccv 11.150 keeps what is known before the channel is established", () => {
    const genesis = restartGenesis({
      providerChannelId: "",
      pendingConsumerPackets: { list: [slash] },
    });
    const world = createWorld({ genesis });
    expect(world.exported()).toEqual(GenesisState.toJSON(genesis));
  });

  it("is exported from a running chain", () => {
    const world = connectedWorld();
    world.receive({ id: 7n, updates: [update("bob", 0n), update("carol", 3n)] });
    world.endBlock();
    state.outstandingDowntimes.set(world.ctx, consensusAddress("alice"), FLAG);
    const exported = GenesisState.fromJSON(world.exported());

    expect(() => validateGenesisState(exported)).not.toThrow();
    expect(exported).toMatchObject({
      newChain: false,
      preCCV: false,
      providerClientId: "07-tendermint-0",
      providerChannelId: "channel-0",
      outstandingDowntimeSlashing: [alice],
    });
    expect(named(exported.provider.initialValSet).sort()).toEqual(["alice 100", "carol 3"]);
    expect(exported.heightToValsetUpdateId.at(-1)).toEqual({ height: 3n, valsetUpdateId: 7n });
  });

  it("of a chain that is no consumer exports the default", () => {
    const world = createWorld({ params: { enabled: false } });
    const standard = GenesisState.create({ params: DEFAULT_CONSUMER_PARAMS });
    expect(GenesisState.fromJSON(world.exported())).toEqual(standard);
    expect(GenesisState.fromJSON(world.module.defaultGenesis?.())).toEqual(standard);
  });
});

describe("genesis validation", () => {
  it.each<[string, GenesisState]>([
    ["a new chain", newChainGenesis()],
    [
      "a new chain on a connection",
      newChainGenesis({ connectionId: "connection-0", provider: NO_CLIENT }),
    ],
    ["a restart", restartGenesis()],
    [
      "a restart before the channel",
      restartGenesis({ providerChannelId: "", pendingConsumerPackets: { list: [slash] } }),
    ],
    ["a module switched off", GenesisState.create()],
  ])("takes %s", (_, genesis) => {
    expect(() => validateGenesisState(genesis)).not.toThrow();
  });

  it.each<[string, GenesisState]>([
    ["no validators", newChainGenesis({ provider: { initialValSet: [] } })],
    [
      "a new chain without client state",
      newChainGenesis({ provider: { ...NO_CLIENT, consensusState: providerConsensus } }),
    ],
    [
      "a new chain without consensus state",
      newChainGenesis({ provider: { ...NO_CLIENT, clientState: providerClient } }),
    ],
    [
      "an invalid client state",
      newChainGenesis({
        provider: {
          ...NO_CLIENT,
          clientState: { ...providerClient, chainId: "" },
          consensusState: providerConsensus,
        },
      }),
    ],
    ["a client state beside a connection", newChainGenesis({ connectionId: "connection-0" })],
    ["a malformed connection id", newChainGenesis({ connectionId: "c", provider: NO_CLIENT })],
    ["a new chain with client id", newChainGenesis({ providerClientId: "07-tendermint-0" })],
    ["a new chain with channel id", newChainGenesis({ providerChannelId: "channel-0" })],
    [
      "a new chain with height map",
      newChainGenesis({ heightToValsetUpdateId: [{ height: 1n, valsetUpdateId: 1n }] }),
    ],
    ["a new chain with downtime", newChainGenesis({ outstandingDowntimeSlashing: [alice] })],
    ["a new chain with packets", newChainGenesis({ pendingConsumerPackets: { list: [slash] } })],
    [
      "a new chain with a transmission",
      newChainGenesis({ lastTransmissionBlockHeight: { height: 1n } }),
    ],
    ["a restart without client id", restartGenesis({ providerClientId: "" })],
    [
      "a restart with client state",
      restartGenesis({ provider: { ...NO_CLIENT, clientState: providerClient } }),
    ],
    [
      "downtime before the channel",
      restartGenesis({ providerChannelId: "", outstandingDowntimeSlashing: [alice] }),
    ],
    [
      "a transmission before the channel",
      restartGenesis({ providerChannelId: "", lastTransmissionBlockHeight: { height: 1n } }),
    ],
    [
      "matured packets before the channel",
      restartGenesis({ providerChannelId: "", pendingConsumerPackets: { list: [matured] } }),
    ],
  ])("refuses %s", (_, genesis) => {
    expect(() => validateGenesisState(genesis)).toThrow(matching(ccvErrors.invalidGenesis));
  });

  it("refuses invalid parameters", () => {
    const genesis = newChainGenesis();
    const params = { ...genesis.params, historicalEntries: 0n };
    expect(() => validateGenesisState({ ...genesis, params })).toThrow("int must be positive");
  });
});

describe("the store", () => {
  it("has Go's keys", () => {
    const address = consensusAddress("alice");
    const hex = toHex(address);
    expect(toHex(state.historicalInfos.rawKey(489_040n))).toBe("0b0000000000077650");
    expect(toHex(state.valsetUpdateIds.rawKey(489_040n))).toBe("0d0000000000077650");
    expect(toHex(state.outstandingDowntimes.rawKey(address))).toBe(`0e${hex}`);
    expect(toHex(state.pendingPackets.rawKey(491_097_259n))).toBe("0f000000001d458cab");
    expect(toHex(state.validators.rawKey(address))).toBe(`10${hex}`);
  });
});
