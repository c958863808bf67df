/**
 * Writes `packages/proto/src/gen` from two sources: the shapes in `cosmjs-types` and the schemas in
 * `proto/`. With `--check` it writes nothing and fails if a file differs from what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { emitFiles } from "./gen/emit.mjs";
import { buildSchema } from "./gen/schema.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "packages/proto/src/gen");
const files = emitFiles(
  buildSchema({ standard: join(root, "node_modules/cosmjs-types"), sources: join(root, "proto") }),
);

const present = existsSync(target)
  ? readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1))
  : [];
const stale = present.filter((path) => !files.has(path));
const changed = [...files].filter(
  ([path, text]) => !present.includes(path) || readFileSync(join(target, path), "utf8") !== text,
);

if (process.argv.includes("--check")) {
  for (const path of [...stale, ...changed.map(([path]) => path)]) {
    console.error(`packages/proto/src/gen/${path} is not what \`npm run gen\` writes`);
  }
  process.exitCode = stale.length + changed.length === 0 ? 0 : 1;
} else {
  for (const path of stale) rmSync(join(target, path));
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  console.log(`${files.size} files, ${changed.length} written, ${stale.length} removed`);
}
