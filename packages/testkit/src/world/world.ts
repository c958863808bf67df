import { type Bytes, toHex } from "@testudo/base";
import type { Action } from "@testudo/devnet/scenario";
import type { JsonValue } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import type { TestConsumer } from "../coordinator.ts";
import { createHub, type HubOptions, relayer } from "../hub.ts";
import { checkConsumer, checkInvariants } from "../invariants/check.ts";
import {
  type TestAccount,
  type TestConsKey,
  testAccount,
  testConsKey,
  testValidator,
} from "../test-account.ts";
import type { TestChain, TxResult } from "../test-chain.ts";

/** What became of an action: nothing to say, or what refused it. */
export interface Outcome {
  /** `provider/20` for a refusal by a chain, `world` for what could not even be tried. */
  readonly refusal?: string;
  readonly log?: string;
}

/** What a world begins with. */
export interface WorldSetup {
  /** Tokens of stake by name of the validator. */
  readonly powers: Readonly<Record<string, bigint>>;
  readonly accounts?: readonly string[];
  /** Laid over the hub's genesis. */
  readonly hub?: HubOptions["appState"];
  /** Laid over the genesis of each consumer. */
  readonly consumer?: { readonly [module: string]: JsonValue };
}

/** A consumer by the name that the actions use. */
export interface WorldConsumer {
  readonly name: string;
  /** On the hub. */
  readonly id: string;
  /** Keys that were ever used on it, by label. */
  readonly keys: Map<string, TestConsKey>;
  /** Validators by the hex form of such a key. */
  readonly owners: Map<string, string>;
  /** Once its chain has started. */
  live?: TestConsumer | undefined;
}

/** A hub and consumers on which actions are performed; invariants are checked after each block of each chain. */
export interface World {
  readonly hub: TestChain;
  readonly setup: WorldSetup;
  readonly consumers: Map<string, WorldConsumer>;
  /** Validators in the order of the setup, by name. */
  readonly validators: readonly string[];
  chain(name: string): TestChain | undefined;
  consumer(name: string): WorldConsumer | undefined;
  account(name: string): TestAccount;
  /** The name of the validator that signs a chain's blocks with a key; hex when it is nobody's. */
  ownerOf(chain: TestChain, pubKey: Bytes): string;
  /** The address that a validator signs a chain's blocks with; undefined when it is no member of the present set. */
  addressOn(chain: TestChain, validator: string): Bytes | undefined;
  /** Called after each block of a consumer. */
  watch(name: string): (chain: TestChain) => void;
}

/** Starts the hub of a world. */
export function createWorld(setup: WorldSetup): World {
  const hub = createHub({
    powers: setup.powers,
    accounts: ["dora", ...(setup.accounts ?? [])],
    appState: setup.hub,
    afterBlock: checkInvariants,
  });
  const validators = Object.keys(setup.powers);
  const ownKeys = new Map(validators.map((name) => [toHex(testConsKey(name).pubKey), name]));
  const consumers = new Map<string, WorldConsumer>();

  // Keys are made by multiplying points, which takes a while.
  const accounts = new Map<string, TestAccount>([[relayer.name, relayer]]);
  const accountOf = (name: string) =>
    validators.includes(name) ? testValidator(name) : testAccount(name);

  function ownerOf(chain: TestChain, pubKey: Bytes): string {
    const hex = toHex(pubKey);
    const consumer = [...consumers.values()].find(({ live }) => live?.chain === chain);
    return consumer?.owners.get(hex) ?? ownKeys.get(hex) ?? hex;
  }

  return {
    hub,
    setup,
    consumers,
    validators,
    chain: (name) => (name === "hub" ? hub : consumers.get(name)?.live?.chain),
    consumer: (name) => consumers.get(name),
    account(name) {
      const known = accounts.get(name) ?? accountOf(name);
      accounts.set(name, known);
      return known;
    },
    ownerOf,
    addressOn(chain, validator) {
      const member = chain.state.validators.validators.find(
        ({ pubKey }) => ownerOf(chain, pubKey.bytes) === validator,
      );
      return member?.address;
    },
    watch(name) {
      return (chain) => {
        const consumer = consumers.get(name);
        if (consumer !== undefined) checkConsumer(chain, hub, consumer.id);
      };
    },
  };
}

/** An action of one kind is performed by one function. */
export type Performer<K extends Action["do"]> = (world: World, action: Action<K>) => Outcome;

/** Nothing was refused. */
export const DONE: Outcome = {};

/** What cannot be tried, such as relaying to a chain that did not start. */
export function cannot(log: string): Outcome {
  return { refusal: "world", log };
}

/** The outcome of a transaction. */
export function outcomeOf({ code, codespace, log }: TxResult): Outcome {
  return code === 0 ? DONE : { refusal: `${codespace}/${code}`, log };
}

/** Signs as somebody and puts the transaction into the next block of a chain. */
export function transact(
  { account }: World,
  options: {
    readonly chain: TestChain;
    readonly by: string;
    readonly messages: Any | readonly Any[];
  },
): Outcome {
  return outcomeOf(options.chain.deliver(account(options.by), options.messages));
}
