import { SECOND } from "@testudo/base";
import type { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { createConsumer, initParams, optIn } from "@testudo/testkit/consumer-messages";
import { connectConsumer, type TestConsumer } from "@testudo/testkit/coordinator";
import { createHub, phaseOnHub, TOKEN } from "@testudo/testkit/hub";
import { delegate } from "@testudo/testkit/staking-messages";
import { type TestValidator, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** The Cosmos Hub's active set, and as many consumers as it may come to have. */
const VALIDATORS = 180;
const CONSUMERS = 50;
/** Of those, so many run as whole chains: each takes its packets for real. */
const CHAINS = 5;
const EPOCHS = 5;
const EPOCH_BLOCKS = 5n;
const GAS_LIMIT = 10_000_000_000n;

/**
 * A hub of 180 validators and 50 consumers that everybody validates. In each epoch a tenth of the validators gain power;
 * the hub's blocks are timed by whether they end an epoch, and so is the block in which a consumer takes the packet.
 */
export async function run(): Promise<Figure[]> {
  const { hub, validators } = createBigHub();
  const consumers = Array.from({ length: CHAINS }, (_unused, i) =>
    connectConsumer(hub, String(i), { afterBlock: () => undefined }),
  );
  const onHub = timed(hub);
  const onConsumers = consumers.map(({ chain }) => timed(chain));
  const epochs: number[] = [];
  const others: number[] = [];
  const packets: number[] = [];
  const changing = validators.slice(0, VALIDATORS / 10);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    accept(hub.include(...changing.map((one) => hub.sign(one, [delegate(hub, one, one, TOKEN)]))));
    do hub.next();
    while (hub.height % EPOCH_BLOCKS !== 0n);
    epochs.push(onHub.last());
    hub.next();
    others.push(onHub.last());
    for (const [i, consumer] of consumers.entries())
      packets.push(takePacket(consumer, onConsumers[i]!));
  }
  const size = `${VALIDATORS} validators, ${CONSUMERS} consumers`;
  return [
    { name: `block that ends an epoch, ${size}`, value: median(epochs), unit: "ms" },
    { name: `block that ends none, ${size}`, value: median(others), unit: "ms" },
    {
      name: `consumer's block with a packet, ${VALIDATORS} validators`,
      value: median(packets),
      unit: "ms",
    },
  ];
}

/** Relays what there is; the dearest of the consumer's blocks on the way is the one with client update and packet. */
function takePacket({ ccv }: TestConsumer, clock: ReturnType<typeof timed>): number {
  clock.forget();
  ccv.relay();
  return clock.dearest();
}

/** Times each block that the application executes. */
function timed(chain: TestChain) {
  let times: number[] = [];
  const { finalizeBlock } = chain.app;
  chain.app.finalizeBlock = (request) => {
    const start = performance.now();
    const result = finalizeBlock(request) as ResponseFinalizeBlock;
    times.push(performance.now() - start);
    return result;
  };
  return {
    last: () => times.at(-1) ?? 0,
    dearest: () => Math.max(...times),
    forget() {
      times = [];
    },
  };
}

function createBigHub(): {
  readonly hub: TestChain;
  readonly validators: readonly TestValidator[];
} {
  const names = Array.from({ length: VALIDATORS }, (_unused, i) => `validator ${i}`);
  const validators = names.map(testValidator);
  const hub = createHub({
    powers: Object.fromEntries(names.map((name, i) => [name, BigInt(1_000 + i)])),
    accounts: ["dora"],
    afterBlock: () => undefined,
    appState: {
      staking: { params: { max_validators: VALIDATORS } },
      provider: {
        params: {
          blocks_per_epoch: String(EPOCH_BLOCKS),
          max_provider_consensus_validators: String(VALIDATORS),
        },
      },
    },
  });
  const [owner] = validators;
  if (owner === undefined) throw new Error("a hub without validators");
  const spawnTime = hub.time + BigInt(CONSUMERS + 20) * SECOND;
  for (let i = 0; i < CONSUMERS; i += 1) {
    const initializationParameters = initParams({ spawnTime });
    const created = createConsumer(hub, owner, {
      chainId: `bench${i}-1`,
      initializationParameters,
    });
    hub.send(owner, created, { gasLimit: GAS_LIMIT });
  }
  const ids = Array.from({ length: CONSUMERS }, (_unused, i) => String(i));
  const optIns = validators.map((one) => {
    const messages = ids.map((id) => optIn(hub, one, id));
    return hub.sign(one, messages, { gasLimit: GAS_LIMIT });
  });
  accept(hub.include(...optIns));
  while (hub.time < spawnTime + 2n * SECOND) hub.next();
  const stuck = ids.find((id) => phaseOnHub(hub, id) !== "LAUNCHED");
  if (stuck !== undefined) throw new Error(`consumer ${stuck} is in ${phaseOnHub(hub, stuck)}`);
  return { hub, validators };
}

function accept(results: readonly { readonly code: number; readonly log: string }[]): void {
  const failed = results.find(({ code }) => code !== 0);
  if (failed !== undefined) throw new Error(failed.log);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
