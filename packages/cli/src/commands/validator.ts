import { fromBase64 } from "@testudo/base";
import {
  assignKey,
  consensusKeyFor,
  InputError,
  optIn,
  optOut,
  resolveConsumerId,
  setConsumerCommission,
  unjail,
  type ValidatorStanding,
  validatorStanding,
} from "@testudo/devnet";
import type { Command } from "commander";
import { listing, table } from "../output.ts";
import { type CommonOptions, common, type Session, withDevnet } from "../session.ts";
import { hubId, showTx } from "./transactions.ts";

interface OptInOptions extends CommonOptions {
  /** Absent with `--hub-key`. */
  readonly hubKey?: boolean;
}

interface SigningOptions extends CommonOptions {
  readonly chain?: string;
}

export function addValidatorCommands(program: Command): void {
  const validator = program.command("validator").description("validators of the hub");

  common(validator.command("list"))
    .description("stake, standing and voting power on every chain")
    .action((options: CommonOptions) =>
      withDevnet(options, async ({ network, file, output }) => {
        const all: ValidatorStanding[] = [];
        for (const { name } of file.validators) all.push(await validatorStanding(network, name));
        const chains = file.chains.map(({ chainId }) => chainId);
        output.result(all, () =>
          table(
            ["validator", "tokens", "standing", ...chains],
            all.map((one) => [
              one.name,
              String(one.tokens),
              standingText(one),
              ...chains.map((chainId) => String(one.powers[chainId] ?? 0n)),
            ]),
          ),
        );
      }),
    );

  common(validator.command("show <validator>"))
    .description("one validator with its addresses")
    .action((name: string, options: CommonOptions) =>
      withDevnet(options, async ({ network, output }) => {
        const entry = network.validator(name);
        const standing = await validatorStanding(network, name);
        const { account, operator, consAddress, consKeys } = entry;
        const data = { ...standing, account, consAddress, consKeys };
        output.result(data, () =>
          listing([
            ["validator", entry.name],
            ["operator", operator],
            ["account", account],
            ["consensus address", consAddress],
            ["standing", standingText(standing)],
            ["tokens", String(standing.tokens)],
            ["shares", standing.shares],
            ...Object.entries(standing.powers).map(
              ([chainId, power]) => [`power on ${chainId}`, String(power)] as const,
            ),
          ]),
        );
      }),
    );

  common(validator.command("opt-in <validator> <consumer>"))
    .description("validate a consumer, with a key of its own for it")
    .option("--hub-key", "use the validator's key on the hub instead")
    .action((name: string, consumer: string, options: OptInOptions) =>
      withDevnet(options, async (session) => {
        const { network } = session;
        const consumerId = await resolveConsumerId(network, consumer);
        const consumerKey =
          options.hubKey === true ? undefined : await consensusKeyFor(network, name, consumerId);
        const tx = await optIn(network, { consumerId, validator: name, consumerKey });
        showTx(session.output, hubId(session), tx, `${name} joins ${consumer} at the next epoch`);
      }),
    );

  common(validator.command("opt-out <validator> <consumer>"))
    .description("leave a launched consumer")
    .action((name: string, consumer: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const { network } = session;
        const consumerId = await resolveConsumerId(network, consumer);
        const tx = await optOut(network, { consumerId, validator: name });
        showTx(session.output, hubId(session), tx, `${name} leaves ${consumer} at the next epoch`);
      }),
    );

  common(validator.command("assign-key <validator> <consumer>"))
    .description("sign a running consumer's blocks with a new key")
    .action((name: string, consumer: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const { network, control, output } = session;
        const { chainId, consumerId = "" } = network.consumer(consumer).entry;
        const made = await control.call("validator_new_key", { validator: name, chain: chainId });
        const consumerKey = fromBase64(String(made.pub_key));
        const tx = await assignKey(network, { consumerId, validator: name, consumerKey });
        showTx(
          output,
          hubId(session),
          tx,
          `${name} has a new key on ${chainId} from the next epoch`,
        );
      }),
    );

  common(validator.command("set-commission <validator> <consumer> <rate>"))
    .description("take this share of the rewards from a consumer, 0 to 1")
    .action((name: string, consumer: string, rate: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        if (!/^(0(\.\d{1,18})?|1(\.0{1,18})?)$/.test(rate)) {
          throw new InputError(`"${rate}" is no rate; use a number from 0 to 1, such as 0.05`);
        }
        const consumerId = await resolveConsumerId(session.network, consumer);
        const request = { consumerId, validator: name, rate };
        const tx = await setConsumerCommission(session.network, request);
        showTx(
          session.output,
          hubId(session),
          tx,
          `${name} takes ${rate} of what ${consumer} pays`,
        );
      }),
    );

  for (const [word, signs, meaning] of [
    ["down", false, "stop signing blocks"],
    ["up", true, "sign blocks again"],
  ] as const) {
    common(validator.command(`${word} <validator>`))
      .description(meaning)
      .option("--chain <chain>", "on this chain only (default: on all)")
      .action((name: string, options: SigningOptions) =>
        withDevnet(options, (session) => setSigning(session, name, signs, options.chain)),
      );
  }

  common(validator.command("unjail <validator>"))
    .description("come back after a jail whose time is over")
    .action((name: string, options: CommonOptions) =>
      withDevnet(options, async (session) => {
        const tx = await unjail(session.network, name);
        showTx(session.output, hubId(session), tx, `${name} is out of jail`);
      }),
    );
}

async function setSigning(
  { control, output, network }: Session,
  name: string,
  signs: boolean,
  chain: string | undefined,
): Promise<void> {
  network.validator(name);
  const answer = await control.call("validator_signing", { validator: name, chain, signs });
  output.result(answer, () => {
    const chains = Array.isArray(answer.chains) ? answer.chains.join(", ") : "";
    return `${name} ${signs ? "signs" : "is silent"} on ${chains}`;
  });
}

function standingText({ status, jailed, tombstoned }: ValidatorStanding): string {
  if (tombstoned) return "tombstoned";
  return jailed ? "jailed" : status;
}
