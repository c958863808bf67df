import {
  changeRewardDenoms,
  InputError,
  type Reward,
  rewardDenoms,
  rewardPools,
  rewardsOf,
  setWithdrawAddress,
  withdrawRewards,
} from "@testudo/devnet";
import type { Command } from "commander";
import { listing } from "../output.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";
import { decide } from "./gov.ts";
import { hubId, showTx } from "./transactions.ts";

interface DenomOptions extends CommonOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

export function addRewardCommands(program: Command): void {
  const rewards = program.command("rewards").description("what validating consumers pays");

  common(rewards.command("show <account>"))
    .description("what an account has earned on the hub and not taken yet")
    .action(show);

  common(rewards.command("withdraw <account> [validator]"))
    .description("take the rewards of all delegations, or of one; a validator's commission too")
    .action((from: string, validator: string | undefined, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const tx = await withdrawRewards(session.network, { from, validator });
        showTx(session.output, hubId(session), tx, `${from} has taken the rewards`);
      }),
    );

  common(rewards.command("withdraw-address <account> <to>"))
    .description("where the rewards of an account go from now on")
    .action((from: string, to: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const tx = await setWithdrawAddress(session.network, { from, to });
        showTx(session.output, hubId(session), tx, `rewards of ${from} go to ${to}`);
      }),
    );

  common(rewards.command("pools"))
    .description("the community's pool, and what consumers have paid and nobody has got yet")
    .action((options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const pools = await rewardPools(network);
        output.result(pools, () =>
          listing([
            ["community pool", coinsText(pools.community)],
            ["from consumers", coinsText(pools.consumers)],
          ]),
        );
      }),
    );

  common(rewards.command("denoms"))
    .description("denominations that rewards of any consumer may be in; changes go by proposal")
    .option("--add <denom>", "admit it; may be repeated", collect)
    .option("--remove <denom>", "refuse it; may be repeated", collect)
    .action(denoms);
}

async function show(name: string, options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ network, file, output }) => {
    const found = await rewardsOf(network, name);
    const nameOf = (operator: string) =>
      file.validators.find((one) => one.operator === operator)?.name ?? operator;
    output.result(found, () =>
      listing([
        ["account", found.account],
        ["withdrawn to", found.withdrawAddress],
        ["in all", coinsText(found.total)],
        ...found.delegations.map(
          ({ operator, rewards }) => [`with ${nameOf(operator)}`, coinsText(rewards)] as const,
        ),
        ...(found.commission === undefined
          ? []
          : ([["commission", coinsText(found.commission)]] as const)),
      ]),
    );
  });
}

async function denoms({ add = [], remove = [], ...options }: DenomOptions): Promise<void> {
  await withDevnet(options, async (session) => {
    const { network, output } = session;
    const both = add.find((denom) => remove.includes(denom));
    if (both !== undefined) throw new InputError(`"${both}" is to be added and removed`);
    if (add.length + remove.length > 0) {
      await decide(session, {
        messages: [changeRewardDenoms(network.hub(), { add, remove })],
        title: "reward denominations",
        summary: `add ${add.join(", ") || "none"}, remove ${remove.join(", ") || "none"}`,
      });
    }
    const found = await rewardDenoms(network.hub());
    output.result(found, () => found.join("\n") || "none: consumers pay only in what they admit");
  });
}

function coinsText(coins: readonly Reward[]): string {
  return coins.map(({ denom, amount }) => `${amount}${denom}`).join(", ") || "nothing";
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
