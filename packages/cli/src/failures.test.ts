import { QueryFailed } from "@testudo/client";
import { InputError } from "@testudo/devnet";
import { EXIT, exitCodeOf, lineOf } from "./failures.ts";

const refused = (log: string) =>
  new QueryFailed("/cosmos.tx.v1beta1.Service/Simulate", "sdk", 6, log);

describe("errors of the command", () => {
  it("show what the chain said, without how it was asked", () => {
    const log =
      "rpc error: code = Unknown desc = failed to execute message; message index: 0: validator not jailed; cannot be unjailed with gas used: '49962': unknown request";
    expect(lineOf(refused(log))).toBe(
      "the chain refused it: validator not jailed; cannot be unjailed",
    );
    expect(exitCodeOf(refused(log))).toBe(EXIT.failed);
  });

  it("explain why a consumer without a channel takes no transaction", () => {
    const log =
      "rpc error: code = Unknown desc = tx contains unsupported message types at height 2 with gas used: '0'";
    expect(lineOf(refused(log))).toMatch(/at height 2; a consumer takes .* "testudo status"/);
  });

  it("are one line whatever was thrown", () => {
    expect(lineOf(new Error("first\n  second\n"))).toBe("first second");
    expect(lineOf("text")).toBe("text");
    expect(lineOf(new Error(""))).toBe("failed without a reason");
    expect(exitCodeOf(new InputError("x"))).toBe(EXIT.badInput);
  });
});
