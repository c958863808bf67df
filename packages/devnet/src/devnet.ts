import type { Duration, Logger } from "@testudo/base";
import { type ChainClient, until } from "@testudo/client";
import {
  type Clock,
  closeEach,
  createVirtualClock,
  createWallClock,
  type MethodTable,
  type Mining,
} from "@testudo/node";
import { createRelayer, type Relayer } from "@testudo/relayer";
import {
  accountEntries,
  type DevnetAccounts,
  deriveAccounts,
  validatorEntries,
} from "./accounts.ts";
import { hubGenesis } from "./chain-genesis.ts";
import { endpointsOf, engineOf, type RunningChain } from "./chain-node.ts";
import type { CometBftSetup } from "./comet-chain.ts";
import { type DevnetCore, REACH_TIMEOUT_MS, type ReachOptions } from "./core.ts";
import type { ChainEntry, DevnetFile } from "./devnet-file.ts";
import { ExpectationFailed, InputError, messageOf } from "./errors.ts";
import { deriveConsensusKey } from "./keys.ts";
import { bringUpConsumer, launch, refuseTakenChainId } from "./launch.ts";
import { linkConsumer, sendFirstPackets } from "./link.ts";
import { createNetwork, type Network } from "./network.ts";
import { planPorts } from "./ports.ts";
import { PRESETS } from "./presets.ts";
import { consumerChain, optedInNames, resolveConsumerId } from "./queries.ts";
import { startChain } from "./running-chain.ts";
import { type DevnetState, writeState } from "./state-file.ts";
import { type ConsumerSpec, defaultConsumer, type Topology } from "./topology.ts";

export interface DevnetOptions {
  /** Folder of the devnet; without one nothing outlives the process. */
  readonly home?: string;
  readonly state: DevnetState;
  /**
   * The machine's clock, or one that moves by blocks alone. With that one nothing happens by itself, and one seed gives
   * one history.
   */
  readonly clock: "wall" | "virtual";
  /** Needed by a topology whose blocks CometBFT makes. */
  readonly cometBft?: CometBftSetup;
  readonly logger: Logger;
  readonly onProgress?: (text: string) => void;
  /** Methods that each chain serves beside those of a node. */
  readonly chainMethods?: (core: DevnetCore, chainId: string) => MethodTable;
}

/** A running devnet. */
export interface Devnet {
  readonly core: DevnetCore;
  readonly network: Network;
  file(): DevnetFile;
  /** Registers, launches, starts and links one more consumer. */
  createConsumer(spec: ConsumerSpec): Promise<ChainEntry>;
  /** Does for a consumer that somebody registered what is missing until its chain runs here. */
  launchConsumer(name: string): Promise<ChainEntry>;
  /** A new consensus key of a validator for a chain; its engine signs with it from then on. */
  newConsensusKey(place: {
    readonly validator: string;
    readonly chain: string;
  }): Promise<Uint8Array>;
  /** Stops everything, in the order that loses nothing. */
  stop(): Promise<void>;
}

/** The state of a devnet that has not been started yet. */
export function newState(topology: Topology): DevnetState {
  return { topology, consumers: topology.consumers, clockOffset: 0n, keyGenerations: {} };
}

/** 2026-01-01T00:00:00Z: where virtual time begins. */
const VIRTUAL_START = 1_767_225_600_000_000_000n;
const VIRTUAL_STEP: Duration = 500_000_000n;
/** Half of what light clients allow a header to be ahead of their own chain. */
const LAG_MAX: Duration = 5_000_000_000n;
const HEARTBEAT_MS = 1_000;
/** Blocks after the last transaction: two later a change of validators counts, and proofs have their header. */
const FOLLOW_UP = 2;
/** With an epoch's, at most; an epoch longer than that ends when somebody asks for it. */
const FOLLOW_UP_MAX = 12;
/** Rounds of mining and relaying until something that was waited for counts as failed. */
const STEPS_MAX = 200;

/**
 * Starts a devnet, or continues the one under its home: the hub, the consumers, and the relayer between them. Returns
 * when every channel is open and every consumer has applied its first validator set packet.
 *
 * @throws ListenError, DatabaseUnavailable, InputError, ExpectationFailed; nothing keeps running then
 */
export async function startDevnet(options: DevnetOptions): Promise<Devnet> {
  const devnet = prepare(options);
  try {
    await devnet.begin();
    return devnet;
  } catch (error) {
    await devnet
      .stop()
      .catch((err: unknown) => options.logger.warn({ err }, "not everything closed"));
    throw error;
  }
}

