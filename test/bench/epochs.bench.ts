import { SECOND } from "@testudo/base";
import type { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { createConsumer, initParams, optIn } from "@testudo/testkit/consumer-messages";
import { createHub, TOKEN } from "@testudo/testkit/hub";
import { delegate } from "@testudo/testkit/staking-messages";
import { testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Few validators make short blocks, which need more epochs for a steady median. */
const SIZES = [
  { validators: 4, consumers: [1, 10, 50], epochs: 30 },
  { validators: 100, consumers: [1, 10, 50], epochs: 7 },
  { validators: 500, consumers: [1, 10, 50], epochs: 3 },
];
const EPOCH_BLOCKS = 5n;
/** Opt-ins of one validator in one transaction. */
const GAS_LIMIT = 10_000_000_000n;

/**
 * What the end of an epoch costs in a whole provider application: everybody opted in, no channel, so that packets stay
 * queued; a tenth of the validators gain power in each epoch. The cost of an ordinary block is taken off.
 */
export async function run(): Promise<Figure[]> {
  return SIZES.flatMap(({ consumers, ...size }) =>
    consumers.map((count) => measure({ ...size, consumers: count })),
  );
}

function measure(size: {
  readonly validators: number;
  readonly consumers: number;
  readonly epochs: number;
}): Figure {
  const { hub, validators } = hubWithConsumers(size.validators, size.consumers);
  const times: { readonly height: bigint; readonly ms: number }[] = [];
  const { finalizeBlock } = hub.app;
  hub.app.finalizeBlock = (request) => {
    const start = performance.now();
    const result = finalizeBlock(request) as ResponseFinalizeBlock;
    if (request.txs.length === 0) {
      times.push({ height: request.height, ms: performance.now() - start });
    }
    return result;
  };
  const changing = validators.slice(0, Math.max(1, Math.floor(size.validators / 10)));
  for (let epoch = 0; epoch < size.epochs; epoch += 1) {
    const txs = changing.map((one) => hub.sign(one, [delegate(hub, one, one, TOKEN)]));
    const failed = hub.include(...txs).find(({ code }) => code !== 0);
    if (failed !== undefined) throw new Error(failed.log);
    do hub.next();
    while (hub.height % EPOCH_BLOCKS !== 0n);
    hub.next();
  }
  const isEpoch = ({ height }: { height: bigint }) => height % EPOCH_BLOCKS === 0n;
  const epochs = times.filter(isEpoch).map(({ ms }) => ms);
  const others = times.filter((one) => !isEpoch(one)).map(({ ms }) => ms);
  return {
    name: `epoch, ${size.validators} validators, ${size.consumers} consumers`,
    value: Math.max(0, median(epochs) - median(others)),
    unit: "ms",
  };
}

function hubWithConsumers(validatorCount: number, consumerCount: number) {
  const names = Array.from({ length: validatorCount }, (_unused, i) => `validator ${i}`);
  const validators = names.map(testValidator);
  const hub: TestChain = createHub({
    powers: Object.fromEntries(names.map((name, i) => [name, BigInt(1_000 + i)])),
    accounts: ["owner"],
    appState: {
      staking: { params: { max_validators: validatorCount } },
      provider: {
        params: {
          blocks_per_epoch: String(EPOCH_BLOCKS),
          max_provider_consensus_validators: String(validatorCount),
        },
      },
    },
  });
  const [owner] = validators;
  if (owner === undefined) throw new Error("a hub without validators");
  const spawnTime = hub.time + BigInt(consumerCount + 20) * SECOND;
  for (let i = 0; i < consumerCount; i += 1) {
    hub.send(
      owner,
      createConsumer(hub, owner, {
        chainId: `bench${i}`,
        initializationParameters: initParams({
          initialHeight: { revisionNumber: 0n, revisionHeight: 1n },
          spawnTime,
        }),
      }),
      { gasLimit: GAS_LIMIT },
    );
  }
  const ids = Array.from({ length: consumerCount }, (_unused, i) => String(i));
  const txs = validators.map((one) =>
    hub.sign(
      one,
      ids.map((id) => optIn(hub, one, id)),
      { gasLimit: GAS_LIMIT },
    ),
  );
  const failed = hub.include(...txs).find(({ code }) => code !== 0);
  if (failed !== undefined) throw new Error(failed.log);
  while (hub.time < spawnTime + 2n * SECOND) hub.next();
  return { hub, validators };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
