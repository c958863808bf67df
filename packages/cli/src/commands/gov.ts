import { SECOND } from "@testudo/base";
import {
  cancelProposal,
  deposit,
  GOV,
  govAddress,
  InputError,
  listProposals,
  passProposal,
  proposalOf,
  proposalToJson,
  propose,
  readMessage,
  readVote,
  statusOf,
  tallyOf,
  vote,
} from "@testudo/devnet";
import type { Command } from "commander";
import { readCoin } from "../arguments.ts";
import { listing, table } from "../output.ts";
import { type CommonOptions, common, type Session, withDevnet } from "../session.ts";
import { readMessages } from "./query.ts";
import { showTx } from "./transactions.ts";

interface OnChain extends CommonOptions {
  readonly chain: string;
}

interface ProposeOptions extends OnChain {
  readonly title?: string;
  readonly summary?: string;
  readonly metadata?: string;
  readonly deposit?: string;
  readonly expedited?: boolean;
  readonly from: string;
  readonly pass?: boolean;
}

interface VoterOptions extends OnChain {
  readonly from?: string;
}

type Proposed = Parameters<typeof propose>[1]["spec"];

export function addGovCommands(program: Command): void {
  const gov = program.command("gov").description("proposals and votes");
  const onChain = (command: Command) =>
    common(command).option("--chain <chain>", "chain whose governance it is", "hub");

  onChain(gov.command("propose <message> [json]"))
    .description("propose messages, as tx takes them; they run in the name of governance")
    .option("--title <text>", "(default: the messages' names)")
    .option("--summary <text>", "(default: the title)")
    .option("--metadata <text>", "")
    .option("--deposit <amount>", "(default: as much as voting needs)")
    .option("--expedited", "decide sooner, by a larger majority")
    .option("--from <account>", "who proposes", "faucet")
    .option("--pass", "see it through, as gov pass does")
    .action(proposeMessages);

  onChain(gov.command("vote <proposal> <vote>"))
    .description("yes, no, abstain, veto, or shares such as yes=0.7,no=0.3")
    .option("--from <names>", "who votes, comma between (default: every validator)")
    .action(castVotes);

  onChain(gov.command("deposit <proposal> <amount>"))
    .description("add to the deposit of a proposal")
    .option("--from <account>", "", "faucet")
    .action((id: string, amount: string, options: OnChain & { from: string }) =>
      withDevnet(options, async ({ network, output }) => {
        const chain = network.chain(options.chain);
        const { denom, amount: units } = readCoin(amount, chain.entry.denom);
        const coins = [{ denom, amount: String(units) }];
        const tx = await deposit(chain, { id: proposalId(id), from: options.from, coins });
        showTx(output, chain.entry.chainId, tx, `${options.from} deposited ${units}${denom}`);
      }),
    );

  onChain(gov.command("cancel <proposal>"))
    .description("take a proposal back; part of its deposit is lost")
    .option("--from <account>", "who proposed it", "faucet")
    .action((id: string, options: OnChain & { from: string }) =>
      withDevnet(options, async ({ network, output }) => {
        const chain = network.chain(options.chain);
        const tx = await cancelProposal(chain, { id: proposalId(id), from: options.from });
        showTx(output, chain.entry.chainId, tx, `proposal ${id} is cancelled`);
      }),
    );

  onChain(gov.command("pass <proposal>"))
    .description("deposit what is missing, vote yes with all validators, jump the voting period")
    .action((id: string, options: OnChain) =>
      withDevnet(options, async (session) => {
        const passed = await seeThrough(session, options.chain, proposalId(id));
        session.output.result(proposalToJson(passed), () => `proposal ${id} passed`);
      }),
    );

  onChain(gov.command("list"))
    .description("proposals, the latest first")
    .option("--status <status>", "deposit_period, voting_period, passed, rejected or failed")
    .action(list);

  onChain(gov.command("show <proposal>")).description("one proposal with its votes").action(show);
}

/**
 * Proposes messages in the name of governance on the hub and sees them through.
 *
 * @returns the proposal's id
 */
export async function decide(session: Session, spec: Proposed): Promise<bigint> {
  const chain = session.network.hub();
  const { id } = await propose(session.network, { chain, spec });
  await seeThrough(session, "hub", id);
  return id;
}

