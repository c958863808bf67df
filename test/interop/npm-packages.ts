import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program of npm's registry that only these tests use. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
}

const INSTALL_TIMEOUT_MS = 150_000;
const DONE = "installed";

/**
 * The folder that a package is installed in, with its dependencies under `node_modules`. It is installed once, without
 * running any of its scripts, and kept outside the tree like the Go programs.
 *
 * @returns why it cannot be had instead, which is a reason to skip and not a failure
 */
export function installNpmPackage({
  name,
  version,
}: NpmPackage): { readonly folder: string } | { readonly missing: string } {
  const cache = join(process.env.XDG_CACHE_HOME ?? tmpdir(), "testudo-interop");
  const folder = join(cache, `${name.replace(/^@/, "").replace("/", "-")}-${version}`);
  if (existsSync(join(folder, DONE))) return { folder };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--no-package-lock"];
  const { status, stderr, error } = spawnSync("npm", ["install", ...flags, `${name}@${version}`], {
    cwd: folder,
    timeout: INSTALL_TIMEOUT_MS,
    encoding: "utf8",
  });
  if (status === 0) {
    writeFileSync(join(folder, DONE), "");
    return { folder };
  }
  const reason = /npm (?:error|ERR!) (?:code )?(.+)/.exec(stderr ?? "")?.[1];
  return { missing: `npm install ${name}: ${reason ?? error?.message ?? `status ${status}`}` };
}

/** `describe` with the folder of a package, or its tests skipped under a name that says why. */
export function describeWithNpmPackage(
  name: string,
  wanted: NpmPackage,
  body: (folder: string) => void,
): void {
  const found = installNpmPackage(wanted);
  if ("missing" in found) describe.skip(`${name} (skipped: ${found.missing})`, () => body(""));
  else describe(name, () => body(found.folder));
}
