import type { Command } from "commander";
import { EXIT } from "../failures.ts";
import { type CommonOptions, common, withDevnet } from "../session.ts";

export function addInvariantsCommand(program: Command): void {
  common(program.command("invariants"))
    .description("check what must always hold, on the states that the chains have now")
    .action((options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const { remoteFaults } = await import("@testudo/testkit/invariants");
        const consumers = network.consumers();
        const faults = await remoteFaults(
          { role: "provider", rpcUrl: network.hub().entry.rpc },
          consumers.map(({ entry }) => ({ role: "consumer", rpcUrl: entry.rpc })),
        );
        output.result({ ok: faults.length === 0, faults }, () =>
          faults.length === 0
            ? `all invariants hold on the hub and ${consumers.length} consumers`
            : faults.join("\n"),
        );
        if (faults.length > 0) process.exitCode = EXIT.invariantBroke;
      }),
    );
}
