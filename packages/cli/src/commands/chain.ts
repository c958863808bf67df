import { SECOND } from "@testudo/base";
import { InputError } from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber, readSpan } from "../arguments.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";

export function addChainCommands(program: Command): void {
  common(program.command("mine [count]"))
    .description("make blocks now")
    .option("--chain <chain>", "on this chain only (default: on all)")
    .action((count: string | undefined, options: CommonOptions & { chain?: string }) =>
      withDevnet(options, async ({ control, output }) => {
        const blocks = readNumber(count ?? "1", { name: "count", min: 1, max: 10_000 });
        const answer = await control.call("mine", { count: String(blocks), chain: options.chain });
        output.result(answer, () =>
          Object.entries(Object(answer.heights))
            .map(([chainId, height]) => `${chainId} ${String(height)}`)
            .join("\n"),
        );
      }),
    );

  common(program.command("epoch [count]"))
    .description("make hub blocks to the end of the epoch and send what it brings")
    .action((count: string | undefined, options: CommonOptions) =>
      withDevnet(options, async ({ control, output }) => {
        const epochs = readNumber(count ?? "1", { name: "count", min: 1, max: 1_000 });
        const answer = await control.call("epoch", { count: String(epochs) });
        output.result(answer, () => `the epoch ended at hub height ${String(answer.height)}`);
      }),
    );

  common(program.command("time <span>"))
    .description("move the time of all chains together, such as +21d")
    .option("--clients <what>", "keep updates light clients on the way, expire does not", "keep")
    .action((span: string, options: CommonOptions & { clients: string }) =>
      withDevnet(options, async ({ control, output }) => {
        if (options.clients !== "keep" && options.clients !== "expire") {
          throw new InputError(`--clients: "${options.clients}" is neither keep nor expire`);
        }
        const seconds = String(readSpan(span) / SECOND);
        const answer = await control.call("time", { seconds, clients: options.clients });
        output.result(answer, () => `it is ${String(answer.time)} on all chains`);
      }),
    );
}
