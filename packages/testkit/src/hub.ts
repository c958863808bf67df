import { type Coin, createAddressCodec, type DecCoin, toHex } from "@testudo/base";
import {
  BECH32_PREFIX,
  consumerGenesis,
  createConsumerApp,
  createProviderApp,
  providerGenesis,
} from "@testudo/chains";
import type { ConsensusParams, GenesisDoc } from "@testudo/comet";
import type { JsonValue } from "@testudo/proto";
import {
  QueryConsumerChainRequest,
  QueryConsumerChainResponse,
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { checkConsumer, checkInvariants } from "./invariants/check.ts";
import {
  type TestAccount,
  type TestConsKey,
  testAccount,
  testConsKey,
  testValidator,
} from "./test-account.ts";
import { createTestChain, type TestChain, type TestChainOptions } from "./test-chain.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** Whole tokens of stake to base units. */
export const TOKEN = 1_000_000n;

/** Who relays in tests. */
export const relayer: TestAccount = testAccount("relayer");

/** Blocks per epoch of test hubs, unless they say otherwise. */
export const EPOCH_BLOCKS = 5;

/** How a hub differs from the usual one. */
export interface HubOptions {
  readonly chainId?: string;
  readonly clock?: TestClock;
  /** Voting power by name of the validator; each holds as many tokens of stake. */
  readonly powers?: Readonly<Record<string, bigint>>;
  /** Accounts beside validators and relayer, by name; 10^12 base units each. */
  readonly accounts?: readonly string[];
  /** Coins of another denom that every account gets. */
  readonly coins?: readonly Coin[];
  /** Laid over the genesis. */
  readonly appState?: JsonObject;
  readonly consensusParams?: ConsensusParams;
  readonly minGasPrices?: readonly DecCoin[];
  readonly afterBlock?: TestChainOptions["afterBlock"];
  /** Makes the application: by default the provider. */
  readonly createApp?: TestChainOptions["createApp"];
}

/** Powers of the usual hub's validators. */
export const USUAL_POWERS = { alice: 400n, bob: 300n, carol: 200n, dave: 100n };

/** Everybody's pocket money in base units. */
export const POCKET = 1_000_000_000_000n;

/** A hub whose validators have signed their genesis transactions, with its first block made. */
export function createHub(options: HubOptions = {}): TestChain {
  const { chainId = "hub-1", clock = createTestClock(), powers = USUAL_POWERS } = options;
  const { accounts = ["dora"], coins = [], appState = {}, minGasPrices } = options;
  const denom = "stake";
  const validators = Object.entries(powers).map(([name, power]) => ({
    ...testValidator(name),
    power,
  }));
  const addresses = createAddressCodec(BECH32_PREFIX.provider);
  const pocket = [{ denom, amount: POCKET }, ...coins];
  const genesis = providerGenesis({
    chainId,
    genesisTime: clock.now(),
    denom,
    consensusParams: options.consensusParams,
    accounts: [
      ...validators.map(({ address, power }) => ({
        address: addresses.acc.toText(address),
        coins: [{ denom, amount: POCKET + power * TOKEN }, ...coins],
      })),
      ...[relayer, ...accounts.map(testAccount)].map(({ address }) => ({
        address: addresses.acc.toText(address),
        coins: pocket,
      })),
    ],
    validators: validators.map(({ name, key, consensus, power }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: power * TOKEN,
    })),
    appState: {
      provider: { params: { blocks_per_epoch: String(EPOCH_BLOCKS) } },
      ...appState,
    },
  });
  const chain = createTestChain({
    role: "provider",
    genesis,
    denom,
    clock,
    seeds: validators.map(({ consensus }) => consensus.seed),
    createApp: options.createApp ?? createProviderApp,
    minGasPrices,
    afterBlock:
      options.afterBlock ??
      ((hub) => {
        if (!hub.isTampered) checkInvariants(hub);
      }),
  });
  chain.next();
  return chain;
}