function seeThrough({ network, control }: Session, chain: string, id: bigint) {
  return passProposal(network, {
    chain: network.chain(chain),
    id,
    async jump(by) {
      const seconds = String((by + SECOND - 1n) / SECOND);
      await control.call("time", { seconds, clients: "keep" });
    },
  });
}

async function proposeMessages(
  message: string,
  json: string | undefined,
  options: ProposeOptions,
): Promise<void> {
  const read = await readMessages(message, json);
  await withDevnet(options, async (session) => {
    const { network, output } = session;
    const chain = network.chain(options.chain);
    const messages = read.map((one) =>
      readMessage(network, chain, { json: one, signer: govAddress(chain) }),
    );
    const names = messages.map(({ typeUrl }) => typeUrl.slice(typeUrl.lastIndexOf(".") + 1));
    const { title = names.join(", ") } = options;
    const { id, tx } = await propose(network, {
      chain,
      from: options.from,
      spec: {
        messages,
        title,
        summary: options.summary ?? title,
        metadata: options.metadata,
        expedited: options.expedited,
        deposit:
          options.deposit === undefined ? undefined : coins(options.deposit, chain.entry.denom),
      },
    });
    if (options.pass === true) {
      const passed = await seeThrough(session, options.chain, id);
      return output.result(proposalToJson(passed), () => `proposal ${id} passed`);
    }
    const { chainId } = chain.entry;
    const data = { chain: chainId, proposal: id, hash: tx.hash, height: tx.height };
    output.result(
      data,
      () => `proposal ${id} on ${chainId}; see it through with "testudo gov pass ${id}"`,
    );
  });
}

async function castVotes(id: string, text: string, options: VoterOptions): Promise<void> {
  const choice = readVote(text);
  await withDevnet(options, async ({ network, file, output }) => {
    const chain = network.chain(options.chain);
    const voters =
      options.from?.split(",").map((name) => name.trim()) ??
      file.validators.map(({ name }) => name);
    for (const from of voters) network.accountName(from);
    const votes: { voter: string; hash: string; height: bigint }[] = [];
    for (const from of voters) {
      const { hash, height } = await vote(chain, { id: proposalId(id), from, options: choice });
      votes.push({ voter: from, hash, height });
    }
    output.result(votes, () => `${voters.join(", ")} voted ${text} on proposal ${id}`);
  });
}

async function list(options: OnChain & { readonly status?: string }): Promise<void> {
  await withDevnet(options, async ({ network, output }) => {
    const proposals = await listProposals(network.chain(options.chain), options.status);
    const data = proposals.map(({ id, title, ...rest }) => ({
      id,
      status: statusOf({ id, title, ...rest }),
      title,
    }));
    output.result(data, () =>
      table(
        ["id", "status", "title"],
        data.map(({ id, status, title }) => [String(id), status, title]),
      ),
    );
  });
}

async function show(id: string, options: OnChain): Promise<void> {
  await withDevnet(options, async ({ network, output }) => {
    const chain = network.chain(options.chain);
    const proposal = await proposalOf(chain, proposalId(id));
    const tally = await tallyOf(chain, proposalId(id));
    output.result({ ...Object(proposalToJson(proposal)), tally }, () =>
      listing([
        ["proposal", `${id}${proposal.expedited ? ", expedited" : ""}`],
        ["status", statusOf(proposal)],
        ["title", proposal.title],
        ["summary", proposal.summary],
        ["proposer", proposal.proposer],
        ["messages", proposal.messages.map(({ typeUrl }) => typeUrl).join(", ") || "none"],
        ["deposit", proposal.totalDeposit.map(({ denom, amount }) => amount + denom).join(", ")],
        ["yes", tally.yesCount],
        ["no", tally.noCount],
        ["abstain", tally.abstainCount],
        ["veto", tally.noWithVetoCount],
        ...(proposal.failedReason === "" ? [] : ([["failed", proposal.failedReason]] as const)),
      ]),
    );
  });
}

function coins(text: string, denom: string) {
  const coin = readCoin(text, denom);
  return [{ denom: coin.denom, amount: String(coin.amount) }];
}

function proposalId(text: string): bigint {
  if (!/^\d{1,12}$/.test(text)) throw new InputError(`"${text}" is no id of a proposal`);
  return BigInt(text);
}

/** Whether an owner that was named is governance, which acts by proposals. */
export function isGovernance(name: string | undefined): boolean {
  return name === GOV;
}
