import { InputError } from "@testudo/devnet";
import type { Command } from "commander";
import { refusalOf } from "../failures.ts";
import { type CommonOptions, common, type Session, withDevnet } from "../session.ts";

interface AttackOptions extends CommonOptions {
  readonly chain?: string;
}

export function addAttackCommands(program: Command): void {
  const attack = program
    .command("attack")
    .description("misbehave with real keys, and see what the hub does");

  common(attack.command("double-sign <validator>"))
    .description("sign two blocks of one height")
    .option("--chain <chain>", "chain to do it on (default: the first consumer)")
    .action((validator: string, options: AttackOptions) =>
      withDevnet(options, async (session) => {
        const chain = target(session, options.chain);
        const answer = await session.control.call("attack_double_sign", { chain, validator });
        show(session, answer);
      }),
    );

  common(attack.command("light-client <validators...>"))
    .description("a coalition signs a forged block and shows it to a light client")
    .option("--chain <chain>", "chain to do it on (default: the first consumer)")
    .option("--kind <kind>", "lunatic, equivocation or amnesia", "lunatic")
    .action((validators: string[], options: AttackOptions & { kind: string }) =>
      withDevnet(options, async (session) => {
        const chain = target(session, options.chain);
        const answer = await session.control.call("attack_light_client", {
          chain,
          validators,
          kind: options.kind,
        });
        show(session, answer);
      }),
    );

  common(attack.command("downtime <validator>"))
    .description("sign nothing until jailed, then sign again")
    .option("--chain <chain>", "chain to do it on (default: the first consumer)")
    .action((validator: string, options: AttackOptions) =>
      withDevnet(options, async (session) => {
        const chain = target(session, options.chain);
        const answer = await session.control.call("attack_downtime", { chain, validator });
        session.output.result(
          answer,
          () =>
            `${validator} missed ${String(answer.blocks)} blocks of ${chain} and is jailed; "testudo validator unjail ${validator}" when its time is over`,
        );
      }),
    );
}

function target({ network }: Session, chain: string | undefined): string {
  if (chain !== undefined) return network.chain(chain).entry.chainId;
  const [first] = network.consumers();
  if (first === undefined) {
    throw new InputError("there is no consumer to attack; name the hub with --chain hub");
  }
  return first.entry.chainId;
}

function show({ output }: Session, answer: Record<string, unknown>): void {
  output.result(answer, () => {
    const names = Array.isArray(answer.validators) ? answer.validators.join(", ") : "";
    const what = `${names} misbehaved at height ${String(answer.height)} of ${String(answer.chain)}`;
    if (typeof answer.reported_in === "string") {
      return `${what}\nthe hub punished it in transaction ${answer.reported_in}`;
    }
    if (typeof answer.refusal === "string") {
      return `${what}\nthe hub refused the evidence: ${refusalOf(answer.refusal)}`;
    }
    return `${what}\nthe evidence is in a block; see "testudo evidence list"`;
  });
}
