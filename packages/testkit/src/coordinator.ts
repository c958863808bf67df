import { DAY, type Duration, SECOND } from "@testudo/base";
import { Order } from "@testudo/proto/ibc/core/channel/v1";
import {
  type InfractionParameters,
  type MsgCreateConsumer,
  MsgCreateConsumerResponse,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  answerChannel,
  channelInit,
  confirmChannel,
  finishChannel,
  TRANSFER,
} from "./channel-handshake.ts";
import { createConsumer, initParams, optIn, powerShaping } from "./consumer-messages.ts";
import {
  type ConsumerChainOptions,
  consumerOnHub,
  createConsumerChain,
  createHub,
  EPOCH_BLOCKS,
  type HubOptions,
  relayer,
} from "./hub.ts";
import { type Link, openLink, updateClient } from "./link.ts";
import { type TestAccount, type TestConsKey, testAccount, testValidator } from "./test-account.ts";
import { attributesOf, responsesOf, type Snapshot, type TestChain } from "./test-chain.ts";
import { createTestChannel, type TestChannel } from "./test-channel.ts";

/** A consumer chain with everything between it and the hub open. */
export interface TestConsumer {
  readonly id: string;
  readonly chain: TestChain;
  /** `a` is the consumer, `b` the hub, here and in the channels. */
  readonly link: Link;
  readonly ccv: TestChannel;
  readonly transfer: TestChannel;
}

/** How a consumer comes to be. */
export interface LaunchOptions {
  readonly chainId?: string;
  /** Who opts in, by name; with a key of its own where one is given. */
  readonly validators?: readonly string[];
  readonly keys?: Readonly<Record<string, TestConsKey>>;
  readonly owner?: TestAccount;
  readonly init?: Parameters<typeof initParams>[0];
  readonly powerShaping?: Partial<PowerShapingParameters>;
  readonly infractions?: InfractionParameters;
  readonly message?: Partial<MsgCreateConsumer>;
  readonly consumer?: Partial<Omit<ConsumerChainOptions, "hub" | "consumerId">>;
}

/** The CCV channel, proposed by the consumer. */
export const CCV = {
  order: Order.ORDER_ORDERED,
  version: "1",
  ports: { a: "consumer", b: "provider" },
};

/** Registers a consumer in dora's name and tells its id. */
export function registerConsumer(hub: TestChain, changes: Partial<MsgCreateConsumer> = {}): string {
  const owner = testAccount("dora");
  const created = hub.send(owner, createConsumer(hub, owner, changes));
  return responsesOf(MsgCreateConsumerResponse, created)[0]!.consumerId;
}

/** Registers a consumer that launches at once, opts validators in, and waits for the launch. */
export function launchOnHub(hub: TestChain, options: LaunchOptions = {}): string {
  const { validators = ["alice", "bob", "carol", "dave"], keys = {} } = options;
  const { chainId = "consumer-1", owner = testAccount("dora") } = options;
  const created = hub.send(
    owner,
    createConsumer(hub, owner, {
      chainId,
      // Two blocks from now, so that the opt-ins come first.
      initializationParameters: initParams({
        spawnTime: hub.clock.now() + 2n * SECOND,
        ...options.init,
      }),
      powerShapingParameters: powerShaping(options.powerShaping),
      infractionParameters: options.infractions,
      ...options.message,
    }),
  );
  const id = responsesOf(MsgCreateConsumerResponse, created)[0]!.consumerId;
  const optIns = validators.map((name) => {
    const validator = testValidator(name);
    return hub.sign(validator, [optIn(hub, validator, id, keys[name]?.pubKey)]);
  });
  for (const { code, log } of hub.include(...optIns)) {
    if (code !== 0) throw new Error(`opting in: ${log}`);
  }
  hub.next();
  const { phase } = consumerOnHub(hub, id);
  if (phase !== "CONSUMER_PHASE_LAUNCHED") throw new Error(`consumer ${id} is in ${phase}`);
  return id;
}

