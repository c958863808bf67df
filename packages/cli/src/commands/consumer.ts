import {
  type ConsumerChanges,
  consumerChain,
  consumerChains,
  consumerGenesisJson,
  InputError,
  optedIn,
  removeConsumer,
  resolveConsumerId,
  updateConsumer,
} from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber } from "../arguments.ts";
import { listing, table } from "../output.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";
import { hubId, showTx } from "./transactions.ts";

interface ShapingOptions extends CommonOptions {
  readonly powerCap?: string;
  readonly setCap?: string;
  readonly minStake?: string;
  readonly allowInactive?: boolean;
}

interface CreateOptions extends ShapingOptions {
  readonly denom?: string;
  readonly validators?: string;
}

interface UpdateOptions extends ShapingOptions {
  readonly owner?: string;
  readonly newOwner?: string;
}

const STAKE_MAX = 999_999_999_999;

export function addConsumerCommands(program: Command): void {
  const consumer = program.command("consumer").description("consumer chains of the hub");

  shaping(common(consumer.command("create <chain-id>")))
    .description("register a consumer, launch it, start its chain and open its channels")
    .option("--denom <denom>", "its own token (default: ucon)")
    .option("--validators <names>", "who opts in, comma between (default: everybody)")
    .action(create);

  shaping(common(consumer.command("update <consumer>")))
    .description("change the power shaping or the owner of a consumer")
    .option("--owner <account>", "account of the present owner (default: faucet)")
    .option("--new-owner <account>", "name or address")
    .action(update);

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

function shaping(command: Command): Command {
  return command
    .option("--power-cap <percent>", "most power of one validator, 1 to 100, 0 for none")
    .option("--set-cap <count>", "most validators, 0 for no limit")
    .option("--min-stake <amount>", "least stake of a validator in base units")
    .option("--allow-inactive", "validators outside the hub's active set may join");
}

async function create(chainId: string, options: CreateOptions): Promise<void> {
  await withDevnet(options, async ({ control, output }) => {
    const { validatorsPowerCap, validatorSetCap, minStake, allowInactive } = changesOf(options);
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
  await withDevnet(options, async (session) => {
    const { network, output } = session;
    const changes = { ...changesOf(options), newOwner: options.newOwner };
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new InputError("nothing to change; see testudo consumer update --help");
    }
    const consumerId = await resolveConsumerId(network, name);
    const tx = await updateConsumer(network, { consumerId, owner: options.owner, changes });
    showTx(output, hubId(session), tx, `updated ${name}; its validators follow at the next epoch`);
  });
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
    const data = {
      consumerId,
      chainId: found.chainId,
      phase: found.phase,
      owner: found.ownerAddress,
      clientId: found.clientId,
      optedIn: names,
      powerShaping: found.powerShapingParams,
    };
    output.result(data, () =>
      listing([
        ["consumer", consumerId],
        ["chain id", found.chainId],
        ["phase", found.phase.replace("CONSUMER_PHASE_", "")],
        ["owner", found.ownerAddress],
        ["client", found.clientId || "none yet"],
        ["opted in", names.join(", ") || `nobody: testudo validator opt-in <name> ${name}`],
        ["power cap", String(found.powerShapingParams?.validatorsPowerCap ?? 0)],
        ["set cap", String(found.powerShapingParams?.validatorSetCap ?? 0)],
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

function changesOf(options: ShapingOptions): ConsumerChanges {
  const { powerCap, setCap, minStake, allowInactive } = options;
  const read = (name: string, given: string | undefined, max: number) =>
    given === undefined ? undefined : readNumber(given, { name, min: 0, max });
  const stake = read("--min-stake", minStake, STAKE_MAX);
  return {
    validatorsPowerCap: read("--power-cap", powerCap, 100),
    validatorSetCap: read("--set-cap", setCap, 200),
    minStake: stake === undefined ? undefined : BigInt(stake),
    allowInactive,
  };
}

function withoutAbsent(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
