import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type EvidenceDocument,
  type EvidenceItem,
  ExpectationFailed,
  evidenceDocument,
  listEvidence,
  readEvidence,
  resolveConsumerId,
  submitEvidence,
  verifyEvidence,
} from "@testudo/devnet";
import type { Command } from "commander";
import { refusalOf } from "../failures.ts";
import { readInput } from "../input-files.ts";
import { listing, table } from "../output.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";
import { hubId, showTx } from "./transactions.ts";

const FILES = "evidence.json and header.json of a double vote, or misbehaviour.json";

export function addEvidenceCommands(program: Command): void {
  const evidence = program.command("evidence").description("proof of misbehaviour");

  common(evidence.command("list"))
    .description("misbehaviour in the blocks of all chains")
    .action((options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const items = await listEvidence(network);
        output.result(items, () =>
          items.length === 0
            ? 'no misbehaviour so far; "testudo attack double-sign <validator>" makes some'
            : table(
                ["id", "chain", "kind", "height", "validators", "reported in"],
                items.map(rowOf),
              ),
        );
      }),
    );

  common(evidence.command("show <id>"))
    .description("one piece of evidence")
    .action((id: string, options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const { item, document } = await evidenceDocument(network, id);
        output.result({ ...item, ...document }, () =>
          listing([
            ["id", item.id],
            ["chain", item.chain],
            ["kind", item.kind],
            ["height", String(item.height)],
            ["in block", String(item.block)],
            ["validators", item.validators.join(", ")],
            ["reported in", item.reportedIn ?? "not yet"],
          ]),
        );
      }),
    );

  common(evidence.command("export <id>"))
    .description("write the files that any interchain-security command takes")
    .option("--out <folder>", "folder to write to", ".")
    .action((id: string, options: CommonOptions & { out: string }) =>
      withDevnet(options, async ({ network, output }) => {
        const { item, document } = await evidenceDocument(network, id);
        const files = await writeDocument(options.out, document);
        output.result({ files }, () =>
          [...files, `submit: testudo evidence submit ${item.chain} ${files.join(" ")}`].join("\n"),
        );
      }),
    );

  common(evidence.command("verify <consumer> <files...>"))
    .description(`ask the hub what it would say to ${FILES}`)
    .action((consumer: string, files: string[], options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const document = readEvidence(await readFiles(files));
        const consumerId = await resolveConsumerId(network, consumer);
        const refusal = await verifyEvidence(network, { consumerId, document });
        if (refusal !== undefined) {
          throw new ExpectationFailed(`the hub would refuse it: ${refusalOf(refusal)}`);
        }
        output.result({ valid: true }, () => "the hub would punish it");
      }),
    );

  common(evidence.command("submit <consumer> <files...>"))
    .description(`bring ${FILES} to the hub`)
    .option("--from <account>", "account that pays (default: faucet)")
    .action((consumer: string, files: string[], options: CommonOptions & { from?: string }) =>
      withDevnet(options, async (session) => {
        const { network, output } = session;
        const document = readEvidence(await readFiles(files));
        const consumerId = await resolveConsumerId(network, consumer);
        const { from } = options;
        const tx = await submitEvidence(network, { consumerId, document, from });
        showTx(output, hubId(session), tx, "the hub punished it");
      }),
    );
}

function rowOf(item: EvidenceItem): readonly string[] {
  const { id, chain, kind, height, validators, reportedIn } = item;
  return [id, chain, kind, String(height), validators.join(", "), reportedIn ?? ""];
}

function readFiles(paths: readonly string[]) {
  return Promise.all(paths.map(async (name) => ({ name, text: await readInput(name, FILES) })));
}

async function writeDocument(
  folder: string,
  document: EvidenceDocument,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const parts =
    document.kind === "double-voting"
      ? { "evidence.json": document.evidence, "header.json": document.header }
      : { "misbehaviour.json": document.misbehaviour };
  const files: string[] = [];
  for (const [name, json] of Object.entries(parts)) {
    const path = join(folder, name);
    await writeFile(path, `${JSON.stringify(json, undefined, 2)}\n`);
    files.push(path);
  }
  return files;
}
