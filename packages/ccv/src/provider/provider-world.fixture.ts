import {
  accAddress,
  type ConsumerId,
  consumerId,
  createAddressCodec,
  DAY,
  HOUR,
  type ProviderConsAddress,
  providerConsAddress,
  SECOND,
  silentLogger,
  singleCoin,
  type Time,
  toBase64,
  valAddress,
} from "@testudo/base";
import { ed25519Key } from "@testudo/crypto";
import { isMisbehaviour } from "@testudo/ibc/tendermint";
import { createAccountKeeper, FEE_COLLECTOR } from "@testudo/modules/auth";
import { createBankKeeper } from "@testudo/modules/bank";
import {
  createDistributionHooks,
  createDistributionKeeper,
  createDistributionModule,
} from "@testudo/modules/distribution";
import {
  createSlashingHooks,
  createSlashingKeeper,
  createSlashingModule,
} from "@testudo/modules/slashing";
import {
  BONDED_POOL,
  createStakingKeeper,
  createStakingModule,
  NOT_BONDED_POOL,
  type StakingHooks,
} from "@testudo/modules/staking";
import { type MessageType, toDuration, toTimestamp } from "@testudo/proto";
import {
  Infraction,
  MsgCreateValidator,
  MsgDelegate,
  MsgUndelegate,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Channel, Order, type Packet, State } from "@testudo/proto/ibc/core/channel/v1";
import { State as ConnectionState } from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  type ConsumerInitializationParameters,
  GenesisState,
  MsgAssignConsumerKey,
  MsgCreateConsumer,
  MsgCreateConsumerResponse,
  MsgOptIn,
  MsgOptOut,
  MsgRemoveConsumer,
  MsgUpdateConsumer,
  type Params,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import {
  atomically,
  attempt,
  type Ctx,
  createCtx,
  createMessageRouter,
  createQueryRouter,
  type Event,
} from "@testudo/runtime";
import { plainStores } from "@testudo/testkit/stake-chain";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import { decodeVscPacket, encodeConsumerPacket, slashConsumerPacket } from "../wire/packets.ts";
import { DEFAULT_INITIALIZATION_PARAMETERS, decToBytes } from "./consumer-parameters.ts";
import { phaseOf } from "./consumers.ts";
import { createProviderKeeper, createProviderModule } from "./index.ts";
import type { Needs } from "./needs.ts";
import { DEFAULT_PARAMS } from "./params.ts";
import { state } from "./state.ts";
import { consumerValidators } from "./validator-set.ts";

export const addresses = createAddressCodec("cosmos");
export const authority = addresses.acc.toText(testAccount("gov").address);
export const GENESIS_TIME: Time = 1_700_000_000n * SECOND;
export const UNBONDING = 21n * DAY;
export const TOKEN = 1_000_000n;
export const EPOCH = 5n;
export const owner = textOf("owner");

const POCKET = 1_000_000_000n * TOKEN;
const NO_HEIGHT = { revisionNumber: 0n, revisionHeight: 0n };
const RELAYER = accAddress(new Uint8Array(20));

/** The account of a name as messages write it. */
export function textOf(name: string): string {
  return addresses.acc.toText(testAccount(name).address);
}

/** The operator of a name as messages write it. */
export function operatorOf(name: string): string {
  return addresses.val.toText(testAccount(name).address);
}

/** The address of a validator's provider key. */
export function consAddressOf(name: string): ProviderConsAddress {
  return providerConsAddress(testConsKey(name).address);
}

/** The key of a name as `consumer_key` texts write it. */
export function keyText(name: string): string {
  const key = toBase64(testConsKey(name).pubKey);
  return `{"@type":"/cosmos.crypto.ed25519.PubKey","key":"${key}"}`;
}

export interface WorldOptions {
  /** Voting power by name; a validator holds as many tokens. */
  readonly powers?: Readonly<Record<string, bigint>>;
  readonly params?: Partial<Params>;
  readonly maxValidators?: number;
}

type Sent = Parameters<Needs["channel"]["sendPacket"]>[1];

