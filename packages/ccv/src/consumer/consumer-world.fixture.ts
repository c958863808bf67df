import {
  accAddress,
  type Coin,
  type ConsAddress,
  consAddress,
  createAddressCodec,
  newCoins,
  plainError,
  SECOND,
  silentLogger,
  singleCoin,
  type Time,
  toHex,
  utf8,
} from "@testudo/base";
import { ed25519Key, ed25519KeyFromSeed, moduleAddress, sha256 } from "@testudo/crypto";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { createAccountKeeper, FEE_COLLECTOR } from "@testudo/modules/auth";
import { createBankKeeper } from "@testudo/modules/bank";
import {
  createSlashingHooks,
  createSlashingKeeper,
  defaultParams,
} from "@testudo/modules/slashing";
import { type JsonValue, toDuration, toTimestamp } from "@testudo/proto";
import { type Channel, Order, State } from "@testudo/proto/ibc/core/channel/v1";
import { State as ConnectionState } from "@testudo/proto/ibc/core/connection/v1";
import type { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { ConsumerParams } from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { type Ctx, createCtx } from "@testudo/runtime";
import { plainStores } from "@testudo/testkit/stake-chain";
import { DEFAULT_CONSUMER_PARAMS } from "../wire/consumer-params.ts";
import { encodeVscPacket } from "../wire/packets.ts";
import { createConsumerIbcModule, createConsumerKeeper, createConsumerModule } from "./index.ts";
import type { Needs, StandaloneStaking } from "./needs.ts";
import { createConsumerStaking } from "./staking-stand-in.ts";

export const addresses = createAddressCodec("consumer");
export const authority = addresses.acc.toText(accAddress(moduleAddress("gov")));
export const feePool = "cosmos1ap0mh6xzfn8943urr84q6ae7zfnar48am2erhd";
export const GENESIS_TIME = 1_700_000_000n * SECOND;

/** The consensus key that a validator of this name has. */
export function consensusKey(name: string) {
  return ed25519Key(ed25519KeyFromSeed(sha256(utf8(name))).pub);
}

export function consensusAddress(name: string): ConsAddress {
  return consAddress(consensusKey(name).address());
}

export function update(name: string, power: bigint): ValidatorUpdate {
  return { pubKey: { ed25519: consensusKey(name).bytes }, power };
}

/** Updates as names and powers. */
export function named(
  updates: readonly ValidatorUpdate[] | undefined,
  names = ["alice", "bob", "carol", "dave"],
): string[] {
  const known = new Map(names.map((name) => [toHex(consensusKey(name).bytes), name]));
  return (updates ?? []).map(
    ({ pubKey, power }) => `${known.get(toHex(pubKey.ed25519 ?? new Uint8Array()))} ${power}`,
  );
}

export const providerClient: ClientState = {
  chainId: "hub-1",
  trustLevel: { numerator: 1n, denominator: 3n },
  trustingPeriod: toDuration(14n * 86_400n * SECOND),
  unbondingPeriod: toDuration(21n * 86_400n * SECOND),
  maxClockDrift: toDuration(10n * SECOND),
  frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
  latestHeight: { revisionNumber: 1n, revisionHeight: 40n },
  proofSpecs: SDK_PROOF_SPECS,
  upgradePath: ["upgrade", "upgradedIBCState"],
  allowUpdateAfterExpiry: false,
  allowUpdateAfterMisbehaviour: false,
};

export const providerConsensus: ConsensusState = {
  timestamp: toTimestamp(GENESIS_TIME),
  root: { hash: sha256(utf8("root")) },
  nextValidatorsHash: sha256(utf8("validators")),
};

/** A genesis as a provider makes it, of a chain whose validators are alice and bob. */
export function newChainGenesis(changes: Partial<GenesisState> = {}): GenesisState {
  return GenesisState.create({
    params: { ...DEFAULT_CONSUMER_PARAMS, enabled: true },
    newChain: true,
    provider: {
      clientState: providerClient,
      consensusState: providerConsensus,
      initialValSet: [update("alice", 100n), update("bob", 50n)],
    },
    ...changes,
  });
}

export interface WorldOptions {
  readonly genesis?: Partial<GenesisState>;
  readonly params?: Partial<ConsumerParams>;
  readonly height?: bigint;
  readonly standaloneStaking?: StandaloneStaking;
}

type SentPacket = Parameters<Needs["channel"]["sendPacket"]>[1];
type TransferOrder = Parameters<Needs["transfer"]["transfer"]>[1];

/** A consumer with real accounts, coins and slashing; IBC only notes what it is asked to do. */
export function createWorld(options: WorldOptions = {}) {
  const { height = 0n, standaloneStaking } = options;
  const sent: SentPacket[] = [];
  const transfers: TransferOrder[] = [];
  const closed: string[] = [];
  const opened: Parameters<Needs["channel"]["chanOpenInit"]>[1][] = [];
  const channels = new Map<string, Channel>();
  const refusals: { send?: Error; transfer?: Error } = {};
  const stores = plainStores();
  let ctx = createCtx({ state: stores, chainId: "consumer-1", height, time: GENESIS_TIME });

  const auth = createAccountKeeper({
    addresses,
    authority,
    modules: ["fee_collector", "cons_redistribute", "cons_to_send_to_provider"].map((name) => ({
      name,
      permissions: [],
    })),
  });
  const bank = createBankKeeper({ addresses, authority, auth, blocked: [] });
  const logger = silentLogger;
  const staking = createConsumerStaking({ addresses, logger, standaloneStaking });
  const slashing = createSlashingKeeper({ addresses, authority, staking });
  const keeper = createConsumerKeeper({
    addresses,
    authority,
    logger,
    feeCollector: FEE_COLLECTOR,
    auth,
    bank,
    hooks: createSlashingHooks(slashing, staking),
    standaloneStaking,
    client: {
      createClient: () => "07-tendermint-0",
      clientState: (_ctx, id) => (id === "07-tendermint-0" ? providerClient : undefined),
    },
    connection: {
      connection: (_ctx, id) =>
        id === "connection-0" || id === "connection-1"
          ? {
              clientId: id === "connection-0" ? "07-tendermint-0" : "07-tendermint-9",
              versions: [],
              state: ConnectionState.STATE_OPEN,
              counterparty: {
                clientId: "07-tendermint-5",
                connectionId: "connection-7",
                prefix: { keyPrefix: utf8("ibc") },
              },
              delayPeriod: 0n,
            }
          : undefined,
    },
    channel: {
      channel: (_ctx, port, id) => channels.get(`${port}/${id}`),
      sendPacket(_ctx, packet) {
        if (refusals.send !== undefined) throw refusals.send;
        sent.push(packet);
        return BigInt(sent.length);
      },
      chanOpenInit(_ctx, terms) {
        opened.push(terms);
        return { channelId: `channel-${opened.length + 10}` };
      },
      chanCloseInit(_ctx, port, id) {
        if (!channels.has(`${port}/${id}`)) throw plainError("no such channel");
        closed.push(`${port}/${id}`);
      },
    },
    transfer: {
      transfer(on, order) {
        if (refusals.transfer !== undefined) throw refusals.transfer;
        const away = accAddress(sha256(utf8("escrow")).subarray(0, 20));
        const { denom, amount } = order.token;
        bank.sendCoins(on, addresses.acc.fromText(order.sender), away, singleCoin(denom, amount));
        transfers.push(order);
        return BigInt(transfers.length);
      },
    },
  });
  const module = createConsumerModule(keeper);
  const ibcModule = createConsumerIbcModule(keeper);

  bank.setParams(ctx, { sendEnabled: [], defaultSendEnabled: true });
  slashing.setParams(ctx, defaultParams());
  const base = newChainGenesis(options.genesis);
  const genesis = { ...base, params: { ...base.params, ...options.params } };
  const initial = module.initGenesis?.(ctx, GenesisState.toJSON(genesis)) ?? [];

  function openChannel(port: string, id: string, changes: Partial<Channel> = {}): void {
    channels.set(`${port}/${id}`, {
      state: State.STATE_OPEN,
      ordering: Order.ORDER_ORDERED,
      counterparty: { portId: "provider", channelId: "channel-3" },
      connectionHops: ["connection-0"],
      version: "1",
      ...changes,
    });
  }

  return {
    keeper,
    staking,
    slashing,
    bank,
    module,
    ibcModule,
    initial: initial as readonly ValidatorUpdate[],
    sent,
    transfers,
    closed,
    opened,
    channels,
    refusals,
    openChannel,
    get ctx(): Ctx {
      return ctx;
    },
    /** Begins the next block. */
    nextBlock({ seconds = 5n, height: at = ctx.height + 1n } = {}): void {
      const time: Time = ctx.time + seconds * SECOND;
      ctx = createCtx({ state: stores, chainId: "consumer-1", height: at, time });
      module.beginBlock?.(ctx);
    },
    endBlock: () => (module.endBlock?.(ctx) ?? []) as readonly ValidatorUpdate[],
    /** Delivers a packet of the provider and returns the acknowledgement's text. */
    receive(
      packet: {
        readonly updates?: readonly ValidatorUpdate[];
        readonly id: bigint;
        readonly acks?: readonly string[];
      },
      channelId = "channel-0",
    ): string {
      const data = encodeVscPacket({
        validatorUpdates: packet.updates ?? [],
        valsetUpdateId: packet.id,
        slashAcks: packet.acks ?? [],
      });
      return this.receiveBytes(data, channelId);
    },
    receiveBytes(data: Uint8Array, channelId = "channel-0"): string {
      const answer = ibcModule.onRecvPacket(
        ctx,
        { ...packetOn(channelId), data },
        accAddress(new Uint8Array(20)),
        "1",
      );
      return new TextDecoder().decode(answer?.bytes);
    },
    /** Delivers the provider's answer to a sent packet. */
    acknowledge(answer: string, packet = sent.at(-1)): void {
      if (packet === undefined) throw new RangeError("nothing was sent");
      ibcModule.onAcknowledgementPacket(
        ctx,
        {
          ...packetOn("channel-3"),
          sourcePort: packet.sourcePort,
          sourceChannel: packet.sourceChannel,
          data: packet.data,
        },
        utf8(answer),
        accAddress(new Uint8Array(20)),
        "1",
      );
    },
    /** Puts fees into the fee collector. */
    collectFees(...coins: readonly Coin[]): void {
      for (const { denom, amount } of newCoins(coins)) {
        const collector = accAddress(moduleAddress(FEE_COLLECTOR));
        const before = bank.balance(ctx, collector, denom);
        bank.setGenesisBalance(ctx, collector, { denom, amount: before + amount });
      }
    },
    balances: (account: string) => bank.allBalances(ctx, accAddress(moduleAddress(account))),
    exported: (): JsonValue => module.exportGenesis?.(ctx) ?? null,
  };
}

/** A consumer whose channel is established, at the beginning of block 2. */
export function connectedWorld(options: WorldOptions = {}) {
  const world = createWorld(options);
  world.openChannel("consumer", "channel-0");
  world.nextBlock();
  world.receive({ id: 1n });
  world.endBlock();
  world.nextBlock();
  return world;
}

function packetOn(channelId: string) {
  return {
    sequence: 1n,
    sourcePort: "provider",
    sourceChannel: "channel-3",
    destinationPort: "consumer",
    destinationChannel: channelId,
    data: new Uint8Array(),
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
    timeoutTimestamp: 0n,
  };
}
