import { AppError, defineErrors, plainError, sdkErrors } from "@testudo/base";
import { StatusError, statusOf } from "./grpc-status.ts";

const errors = defineErrors("CCV", { notFound: [9, "channel not found"] });

describe("statusOf", () => {
  it.each([
    {
      why: "a registered error",
      error: errors.notFound(),
      message: "codespace CCV code 9: channel not found",
    },
    {
      why: "a registered error with a detail",
      error: sdkErrors.invalidHeight("99 is too high"),
      message: "codespace sdk code 26: invalid height: 99 is too high",
    },
    {
      why: "a detail with colons",
      error: sdkErrors.invalidRequest("a: b: c"),
      message: "codespace sdk code 18: invalid request: a: b: c",
    },
    {
      why: "contexts around it, innermost first",
      error: errors.notFound("port x").wrap("inner").wrap("outer"),
      message: "codespace CCV code 9: channel not found: port x: inner: outer",
    },
    { why: "an unregistered error", error: plainError("boom"), message: "boom" },
  ])("gives Unknown for $why", ({ error, message }) => {
    expect(statusOf(error)).toEqual({ code: 2, message });
  });

  it("keeps a status, and its code through contexts", () => {
    const error = new StatusError(5, "gone");
    expect(statusOf(error)).toEqual({ code: 5, message: "gone" });
    expect(statusOf(error.wrap("while looking"))).toEqual({
      code: 5,
      message: "while looking: gone",
    });
  });

  it("gives Internal for a bug", () => {
    expect(statusOf(new TypeError("x is not a function"))).toEqual({
      code: 13,
      message: "x is not a function",
    });
  });

  it("takes an error for registered though its codespace is undefined, as that of a panic", () => {
    expect(statusOf(new AppError("undefined", 111222, "panic")).message).toBe(
      "codespace undefined code 111222: panic",
    );
  });
});