/** A provider over real accounts, coins, stake, slashing and rewards; IBC is played by maps. */
export function createWorld(options: WorldOptions = {}) {
  const { powers = { alice: 400n, bob: 300n, carol: 200n, dave: 100n }, params = {} } = options;
  const logger = silentLogger;
  const stores = plainStores();
  const ibc = createFakeIbc();
  let ctx = createCtx({ state: stores, chainId: "hub-1", height: 1n, time: GENESIS_TIME });

  const auth = createAccountKeeper({
    addresses,
    authority,
    modules: [
      { name: FEE_COLLECTOR, permissions: [] },
      { name: "distribution", permissions: [] },
      { name: "consumer_rewards_pool", permissions: [] },
      { name: BONDED_POOL, permissions: ["burner", "staking"] },
      { name: NOT_BONDED_POOL, permissions: ["burner", "staking"] },
    ],
  });
  const bank = createBankKeeper({ addresses, authority, auth, blocked: [] });
  const hooks: StakingHooks[] = [];
  const staking = createStakingKeeper({ addresses, authority, hooks, logger, auth, bank });
  const slashing = createSlashingKeeper({ addresses, authority, staking });
  const distribution = createDistributionKeeper({
    addresses,
    authority,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    staking,
  });
  const keeper = createProviderKeeper({
    addresses,
    authority,
    logger,
    auth,
    bank,
    staking,
    slashing,
    distribution,
    ...ibc.needs,
  });
  hooks.push(
    createDistributionHooks(distribution),
    createSlashingHooks(slashing, staking),
    keeper.stakingHooks,
  );
  const module = createProviderModule(keeper);
  const modules = [module, createStakingModule(staking, { auth, bank })];
  const router = createMessageRouter(modules);
  const queries = createQueryRouter(modules);

  bank.setParams(ctx, { sendEnabled: [], defaultSendEnabled: true });
  staking.setParams(ctx, {
    unbondingTime: toDuration(UNBONDING),
    maxValidators: options.maxValidators ?? 100,
    maxEntries: 7,
    historicalEntries: 10,
    bondDenom: "stake",
    minCommissionRate: "0",
  });
  for (const base of [
    createDistributionModule(distribution),
    createSlashingModule(slashing, staking),
  ]) {
    base.initGenesis?.(ctx, base.defaultGenesis?.() ?? null);
  }

  /** Runs a message, its stateless check included, and keeps what it did unless it was refused. */
  function send<Req>(
    type: MessageType<Req>,
    message: Req,
  ): { response: Uint8Array; events: readonly Event[] } {
    return atomically(ctx, (branch) => {
      const { response, events } = router.handle(branch, {
        typeUrl: type.typeUrl,
        value: type.encode(message),
      });
      return { response: response.value, events };
    });
  }

  function fund(name: string, denom = "stake", amount = POCKET): void {
    const { address } = testAccount(name);
    auth.setAccount(ctx, auth.newAccountWithAddress(ctx, address));
    bank.setGenesisBalance(ctx, address, { denom, amount });
    bank.setSupply(ctx, { denom, amount: bank.supply(ctx, denom) + amount });
  }

  function createValidator(name: string, power: bigint, key = name): void {
    fund(name);
    send(MsgCreateValidator, {
      description: { moniker: name, identity: "", website: "", securityContact: "", details: "" },
      commission: { rate: "0", maxRate: "500000000000000000", maxChangeRate: "0" },
      minSelfDelegation: "1",
      delegatorAddress: "",
      validatorAddress: operatorOf(name),
      pubkey: ed25519Key(testValidator(key).consensus.pubKey).any(),
      value: { denom: "stake", amount: `${power * TOKEN}` },
    });
  }

  for (const [name, power] of Object.entries(powers)) createValidator(name, power);
  staking.blockValidatorUpdates(ctx);
  const genesis = GenesisState.toJSON({
    ...GenesisState.fromJSON(module.defaultGenesis?.() ?? null),
    params: { ...DEFAULT_PARAMS, blocksPerEpoch: EPOCH, ...params },
  });
  const initial = module.initGenesis?.(ctx, genesis) as readonly ValidatorUpdate[];

  /** Ends the block and begins the next; returns what the provider tells its engine. */
  function nextBlock({ after = 5n * SECOND }: { readonly after?: bigint } = {}) {
    staking.blockValidatorUpdates(ctx);
    const updates = module.endBlock?.(ctx) as readonly ValidatorUpdate[];
    ctx = createCtx({
      state: stores,
      chainId: "hub-1",
      height: ctx.height + 1n,
      time: ctx.time + after,
    });
    staking.trackHistoricalInfo(ctx);
    module.beginBlock?.(ctx);
    return updates;
  }

  function nextEpoch(): void {
    do nextBlock();
    while (ctx.height % EPOCH !== 1n);
  }

  function create(
    changes: Partial<MsgCreateConsumer> & { readonly spawnTime?: Time } = {},
  ): ConsumerId {
    const { spawnTime, ...fields } = changes;
    const { response } = send(MsgCreateConsumer, {
      submitter: owner,
      chainId: "consumer-1",
      metadata: { name: "name", description: "description", metadata: "metadata" },
      initializationParameters: initParams(spawnTime === undefined ? {} : { spawnTime }),
      ...fields,
    });
    return consumerId(MsgCreateConsumerResponse.decode(response).consumerId);
  }

  const signed = (name: string, id: ConsumerId) => ({
    chainId: "",
    providerAddr: operatorOf(name),
    signer: textOf(name),
    consumerId: id,
  });
  const optIn = (name: string, id: ConsumerId, consumerKey = "") =>
    send(MsgOptIn, { ...signed(name, id), consumerKey });
  const optOut = (name: string, id: ConsumerId) => send(MsgOptOut, signed(name, id));
  const assignKey = (name: string, id: ConsumerId, key: string) =>
    send(MsgAssignConsumerKey, { ...signed(name, id), consumerKey: keyText(key) });

  /** Creates a consumer that is due, opts the named validators in and lets it launch. */
  function launch(
    names: readonly string[] = Object.keys(powers),
    changes: Partial<MsgCreateConsumer> = {},
  ): ConsumerId {
    const id = create({ spawnTime: ctx.time, ...changes });
    for (const name of names) optIn(name, id);
    nextBlock();
    return id;
  }

  /** Opens the CCV channel of a launched consumer. */
  function connect(id: ConsumerId): string {
    const channelId = ibc.openChannel(state.clients.get(ctx, id) ?? "");
    keeper.ibcModule.onChanOpenConfirm(ctx, "provider", channelId);
    return channelId;
  }

  function receive(channelId: string, data: Uint8Array): string {
    const packet = packetTo(channelId, data);
    const answer = keeper.ibcModule.onRecvPacket(ctx, packet, RELAYER, "1");
    return new TextDecoder().decode(answer?.bytes);
  }

  /** Delivers a report of a consumer and returns the answer's text. */
  function receiveSlash(
    channelId: string,
    report: {
      readonly key: string;
      readonly power?: bigint;
      readonly valsetUpdateId?: bigint;
      readonly infraction?: Infraction;
    },
  ): string {
    const data = encodeConsumerPacket(
      slashConsumerPacket({
        validator: { address: testConsKey(report.key).address, power: report.power ?? 1n },
        valsetUpdateId: report.valsetUpdateId ?? 0n,
        infraction: report.infraction ?? Infraction.INFRACTION_DOWNTIME,
      }),
    );
    return receive(channelId, data);
  }

  return {
    keeper,
    module,
    initial,
    staking,
    slashing,
    distribution,
    bank,
    auth,
    ibc,
    queries,
    router,
    get ctx(): Ctx {
      return ctx;
    },
    send,
    attempt: <T>(run: () => T) => attempt(ctx, run),
    fund,
    createValidator,
    nextBlock,
    nextEpoch,
    create,
    optIn,
    optOut,
    assignKey,
    launch,
    connect,
    receive,
    receiveSlash,
    update: (id: ConsumerId, changes: Partial<MsgUpdateConsumer>) =>
      send(MsgUpdateConsumer, {
        owner,
        consumerId: id,
        newOwnerAddress: "",
        newChainId: "",
        ...changes,
      }),
    remove: (id: ConsumerId) => send(MsgRemoveConsumer, { consumerId: id, owner }),
    delegate: (name: string, to: string, amount: bigint) =>
      send(MsgDelegate, {
        delegatorAddress: textOf(name),
        validatorAddress: operatorOf(to),
        amount: { denom: "stake", amount: `${amount}` },
      }),
    undelegate: (name: string, from: string, amount: bigint) =>
      send(MsgUndelegate, {
        delegatorAddress: textOf(name),
        validatorAddress: operatorOf(from),
        amount: { denom: "stake", amount: `${amount}` },
      }),
    /** Puts coins into the pool that consumers pay into. */
    fillPool(denom: string, amount: bigint): void {
      fund("payer", denom, amount);
      const { address } = testAccount("payer");
      const coins = singleCoin(denom, amount);
      bank.sendCoinsFromAccountToModule(ctx, address, "consumer_rewards_pool", coins);
    },
    phase: (id: ConsumerId) => phaseOf(ctx, id),
    /** A consumer's stored set by name, `name` standing for whoever has that provider key. */
    members: (id: ConsumerId) =>
      consumerValidators(ctx, id).map(({ providerConsAddr, power }) => [
        nameOf(providerConsAddr, powers),
        power,
      ]),
    validator: (name: string) => staking.validator(ctx, valAddress(testAccount(name).address)),
    /** Whose power is what in the set updates that were sent, by packet. */
    sentUpdates: () =>
      ibc.sent.map(({ data }) =>
        (decodeVscPacket(data).validatorUpdates ?? []).map(({ power }) => power),
      ),
  };
}

