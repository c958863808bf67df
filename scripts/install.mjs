/**
 * Installs the locked dependencies when they are missing or older than the lock file, so that
 * `npm run demo`, `npm start` and `npm test` are the only set-up a newcomer has to know.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const lock = `${root}package-lock.json`;
/** npm writes this file last, so its age says when the tree was last complete. */
const installed = `${root}node_modules/.package-lock.json`;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  process.stderr.write("installing dependencies (npm ci) ...\n");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    process.stderr.write("npm ci failed; fix what it printed above and run the command again\n");
    process.exit(result.status ?? 1);
  }
}
