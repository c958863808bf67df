import { createMockApplication } from "@testudo/testkit/ibc-mock";
import { matching } from "@testudo/testkit/matching";
import { portErrors } from "./errors.ts";
import { createPortRouter } from "./router.ts";

describe("port routing", () => {
  const [transfer, provider] = [createMockApplication().module, createMockApplication().module];
  const router = createPortRouter(
    () =>
      new Map([
        ["transfer", transfer],
        ["provider", provider],
      ]),
  );

  it.each([
    ["transfer", transfer],
    ["provider", provider],
    ["mytransferx", transfer],
    ["xprovidery", provider],
    // Both names are inside: byte order decides, not position.
    ["transfer-provider", provider],
  ])("leads %s to its application", (portId, module) => {
    expect(router.route(portId)).toBe(module);
  });

  it.each(["transf", "consumer", ""])("knows nobody behind %p", (portId) => {
    expect(() => router.route(portId)).toThrow(matching(portErrors.invalidRoute));
  });
});
