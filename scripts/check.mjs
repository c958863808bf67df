/** Every check that needs no test runner: format and lint, types, import graph, generated code. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const CHECKS = [
  ["format and lint", "npx", ["biome", "check", "."]],
  ["types", "npx", ["tsc", "--noEmit"]],
  ["import graph", "npx", ["depcruise", "--config", ".dependency-cruiser.cjs", "packages"]],
  ["generated code", "node", ["scripts/gen.mjs", "--check"]],
];

let failed = 0;
for (const [name, command, args] of CHECKS) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  const ok = result.status === 0;
  process.stdout.write(`${ok ? "ok    " : "FAILED"}  ${name}\n`);
  if (!ok) {
    failed += 1;
    process.stdout.write(`${result.stdout}${result.stderr}\n`);
  }
}
process.exit(failed === 0 ? 0 : 1);
