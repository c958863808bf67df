import { matching } from "@testudo/testkit/matching";
import { AppError, AssertionFailure, assert, defineErrors, isKind, plainError } from "./errors.ts";
import { sdkErrors } from "./sdk-errors.ts";

const errors = defineErrors("locker", {
  unknownLock: [2, "no such lock"],
  notOwner: [3, "lock belongs to someone else"],
});

describe("an error table", () => {
  it("puts the detail in front of the text, as Go's Wrap does", () => {
    expect(errors.unknownLock("lock 7").message).toBe("lock 7: no such lock");
    expect(errors.unknownLock().message).toBe("no such lock");
  });

  it("keeps both numbers through every added context", () => {
    const wrapped = errors.notOwner("lock 7").wrap("open").wrap("failed to execute message");

    expect(wrapped.message).toBe(
      "failed to execute message: open: lock 7: lock belongs to someone else",
    );
    expect(isKind(wrapped, errors.notOwner)).toBe(true);
    expect(isKind(wrapped, errors.unknownLock)).toBe(false);
    expect(isKind(wrapped, sdkErrors.invalidSequence)).toBe(false); // same code, other codespace
  });

  it("refuses a code that is used twice", () => {
    expect(() => defineErrors("locker", { a: [2, "a"], b: [2, "b"] })).toThrow(AssertionFailure);
  });

  it("calls an error without a row undefined/1", () => {
    expect(plainError("oops")).toMatchObject({ codespace: "undefined", code: 1, message: "oops" });
  });

  it("is matched by its numbers in tests", () => {
    const fail = () => {
      throw errors.unknownLock("lock 7");
    };
    expect(fail).toThrow(matching(errors.unknownLock));
    expect(fail).not.toThrow(matching(errors.notOwner));
  });
});

describe("assert", () => {
  it("throws something that is no AppError", () => {
    expect(() => assert(1 > 2, "order")).toThrow(AssertionFailure);
    expect(new AssertionFailure("order")).not.toBeInstanceOf(AppError);
  });
});
