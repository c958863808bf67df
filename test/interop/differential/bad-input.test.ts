import { findGoApplication } from "../go-applications.ts";
import { createBadInputScenario, createBadProposalScenario } from "./bad-input-scenario.ts";
import { createBadModulesScenario } from "./bad-modules-scenario.ts";
import { describeDifference, runInLockstep } from "./lockstep.ts";

const go = findGoApplication("provider");
const goConsumer = findGoApplication("consumer");
const reason = "missing" in go ? ` (${go.missing})` : "";
const consumerReason = "missing" in goConsumer ? ` (${goConsumer.missing})` : reason;

("path" in go ? describe : describe.skip)(
  `bad input on ours and on the Go application${reason}`,
  () => {
    it("gets the same codespace and code, message by message and field by field", async () => {
      const scenario = createBadInputScenario();
      const { differences, tally } = await runInLockstep({
        scenario,
        binary: () => ("path" in go ? go.path : ""),
        txs: Number.POSITIVE_INFINITY,
      });
      expect(differences.slice(0, 20).map(describeDifference)).toEqual([]);
      expect(tally.queries).toBeGreaterThan(500);
    }, 600_000);

    it("fares the same in proposals, where governance alone may send it", async () => {
      const { differences, tally } = await runInLockstep({
        scenario: createBadProposalScenario(),
        binary: () => ("path" in go ? go.path : ""),
        txs: Number.POSITIVE_INFINITY,
      });
      expect(differences.slice(0, 20).map(describeDifference)).toEqual([]);
      expect(tally.txs).toBeGreaterThan(300);
    }, 600_000);
  },
);

(consumerReason === "" ? describe : describe.skip)(
  `bad input in messages of every module, on ours and on the Go applications${consumerReason}`,
  () => {
    it("gets the same codespace and code", async () => {
      const { differences, tally } = await runInLockstep({
        scenario: createBadModulesScenario(),
        binary: (role) => {
          const binary = role === "provider" ? go : goConsumer;
          return "path" in binary ? binary.path : "";
        },
        txs: Number.POSITIVE_INFINITY,
      });
      expect(differences.slice(0, 20).map(describeDifference)).toEqual([]);
      expect(tally.queries).toBeGreaterThan(2_000);
    }, 600_000);
  },
);