function prepare(options: DevnetOptions): Devnet & { begin(): Promise<void> } {
  const { home, logger } = options;
  let { state } = options;
  const { topology } = state;
  const { seed, hub } = topology;
  const isStepped = options.clock === "virtual" || topology.mine.mode === "manual";
  const clock: Clock =
    options.clock === "virtual"
      ? createVirtualClock({ start: VIRTUAL_START, step: VIRTUAL_STEP })
      : createWallClock({ offset: state.clockOffset });
  const ports = planPorts(topology.portOffset);
  const preset = PRESETS[topology.preset];
  const accounts: DevnetAccounts = deriveAccounts(topology);
  const running = new Map<string, RunningChain>();
  const closers: (() => Promise<void>)[] = [];

  const accountEntriesOnce = accountEntries(accounts);
  let fileNow: DevnetFile | undefined;
  const makeFile = (): DevnetFile => {
    const chains = [...running.values()].map(({ entry }) => entry);
    return {
      version: 1,
      seed,
      control: `http://127.0.0.1:${ports.control}`,
      chains,
      accounts: accountEntriesOnce,
      validators: validatorEntries(
        accounts,
        state,
        chains.map(({ chainId }) => chainId),
      ),
    };
  };
  const file = (): DevnetFile => {
    fileNow ??= makeFile();
    return fileNow;
  };
  const keep = (chain: RunningChain) => {
    running.set(chain.entry.chainId, chain);
    fileNow = undefined;
  };

  const chainOf = (chainId: string): RunningChain => {
    const found = running.get(chainId);
    if (found === undefined) throw new InputError(`the chain ${chainId} does not run here`);
    return found;
  };
  const mine = async (chainId: string, count: number): Promise<bigint> => {
    const { engine } = chainOf(chainId).node;
    if (engine === undefined) return awaitBlocks(network.chain(chainId).client, BigInt(count));
    const height = await engine.mine(count);
    if (isStepped) await keepAbreast(running.values(), clock);
    return height;
  };
  const network = createNetwork({
    file,
    // The block of a transaction, and the one whose header proves it.
    afterBroadcast: isStepped
      ? async (chainId) => {
          await mine(chainId, 2);
        }
      : undefined,
  });
  const relayer: Relayer | undefined =
    topology.relayer === "none"
      ? undefined
      : createRelayer({
          logger,
          nudge: async (chainId) => {
            if (chainOf(chainId).node.engine !== undefined) await mine(chainId, 1);
          },
        });

  const core: DevnetCore = {
    home,
    clock,
    ports,
    network,
    relayer,
    logger,
    cometBft: options.cometBft,
    isStepped,
    state: () => state,
    async changeState(change) {
      state = { ...state, ...change };
      fileNow = undefined;
      if (home !== undefined) await writeState(home, state);
    },
    chains: () => [...running.values()],
    running: chainOf,
    addChain: keep,
    describe(chainId, change) {
      const chain = chainOf(chainId);
      keep({ ...chain, entry: { ...chain.entry, ...change } });
    },
    controlMethods: (chainId) => () => options.chainMethods?.(core, chainId) ?? {},
    async mineToSecond(chainId) {
      const { latestHeight } = await network.chain(chainId).client.status();
      if (latestHeight < 2n) await mine(chainId, 2 - Number(latestHeight));
    },
    mining: (role) =>
      isStepped
        ? { mode: "manual" }
        : miningOf(topology, role === "provider" ? preset.blocksPerEpoch : 0),
    mine,
    async settle() {
      if (!isStepped) return;
      await keepAbreast(running.values(), clock);
      await relayer?.settle();
    },
    reach: (condition, wanted) => reach(core, condition, wanted),
    atStop: (close) => closers.push(close),
    report: (text) => options.onProgress?.(text),
  };

  async function startHub(): Promise<void> {
    const { chainId, denom } = hub;
    core.report(`starting ${chainId}`);
    const node = await startChain({
      role: "provider",
      chainId,
      home,
      state,
      denom,
      clock,
      mining: core.mining("provider"),
      port: ports.rpc(0),
      grpcPort: ports.grpc(0),
      restPort: ports.rest(0),
      metricsPort: ports.metrics(0),
      logger,
      extraMethods: core.controlMethods(chainId),
      cometBft: options.cometBft,
      genesis: () => hubGenesis(topology, accounts, clock.now()),
    });
    core.addChain({
      node,
      entry: {
        name: "hub",
        role: "provider",
        chainId,
        bech32Prefix: "cosmos",
        denom,
        minGasPrice: hub.minGasPrice,
        ...endpointsOf(node),
      },
    });
    await core.mineToSecond(chainId);
  }

  async function linkAll(chainIds: readonly string[]): Promise<void> {
    if (isStepped) for (const chainId of chainIds) await linkConsumer(core, chainId);
    else await Promise.all(chainIds.map((chainId) => linkConsumer(core, chainId)));
  }

  async function join(spec: ConsumerSpec): Promise<ChainEntry> {
    await bringUpConsumer(core, spec, accounts);
    await linkConsumer(core, spec.chainId);
    await sendFirstPackets(core);
    return chainOf(spec.chainId).entry;
  }

  return {
    core,
    network,
    file,

    async begin() {
      if (home !== undefined) await writeState(home, state);
      await startHub();
      if (!isStepped) relayer?.start();
      // All launches first: paths that are relayed already would read every block of the later ones.
      for (const spec of state.consumers) await bringUpConsumer(core, spec, accounts);
      await linkAll(state.consumers.map(({ chainId }) => chainId));
      await sendFirstPackets(core);
      await core.settle();
    },

    async createConsumer(spec) {
      await refuseTakenChainId(core, spec.chainId);
      return join(spec);
    },

    async launchConsumer(name) {
      const consumerId = await resolveConsumerId(network, name);
      const { chainId } = await consumerChain(network.hub(), consumerId);
      if (running.has(chainId)) throw new InputError(`${chainId} runs already`);
      // Whoever registered it has said who opts in: nobody else is added here.
      await launch(core, consumerId);
      return join(defaultConsumer(chainId, await optedInNames(network, consumerId)));
    },

    async newConsensusKey({ validator, chain }) {
      const { name } = network.validator(validator);
      const { chainId } = network.chain(chain).entry;
      const engine = engineOf(chainOf(chainId));
      const label = `${chainId}/${name}`;
      const generation = (state.keyGenerations[label] ?? 0) + 1;
      await core.changeState({
        keyGenerations: { ...state.keyGenerations, [label]: generation },
      });
      const key = deriveConsensusKey(seed, { validator: name, chainId, generation });
      engine.addSigner(key.seed);
      return key.pubKey;
    },

    async stop() {
      const nodes = [...running.values()].reverse().map(({ node }) => node);
      await closeEach([
        async () => relayer?.stop(),
        async () => network.close(),
        ...closers,
        // Consumers first: the hub is what they are read against at the next start.
        ...nodes.map((node) => () => node.stop()),
        async () => running.clear(),
      ]);
    },
  };
}

