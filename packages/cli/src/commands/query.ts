import {
  InputError,
  type JsonTx,
  messageNames,
  parseJson,
  queryJson,
  queryNames,
  restJson,
  sendJson,
} from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber } from "../arguments.ts";
import { readInput } from "../input-files.ts";
import { createOutput } from "../output.ts";
import { type CommonOptions, common, type Session, withDevnet } from "../session.ts";

interface QueryOptions extends CommonOptions {
  readonly chain: string;
  readonly height?: string;
  readonly list?: string | true;
}

interface TxOptions extends CommonOptions {
  readonly chain: string;
  readonly from: string;
  readonly memo?: string;
  readonly gas?: string;
  readonly feeGranter?: string;
  readonly list?: string | true;
}

/** Everything that the chains can be asked and told, in the JSON that Go's commands take and print. */
export function addQueryCommands(program: Command): void {
  common(program.command("query [what] [json]"))
    .description("ask a chain anything: a gRPC query by name, or a path of its REST server")
    .option("--chain <chain>", "chain to ask", "hub")
    .option("--height <height>", "as of this height (default: the latest)")
    .option("--list [word]", "list the queries that hold a word")
    .action(query);

  common(program.command("tx [what] [json]"))
    .description("send any message: its name and fields, or a list of messages with @type")
    .option("--from <account>", "who signs; signers that are left out are filled in", "faucet")
    .option("--chain <chain>", "chain to send to", "hub")
    .option("--memo <text>", "")
    .option("--gas <limit>", "limit of gas (default: simulated, and 40 % more)")
    .option("--fee-granter <account>", "who pays the fee, having granted that")
    .option("--list [word]", "list the messages that hold a word")
    .action(tx);
}

async function query(
  what: string | undefined,
  json: string | undefined,
  options: QueryOptions,
): Promise<void> {
  if (options.list !== undefined) return list(options, queryNames);
  if (what === undefined) throw new InputError("name a query; see testudo query --list");
  await withDevnet(options, async ({ network }) => {
    const chain = network.chain(options.chain);
    const height =
      options.height === undefined
        ? undefined
        : BigInt(readNumber(options.height, { name: "--height", min: 1, max: HEIGHT_MAX }));
    const answer = isRestPath(what)
      ? await restJson(chain, what, height)
      : await queryJson(network, { chain, query: what, json: await readJson(json), height });
    print(answer);
  });
}

async function tx(
  what: string | undefined,
  json: string | undefined,
  options: TxOptions,
): Promise<void> {
  if (options.list !== undefined) return list(options, messageNames);
  if (what === undefined) throw new InputError("name a message; see testudo tx --list");
  const messages = await readMessages(what, json);
  await withDevnet(options, async (session) => {
    const { network } = session;
    const chain = network.chain(options.chain);
    const { tx: committed, responses } = await sendJson(network, {
      chain,
      from: options.from,
      messages,
      options: {
        memo: options.memo,
        gasLimit:
          options.gas === undefined
            ? undefined
            : BigInt(readNumber(options.gas, { name: "--gas", min: 1, max: GAS_MAX })),
        feeGranter:
          options.feeGranter === undefined ? undefined : network.address(chain, options.feeGranter),
      },
    });
    showAnswered(session, chain.entry.chainId, { tx: committed, responses });
  });
}

/** A transaction with what its messages answered. */
export function showAnswered(
  { output }: Session,
  chain: string,
  { tx: committed, responses }: JsonTx,
): void {
  const { hash, height, result } = committed;
  output.result({ chain, hash, height, gasUsed: result.gasUsed, responses }, () => {
    const said = responses.map((response) => JSON.stringify(response));
    return [`${chain} ${height}, transaction ${hash}`, ...said].join("\n");
  });
}

/**
 * Messages as a name with fields, or as JSON with `@type`: one, or a list. JSON may be in a file: `@messages.json`.
 *
 * @throws InputError
 */
export async function readMessages(what: string, json?: string): Promise<readonly unknown[]> {
  if (/^\s*[[{@]/.test(what)) {
    const read = await readJson(what);
    return Array.isArray(read) ? read : [read];
  }
  const fields = await readJson(json);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw new InputError(`the fields of ${what} must be a JSON object`);
  }
  return [{ "@type": what, ...fields }];
}

/** JSON as an argument, or in a file: `@file`. */
async function readJson(argument: string | undefined): Promise<unknown> {
  if (argument === undefined) return {};
  if (!argument.startsWith("@")) return parseJson(argument, "the argument");
  const path = argument.slice(1);
  return parseJson(await readInput(path, "a file with JSON"), path);
}

/** REST paths begin with a module's name; gRPC paths with that of a package, in which there is a dot. */
function isRestPath(what: string): boolean {
  return what.startsWith("/") && !/^\/[^/?]*\./.test(what);
}

function list(
  { list: word, json }: Pick<QueryOptions, "list" | "json">,
  names: (word?: string) => readonly string[],
): void {
  const found = names(word === true ? undefined : word);
  createOutput(json === true).result(found, () => found.join("\n"));
}

function print(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}

const HEIGHT_MAX = 999_999_999_999;
const GAS_MAX = 999_999_999_999;
