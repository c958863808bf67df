import { createAddressCodec, equalBytes } from "@testudo/base";
import {
  BECH32_PREFIX,
  createDemocracyApp,
  createStandaloneApp,
  standaloneGenesis,
  storeNames,
} from "@testudo/chains";
import type { JsonValue } from "@testudo/proto";
import {
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import type { ChainApplication } from "@testudo/runtime";
import { createMemoryDatabase, openMultiStore } from "@testudo/store";
import { POCKET, relayer, TOKEN } from "./hub.ts";
import { checkInvariants } from "./invariants/check.ts";
import { testAccount, testValidator } from "./test-account.ts";
import { createTestChain, type TestChain } from "./test-chain.ts";

/** How a standalone chain starts. */
export interface StandaloneOptions {
  /** The hub that it may follow one day: they share the clock, and its validators may sign here. */
  readonly hub: TestChain;
  readonly chainId: string;
  /** Voting power by name of its own validators; each holds as many tokens of stake. */
  readonly powers: Readonly<Record<string, bigint>>;
  /** Accounts beside validators and relayer, by name. */
  readonly accounts?: readonly string[];
  readonly appState?: { readonly [module: string]: JsonValue };
  /** Sees every program of the chain before it runs. */
  readonly wrap?: (app: ChainApplication) => ChainApplication;
}

/** A chain with validators of its own, and the programs that its nodes may run. */
export interface StandaloneChain {
  readonly chain: TestChain;
  /** Replaces the program by the one that knows the upgrade to a consumer, with the genesis that it asks for then. */
  becomeDemocracy(genesis: () => ConsumerGenesisState): Promise<void>;
  /** Goes back to the program that the chain began with. */
  becomeStandalone(): Promise<void>;
}

const DENOM = "usov";

/** A standalone chain over a database, with its first block made. */
export async function createStandaloneChain(options: StandaloneOptions): Promise<StandaloneChain> {
  const { hub, chainId, powers, accounts = ["dora"], appState } = options;
  const { wrap = (app) => app } = options;
  const addresses = createAddressCodec(BECH32_PREFIX.standalone);
  const validators = Object.entries(powers).map(([name, power]) => ({
    ...testValidator(name),
    power,
  }));
  const own = validators.map(({ consensus }) => consensus.seed);
  const db = createMemoryDatabase();
  const openStore = (role: "standalone" | "democracy") => () =>
    openMultiStore({ names: storeNames(role), db });
  const chain = createTestChain({
    role: "standalone",
    genesis: standaloneGenesis({
      chainId,
      genesisTime: hub.clock.now(),
      denom: DENOM,
      accounts: [
        ...validators.map(({ address, power }) => ({ address, amount: POCKET + power * TOKEN })),
        ...[relayer, ...accounts.map(testAccount)].map(({ address }) => ({
          address,
          amount: POCKET,
        })),
      ].map(({ address, amount }) => ({
        address: addresses.acc.toText(address),
        coins: [{ denom: DENOM, amount }],
      })),
      validators: validators.map(({ name, key, consensus, power }) => ({
        moniker: name,
        accountKey: key,
        consPubKey: consensus.pubKey,
        selfDelegation: power * TOKEN,
      })),
      appState,
    }),
    denom: DENOM,
    clock: hub.clock,
    // A validator of both chains has one key, and must not sign twice.
    seeds: [...own, ...hub.seeds.filter((seed) => !own.some((one) => equalBytes(one, seed)))],
    createApp: (made) => wrap(createStandaloneApp(made)),
    store: await openStore("standalone")(),
    afterBlock: checkInvariants,
  });
  chain.next();
  return {
    chain,
    becomeDemocracy: (genesis) =>
      chain.continueWith({
        role: "democracy",
        openStore: openStore("democracy"),
        createApp: (made) =>
          wrap(
            createDemocracyApp({
              ...made,
              changeoverGenesis: () => ConsumerGenesisState.toJSON(genesis()),
            }),
          ),
      }),
    becomeStandalone: () =>
      chain.continueWith({
        role: "standalone",
        openStore: openStore("standalone"),
        createApp: (made) => wrap(createStandaloneApp(made)),
      }),
  };
}

/** The genesis that the hub offers a launched consumer. */
export function genesisOnHub(hub: TestChain, consumerId: string): ConsumerGenesisState {
  return hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
    QueryConsumerGenesisRequest,
    QueryConsumerGenesisResponse,
    { consumerId },
  ).genesisState;
}