/** Where no chain makes blocks by itself, one that rests falls behind the clock until it takes no header any more. */
async function keepAbreast(chains: Iterable<RunningChain>, clock: Clock): Promise<void> {
  for (const { node } of chains) {
    if (node.engine === undefined) continue;
    const { latestTime, halted } = node.engine.status();
    if (clock.now() - latestTime > LAG_MAX && halted === undefined) await node.engine.mine(1);
  }
}

/** Lets CometBFT make blocks. */
async function awaitBlocks(client: ChainClient, count: bigint): Promise<bigint> {
  const { latestHeight } = await client.status();
  const target = latestHeight + count;
  const heightNow = async () => {
    const now = (await client.status()).latestHeight;
    return now >= target && now;
  };
  return until(heightNow, { what: `height ${target}`, timeoutMs: REACH_TIMEOUT_MS });
}

function miningOf({ mine }: Topology, blocksPerEpoch: number): Mining {
  if (mine.mode !== "auto") return mine;
  return {
    mode: "auto",
    followUpBlocks: Math.min(blocksPerEpoch + FOLLOW_UP, FOLLOW_UP_MAX),
    heartbeatMs: HEARTBEAT_MS,
  };
}

async function reach<T>(
  core: DevnetCore,
  condition: () => Promise<T | undefined | false>,
  { what, mineOn, timeoutMs = REACH_TIMEOUT_MS }: ReachOptions,
): Promise<T> {
  if (!core.isStepped) {
    try {
      return await until(condition, { what, timeoutMs, pauseMs: 15 });
    } catch (error) {
      throw new ExpectationFailed(messageOf(error), { cause: error });
    }
  }
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await core.settle();
    const found = await condition();
    if (found !== undefined && found !== false) return found;
    await core.mine(mineOn, 1);
  }
  throw new ExpectationFailed(`${what} did not happen within ${STEPS_MAX} blocks`);
}
