#!/usr/bin/env node
/** The command: the bundle that the published package brings, or in a checkout the sources, bundled first. */
import { existsSync } from "node:fs";

const bundle = new URL("../dist/testudo.mjs", import.meta.url);
await import(
  existsSync(bundle) ? bundle.href : new URL("../../../scripts/testudo.mjs", import.meta.url).href
);
