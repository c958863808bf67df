import { type Logger, silentLogger } from "@testudo/base";
import {
  allBalances,
  type DevnetFile,
  devnetFilePath,
  InputError,
  prepareState,
  readDevnetFile,
  removeHome,
  serveDevnet,
} from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber } from "../arguments.ts";
import { cometBftSetup } from "../cometbft.ts";
import { readConfig } from "../config-file.ts";
import { fileLogger } from "../logging.ts";
import { createOutput, createProgress, listing, table } from "../output.ts";
import { type CommonOptions, common, homeOf, withDevnet } from "../session.ts";
import { untilSignal } from "../signals.ts";

interface UpOptions extends CommonOptions {
  readonly seed?: string;
  readonly validators?: string;
  readonly consumers?: string;
  readonly preset?: string;
  readonly engine?: string;
  readonly cometbft?: string;
  readonly attach?: Readonly<Record<string, string>>;
  readonly mine?: string;
  readonly relayer?: string;
  readonly compat?: string;
  readonly portOffset?: string;
}

/** How long `down` waits for the devnet to end. */
const DOWN_TIMEOUT_MS = 20_000;

export function addDevnetCommands(program: Command): void {
  common(program.command("up [config]"))
    .description("start a devnet, or continue the one of this home, and keep it running")
    .option("--seed <text>", "every key follows from it (default: testudo)")
    .option("--validators <count>", "validators of the hub (default: 4)")
    .option("--consumers <count>", "consumer chains (default: 1)")
    .option("--preset <name>", "dev or hub (default: dev)")
    .option("--engine <name>", "builtin, or cometbft: a node per validator (default: builtin)")
    .option("--cometbft <program>", "path of cometbft v0.38 (default: on PATH, or built with Go)")
    .option("--attach <chain=url>", "RPC of a chain whose nodes run elsewhere", attached)
    .option("--mine <how>", "auto, interval:1s or manual (default: auto)")
    .option("--relayer <which>", "builtin or none (default: builtin)")
    .option("--compat <what>", "none, or legacy-events for clients older than ibc-go v10")
    .option("--port-offset <number>", "moves all ports (default: 0)")
    .action((config: string | undefined, options: UpOptions) => up(config, options));

  common(program.command("status"))
    .description("chains, heights and the links between them")
    .action(status);

  common(program.command("accounts"))
    .description("accounts with coins on every chain")
    .action(accounts);

  common(program.command("down")).description("stop the devnet; up continues it").action(down);

  common(program.command("reset"))
    .description("forget the devnet of this home: its chains, keys and logs")
    .action(reset);
}

async function up(config: string | undefined, options: UpOptions): Promise<void> {
  const home = homeOf(options);
  const output = createOutput(options.json === true);
  const progress = createProgress(output.isJson);
  const state = await prepareState(home, {
    ...(await readConfig(config)),
    overrides: {
      seed: options.seed,
      preset: options.preset,
      engine: options.engine,
      attach: options.attach,
      mine: options.mine,
      relayer: options.relayer,
      compat: options.compat,
      validators: count("--validators", options.validators, 200),
      consumers: count("--consumers", options.consumers, 50),
      portOffset: count("--port-offset", options.portOffset, 40_000),
    },
  });
  const logger: Logger =
    options.logLevel === "silent" ? silentLogger : await fileLogger(home, options.logLevel);
  const signal = untilSignal();
  const started = performance.now();
  const served = await serveDevnet({
    home,
    state,
    logger,
    cometBft: cometBftSetup({
      given: options.cometbft,
      onProgress: (text) => progress.show(text),
    }),
    onProgress: (text) => progress.show(text),
  }).finally(() => progress.clear());
  try {
    const file = served.devnet.file();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    output.result(withoutSecrets(file), () => overview(file, home, seconds));
    await Promise.race([signal.received, served.stopRequested]);
  } finally {
    progress.show("stopping");
    await served.stop();
    progress.clear();
    signal.release();
  }
}

async function status(options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ control, output }) => {
    const answer = await control.call("status");
    output.result(answer, () => {
      const rows = rowsOf(answer.chains);
      const note = `mining ${text(answer.mine)}, relayer ${text(answer.relayer)}, ${text(answer.blocksUntilEpoch)} blocks to the end of the epoch`;
      return `${chainTable(rows)}\n\n${note}`;
    });
  });
}

