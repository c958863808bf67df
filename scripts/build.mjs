/**
 * Bundles the command into dist/testudo.mjs. Packages that bring a native addon or load files
 * beside themselves stay outside the bundle and are resolved from node_modules.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Loaded from node_modules at run time: native addons, and pino, which starts threads from its own files. */
export const EXTERNAL = ["classic-level", "pino", "secp256k1", "tiny-secp256k1"];

export async function buildCommand(outfile = `${root}dist/testudo.mjs`) {
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: root,
    entryPoints: ["packages/cli/src/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "linked",
    logLevel: "warning",
    external: EXTERNAL,
    // Of stargate the client uses fees and gas prices; the rest, with all its message types, would double the bundle.
    alias: { "@cosmjs/stargate": `${root}node_modules/@cosmjs/stargate/build/fee.js` },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  await mkdir(dirname(outfile), { recursive: true });
  // Renamed into place: another command may be starting from the file right now.
  for (const { path, contents } of outputFiles) {
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, contents);
    await rename(draft, path);
  }
  return outfile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCommand();
