import { createRandom } from "../differential/random.ts";
import { randomCase } from "./cases.ts";
import { ourVerdict } from "./our-verdict.ts";
import { findVerdicts, goVerdicts, requireVerdicts } from "./program.ts";
import type { LightCase, Verdict } from "./verdict.ts";

const SEED = Number(process.env.TESTUDO_SEED ?? 1);
const CASES = Number(process.env.TESTUDO_CASES ?? 1000);
const TIMEOUT_MS = 120_000 + CASES * 200;
const BUILD_TIMEOUT_MS = 3_600_000;

const found = findVerdicts();
const mayRun = "path" in found || process.env.TESTUDO_BUILD_GO === "1";
const reason = "missing" in found ? ` (${found.missing})` : "";

let program = "";
beforeAll(async () => {
  if (!mayRun) return;
  const binary = await requireVerdicts();
  if ("missing" in binary) throw new Error(binary.missing);
  program = binary.path;
}, BUILD_TIMEOUT_MS);

/** What the stateless check has refused is asked nothing else in earnest. */
const FIRST = /^(status|decode|validate_basic)$/;
/** CometBFT is asked alone: there a refusal of ours may stand for a panic of the reference (docs/differences.md). */
const ALONE = /^comet/;

/** Why something is refused is for people; in a transaction a panic has another code than a refusal. */
function comparable({ kind }: LightCase, verdict: Verdict): Verdict {
  const isRefused = "validate_basic" in verdict && verdict.validate_basic !== "ok";
  const questions = Object.entries(verdict).filter(([one]) => !isRefused || FIRST.test(one));
  return Object.fromEntries(
    questions.map(([question, answer]) => {
      const verb = typeof answer === "string" ? /^(panic|refused)/.exec(answer)?.[0] : undefined;
      const isAlone = kind === "light_verify" || ALONE.test(question);
      return [question, verb !== undefined && isAlone ? "refused" : (verb ?? answer)];
    }),
  );
}

function parted(cases: readonly LightCase[], verdicts: readonly Verdict[]) {
  return cases.flatMap((one, i) => {
    const [go, ours] = [verdicts[i]!, ourVerdict(one)];
    const text = (verdict: Verdict) => JSON.stringify(sorted(comparable(one, verdict)));
    const isSame = text(go) === text(ours);
    return isSame
      ? []
      : [{ case: i, kind: one.kind, go: short(go), ours: short(ours), input: one.input }];
  });
}

const sorted = (verdict: Verdict) => Object.entries(verdict).sort(([a], [b]) => (a < b ? -1 : 1));
const short = ({ store: _, ...verdict }: Verdict) => verdict;

(mayRun ? describe : describe.skip)(
  `${CASES} random cases of light clients, seed ${SEED}${mayRun ? "" : reason}`,
  () => {
    it(
      "get the verdicts of ibc-go, CometBFT and the Go provider",
      async () => {
        const random = createRandom(SEED);
        const cases = Array.from({ length: CASES }, () => randomCase(random));
        const verdicts = await goVerdicts(program, cases);

        expect(parted(cases, verdicts).slice(0, 3)).toEqual([]);
        // A run in which nothing is accepted shows little.
        for (const kind of ["client_update", "misbehaviour", "light_verify", "double_voting"]) {
          const accepted = verdicts.filter(
            ({ verify, provider }, i) =>
              cases[i]!.kind === kind && (verify === "ok" || provider === "ok"),
          );
          expect([kind, accepted.length > 0]).toEqual([kind, true]);
        }
      },
      TIMEOUT_MS,
    );
  },
);