/** How a consumer chain differs from the usual one. */
export interface ConsumerChainOptions {
  readonly hub: TestChain;
  readonly consumerId: string;
  /** Keys that validators have assigned. */
  readonly keys?: readonly TestConsKey[];
  readonly accounts?: readonly string[];
  readonly appState?: JsonObject;
  /** Changes what the hub says the genesis is. */
  readonly alter?: (genesis: ConsumerGenesisState) => ConsumerGenesisState;
  readonly minGasPrices?: readonly DecCoin[];
  readonly afterBlock?: TestChainOptions["afterBlock"];
  /** Makes the application: by default the consumer. */
  readonly createApp?: TestChainOptions["createApp"];
}

const CONSUMER_DENOM = "ucon";

/** The genesis of a launched consumer, out of what the hub offers. */
export function consumerGenesisOf(options: ConsumerChainOptions): GenesisDoc {
  const { hub, consumerId, accounts = ["dora"], appState } = options;
  const { chainId } = consumerOnHub(hub, consumerId);
  const { genesisState } = hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
    QueryConsumerGenesisRequest,
    QueryConsumerGenesisResponse,
    { consumerId },
  );
  const addresses = createAddressCodec(BECH32_PREFIX.consumer);
  return consumerGenesis({
    chainId,
    genesisTime: hub.clock.now(),
    denom: CONSUMER_DENOM,
    accounts: [relayer, ...accounts.map(testAccount)].map(({ address }) => ({
      address: addresses.acc.toText(address),
      coins: [{ denom: CONSUMER_DENOM, amount: POCKET }],
    })),
    ccv: ConsumerGenesisState.toJSON(options.alter?.(genesisState) ?? genesisState),
    appState,
  });
}

/** Starts the chain of a launched consumer from the genesis that the hub offers, and makes its first block. */
export function createConsumerChain(options: ConsumerChainOptions): TestChain {
  const { hub, consumerId, keys = [], minGasPrices } = options;
  // A chain that does not begin as the hub says need not follow it.
  const isFollower = () => options.alter === undefined && !hub.isTampered;
  const check = (chain: TestChain) => {
    if (chain.isTampered) return;
    if (isFollower()) checkConsumer(chain, hub, consumerId);
    else checkInvariants(chain);
  };
  const chain = createTestChain({
    role: "consumer",
    genesis: consumerGenesisOf(options),
    denom: CONSUMER_DENOM,
    clock: hub.clock,
    seeds: [...hub.seeds, ...keys.map(({ seed }) => seed)],
    createApp: options.createApp ?? createConsumerApp,
    minGasPrices,
    afterBlock: options.afterBlock ?? check,
  });
  chain.next();
  return chain;
}

/** What the hub knows of a consumer. */
export function consumerOnHub(
  hub: Pick<TestChain, "query">,
  consumerId: string,
): QueryConsumerChainResponse {
  return hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerChain",
    QueryConsumerChainRequest,
    QueryConsumerChainResponse,
    { consumerId },
  );
}

/** Where a consumer is in its life, by the name of the phase: `LAUNCHED`. */
export function phaseOnHub(hub: TestChain, consumerId: string): string {
  return consumerOnHub(hub, consumerId).phase.replace("CONSUMER_PHASE_", "");
}

/** Powers of the set that signs two blocks from now, by name; `keys` names those that are not the validator's own. */
export function powersOn(
  chain: TestChain,
  keys: Readonly<Record<string, TestConsKey>> = {},
  names: readonly string[] = Object.keys(USUAL_POWERS),
): Record<string, bigint> {
  const known = new Map(names.map((name) => [toHex(testConsKey(name).pubKey), name]));
  for (const [name, { pubKey }] of Object.entries(keys)) known.set(toHex(pubKey), name);
  return Object.fromEntries(
    chain.state.nextValidators.validators.map(({ pubKey, power }) => {
      const hex = toHex(pubKey.bytes);
      return [known.get(hex) ?? hex, power];
    }),
  );
}
