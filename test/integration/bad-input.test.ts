import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageByTypeUrl } from "@testudo/proto";
import { createModuleBadInput, type ModuleBadInput } from "@testudo/testkit/bad-input-modules";
import { wrongRefusals } from "@testudo/testkit/bad-input-refusals";
import type { Snapshot } from "@testudo/testkit/test-chain";

const ROLES = ["provider", "consumer"] as const;
type Role = (typeof ROLES)[number];

/** Answers of the Go applications, by role, message and what is wrong with it: `codespace/code` or `ok`. */
const answers: Readonly<Record<Role, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  JSON.parse(readFileSync(join(__dirname, "bad-input.json"), "utf8"));

/** `/x.MsgY field: what` and `/x.MsgY: what` are of /x.MsgY. */
function split(name: string): readonly [typeUrl: string, rest: string] {
  const [typeUrl = ""] = /^[^ :]+/.exec(name) ?? [];
  return [typeUrl, name.slice(typeUrl.length).replace(/^:? /, "")];
}

describe("messages of every module with one thing wrong", () => {
  let worlds: Readonly<Record<Role, ModuleBadInput & { readonly start: Snapshot }>>;
  beforeAll(() => {
    const made = createModuleBadInput({
      hub: { afterBlock: () => undefined },
      consumer: { afterBlock: () => undefined },
    });
    const withStart = (one: ModuleBadInput) => ({ ...one, start: one.chain.snapshot() });
    worlds = { provider: withStart(made.hub), consumer: withStart(made.consumer) };
  });

  it.each(ROLES)("are all that the %s takes, every field, nothing twice", (role) => {
    const { chain, cases } = worlds[role];
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const ownTable = (typeUrl: string) => typeUrl.includes("ccv.provider");
    for (const typeUrl of [...chain.app.router.typeUrls].filter((one) => !ownTable(one))) {
      const { descriptor } = messageByTypeUrl(typeUrl)!;
      for (const { name: field } of descriptor.fields) {
        if (descriptor.signers?.includes(field)) continue;
        const has = names.some((one) => new RegExp(`^${typeUrl} ${field}[:.]`).test(one));
        // What is never absent and has no fields cannot vary.
        const kind = descriptor.fields.find((one) => one.name === field);
        const isFixed = kind?.embedded === true && kind.message().descriptor.fields.length === 0;
        expect([typeUrl, field, has || isFixed]).toEqual([typeUrl, field, true]);
      }
    }
    const listed = Object.entries(answers[role]).flatMap(([typeUrl, rows]) =>
      Object.keys(rows).map((rest) => `${typeUrl}|${rest}`),
    );
    expect(listed.toSorted()).toEqual(names.map((name) => split(name).join("|")).toSorted());
  });

  it.each(
    ROLES.flatMap((role) => Object.keys(answers[role]).map((typeUrl) => ({ role, typeUrl }))),
  )(
    "$typeUrl on the $role gets Go's codespace and code, and a refusal changes nothing",
    async ({ role, typeUrl }) => {
      const { chain, cases, start } = worlds[role];
      const wrong = await wrongRefusals(chain, {
        start,
        cases: cases.filter(({ name }) => split(name)[0] === typeUrl),
        expected: (name) => answers[role][typeUrl]?.[split(name)[1]],
      });
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
