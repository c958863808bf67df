import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kindsOf, listVectorFiles, RECORDING } from "@testudo/testkit/vectors";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Vector file -> kind -> test that consumes it. */
const consumers: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(`${root}test/conformance/consumers.json`, "utf8"),
);

describe("every golden vector has a test", () => {
  const files = listVectorFiles();

  it("finds vectors at all, and of our own copy every file", () => {
    const wanted = process.env.TESTUDO_VECTORS ? [] : Object.keys(consumers);
    expect(files).toEqual(expect.arrayContaining(wanted));
    expect(files).not.toEqual([]);
  });

  it.each(files)("%s", (file) => {
    const strays = kindsOf(file).filter((kind) => {
      if (kind === RECORDING) return !consumesRecordings();
      const test = consumers[file]?.[kind];
      return test === undefined || !consumes(test, file, kind);
    });
    expect(strays).toEqual([]);
  });
});

/** Recordings are consumed all alike, whatever their names: the test takes the folder's list. */
function consumesRecordings(): boolean {
  return readFileSync(`${root}test/conformance/replay.test.ts`, "utf8").includes(
    "it.each(recordedChains())",
  );
}

/** Whether the test exists and speaks of the file and the kind. */
function consumes(test: string, file: string, kind: string): boolean {
  if (!existsSync(root + test)) return false;
  const source = readFileSync(root + test, "utf8");
  return source.includes(`"${file}"`) && new RegExp(`\\b${kind}\\b`).test(source);
}