/** Starts the chain of a launched consumer and opens connection, CCV channel and transfer channel. */
export function connectConsumer(
  hub: TestChain,
  id: string,
  options: Partial<Omit<ConsumerChainOptions, "hub" | "consumerId">> = {},
): TestConsumer {
  const chain = createConsumerChain({ hub, consumerId: id, ...options });
  const link = openLink(chain, hub, {
    a: "07-tendermint-0",
    b: consumerOnHub(hub, id).clientId,
  });
  return { id, chain, link, ...openCcv(link) };
}

/** Opens the CCV channel over a link, and the transfer channel that comes with it. */
export function openCcv(link: Link): Pick<TestConsumer, "ccv" | "transfer"> {
  const { a, b } = link;
  const init = a.chain.send(relayer, channelInit(a, CCV));
  const channelId = attributesOf(init.events, "channel_open_init", "channel_id")[0]!;
  const end = { ...a, portId: CCV.ports.a, channelId };
  const seen = a.chain.height;
  const other = answerChannel(end, b, CCV);
  confirmChannel(end, other);

  const opened = [...Array(Number(a.chain.height - seen)).keys()].flatMap((i) =>
    a.chain
      .made(seen + BigInt(i) + 1n)
      .result.txResults.flatMap(({ events }) =>
        attributesOf(events, "channel_open_init", "channel_id"),
      ),
  );
  const transfer = finishChannel({ ...a, portId: "transfer", channelId: opened[0]! }, b, TRANSFER);
  return { ccv: createTestChannel(end, other), transfer };
}

/** A hub and its consumers under one clock. */
export type Coordinator = ReturnType<typeof createCoordinator>;

/** A hub, and as many consumers as are launched; their clients are kept alive when time passes. */
export function createCoordinator(options: HubOptions = {}) {
  const hub = createHub(options);
  const { clock } = hub;
  const consumers: TestConsumer[] = [];

  /** Hub blocks up to and including the next one that ends an epoch. */
  function endEpoch(blocks = BigInt(EPOCH_BLOCKS)): void {
    do hub.next();
    while (hub.height % blocks !== 0n);
  }

  /** Relays on all CCV channels, and lets the consumers' new sets come into force. */
  function relay(): void {
    for (const { ccv } of consumers) ccv.relay();
  }

  return {
    hub,
    clock,
    consumers,
    endEpoch,
    relay,
    /** Launches and connects a consumer. Its first VSC packet, if there is one, has not been relayed. */
    launch(launch: LaunchOptions = {}): TestConsumer {
      const id = launchOnHub(hub, launch);
      const keys = Object.values(launch.keys ?? {});
      const consumer = connectConsumer(hub, id, { keys, ...launch.consumer });
      consumers.push(consumer);
      return consumer;
    },
    /** An epoch, its packets and answers, and the two blocks until new sets sign. */
    epoch(): void {
      endEpoch();
      relay();
      for (const { chain } of consumers) chain.next(2);
    },
    /** Lets time pass on all chains, in steps that no client sleeps through. */
    advance(by: Duration, { keepClients = true }: { readonly keepClients?: boolean } = {}): void {
      const step = keepClients ? 5n * DAY : by;
      for (let left = by; left > 0n; left -= step) {
        clock.advance(left < step ? left : step);
        hub.next();
        for (const { chain } of consumers) chain.next();
        if (!keepClients) continue;
        for (const { link } of consumers) {
          updateClient(link.a.chain, link.a.clientId, link.b.chain);
          updateClient(link.b.chain, link.b.clientId, link.a.chain);
        }
      }
    },
    /** A point to come back to, for tables of cases that would each spoil the chains for the next. */
    snapshot(): readonly Snapshot[] {
      return [hub, ...consumers.map(({ chain }) => chain)].map((chain) => chain.snapshot());
    },
    /** Goes back; consumers that were launched since are gone. */
    async restore(snapshots: readonly Snapshot[]): Promise<void> {
      consumers.length = snapshots.length - 1;
      const chains = [hub, ...consumers.map(({ chain }) => chain)];
      for (const [i, snapshot] of snapshots.entries()) await chains[i]!.restore(snapshot);
    },
  };
}
