import { join, relative, resolve } from "node:path";
import {
  type DocumentKind,
  ecosystemDocuments,
  exportHermes,
  hermesFolder,
  InputError,
  readState,
  statePath,
  writeDocuments,
} from "@testudo/devnet";
import type { Command } from "commander";
import { listing } from "../output.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";

interface HermesOptions extends CommonOptions {
  readonly out?: string;
  readonly account?: string;
  readonly events?: string;
}

const EVENTS = ["push", "pull"] as const;

export function addExportCommands(program: Command): void {
  const command = program.command("export").description("files for other programs");

  common(command.command("genesis <chain>"))
    .description("the state of a chain as a genesis file that a new chain can begin with")
    .option("--as-go", "without what Go's export loses, such as the owners of consumers")
    .action((name: string, options: CommonOptions & { readonly asGo?: boolean }) =>
      withDevnet(options, async ({ control, network }) => {
        const { chainId } = network.chain(name).entry;
        const genesis = await control.call("export_genesis", {
          chain: chainId,
          complete: options.asGo !== true,
        });
        process.stdout.write(`${JSON.stringify(genesis, undefined, 2)}\n`);
      }),
    );

  common(command.command("hermes"))
    .description("configuration and keys of a Hermes that relays between all chains that run")
    .option("--out <folder>", "where they go (default: hermes in the folder of the devnet)")
    .option(
      "--account <name>",
      "who pays (default: relayer, or the last account where the devnet relays by itself)",
    )
    .option("--events <how>", "push, or pull to ask for blocks (default: push)")
    .action(hermes);
  addDocuments(command, "keplr", "what Keplr takes as a chain that is suggested to it");
  addDocuments(command, "registry", "chain.json and assetlist.json of the chain registry");
}

function addDocuments(command: Command, kind: DocumentKind, description: string): void {
  common(command.command(kind))
    .description(description)
    .option("--out <folder>", `where they go (default: ${kind} in the folder of the devnet)`)
    .action((options: CommonOptions & { readonly out?: string }) =>
      withDevnet(options, async ({ home, file, output }) => {
        const folder = options.out === undefined ? join(home, kind) : resolve(options.out);
        const files = await writeDocuments(folder, ecosystemDocuments(kind, file.chains));
        output.result({ files, served: `${file.control}/${kind}/` }, () =>
          [...files.map(near), `also served below ${file.control}/${kind}/`].join("\n"),
        );
      }),
    );
}

async function hermes(options: HermesOptions): Promise<void> {
  const events = EVENTS.find((one) => one === (options.events ?? "push"));
  if (events === undefined) {
    throw new InputError(`--events: "${options.events}" is not one of ${EVENTS.join(", ")}`);
  }
  await withDevnet(options, async ({ home, network, output }) => {
    const state = await readState(home);
    if (state === undefined) throw new InputError(`${statePath(home)} is not there`);
    const folder = options.out === undefined ? hermesFolder(home) : resolve(options.out);
    const { topology } = state;
    const { account, config, chains, ...files } = await exportHermes(network, {
      folder,
      topology,
      account: options.account,
      events,
    });
    const data = { config, account, ...files, chains: chains.map(({ chainId }) => chainId) };
    output.result(data, () =>
      listing([
        ["wrote", near(config)],
        ["chains", data.chains.join(", ")],
        ["account", `${account}, whose keys are in ${near(`${folder}/keys`)}`],
        ["start", `hermes --config ${near(config)} start`],
      ]),
    );
  });
}

/** A path as somebody in this folder would type it. */
function near(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith("..") ? path : from;
}