export type World = ReturnType<typeof createWorld>;

/** Parameters that a consumer can launch with. */
export function initParams(
  changes: Partial<Omit<ConsumerInitializationParameters, "spawnTime">> & {
    readonly spawnTime?: Time;
  } = {},
): ConsumerInitializationParameters {
  const { spawnTime, ...others } = changes;
  return {
    ...DEFAULT_INITIALIZATION_PARAMETERS,
    transferTimeoutPeriod: toDuration(HOUR),
    ...others,
    ...(spawnTime === undefined ? {} : { spawnTime: toTimestamp(spawnTime) }),
  };
}

export { decToBytes };

function nameOf(address: Uint8Array, powers: Readonly<Record<string, bigint>>): string {
  const text = addresses.cons.toText(address);
  const known = Object.keys(powers).find(
    (name) => addresses.cons.toText(consAddressOf(name)) === text,
  );
  return known ?? text;
}

function packetTo(channelId: string, data: Uint8Array): Packet {
  return {
    sequence: 1n,
    sourcePort: "consumer",
    sourceChannel: "channel-0",
    destinationPort: "provider",
    destinationChannel: channelId,
    data,
    timeoutHeight: NO_HEIGHT,
    timeoutTimestamp: 0n,
  };
}

/** Clients, connections and channels that only exist in maps. */
function createFakeIbc() {
  const clients = new Map<string, ClientState>();
  const consensus = new Map<string, ConsensusState>();
  const connections = new Map<string, string>();
  const channels = new Map<string, Channel>();
  const sent: Sent[] = [];
  const closed: string[] = [];
  const refusals: { send?: Error; verify?: Error } = {};

  const needs: Pick<Needs, "client" | "lightClient" | "connection" | "channel"> = {
    client: {
      createClient(_ctx, clientType, clientState, consensusState) {
        const id = `${clientType}-${clients.size}`;
        clients.set(id, ClientState.decode(clientState));
        consensus.set(id, ConsensusState.decode(consensusState));
        return id;
      },
      clientState: (_ctx, id) => clients.get(id),
      consensusState: (_ctx, id) => consensus.get(id),
    },
    lightClient: {
      checkForMisbehaviour: (_ctx, _id, { misbehaviour }) => isMisbehaviour(misbehaviour),
      verifyClientMessage() {
        if (refusals.verify !== undefined) throw refusals.verify;
      },
    },
    connection: {
      connection(_ctx, id) {
        const clientId = connections.get(id);
        if (clientId === undefined) return undefined;
        return {
          clientId,
          versions: [],
          state: ConnectionState.STATE_OPEN,
          counterparty: {
            clientId: "07-tendermint-7",
            connectionId: "connection-7",
            prefix: { keyPrefix: new Uint8Array() },
          },
          delayPeriod: 0n,
        };
      },
    },
    channel: {
      channel: (_ctx, portId, channelId) => channels.get(`${portId}/${channelId}`),
      sendPacket(_ctx, packet) {
        if (refusals.send !== undefined) throw refusals.send;
        sent.push(packet);
        return BigInt(sent.length);
      },
      chanCloseInit(_ctx, portId, channelId) {
        closed.push(`${portId}/${channelId}`);
      },
    },
  };

  function openConnection(clientId: string): string {
    const id = `connection-${connections.size}`;
    connections.set(id, clientId);
    return id;
  }

  return {
    needs,
    clients,
    connections,
    channels,
    sent,
    closed,
    refusals,
    openConnection,
    /** A channel over a new connection of a client. */
    openChannel(clientId: string, port = "provider"): string {
      const connectionId = openConnection(clientId);
      const channelId = `channel-${channels.size}`;
      channels.set(`${port}/${channelId}`, {
        state: State.STATE_OPEN,
        ordering: Order.ORDER_ORDERED,
        counterparty: { portId: "consumer", channelId: "channel-0" },
        connectionHops: [connectionId],
        version: "1",
      });
      return channelId;
    },
  };
}
