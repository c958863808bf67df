import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
/** Behaviours in the list of the interchain security facts, numbered from 1. */
const ITEMS = 160;

/** A behaviour of interchain security and the tests that show it; each carries the number as `ccv 11.<item>`. */
interface Row {
  readonly item: number;
  readonly tests: readonly string[];
}

const table: readonly Row[] = JSON.parse(readFileSync(join(__dirname, "ccv-items.json"), "utf8"));

/**
 * Items that the names of a file's tests carry: `ccv 11.7`, `ccv 11.7, 11.8`, and what begins a row or is its `item` in a
 * table that is titled `ccv %s` or `ccv $why`.
 */
function itemsOf(file: string): ReadonlySet<number> {
  const text = readFileSync(join(root, file), "utf8");
  const named = [...text.matchAll(/[bt"'`(\s]ccv (11\.\d+(?:(?:, | and )11\.\d+)*)/g)].flatMap(
    ([, list]) => list?.match(/11\.\d+/g) ?? [],
  );
  const isTable = /"ccv (%s|\$)/.test(text);
  const inTable = isTable ? [...text.matchAll(/"(11\.\d+)[ ,":]/g)].map(([, item]) => item) : [];
  return new Set([...named, ...inTable].map((item) => Number(item?.slice("11.".length))));
}

describe("behaviours of interchain security", () => {
  const files = ["packages", "test"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${file.replaceAll("\\", "/")}`,
      ),
    )
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"));
  const items = new Map(files.map((file) => [file, itemsOf(file)]));

  it("are all in the table, in order", () => {
    expect(table.map(({ item }) => item)).toEqual(Array.from({ length: ITEMS }, (_, i) => i + 1));
  });

  it.each(table)("item $item has tests that carry its number", ({ item, tests }) => {
    expect(tests).not.toEqual([]);
    for (const file of tests) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      expect([file, items.get(file)?.has(item)]).toEqual([file, true]);
    }
  });

  it("stand in the table with every test that carries a number", () => {
    const listed = (file: string, item: number) => table[item - 1]?.tests.includes(file) === true;
    const missing = [...items].flatMap(([file, found]) =>
      [...found].filter((item) => !listed(file, item)).map((item) => `${item}: ${file}`),
    );
    expect(missing).toEqual([]);
  });
});
