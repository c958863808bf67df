import { spawn } from "node:child_process";
import { once } from "node:events";
import { until } from "@testudo/client";
import type { Finished } from "../e2e/command.ts";

/** A chain as the command is told of it. */
export interface GoCliChain {
  readonly chainId: string;
  readonly rpcUrl: string;
  /** Such as `0.005uatom`. */
  readonly gasPrices: string;
}

/** `interchain-security-pd` or `interchain-security-cd` as a client of a chain. */
export interface GoCli {
  /** Runs it with these arguments alone. */
  run(args: readonly string[], input?: string): Promise<Finished>;
  /** Asks the chain: `query` and the rest of the command. @throws Error with what it complained */
  query(...args: readonly string[]): Promise<GoJson>;
  /** Adds the key of a mnemonic under a name. */
  addKey(name: string, mnemonic: string): Promise<void>;
  /** Signs with a key, sends, and waits for the block. @throws Error with the refusal */
  tx(from: string, ...args: readonly string[]): Promise<GoJson>;
  /** Like `tx`, but gives the answer to the broadcast, and waits for nothing. */
  broadcast(from: string, ...args: readonly string[]): Promise<GoJson>;
  /** The arguments that name the chain and the key. */
  signing(from: string): readonly string[];
}

/** What it prints, of any shape: a test says what it must be. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of another program
export type GoJson = any;

const TIMEOUT_MS = 60_000;

export function createGoCli(binary: string, home: string, chain: GoCliChain): GoCli {
  const node = ["--node", chain.rpcUrl];
  const where = ["--home", home];
  const keyring = ["--keyring-backend", "test"];

  async function run(args: readonly string[], input = ""): Promise<Finished> {
    const child = spawn(binary, [...args, ...where], {
      env: { PATH: process.env.PATH, HOME: home },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
    child.stdin.end(input);
    const [code] = await once(child, "close");
    return { code, out: out(), err: err() };
  }

  async function json(args: readonly string[]): Promise<GoJson> {
    const { code, out, err } = await run([...args, ...node, "--output", "json"]);
    if (code !== 0) throw new Error(`${args.join(" ")}: ${complaintOf(err)}`);
    return JSON.parse(out);
  }

  const signing = (from: string) => [
    ...["--from", from, "--chain-id", chain.chainId, ...keyring, "--yes"],
    ...["--gas", "auto", "--gas-adjustment", "1.5", "--gas-prices", chain.gasPrices],
  ];

  async function broadcast(from: string, ...args: readonly string[]): Promise<GoJson> {
    return json(["tx", ...args, ...signing(from)]);
  }

  return {
    run,
    signing,
    broadcast,
    query: (...args) => json(["query", ...args]),
    async addKey(name, mnemonic) {
      const { code, err } = await run(["keys", "add", name, "--recover", ...keyring], mnemonic);
      if (code !== 0) throw new Error(complaintOf(err));
    },
    async tx(from, ...args) {
      const { code, codespace, raw_log: log, txhash: hash } = await broadcast(from, ...args);
      if (code !== 0) throw new Error(`${args.join(" ")}: ${codespace}/${code} ${log}`);
      const found = await until(() => json(["query", "tx", hash]).catch(() => undefined), {
        timeoutMs: TIMEOUT_MS,
        what: `${args.join(" ")} in a block`,
        pauseMs: 100,
      });
      if (found.code !== 0) {
        throw new Error(`${args.join(" ")}: ${found.codespace}/${found.code} ${found.raw_log}`);
      }
      return found;
    },
  };
}

/** What it complained about, which stands before or behind its usage text. */
function complaintOf(err: string): string {
  const lines = err.split("\n").filter((line) => line !== "" && !line.startsWith("WARNING:"));
  const ends = [...lines.filter((line) => line.startsWith("Error:")), lines.at(-1) ?? ""];
  return [...new Set(ends)].join(" ");
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
