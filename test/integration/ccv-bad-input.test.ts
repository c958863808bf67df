import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageByTypeUrl } from "@testudo/proto";
import {
  type BadInputWorld,
  createBadInput,
  providerMessageTypes,
} from "@testudo/testkit/bad-input";
import { wrongRefusals } from "@testudo/testkit/bad-input-refusals";
import type { Snapshot } from "@testudo/testkit/test-chain";

/** Answers of the Go application, by message and what is wrong: `codespace/code` or `ok`. */
const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(join(__dirname, "ccv-bad-input.json"), "utf8"),
);

/** `MsgOptIn consumer_key: oversized` and `MsgOptIn: no bytes` are of MsgOptIn. */
function split(name: string): readonly [message: string, rest: string] {
  const [message = ""] = /^\w+/.exec(name) ?? [];
  return [message, name.slice(message.length).replace(/^:? /, "")];
}

describe("messages of interchain security with one thing wrong", () => {
  let world: BadInputWorld;
  let start: Snapshot;
  beforeAll(() => {
    world = createBadInput({ afterBlock: () => undefined });
    start = world.hub.snapshot();
  });

  it("are all there is: every message, every field, nothing twice", () => {
    const names = world.cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const typeUrl of providerMessageTypes()) {
      const { descriptor } = messageByTypeUrl(typeUrl)!;
      const message = typeUrl.slice(typeUrl.lastIndexOf(".") + 1);
      for (const { name } of descriptor.fields) {
        if (descriptor.signers?.includes(name)) continue;
        const field = `${message} ${name}`;
        const has = names.some((one) => one.startsWith(`${field}:`) || one.startsWith(`${field}.`));
        expect([field, has]).toEqual([field, true]);
      }
    }
    const listed = Object.entries(answers).flatMap(([message, rows]) =>
      Object.keys(rows).map((rest) => `${message}|${rest}`),
    );
    expect(listed.toSorted()).toEqual(names.map((name) => split(name).join("|")).toSorted());
  });

  it.each(Object.keys(answers))(
    "%s gets Go's codespace and code, and a refusal changes nothing",
    async (message) => {
      const { hub, cases } = world;
      const wrong = await wrongRefusals(hub, {
        start,
        cases: cases.filter(({ name }) => split(name)[0] === message),
        expected: (name) => answers[message]?.[split(name)[1]],
      });
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
