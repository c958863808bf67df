import { toHexUpper } from "@testudo/base";
import { type Block, BlockIdFlag, type Evidence } from "@testudo/comet";
import type { NodePort } from "../node-port.ts";
import {
  createHistogram,
  DEFAULT_BUCKETS,
  exposition,
  type Labels,
  type Metric,
  type Sample,
} from "./exposition.ts";

const SECOND = 1_000_000_000;

/** What metrics are read from. */
export type MetricsPort = Pick<
  NodePort,
  "blockMeta" | "commit" | "mempoolSize" | "status" | "subscribe" | "validators"
>;

export interface NodeMetrics {
  /** The metrics of now, in Prometheus' text format. */
  text(): string;
  stop(): void;
}

/** What is left of a validator between two blocks. */
interface ValidatorRecord {
  readonly power: bigint;
  lastSigned: bigint | undefined;
  missed: number;
}

/**
 * Follows a node and measures what CometBFT measures under its names: the blocks that came since the start are counted.
 * `validator_*` stands for every validator, as one process may sign for all of them.
 */
export function createNodeMetrics(node: MetricsPort): NodeMetrics {
  const { chainId } = node.status();
  const interval = createHistogram(DEFAULT_BUCKETS);
  let validators = new Map<string, ValidatorRecord>();
  let latest: BlockMeasures | undefined;
  let totalTxs = 0;
  let chainSize = 0;
  let lastTime: bigint | undefined;

  function onBlock(block: Block): void {
    const { header, txs } = block;
    if (lastTime !== undefined) interval.observe(Number(header.time - lastTime) / SECOND);
    lastTime = header.time;
    totalTxs += txs.length;
    const size = node.blockMeta(header.height)?.blockSize ?? 0;
    chainSize += size;
    const votes = votesOf(node, block, validators);
    validators = votes.validators;
    latest = { ...votes, ...measure(node, block), txs: txs.length, size };
  }

  const subscription = node.subscribe({
    query: "tm.event='NewBlock'",
    onEvent: ({ event }) => {
      if (event.type === "NewBlock") onBlock(event.block);
    },
  });

  function metrics(): readonly Metric[] {
    const { latestHeight, halted } = node.status();
    const mempool = node.mempoolSize();
    const gauge = (name: string, help: string, value: number | undefined): Metric => ({
      name: `cometbft_${name}`,
      help,
      type: "gauge",
      samples: value === undefined ? [] : [{ value }],
    });
    const perValidator = (pick: (record: ValidatorRecord) => number | undefined) =>
      [...validators].flatMap(([address, record]): readonly Sample[] => {
        const value = pick(record);
        const labels: Labels = { validator_address: address };
        return value === undefined ? [] : [{ labels, value }];
      });
    const ofValidators = (name: string, help: string, samples: readonly Sample[]): Metric => ({
      name: `cometbft_consensus_${name}`,
      help,
      type: "gauge",
      samples,
    });
    return [
      {
        name: "cometbft_consensus_block_interval_seconds",
        help: "Time between this and the last block.",
        type: "histogram",
        histogram: interval,
      },
      gauge("consensus_block_size_bytes", "Size of the block.", latest?.size),
      gauge(
        "consensus_byzantine_validators",
        "Number of validators who tried to double sign.",
        latest?.byzantine.count,
      ),
      gauge(
        "consensus_byzantine_validators_power",
        "Total power of the byzantine validators.",
        latest?.byzantine.power,
      ),
      {
        name: "cometbft_consensus_chain_size_bytes",
        help: "Size of the chain in bytes.",
        type: "counter",
        samples: [{ value: chainSize }],
      },
      gauge("consensus_height", "Height of the chain.", Number(latestHeight + 1n)),
      gauge("consensus_latest_block_height", "The latest block height.", Number(latestHeight)),
      gauge(
        "consensus_missing_validators",
        "Number of validators who did not sign.",
        latest?.missing.count,
      ),
      gauge(
        "consensus_missing_validators_power",
        "Total power of the missing validators.",
        latest?.missing.power,
      ),
      gauge("consensus_num_txs", "Number of transactions.", latest?.txs),
      gauge("consensus_rounds", "Number of rounds.", latest?.round),
      gauge("consensus_total_txs", "Total number of transactions.", totalTxs),
      ofValidators(
        "validator_last_signed_height",
        "Last height signed by this validator if the node is a validator.",
        perValidator(({ lastSigned }) =>
          lastSigned === undefined ? undefined : Number(lastSigned),
        ),
      ),
      ofValidators(
        "validator_missed_blocks",
        "Amount of blocks missed per validator.",
        perValidator(({ missed }) => (missed === 0 ? undefined : missed)),
      ),
      ofValidators(
        "validator_power",
        "Power of a validator.",
        perValidator(({ power }) => Number(power)),
      ),
      gauge("consensus_validators", "Number of validators.", latest?.validatorCount),
      gauge("consensus_validators_power", "Total power of all validators.", latest?.validatorPower),
      gauge("mempool_size", "Number of uncommitted transactions in the mempool.", mempool.txs),
      gauge("mempool_size_bytes", "Total size of the mempool in bytes.", mempool.bytes),
      {
        name: "testudo_halted",
        help: "Whether the chain has stopped for good.",
        type: "gauge",
        samples: [{ value: halted === undefined ? 0 : 1 }],
      },
    ];
  }

  return {
    text: () => exposition(metrics(), { chain_id: chainId }),
    stop: () => subscription.cancel(),
  };
}

/** How many, and how much power they have. */
interface Share {
  readonly count: number;
  readonly power: number;
}

interface BlockMeasures extends Measures {
  readonly missing: Share;
  readonly txs: number;
  readonly size: number;
}

interface Measures {
  readonly round: number;
  readonly byzantine: Share;
  readonly validatorCount: number;
  readonly validatorPower: number;
}

function measure(node: MetricsPort, { header, evidence }: Block): Measures {
  const set = node.validators(header.height)?.validators;
  return {
    round: node.commit(header.height)?.commit.round ?? 0,
    byzantine: byzantineIn(evidence),
    validatorCount: set?.size ?? 0,
    validatorPower: Number(set?.totalPower ?? 0n),
  };
}

function byzantineIn(evidence: readonly Evidence[]): Share {
  const powers = evidence.flatMap((one) =>
    one.kind === "duplicateVote"
      ? [Number(one.validatorPower)]
      : one.byzantineValidators.map(({ power }) => Number(power)),
  );
  return { count: powers.length, power: powers.reduce((sum, power) => sum + power, 0) };
}

/** Who signed the block before, by the commit that this one carries; CometBFT counts it for this one. */
function votesOf(
  node: MetricsPort,
  { header, lastCommit }: Block,
  before: ReadonlyMap<string, ValidatorRecord>,
): { readonly missing: Share; readonly validators: Map<string, ValidatorRecord> } {
  const { height, signatures } = lastCommit;
  const voters = node.validators(height)?.validators.validators ?? [];
  const validators = new Map<string, ValidatorRecord>();
  let count = 0;
  let power = 0;
  voters.forEach((voter, i) => {
    const address = toHexUpper(voter.address);
    const known = before.get(address);
    const record = { lastSigned: undefined, missed: 0, ...known, power: voter.power };
    validators.set(address, record);
    const flag = signatures[i]?.blockIdFlag;
    if (flag === BlockIdFlag.absent) {
      count += 1;
      power += Number(voter.power);
    }
    if (flag === BlockIdFlag.commit) record.lastSigned = header.height;
    else record.missed += 1;
  });
  return { missing: { count, power }, validators };
}
