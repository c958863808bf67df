import { Command } from "commander";
import { addAttackCommands } from "./commands/attack.ts";
import { addChainCommands } from "./commands/chain.ts";
import { addConsumerCommands } from "./commands/consumer.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDevnetCommands } from "./commands/devnet.ts";
import { addEvidenceCommands } from "./commands/evidence.ts";
import { addExportCommands } from "./commands/export.ts";
import { addGovCommands } from "./commands/gov.ts";
import { addInvariantsCommand } from "./commands/invariants.ts";
import { addNodeCommands } from "./commands/node.ts";
import { addQueryCommands } from "./commands/query.ts";
import { addRewardCommands } from "./commands/rewards.ts";
import { addScenarioCommands } from "./commands/scenario.ts";
import { addTransactionCommands } from "./commands/transactions.ts";
import { addValidatorCommands } from "./commands/validator.ts";
import { EXIT, exitCodeOf, lineOf } from "./failures.ts";

/** The command `testudo` with everything it can do. */
export function createProgram(): Command {
  const program = new Command("testudo")
    .description("Cosmos interchain security on a local devnet")
    .showHelpAfterError(false)
    .configureHelp({ showGlobalOptions: true });
  addDevnetCommands(program);
  addConsumerCommands(program);
  addValidatorCommands(program);
  addTransactionCommands(program);
  addGovCommands(program);
  addRewardCommands(program);
  addQueryCommands(program);
  addChainCommands(program);
  addAttackCommands(program);
  addEvidenceCommands(program);
  addExportCommands(program);
  addNodeCommands(program);
  addDemoCommand(program);
  addScenarioCommands(program);
  addInvariantsCommand(program);
  for (const command of allCommands(program)) {
    command.exitOverride();
    // The error is printed once, by `run`.
    command.configureOutput({ outputError: () => undefined });
  }
  return program;
}

/**
 * Runs the command.
 *
 * @returns the exit code
 */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    process.stdout.write(createProgram().helpInformation());
    return EXIT.badInput;
  }
  try {
    await createProgram().parseAsync([...args], { from: "user" });
    return process.exitCode === undefined ? EXIT.done : Number(process.exitCode);
  } catch (error) {
    const code = exitCodeOf(error);
    if (code !== EXIT.done) process.stderr.write(`testudo: ${lineOf(error)}\n`);
    return code;
  }
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
