import {
  consumerChain,
  consumerChains,
  consumerGenesisJson,
  govAddress,
  InputError,
  optedIn,
  previewSet,
  punishmentFrom,
  removeConsumer,
  resolveConsumerId,
  updateConsumer,
  updateMessage,
} from "@testudo/devnet";
import type { Command } from "commander";
import { listing, table } from "../output.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";
import {
  type ListOptions,
  lists,
  namesIn,
  penalty,
  penaltyText,
  type ShapingOptions,
  shaping,
  shapingOf,
} from "./consumer-options.ts";
import { decide, isGovernance } from "./gov.ts";
import { hubId, showTx } from "./transactions.ts";

interface CreateOptions extends ShapingOptions {
  readonly denom?: string;
  readonly validators?: string;
}

interface UpdateOptions extends ListOptions {
  readonly owner?: string;
  readonly newOwner?: string;
  readonly newChainId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: string;
  readonly rewardDenoms?: string;
  readonly doubleSign?: string;
  readonly downtime?: string;
}

interface PreviewOptions extends ListOptions {
  readonly optIn?: string;
}

export function addConsumerCommands(program: Command): void {
  const consumer = program.command("consumer").description("consumer chains of the hub");

  shaping(common(consumer.command("create <chain-id>")))
    .description("register a consumer, launch it, start its chain and open its channels")
    .option("--denom <denom>", "its own token (default: ucon)")
    .option("--validators <names>", "who opts in, comma between (default: everybody)")
    .action(create);

  lists(shaping(common(consumer.command("update <consumer>"))))
    .description("change what shapes, describes, rewards or punishes a consumer")
    .option("--owner <account>", "the present owner; gov: by a proposal (default: faucet)")
    .option("--new-owner <account>", "name or address; gov: governance")
    .option("--new-chain-id <id>", "before the launch only")
    .option("--name <text>", "")
    .option("--description <text>", "")
    .option("--metadata <text>", "")
    .option("--reward-denoms <denoms>", "denoms its rewards may be in, comma between; none: ''")
    .option("--double-sign <penalty>", "such as slash=0.05,jail=forever,tombstone=yes")
    .option("--downtime <penalty>", "such as slash=0.01,jail=10m,tombstone=no")
    .action(update);

  lists(shaping(common(consumer.command("preview [consumer]"))))
    .description("the set that given parameters would produce, and why each validator is in or out")
    .option("--opt-in <names>", "counted as opted in as well, comma between")
    .action(preview);

  common(consumer.command("launch <consumer>"))
    .description("launch a registered consumer now and run its chain")
    .action((name: string, options: CommonOptions) =>
      withDevnet(options, async ({ control, output }) => {
        const answer = await control.call("consumer_launch", { consumer: name });
        output.result(answer, () => `${name} runs; see "testudo status"`);
      }),
    );

  common(consumer.command("remove <consumer>"))
    .description("stop a launched consumer; the hub deletes it after the unbonding period")
    .option("--owner <account>", "account of the owner (default: faucet)")
    .action((name: string, options: CommonOptions & { owner?: string }) =>
      withDevnet(options, async (session) => {
        const { network, output } = session;
        const consumerId = await resolveConsumerId(network, name);
        const tx = await removeConsumer(network, { consumerId, owner: options.owner });
        showTx(output, hubId(session), tx, `the hub stopped ${name}`);
      }),
    );

  common(consumer.command("show <consumer>"))
    .description("what the hub knows of a consumer")
    .action(show);

  common(consumer.command("list")).description("all consumers that the hub knows").action(list);

  common(consumer.command("genesis <consumer>"))
    .description("the hub's part of a launched consumer's genesis")
    .action((name: string, options: CommonOptions) =>
      withDevnet(options, async ({ network }) => {
        const genesis = await consumerGenesisJson(network, name);
        process.stdout.write(`${JSON.stringify(genesis, undefined, 2)}\n`);
      }),
    );
}

async function create(chainId: string, options: CreateOptions): Promise<void> {
  await withDevnet(options, async ({ control, output }) => {
    const { validatorsPowerCap, validatorSetCap, minStake, allowInactive } = shapingOf(options);
    const spec = {
      chainId,
      denom: options.denom,
      validators: options.validators?.split(",").map((name) => name.trim()),
      validatorsPowerCap,
      validatorSetCap,
      minStake: minStake === undefined ? undefined : Number(minStake),
      allowInactive,
    };
    const answer = await control.call("consumer_create", { spec: withoutAbsent(spec) });
    output.result(answer, () => {
      const chain = Object(answer.chain);
      return `${chainId} runs as consumer ${chain.consumerId} at ${chain.rpc}`;
    });
  });
}

