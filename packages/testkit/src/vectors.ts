import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** One question and the answer that the Go stack gave. Names are unique in a file. */
export interface VectorCase {
  readonly name: string;
  /** Which function is asked. */
  readonly kind: string;
  readonly input: unknown;
  readonly expected: unknown;
}

/** A file of golden vectors; `test/vectors/README.md` explains the encodings. */
export interface VectorFile {
  readonly about: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly VectorCase[];
}

/**
 * Checks one case. A handler declares the shapes of the kind that it knows:
 * `(input: { text: string }, expected: { ok: boolean }) => …`.
 */
export type VectorHandler = (
  input: never,
  expected: never,
  vector: VectorCase,
) => void | Promise<void>;

/** Kind under which a recorded chain (`replay/*.json`, which has no cases) stands in the table of consumers. */
export const RECORDING = "recording";

/** The folder that the vectors come from: `TESTUDO_VECTORS`, or the copy in this repository. */
export function vectorFolder(): string {
  const given = process.env.TESTUDO_VECTORS;
  return given ? resolve(given) : fileURLToPath(new URL("../../../test/vectors/", import.meta.url));
}

/** All vector files of the folder, such as `keys.json` and `replay/consumer_alone.json`, sorted. */
export function listVectorFiles(): string[] {
  const folder = vectorFolder();
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The parsed JSON of a file of the folder, whatever its shape: the way to a recorded chain. */
export function readVectorJson(file: string): unknown {
  return JSON.parse(readFileSync(join(vectorFolder(), file), "utf8"));
}

/** Reads a file of cases. @throws TypeError when it has another shape */
export function loadVectors(file: string): VectorFile {
  const parsed = readVectorJson(file);
  if (!isVectorFile(parsed)) throw new TypeError(`${file} is not a file of vector cases`);
  return parsed;
}

/** The cases of a file; none where the folder has no such file, as another folder may. */
export function vectorCases(file: string): readonly VectorCase[] {
  return existsSync(join(vectorFolder(), file)) ? loadVectors(file).cases : [];
}

/** The kinds of a file in order of appearance; a recorded chain is one `RECORDING`. */
export function kindsOf(file: string): string[] {
  const parsed = readVectorJson(file);
  return isVectorFile(parsed) ? [...new Set(parsed.cases.map(({ kind }) => kind))] : [RECORDING];
}

/**
 * Makes one jest test per case, named `kind: name`, and one failing test per kind that no handler knows.
 *
 * ```ts
 * describeVectors("decimal.json", {
 *   int_parse(input: { text: string }, expected: { ok: boolean; value: string }) { … },
 * }, { onlyKinds: ["int_parse"] });
 * ```
 *
 * `onlyKinds` is for a file that several tests share; without it every kind must have a handler. Each file and kind
 * also needs a line in `test/conformance/consumers.json`, which says who consumes it.
 */
export function describeVectors(
  file: string,
  handlers: Readonly<Record<string, VectorHandler>>,
  { onlyKinds }: { onlyKinds?: readonly string[] } = {},
): void {
  const wanted = vectorCases(file).filter(({ kind }) => onlyKinds?.includes(kind) ?? true);
  describe(file, () => {
    if (wanted.length === 0) it.skip("has no case of these kinds here", () => undefined);
    for (const vector of wanted) {
      const handler = Object.hasOwn(handlers, vector.kind) ? handlers[vector.kind] : undefined;
      it(`${vector.kind}: ${vector.name}`, async () => {
        if (handler === undefined) throw new Error(`no handler for kind ${vector.kind} of ${file}`);
        await handler(vector.input as never, vector.expected as never, vector);
      });
    }
  });
}

function isVectorFile(value: unknown): value is VectorFile {
  return typeof value === "object" && value !== null && "cases" in value;
}
