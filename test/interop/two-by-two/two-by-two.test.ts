import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAddressCodec } from "@testudo/base";
import type { GenesisDoc } from "@testudo/comet";
import {
  durationOf,
  readScenario,
  runScenario,
  type Scenario,
  stepText,
} from "@testudo/devnet/scenario";
import { providerGenesis } from "@testudo/node";
import type { JsonValue } from "@testudo/proto";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { parse } from "yaml";
import { findGoApplication } from "../go-applications.ts";
import { COMETBFT, installGoProgram, named, whyMissing } from "../go-programs.ts";
import { createHubStage, DENOM } from "./hub-stage.ts";
import { stateOf } from "./hub-state.ts";
import { fourPairs, type GoPrograms, type StartHub } from "./pairs.ts";

/*
 * One set of scenario data on {our engine, CometBFT} x {our application, Go application}. Each pair must go as the file
 * says, and after every epoch all four must say the same of themselves.
 */
const ROOT = join(__dirname, "..", "..", "..");
const FILES = [
  "devnet/scenarios/key-assignment.yaml",
  "devnet/scenarios/partial-set-security-validators-power-cap.yaml",
  "devnet/scenarios/active-set-changes.yaml",
  "test/interop/two-by-two/hub-faults.yaml",
];
/** CometBFT's time cannot be moved: a scenario that would wait longer ends there, on all pairs. */
const LONGEST_WAIT = durationOf("1m");
const CHAIN_ID = "hub-1";
const UNIT = 1_000_000n;
const POCKET = 1_000_000_000_000n;

const go = findGoApplication("provider");
const reason = "missing" in go ? go.missing : whyMissing(COMETBFT);

let programs: GoPrograms = { cometbft: "", provider: "" };
beforeAll(async () => {
  const comet = await installGoProgram(COMETBFT);
  if ("missing" in go || "missing" in comet) return;
  programs = { cometbft: comet.path, provider: go.path };
});

function read(file: string): Scenario {
  const scenario = readScenario(parse(readFileSync(join(ROOT, file), "utf8")), file);
  const end = scenario.steps.findIndex(
    ({ action }) => action?.do === "wait" && durationOf(action.span) > LONGEST_WAIT,
  );
  return end < 0 ? scenario : { ...scenario, steps: scenario.steps.slice(0, end) };
}

function genesisOf({ powers, accounts, hub }: Scenario): GenesisDoc {
  const { acc } = createAddressCodec("cosmos");
  const validators = Object.entries(powers).map(([name, tokens]) => ({
    ...testValidator(name),
    stake: BigInt(tokens) * UNIT,
  }));
  return providerGenesis({
    chainId: CHAIN_ID,
    genesisTime: BigInt(Date.now()) * 1_000_000n,
    denom: DENOM,
    accounts: [...validators, ...["dora", ...accounts].map(testAccount)].map(({ address }) => ({
      address: acc.toText(address),
      coins: [{ denom: DENOM, amount: POCKET }],
    })),
    validators: validators.map(({ name, key, consensus, stake }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: stake,
    })),
    appState: {
      gov: { params: { voting_period: "10s", expedited_voting_period: "5s" } },
      // The content of a YAML file.
      ...(hub as { readonly [module: string]: JsonValue }),
    },
  });
}

/** Runs a scenario on a pair; gives its faults, and its states after each epoch and in the end. */
async function run(start: StartHub, scenario: Scenario, genesis: GenesisDoc) {
  const validators = Object.keys(scenario.powers);
  const hub = await start({ genesis, validators });
  const stage = createHubStage(hub, { chainId: CHAIN_ID, validators });
  const states: JsonValue[] = [];
  const record = async () => {
    states.push(await stateOf(stage, [...validators, "dora", ...scenario.accounts]));
  };
  try {
    const reports = await runScenario(
      {
        observe: stage.observe,
        async perform(action) {
          const outcome = await stage.perform(action);
          if (action.do === "epoch") await record();
          return outcome;
        },
      },
      scenario,
    );
    await stage.perform({ do: "epoch" });
    await record();
    const faults = reports.filter((report) => report.faults.length > 0).map(stepText);
    return { steps: reports.length, faults, states };
  } finally {
    stage.close();
    await hub.stop();
  }
}

(reason === undefined ? describe : describe.skip)(
  named("one scenario on two engines and two applications", reason),
  () => {
    it.each(FILES)("%s", async (file) => {
      const scenario = read(file);
      const genesis = genesisOf(scenario);
      const pairs = fourPairs(() => programs);
      const settled = await Promise.allSettled(
        pairs.map(async ([name, start]) => ({ name, ...(await run(start, scenario, genesis)) })),
      );
      // All have stopped by now, also those beside one that failed.
      const results = settled.map((one) => {
        if (one.status === "rejected") throw one.reason;
        return one.value;
      });
      for (const { name, steps, faults, states } of results) {
        expect({ name, steps, faults }).toEqual({
          name,
          steps: scenario.steps.length,
          faults: [],
        });
        expect({ name, states }).toEqual({ name, states: results[0]?.states });
      }
    });
  },
);