async function accounts(options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ home, network, file, output }) => {
    const found = await Promise.all(
      file.accounts.map(async ({ name, address }) => ({
        name,
        balances: await Promise.all(
          network.chains().map(async (chain) => ({
            chain: chain.entry.name,
            address: network.address(chain, name),
            coins: await allBalances(chain, network.address(chain, name)),
          })),
        ),
        address,
      })),
    );
    output.result(found, () => {
      const rows = found.flatMap(({ name, balances }) =>
        balances.map(({ chain, address, coins }) => [
          name,
          chain,
          address,
          coins.map(({ denom, amount }) => `${amount}${denom}`).join(" "),
        ]),
      );
      const hint = `mnemonics: ${devnetFilePath(home)}`;
      return `${table(["account", "chain", "address", "balance"], rows)}\n\n${hint}`;
    });
  });
}

async function down(options: CommonOptions): Promise<void> {
  await withDevnet(options, async ({ control, home, output }) => {
    await control.call("shutdown");
    await ended(home);
    output.result({ stopped: home }, () => `stopped; "testudo up" continues it`);
  });
}

async function reset(options: CommonOptions): Promise<void> {
  const home = homeOf(options);
  const output = createOutput(options.json === true);
  const isRunning = await withDevnet(options, async ({ control }) => {
    await control.call("status");
  }).then(
    () => true,
    () => false,
  );
  if (isRunning) {
    throw new InputError(`the devnet of ${home} runs; stop it first with "testudo down"`);
  }
  const wasThere = await removeHome(home);
  if (!wasThere) throw new InputError(`there is no devnet in ${home}; name its --home`);
  output.result({ removed: home }, () => `removed the devnet of ${home}`);
}

/** Waits until the devnet has removed its file: it does so when it stops. */
async function ended(home: string): Promise<void> {
  const deadline = performance.now() + DOWN_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const isThere = await readDevnetFile(home).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the devnet of ${home} did not stop within ${DOWN_TIMEOUT_MS / 1000} s`);
}

/** Collects `chain=url`, given any number of times. */
function attached(text: string, known: Readonly<Record<string, string>> = {}) {
  const at = text.indexOf("=");
  if (at < 1) throw new InputError(`--attach: "${text}" is not <chain id>=<RPC address>`);
  return { ...known, [text.slice(0, at)]: text.slice(at + 1) };
}

function count(name: string, given: string | undefined, max: number): number | undefined {
  return given === undefined ? undefined : readNumber(given, { name, min: 0, max });
}

/** Output ends up in logs; mnemonics stay in the devnet's own file. */
function withoutSecrets(file: DevnetFile) {
  const shown = <T extends { readonly mnemonic: string }>({ mnemonic: _secret, ...rest }: T) =>
    rest;
  return { ...file, accounts: file.accounts.map(shown), validators: file.validators.map(shown) };
}

function overview(file: DevnetFile, home: string, seconds: string): string {
  const chains = file.chains.map(({ chainId, role, rpc, denom, channels }) => [
    chainId,
    role,
    rpc,
    denom,
    channels?.ccv === undefined
      ? ""
      : `${channels.ccv.onConsumer.channel} <-> ${channels.ccv.onHub.channel}`,
    channels?.transfer === undefined
      ? ""
      : `${channels.transfer.onConsumer.channel} <-> ${channels.transfer.onHub.channel}`,
  ]);
  return [
    table(["chain", "role", "rpc", "denom", "ccv channel", "transfer channel"], chains),
    "",
    table(
      ["validator", "operator"],
      file.validators.map(({ name, operator }) => [name, operator]),
    ),
    "",
    table(
      ["account", "address on the hub"],
      file.accounts.map(({ name, address }) => [name, address]),
    ),
    "",
    listing([
      ["ready after", `${seconds} s`],
      ["control", file.control],
      ["all of it", devnetFilePath(home)],
      ["stop", "Ctrl-C, or testudo down"],
    ]),
  ].join("\n");
}

function chainTable(rows: readonly Record<string, unknown>[]): string {
  return table(
    ["chain", "role", "height", "validators", "power", "phase", "vsc", "ccv channel", "rpc", ""],
    rows.map((row) => [
      text(row.chainId),
      text(row.role),
      text(row.height),
      text(row.validators),
      text(row.power),
      text(row.phase),
      text(row.vscId),
      text(row.ccvChannel),
      text(row.rpc),
      row.halted === undefined ? text(row.ended) : `halted: ${text(row.halted)}`,
    ]),
  );
}

function rowsOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
