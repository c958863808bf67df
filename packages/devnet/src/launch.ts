import type { Chain } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { DevnetAccounts } from "./accounts.ts";
import { consumerChainGenesis } from "./chain-genesis.ts";
import { type ChainNode, endpointsOf } from "./chain-node.ts";
import { optIn, registerConsumer, updateConsumer } from "./consumer-actions.ts";
import type { DevnetCore } from "./core.ts";
import type { ChainEntry } from "./devnet-file.ts";
import { ExpectationFailed, InputError } from "./errors.ts";
import { deriveConsensusKey } from "./keys.ts";
import {
  consumerChain,
  consumerChains,
  consumerGenesisState,
  optedIn,
  optedInNames,
  validatorStanding,
} from "./queries.ts";
import { startChain } from "./running-chain.ts";
import type { ConsumerSpec } from "./topology.ts";

const LAUNCHED = "CONSUMER_PHASE_LAUNCHED";
const REGISTERED = "CONSUMER_PHASE_REGISTERED";
/** Phases that a consumer never comes back from. */
const ENDED = ["CONSUMER_PHASE_STOPPED", "CONSUMER_PHASE_DELETED"];

/**
 * Brings a consumer up, from whichever step it has reached: registered by a transaction, validators opted in with keys
 * of their own, spawn time set, launched by the hub, genesis taken from the hub, node started. Each step before the
 * node is a transaction or a query that any client could send.
 *
 * @throws ExpectationFailed when the hub does not launch it, saying why and what to do
 */
export async function bringUpConsumer(
  core: DevnetCore,
  spec: ConsumerSpec,
  accounts: DevnetAccounts,
): Promise<void> {
  const consumerId = await registered(core, spec);
  const { phase } = await consumerChain(core.network.hub(), consumerId);
  if (phase !== LAUNCHED && !ENDED.includes(phase)) {
    await optInValidators(core, spec, consumerId);
    await launch(core, consumerId);
  }
  await startConsumer(core, { spec, consumerId, accounts });
}

/**
 * Sets the spawn time to now and waits for the hub's answer.
 *
 * @throws ExpectationFailed when the hub does not launch the consumer
 */
export async function launch(core: DevnetCore, consumerId: string): Promise<void> {
  const hub = core.network.hub();
  const before = await consumerChain(hub, consumerId);
  if (before.phase === LAUNCHED) return;
  core.report(`launching ${before.chainId}`);
  const { latestTime } = await hub.client.status();
  const tx = await updateConsumer(core.network, {
    consumerId,
    changes: { spawnTime: latestTime },
  });
  const phase = await core.reach(
    async () => {
      const { latestHeight } = await hub.client.status();
      if (latestHeight <= tx.height) return undefined;
      const now = await consumerChain(hub, consumerId);
      return now.phase === LAUNCHED || now.phase === REGISTERED ? now.phase : undefined;
    },
    { what: `launch of ${before.chainId}`, mineOn: hub.entry.chainId },
  );
  if (phase !== LAUNCHED) {
    throw new ExpectationFailed(
      `the hub did not launch consumer ${consumerId} (${before.chainId}) and put it back to REGISTERED: ${await whyNotLaunched(core, consumerId, before.chainId)}`,
    );
  }
}

/** The consumer of a chain id, made if the hub does not know it yet. */
async function registered(core: DevnetCore, spec: ConsumerSpec): Promise<string> {
  const { network } = core;
  const known = await lastOf(core, spec.chainId);
  if (known !== undefined) return known.consumerId;
  core.report(`registering ${spec.chainId}`);
  const { preset } = core.state().topology;
  const { consumerId } = await registerConsumer(network, { spec, preset });
  return consumerId;
}

/**
 * The hub takes one chain id any number of times; here it names a folder and a chain in every command.
 *
 * @throws InputError when the hub has or had a chain of this id
 */
export async function refuseTakenChainId(core: DevnetCore, chainId: string): Promise<void> {
  const known = await lastOf(core, chainId);
  if (known !== undefined || chainId === core.network.hub().entry.chainId) {
    const what = known === undefined ? "the hub" : `consumer ${known.consumerId}`;
    throw new InputError(`${what} has the chain id ${chainId}; choose another`);
  }
}

