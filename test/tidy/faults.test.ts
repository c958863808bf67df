import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const ROWS = 133;

/** A row of the list of attacks and faults: the tests that show what happens, or why there is none. */
interface Row {
  readonly row: number;
  readonly tests: readonly string[];
  readonly note?: string;
}

const table: readonly Row[] = JSON.parse(readFileSync(join(__dirname, "faults.json"), "utf8"));

/** Rows that the names of a file's tests carry: `faults 7`, `faults 7, 8`, and `7: …` in a table titled `faults %s`. */
function rowsOf(file: string): ReadonlySet<number> {
  const text = readFileSync(join(root, file), "utf8");
  const named = [...text.matchAll(/faults ((?:\d+(?:, | and ))*\d+)(?!\d*-)/g)].flatMap(
    ([, list]) => list?.match(/\d+/g) ?? [],
  );
  const isTable = /faults (%s|\$)/.test(text);
  const inTable = isTable ? [...text.matchAll(/["'`](\d+): /g)].map(([, row]) => row) : [];
  return new Set([...named, ...inTable].map(Number));
}

describe("attacks and faults", () => {
  it("are all in the table, in order", () => {
    expect(table.map(({ row }) => row)).toEqual(Array.from({ length: ROWS }, (_, i) => i + 1));
  });

  it.each(table)(
    "row $row has tests that carry its number, or a reason",
    ({ row, tests, note }) => {
      if (tests.length === 0) expect(note).toBeDefined();
      for (const file of tests) {
        expect([file, existsSync(join(root, file))]).toEqual([file, true]);
        expect([file, rowsOf(file).has(row)]).toEqual([file, true]);
      }
    },
  );
});