async function update(name: string, options: UpdateOptions): Promise<void> {
  const { newOwner, newChainId, description, metadata, rewardDenoms, owner } = options;
  const changes = {
    ...shapingOf(options),
    newOwner,
    newChainId,
    name: options.name,
    description,
    metadata,
    rewardDenoms: rewardDenoms === undefined ? undefined : namesIn(rewardDenoms),
    doubleSign: penalty("--double-sign", options.doubleSign),
    downtime: penalty("--downtime", options.downtime),
  };
  if (Object.values(changes).every((value) => value === undefined)) {
    throw new InputError("nothing to change; see testudo consumer update --help");
  }
  await withDevnet(options, async (session) => {
    const { network, output } = session;
    const consumerId = await resolveConsumerId(network, name);
    const done = `updated ${name}; its validators follow at the next epoch`;
    if (!isGovernance(owner)) {
      const tx = await updateConsumer(network, { consumerId, owner, changes });
      return showTx(output, hubId(session), tx, done);
    }
    const message = await updateMessage(
      network,
      { consumerId, changes },
      govAddress(network.hub()),
    );
    const title = `update consumer ${consumerId}`;
    const proposal = await decide(session, { messages: [message], title, summary: title });
    output.result(
      { chain: hubId(session), proposal },
      () => `proposal ${proposal} passed: ${done}`,
    );
  });
}

async function preview(name: string | undefined, options: PreviewOptions): Promise<void> {
  const changes = shapingOf(options);
  const optIn = options.optIn === undefined ? [] : namesIn(options.optIn);
  await withDevnet(options, async ({ network, output }) => {
    const consumerId = name === undefined ? undefined : await resolveConsumerId(network, name);
    const { minPower, validators } = await previewSet(network, { consumerId, changes, optIn });
    const total = validators.reduce((sum, { consumerPower }) => sum + consumerPower, 0n);
    output.result({ consumerId, minPowerInTopN: minPower, totalPower: total, validators }, () =>
      table(
        ["validator", "hub power", "power", "share", "why"],
        validators.map((one) => [
          one.name,
          String(one.power),
          one.isIn ? String(one.consumerPower) : "out",
          one.isIn ? `${percent(one.consumerPower, total)} %` : "",
          one.why,
        ]),
      ),
    );
  });
}

/** With one decimal. */
function percent(part: bigint, whole: bigint): string {
  const tenths = whole === 0n ? 0n : (part * 1000n) / whole;
  return `${tenths / 10n}.${tenths % 10n}`;
}

async function show(name: string, options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ network, output }) => {
    const hub = network.hub();
    const consumerId = await resolveConsumerId(network, name);
    const found = await consumerChain(hub, consumerId);
    const addresses = await optedIn(hub, consumerId);
    const names = addresses.map(
      (address) =>
        network.file().validators.find(({ consAddress }) => consAddress === address)?.name ??
        address,
    );
    const { doubleSign, downtime } = found.infractionParameters ?? {};
    const infractions = {
      doubleSign: doubleSign && punishmentFrom(doubleSign),
      downtime: downtime && punishmentFrom(downtime),
    };
    const data = {
      consumerId,
      chainId: found.chainId,
      phase: found.phase,
      owner: found.ownerAddress,
      clientId: found.clientId,
      optedIn: names,
      powerShaping: found.powerShapingParams,
      infractions,
    };
    output.result(data, () =>
      listing([
        ["consumer", consumerId],
        ["chain id", found.chainId],
        ["phase", found.phase.replace("CONSUMER_PHASE_", "")],
        ["owner", found.ownerAddress],
        ["client", found.clientId || "none yet"],
        ["opted in", names.join(", ") || `nobody: testudo validator opt-in <name> ${name}`],
        ["top N", String(found.powerShapingParams?.topN ?? 0)],
        ["power cap", String(found.powerShapingParams?.validatorsPowerCap ?? 0)],
        ["set cap", String(found.powerShapingParams?.validatorSetCap ?? 0)],
        ["double sign", penaltyText(infractions.doubleSign)],
        ["downtime", penaltyText(infractions.downtime)],
      ]),
    );
  });
}

async function list(options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ network, output }) => {
    const all = await consumerChains(network.hub());
    const data = all.map(({ consumerId, chainId, phase, clientId }) => ({
      consumerId,
      chainId,
      phase,
      clientId,
    }));
    output.result(data, () =>
      table(
        ["id", "chain id", "phase", "client"],
        data.map((one) => [
          one.consumerId,
          one.chainId,
          one.phase.replace("CONSUMER_PHASE_", ""),
          one.clientId,
        ]),
      ),
    );
  });
}

function withoutAbsent(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
