import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGo, GO_MOD, type GoBinary } from "../go-applications.ts";
import type { LightCase, Verdict } from "./verdict.ts";

const SOURCE = readFileSync(join(__dirname, "verdicts.go"), "utf8");
const OUTPUT_MAX = 256 * 1024 * 1024;

/** The Go program that judges cases, if it is there: named by `TESTUDO_LIGHT_VERDICTS`, or built before. */
export function findVerdicts(): GoBinary {
  const path = process.env.TESTUDO_LIGHT_VERDICTS ?? join(folder(), "verdicts");
  if (existsSync(path)) return { path };
  return { missing: "the Go program is not built; TESTUDO_BUILD_GO=1 builds it (ten minutes)" };
}

/** Like `findVerdicts`, but with `TESTUDO_BUILD_GO=1` it is built into a cache outside the tree. */
export async function requireVerdicts(): Promise<GoBinary> {
  const found = findVerdicts();
  if ("path" in found || process.env.TESTUDO_BUILD_GO !== "1") return found;
  if (spawnSync("go", ["version"], { stdio: "ignore" }).status !== 0) {
    return { missing: "no Go compiler" };
  }
  const path = join(folder(), "verdicts");
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), "go.mod"), GO_MOD);
  await writeFile(join(folder(), "main.go"), SOURCE);
  const fault = await buildGo(folder(), ".", `${path}.part`);
  if (fault !== undefined) return { missing: `go build: ${fault}` };
  await rename(`${path}.part`, path);
  return { path };
}

/** Another source is another program. */
function folder(): string {
  const name = createHash("sha256").update(GO_MOD).update(SOURCE).digest("hex").slice(0, 12);
  const cache = process.env.XDG_CACHE_HOME ?? tmpdir();
  return join(cache, "testudo-interop", `light-verdicts-${name}`);
}

/** What the Go implementations say to each of the cases. */
export function goVerdicts(path: string, cases: readonly LightCase[]): Promise<readonly Verdict[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(path, { maxBuffer: OUTPUT_MAX }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`${error.message}\n${stderr}`));
    });
    child.stdin?.end(JSON.stringify(cases));
  });
}
