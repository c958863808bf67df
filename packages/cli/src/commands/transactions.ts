import type { CommittedTx } from "@testudo/client";
import { delegate, redelegate, sendCoins, undelegate } from "@testudo/devnet";
import type { Command } from "commander";
import { readCoin } from "../arguments.ts";
import type { Output } from "../output.ts";
import { type CommonOptions, common, type Session, withDevnet } from "../session.ts";

/** What a committed transaction was, for programs and for people. */
export function showTx(output: Output, chain: string, tx: CommittedTx, done: string): void {
  const { hash, height, result } = tx;
  const data = { chain, hash, height, gasUsed: result.gasUsed };
  output.result(data, () => `${done}\n${chain} ${height}, transaction ${hash}`);
}

export function addTransactionCommands(program: Command): void {
  common(program.command("send <from> <to> <amount>"))
    .description("send coins; accounts go by name, receivers by name or address")
    .option("--chain <chain>", "chain to send on", "hub")
    .action(
      (from: string, to: string, amount: string, options: CommonOptions & { chain: string }) =>
        withDevnet(options, async ({ network, output }) => {
          const chain = network.chain(options.chain);
          const coin = readCoin(amount, chain.entry.denom);
          const tx = await sendCoins(network, { chain, from, to, coins: [coin] });
          const done = `${from} sent ${coin.amount}${coin.denom} to ${to}`;
          showTx(output, chain.entry.chainId, tx, done);
        }),
    );

  const stake = program.command("stake").description("delegate, undelegate and redelegate");
  common(stake.command("delegate <from> <validator> <amount>"))
    .description("bond coins with a validator")
    .action((from: string, validator: string, amount: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const coin = hubCoin(session, amount);
        const tx = await delegate(session.network, { from, validator, amount: coin });
        const done = `${from} delegated ${coin.amount}${coin.denom} to ${validator}`;
        showTx(session.output, hubId(session), tx, done);
      }),
    );
  common(stake.command("undelegate <from> <validator> <amount>"))
    .description("take coins back, after the unbonding period")
    .action((from: string, validator: string, amount: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const coin = hubCoin(session, amount);
        const tx = await undelegate(session.network, { from, validator, amount: coin });
        const done = `${from} takes ${coin.amount}${coin.denom} back from ${validator}`;
        showTx(session.output, hubId(session), tx, done);
      }),
    );
  common(stake.command("redelegate <from> <validator> <to> <amount>"))
    .description("move coins from one validator to another")
    .action((from: string, validator: string, to: string, amount: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const coin = hubCoin(session, amount);
        const tx = await redelegate(session.network, { from, validator, to, amount: coin });
        const done = `${from} moved ${coin.amount}${coin.denom} from ${validator} to ${to}`;
        showTx(session.output, hubId(session), tx, done);
      }),
    );
}

function hubCoin({ network }: Session, amount: string) {
  return readCoin(amount, network.hub().entry.denom);
}

export function hubId({ network }: Session): string {
  return network.hub().entry.chainId;
}