/** The consumer of a chain id that has not ended, else the last that has. */
async function lastOf(core: DevnetCore, chainId: string): Promise<Chain | undefined> {
  const all = await consumerChains(core.network.hub());
  const named = all.filter((one) => one.chainId === chainId);
  return named.find(({ phase }) => !ENDED.includes(phase)) ?? named.at(-1);
}

async function optInValidators(
  core: DevnetCore,
  spec: ConsumerSpec,
  consumerId: string,
): Promise<void> {
  const { network } = core;
  const already = await optedIn(network.hub(), consumerId);
  const missing = spec.validators.filter(
    (name) => !already.includes(network.validator(name).consAddress),
  );
  if (missing.length === 0) return;
  core.report(`${spec.chainId}: opting in ${missing.join(", ")}`);
  const { seed } = core.state().topology;
  const join = (validator: string) => {
    const { chainId } = spec;
    const { pubKey } = deriveConsensusKey(seed, { validator, chainId });
    return optIn(network, { consumerId, validator, consumerKey: pubKey });
  };
  if (core.isStepped) for (const name of missing) await join(name);
  else await Promise.all(missing.map(join));
}

async function startConsumer(
  core: DevnetCore,
  options: {
    readonly spec: ConsumerSpec;
    readonly consumerId: string;
    readonly accounts: DevnetAccounts;
  },
): Promise<void> {
  const { spec, consumerId, accounts } = options;
  const { chainId, denom } = spec;
  const index = await portIndex(core, spec);
  const { topology } = core.state();
  core.report(`starting ${chainId}`);
  const node = await startChain({
    role: "consumer",
    chainId,
    home: core.home,
    state: core.state(),
    denom,
    clock: core.clock,
    mining: core.mining("consumer"),
    port: core.ports.rpc(index),
    grpcPort: core.ports.grpc(index),
    restPort: core.ports.rest(index),
    metricsPort: core.ports.metrics(index),
    logger: core.logger,
    extraMethods: core.controlMethods(chainId),
    cometBft: core.cometBft,
    genesis: async () =>
      consumerChainGenesis({
        topology,
        accounts,
        chainId,
        denom,
        genesisTime: core.clock.now(),
        ccv: await consumerGenesisState(core.network.hub(), consumerId),
      }),
  });
  core.addChain({ node, entry: consumerEntry(core, { spec, consumerId, node }) });
  // Proofs need a block above the first; without one a client cannot be updated either.
  await core.mineToSecond(chainId);
}

/** The place of a consumer in the port plan, remembered before its node starts. */
async function portIndex(core: DevnetCore, spec: ConsumerSpec): Promise<number> {
  const { consumers } = core.state();
  const known = consumers.findIndex(({ chainId }) => chainId === spec.chainId);
  if (known >= 0) return known + 1;
  await core.changeState({ consumers: [...consumers, spec] });
  return consumers.length + 1;
}

function consumerEntry(
  core: DevnetCore,
  { spec, consumerId, node }: { spec: ConsumerSpec; consumerId: string; node: ChainNode },
): ChainEntry {
  return {
    name: spec.chainId,
    role: "consumer",
    chainId: spec.chainId,
    consumerId,
    bech32Prefix: "consumer",
    denom: spec.denom,
    minGasPrice: core.state().topology.hub.minGasPrice,
    ...endpointsOf(node),
  };
}

/** What a user sees nowhere else: why a launch failed, and what to do. */
async function whyNotLaunched(
  core: DevnetCore,
  consumerId: string,
  chainId: string,
): Promise<string> {
  const { network } = core;
  const names = await optedInNames(network, consumerId);
  const again = `then "testudo consumer launch ${chainId}"`;
  if (names.length === 0) {
    return `no validator has opted in; opt one in with "testudo validator opt-in <name> ${chainId}", ${again}`;
  }
  const standings = await Promise.all(names.map((name) => validatorStanding(network, name)));
  const bonded = standings.filter(({ status }) => status === "bonded");
  if (bonded.length === 0) {
    const list = standings
      .map(({ name, status, jailed }) => `${name} is ${jailed ? "jailed" : status}`)
      .join(", ");
    return `none of the opted-in validators is bonded (${list}); opt in a bonded one with "testudo validator opt-in <name> ${chainId}", ${again}`;
  }
  return `power shaping leaves no active validator among ${names.join(", ")}; loosen it with "testudo consumer update ${chainId}", ${again}`;
}
